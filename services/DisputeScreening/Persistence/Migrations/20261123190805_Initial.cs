using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Anjie.DisputeScreening.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence(
                name: "dispute_number");

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
                name: "dispute",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    found_on = table.Column<DateOnly>(type: "date", nullable: false),
                    method = table.Column<int>(type: "integer", nullable: false),
                    type_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    people_concerned = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<byte[]>(type: "bytea", nullable: false),
                    place = table.Column<byte[]>(type: "bytea", nullable: false),
                    facts = table.Column<byte[]>(type: "bytea", nullable: false),
                    demands = table.Column<byte[]>(type: "bytea", nullable: false),
                    reporting_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    holder_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    holder_path = table.Column<string>(type: "text", nullable: false),
                    risk = table.Column<string>(type: "text", nullable: true),
                    crux = table.Column<byte[]>(type: "bytea", nullable: true),
                    root_cause = table.Column<byte[]>(type: "bytea", nullable: true),
                    resolve_by = table.Column<DateOnly>(type: "date", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    resolution = table.Column<byte[]>(type: "bytea", nullable: true),
                    last_reason = table.Column<byte[]>(type: "bytea", nullable: true),
                    petition_statement = table.Column<byte[]>(type: "bytea", nullable: true),
                    nominated_for_backlog = table.Column<bool>(type: "boolean", nullable: false),
                    matter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    unit_paths = table.Column<List<string>>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispute", x => x.id);
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
                        name: "fk_case_clock_dispute_case_id",
                        column: x => x.case_id,
                        principalTable: "dispute",
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
                        name: "fk_case_history_dispute_case_id",
                        column: x => x.case_id,
                        principalTable: "dispute",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "dispute_guarantee",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    dispute_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item = table.Column<string>(type: "text", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    measure = table.Column<byte[]>(type: "bytea", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    done_on = table.Column<DateOnly>(type: "date", nullable: true),
                    evidence = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispute_guarantee", x => x.id);
                    table.ForeignKey(
                        name: "fk_dispute_guarantee_dispute_dispute_id",
                        column: x => x.dispute_id,
                        principalTable: "dispute",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "dispute_party",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    dispute_id = table.Column<Guid>(type: "uuid", nullable: false),
                    side = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<byte[]>(type: "bytea", nullable: false),
                    identity_number = table.Column<byte[]>(type: "bytea", nullable: true),
                    phone = table.Column<byte[]>(type: "bytea", nullable: true),
                    address = table.Column<byte[]>(type: "bytea", nullable: true),
                    name_index = table.Column<byte[]>(type: "bytea", nullable: false),
                    identity_number_index = table.Column<byte[]>(type: "bytea", nullable: true),
                    phone_index = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispute_party", x => x.id);
                    table.ForeignKey(
                        name: "fk_dispute_party_dispute_dispute_id",
                        column: x => x.dispute_id,
                        principalTable: "dispute",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "dispute_progress",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    dispute_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    means = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispute_progress", x => x.id);
                    table.ForeignKey(
                        name: "fk_dispute_progress_dispute_dispute_id",
                        column: x => x.dispute_id,
                        principalTable: "dispute",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_row_occurred_at",
                table: "audit_row",
                column: "occurred_at");

            migrationBuilder.CreateIndex(
                name: "ix_case_clock_case_id",
                table: "case_clock",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_case_history_matter_id",
                table: "case_history",
                column: "matter_id");

            migrationBuilder.CreateIndex(
                name: "ix_dispute_matter_id",
                table: "dispute",
                column: "matter_id");

            migrationBuilder.CreateIndex(
                name: "ix_dispute_number",
                table: "dispute",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_dispute_unit_paths",
                table: "dispute",
                column: "unit_paths")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_dispute_guarantee_dispute_id_item",
                table: "dispute_guarantee",
                columns: new[] { "dispute_id", "item" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_dispute_party_dispute_id",
                table: "dispute_party",
                column: "dispute_id");

            migrationBuilder.CreateIndex(
                name: "ix_dispute_party_identity_number_index",
                table: "dispute_party",
                column: "identity_number_index");

            migrationBuilder.CreateIndex(
                name: "ix_dispute_party_name_index",
                table: "dispute_party",
                column: "name_index");

            migrationBuilder.CreateIndex(
                name: "ix_dispute_party_phone_index",
                table: "dispute_party",
                column: "phone_index");

            migrationBuilder.CreateIndex(
                name: "ix_dispute_progress_dispute_id",
                table: "dispute_progress",
                column: "dispute_id");

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
                name: "calendar_copy");

            migrationBuilder.DropTable(
                name: "case_clock");

            migrationBuilder.DropTable(
                name: "case_history");

            migrationBuilder.DropTable(
                name: "dispute_guarantee");

            migrationBuilder.DropTable(
                name: "dispute_party");

            migrationBuilder.DropTable(
                name: "dispute_progress");

            migrationBuilder.DropTable(
                name: "inbox");

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
                name: "dispute");

            migrationBuilder.DropSequence(
                name: "dispute_number");
        }
    }
}
