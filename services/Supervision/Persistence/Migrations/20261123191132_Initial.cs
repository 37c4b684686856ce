using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Anjie.Supervision.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence(
                name: "supervision_number");

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
                name: "event_log",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    matter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    contract = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    body = table.Column<string>(type: "jsonb", nullable: false),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    actor_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    actor_role = table.Column<string>(type: "text", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_event_log", x => new { x.case_id, x.version });
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
                name: "ledger_entry",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    matter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    highest = table.Column<int>(type: "integer", nullable: false),
                    opened_on = table.Column<DateOnly>(type: "date", nullable: false),
                    closed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    last_fact = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    unit_ids = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    post_ids = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    unit_paths = table.Column<List<string>>(type: "text[]", nullable: false),
                    near_on = table.Column<DateOnly>(type: "date", nullable: true),
                    pressing_on = table.Column<DateOnly>(type: "date", nullable: true),
                    legal_on = table.Column<DateOnly>(type: "date", nullable: true),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_entry", x => x.id);
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
                name: "reception_day",
                columns: table => new
                {
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    leader_id = table.Column<Guid>(type: "uuid", nullable: false),
                    leader_post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    held_on = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reception_day", x => x.session_id);
                });

            migrationBuilder.CreateTable(
                name: "supervision_item",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    followed_case_ids = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    subject_ended = table.Column<bool>(type: "boolean", nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    awaited_level = table.Column<int>(type: "integer", nullable: true),
                    situation = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: true),
                    round = table.Column<int>(type: "integer", nullable: false),
                    reply_by = table.Column<DateOnly>(type: "date", nullable: true),
                    returns = table.Column<int>(type: "integer", nullable: false),
                    supervising_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<byte[]>(type: "bytea", nullable: true),
                    matter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    unit_paths = table.Column<List<string>>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supervision_item", x => x.id);
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
                name: "watch_firing",
                columns: table => new
                {
                    clock_id = table.Column<Guid>(type: "uuid", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false),
                    legal = table.Column<DateOnly>(type: "date", nullable: false),
                    fired_on = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_watch_firing", x => new { x.clock_id, x.stage, x.legal });
                });

            migrationBuilder.CreateTable(
                name: "clock_watch",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    matter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    started_on = table.Column<DateOnly>(type: "date", nullable: false),
                    stopped_on = table.Column<DateOnly>(type: "date", nullable: true),
                    nominal = table.Column<DateOnly>(type: "date", nullable: false),
                    legal = table.Column<DateOnly>(type: "date", nullable: false),
                    target = table.Column<DateOnly>(type: "date", nullable: false),
                    near_on = table.Column<DateOnly>(type: "date", nullable: false),
                    pressing_on = table.Column<DateOnly>(type: "date", nullable: false),
                    article = table.Column<string>(type: "text", nullable: false),
                    calendar_version = table.Column<string>(type: "text", nullable: false),
                    provisional = table.Column<bool>(type: "boolean", nullable: false),
                    responsible_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    responsible_post_id = table.Column<Guid>(type: "uuid", nullable: true),
                    silent = table.Column<bool>(type: "boolean", nullable: false),
                    next_stage = table.Column<string>(type: "text", nullable: true),
                    next_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_clock_watch", x => x.id);
                    table.ForeignKey(
                        name: "fk_clock_watch_ledger_entry_case_id",
                        column: x => x.case_id,
                        principalTable: "ledger_entry",
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
                        name: "fk_case_clock_supervision_item_case_id",
                        column: x => x.case_id,
                        principalTable: "supervision_item",
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
                        name: "fk_case_history_supervision_item_case_id",
                        column: x => x.case_id,
                        principalTable: "supervision_item",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notice",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    matter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    post_id = table.Column<Guid>(type: "uuid", nullable: true),
                    role = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    rule = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    situation = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: true),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    read_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice", x => x.id);
                    table.ForeignKey(
                        name: "fk_notice_supervision_item_item_id",
                        column: x => x.item_id,
                        principalTable: "supervision_item",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "supervision_requirement",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<byte[]>(type: "bytea", nullable: false),
                    answer = table.Column<byte[]>(type: "bytea", nullable: true),
                    answered_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supervision_requirement", x => x.id);
                    table.ForeignKey(
                        name: "fk_supervision_requirement_supervision_item_item_id",
                        column: x => x.item_id,
                        principalTable: "supervision_item",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "supervision_review",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    verdict = table.Column<string>(type: "text", nullable: false),
                    method = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<byte[]>(type: "bytea", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supervision_review", x => x.id);
                    table.ForeignKey(
                        name: "fk_supervision_review_supervision_item_item_id",
                        column: x => x.item_id,
                        principalTable: "supervision_item",
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
                name: "ix_clock_watch_case_id",
                table: "clock_watch",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_clock_watch_matter_id",
                table: "clock_watch",
                column: "matter_id");

            migrationBuilder.CreateIndex(
                name: "ix_clock_watch_next_on",
                table: "clock_watch",
                column: "next_on",
                filter: "next_on is not null");

            migrationBuilder.CreateIndex(
                name: "ix_event_log_matter_id_occurred_at",
                table: "event_log",
                columns: new[] { "matter_id", "occurred_at" });

            migrationBuilder.CreateIndex(
                name: "ix_inbox_consumed",
                table: "inbox",
                column: "consumed_at");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_gap",
                table: "ledger_entry",
                column: "highest",
                filter: "version < highest");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_legal_on",
                table: "ledger_entry",
                column: "legal_on",
                filter: "closed_on is null");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_matter_id",
                table: "ledger_entry",
                column: "matter_id");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_number",
                table: "ledger_entry",
                column: "number");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_unit_id",
                table: "ledger_entry",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_unit_ids",
                table: "ledger_entry",
                column: "unit_ids")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_unit_paths",
                table: "ledger_entry",
                column: "unit_paths")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_notice_item_id",
                table: "notice",
                column: "item_id");

            migrationBuilder.CreateIndex(
                name: "ix_notice_post_id",
                table: "notice",
                column: "post_id");

            migrationBuilder.CreateIndex(
                name: "ix_notice_role",
                table: "notice",
                column: "role");

            migrationBuilder.CreateIndex(
                name: "ix_notice_unit_id",
                table: "notice",
                column: "unit_id");

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
                name: "ix_reception_day_leader_post_id_held_on",
                table: "reception_day",
                columns: new[] { "leader_post_id", "held_on" });

            migrationBuilder.CreateIndex(
                name: "ix_supervision_item_matter_id",
                table: "supervision_item",
                column: "matter_id");

            migrationBuilder.CreateIndex(
                name: "ix_supervision_item_number",
                table: "supervision_item",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_supervision_item_one_open",
                table: "supervision_item",
                columns: new[] { "matter_id", "unit_id" },
                unique: true,
                filter: "state not in ('Closed', 'Cancelled')");

            migrationBuilder.CreateIndex(
                name: "ix_supervision_item_unit_paths",
                table: "supervision_item",
                column: "unit_paths")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_supervision_requirement_item_id",
                table: "supervision_requirement",
                column: "item_id");

            migrationBuilder.CreateIndex(
                name: "ix_supervision_review_item_id",
                table: "supervision_review",
                column: "item_id");

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
                name: "clock_watch");

            migrationBuilder.DropTable(
                name: "event_log");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "notice");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "parameter_copy");

            migrationBuilder.DropTable(
                name: "parked_message");

            migrationBuilder.DropTable(
                name: "post_copy");

            migrationBuilder.DropTable(
                name: "reception_day");

            migrationBuilder.DropTable(
                name: "supervision_requirement");

            migrationBuilder.DropTable(
                name: "supervision_review");

            migrationBuilder.DropTable(
                name: "unit_copy");

            migrationBuilder.DropTable(
                name: "watch_firing");

            migrationBuilder.DropTable(
                name: "ledger_entry");

            migrationBuilder.DropTable(
                name: "supervision_item");

            migrationBuilder.DropSequence(
                name: "supervision_number");
        }
    }
}
