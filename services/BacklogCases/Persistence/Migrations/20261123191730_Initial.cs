using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Anjie.BacklogCases.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence(
                name: "backlog_number");

            migrationBuilder.CreateTable(
                name: "audit_row",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    roles = table.Column<string>(type: "text", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    result = table.Column<string>(type: "text", nullable: false),
                    address = table.Column<string>(type: "text", nullable: true),
                    trace_id = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_row", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "backlog_case",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    criterion = table.Column<string>(type: "text", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<byte[]>(type: "bytea", nullable: true),
                    nominated_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    office_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    batch = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: true),
                    level = table.Column<string>(type: "text", nullable: true),
                    name = table.Column<byte[]>(type: "bytea", nullable: true),
                    responsible_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    responsible_path = table.Column<string>(type: "text", nullable: false),
                    leader_id = table.Column<Guid>(type: "uuid", nullable: true),
                    leader_post_id = table.Column<Guid>(type: "uuid", nullable: true),
                    leader_unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    leader_name = table.Column<string>(type: "text", nullable: true),
                    claimed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    appointed = table.Column<bool>(type: "boolean", nullable: false),
                    head_post_id = table.Column<Guid>(type: "uuid", nullable: true),
                    member_post_ids = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    responsible_post_id = table.Column<Guid>(type: "uuid", nullable: true),
                    petitioner_met_on = table.Column<DateOnly>(type: "date", nullable: true),
                    meeting_text = table.Column<byte[]>(type: "bytea", nullable: true),
                    resolve_by = table.Column<DateOnly>(type: "date", nullable: true),
                    primary_outcome = table.Column<string>(type: "text", nullable: true),
                    hardship = table.Column<byte[]>(type: "bytea", nullable: true),
                    lawful = table.Column<byte[]>(type: "bytea", nullable: true),
                    verifier_post_ids = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    findings = table.Column<byte[]>(type: "bytea", nullable: true),
                    letter_number = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    letter_text = table.Column<byte[]>(type: "bytea", nullable: true),
                    evaluation = table.Column<string>(type: "text", nullable: true),
                    evaluation_reason = table.Column<byte[]>(type: "bytea", nullable: true),
                    observed_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    observed_until = table.Column<DateOnly>(type: "date", nullable: true),
                    rebounded_on = table.Column<DateOnly>(type: "date", nullable: true),
                    last_reason = table.Column<byte[]>(type: "bytea", nullable: true),
                    matter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    unit_paths = table.Column<List<string>>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_backlog_case", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "calendar_copy",
                columns: table => new
                {
                    year = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    label = table.Column<string>(type: "text", nullable: false),
                    days = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_copy", x => x.year);
                });

            migrationBuilder.CreateTable(
                name: "inbox",
                columns: table => new
                {
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    endpoint = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    consumed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbox", x => new { x.message_id, x.endpoint });
                });

            migrationBuilder.CreateTable(
                name: "letter_series",
                columns: table => new
                {
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    last = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_letter_series", x => new { x.unit_id, x.year });
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    position = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordering_key = table.Column<Guid>(type: "uuid", nullable: false),
                    contract = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    body = table.Column<string>(type: "jsonb", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    trace_parent = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    parked_because = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.position);
                });

            migrationBuilder.CreateTable(
                name: "parameter_copy",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    value = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parameter_copy", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "parked_message",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    endpoint = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    contract = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    content_type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    trace_parent = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    exception_type = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    parked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    replayed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    times = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parked_message", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "post_copy",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    roles = table.Column<List<string>>(type: "text[]", nullable: false),
                    level = table.Column<string>(type: "text", nullable: true),
                    active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_post_copy", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "unit_copy",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    path = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    english_name = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unit_copy", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "backlog_delivery",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    means = table.Column<string>(type: "text", nullable: false),
                    served_on = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    recipient = table.Column<byte[]>(type: "bytea", nullable: true),
                    relation = table.Column<byte[]>(type: "bytea", nullable: true),
                    witness = table.Column<byte[]>(type: "bytea", nullable: true),
                    reason = table.Column<byte[]>(type: "bytea", nullable: true),
                    post_number = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_backlog_delivery", x => x.id);
                    table.ForeignKey(
                        name: "fk_backlog_delivery_backlog_case_case_id",
                        column: x => x.case_id,
                        principalTable: "backlog_case",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "backlog_demand",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    demand_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<byte[]>(type: "bytea", nullable: false),
                    reasonableness = table.Column<string>(type: "text", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    finding = table.Column<byte[]>(type: "bytea", nullable: true),
                    evidence = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_backlog_demand", x => x.id);
                    table.ForeignKey(
                        name: "fk_backlog_demand_backlog_case_case_id",
                        column: x => x.case_id,
                        principalTable: "backlog_case",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "backlog_follow_up",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_backlog_follow_up", x => x.id);
                    table.ForeignKey(
                        name: "fk_backlog_follow_up_backlog_case_case_id",
                        column: x => x.case_id,
                        principalTable: "backlog_case",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "backlog_plan",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_version = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    crux = table.Column<byte[]>(type: "bytea", nullable: false),
                    policy_basis = table.Column<byte[]>(type: "bytea", nullable: false),
                    stability = table.Column<byte[]>(type: "bytea", nullable: false),
                    resolve_by = table.Column<DateOnly>(type: "date", nullable: false),
                    reason_beyond_batch = table.Column<byte[]>(type: "bytea", nullable: true),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    submitted_by_post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    approved_on = table.Column<DateOnly>(type: "date", nullable: true),
                    opinion = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_backlog_plan", x => x.id);
                    table.ForeignKey(
                        name: "fk_backlog_plan_backlog_case_case_id",
                        column: x => x.case_id,
                        principalTable: "backlog_case",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "backlog_progress",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_backlog_progress", x => x.id);
                    table.ForeignKey(
                        name: "fk_backlog_progress_backlog_case_case_id",
                        column: x => x.case_id,
                        principalTable: "backlog_case",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_clock",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule = table.Column<string>(type: "text", nullable: false),
                    calendar_version = table.Column<string>(type: "text", nullable: false),
                    facts = table.Column<string>(type: "jsonb", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    started_on = table.Column<DateOnly>(type: "date", nullable: false),
                    stopped_on = table.Column<DateOnly>(type: "date", nullable: true),
                    nominal = table.Column<DateOnly>(type: "date", nullable: false),
                    legal = table.Column<DateOnly>(type: "date", nullable: false),
                    target = table.Column<DateOnly>(type: "date", nullable: false),
                    provisional = table.Column<bool>(type: "boolean", nullable: false),
                    responsible_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    responsible_post_id = table.Column<Guid>(type: "uuid", nullable: true),
                    silent = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_clock", x => x.id);
                    table.ForeignKey(
                        name: "fk_case_clock_backlog_case_case_id",
                        column: x => x.case_id,
                        principalTable: "backlog_case",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_history",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    matter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    fact = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    actor_name = table.Column<string>(type: "text", nullable: false),
                    actor_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    actor_role = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_history", x => new { x.case_id, x.version });
                    table.ForeignKey(
                        name: "fk_case_history_backlog_case_case_id",
                        column: x => x.case_id,
                        principalTable: "backlog_case",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "backlog_measure",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    demand_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<byte[]>(type: "bytea", nullable: false),
                    post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_backlog_measure", x => x.id);
                    table.ForeignKey(
                        name: "fk_backlog_measure_backlog_plan_plan_id",
                        column: x => x.plan_id,
                        principalTable: "backlog_plan",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_row_occurred_at",
                table: "audit_row",
                column: "occurred_at");

            migrationBuilder.CreateIndex(
                name: "ix_backlog_case_leader_id",
                table: "backlog_case",
                column: "leader_id");

            migrationBuilder.CreateIndex(
                name: "ix_backlog_case_letter_number",
                table: "backlog_case",
                column: "letter_number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_backlog_case_matter_id",
                table: "backlog_case",
                column: "matter_id");

            migrationBuilder.CreateIndex(
                name: "ix_backlog_case_number",
                table: "backlog_case",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_backlog_case_open",
                table: "backlog_case",
                column: "matter_id",
                unique: true,
                filter: "state not in ('Declined', 'StruckOff')");

            migrationBuilder.CreateIndex(
                name: "ix_backlog_case_state",
                table: "backlog_case",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_backlog_case_unit_paths",
                table: "backlog_case",
                column: "unit_paths")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_backlog_delivery_case_id",
                table: "backlog_delivery",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_backlog_demand_case_id_demand_id",
                table: "backlog_demand",
                columns: new[] { "case_id", "demand_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_backlog_follow_up_case_id",
                table: "backlog_follow_up",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_backlog_measure_plan_id",
                table: "backlog_measure",
                column: "plan_id");

            migrationBuilder.CreateIndex(
                name: "ix_backlog_plan_case_id_plan_version",
                table: "backlog_plan",
                columns: new[] { "case_id", "plan_version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_backlog_plan_in_force",
                table: "backlog_plan",
                column: "case_id",
                unique: true,
                filter: "state = 'Approved'");

            migrationBuilder.CreateIndex(
                name: "ix_backlog_progress_case_id",
                table: "backlog_progress",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_case_clock_case_id",
                table: "case_clock",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_case_history_matter_id",
                table: "case_history",
                column: "matter_id");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_consumed",
                table: "inbox",
                column: "consumed_at");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_parked",
                table: "outbox",
                columns: new[] { "ordering_key", "position" },
                filter: "published_at is null and parked_because is not null");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_pending",
                table: "outbox",
                column: "position",
                filter: "published_at is null and parked_because is null");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_published",
                table: "outbox",
                column: "published_at",
                filter: "published_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_parked_message_source",
                table: "parked_message",
                columns: new[] { "message_id", "endpoint" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_parked_message_waiting",
                table: "parked_message",
                column: "parked_at",
                filter: "replayed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_post_copy_person_id",
                table: "post_copy",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_unit_copy_path",
                table: "unit_copy",
                column: "path");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_row");

            migrationBuilder.DropTable(
                name: "backlog_delivery");

            migrationBuilder.DropTable(
                name: "backlog_demand");

            migrationBuilder.DropTable(
                name: "backlog_follow_up");

            migrationBuilder.DropTable(
                name: "backlog_measure");

            migrationBuilder.DropTable(
                name: "backlog_progress");

            migrationBuilder.DropTable(
                name: "calendar_copy");

            migrationBuilder.DropTable(
                name: "case_clock");

            migrationBuilder.DropTable(
                name: "case_history");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "letter_series");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "parameter_copy");

            migrationBuilder.DropTable(
                name: "parked_message");

            migrationBuilder.DropTable(
                name: "post_copy");

            migrationBuilder.DropTable(
                name: "unit_copy");

            migrationBuilder.DropTable(
                name: "backlog_plan");

            migrationBuilder.DropTable(
                name: "backlog_case");

            migrationBuilder.DropSequence(
                name: "backlog_number");
        }
    }
}
