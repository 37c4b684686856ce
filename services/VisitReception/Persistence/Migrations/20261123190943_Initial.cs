using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Anjie.VisitReception.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence(
                name: "matter_number");

            migrationBuilder.CreateSequence(
                name: "session_number");

            migrationBuilder.CreateSequence(
                name: "visit_number");

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
                    series = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    last_serial = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_letter_series", x => new { x.unit_id, x.year, x.series });
                });

            migrationBuilder.CreateTable(
                name: "matter",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    received_on = table.Column<DateOnly>(type: "date", nullable: false),
                    form = table.Column<int>(type: "integer", nullable: false),
                    category = table.Column<string>(type: "text", nullable: false),
                    content_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    summary = table.Column<byte[]>(type: "bytea", nullable: false),
                    problem_place = table.Column<byte[]>(type: "bytea", nullable: true),
                    anonymous = table.Column<bool>(type: "boolean", nullable: false),
                    people_concerned = table.Column<int>(type: "integer", nullable: false),
                    petitioner_pending = table.Column<bool>(type: "boolean", nullable: false),
                    registering_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    registering_path = table.Column<string>(type: "text", nullable: false),
                    registering_rank = table.Column<int>(type: "integer", nullable: false),
                    handling_unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    handling_path = table.Column<string>(type: "text", nullable: true),
                    dispatch_kind = table.Column<string>(type: "text", nullable: true),
                    dispatched_on = table.Column<DateOnly>(type: "date", nullable: true),
                    report_by = table.Column<DateOnly>(type: "date", nullable: true),
                    dispatch_note = table.Column<byte[]>(type: "bytea", nullable: true),
                    accepted_on = table.Column<DateOnly>(type: "date", nullable: true),
                    simple = table.Column<bool>(type: "boolean", nullable: false),
                    opinion_draft = table.Column<byte[]>(type: "bytea", nullable: true),
                    answer_letter_id = table.Column<Guid>(type: "uuid", nullable: true),
                    nominated_for_backlog = table.Column<bool>(type: "boolean", nullable: false),
                    closes_on = table.Column<DateOnly>(type: "date", nullable: true),
                    matter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    unit_paths = table.Column<List<string>>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_matter", x => x.id);
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
                name: "session",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    leader_person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    leader_post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    leader_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    leader_path = table.Column<string>(type: "text", nullable: false),
                    leader_rank = table.Column<int>(type: "integer", nullable: false),
                    leader_level = table.Column<string>(type: "text", nullable: false),
                    office_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    office_path = table.Column<string>(type: "text", nullable: false),
                    office_rank = table.Column<int>(type: "integer", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    from = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    to = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    place = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    actual_leader_post_id = table.Column<Guid>(type: "uuid", nullable: true),
                    held_on = table.Column<DateOnly>(type: "date", nullable: true),
                    visits = table.Column<int>(type: "integer", nullable: true),
                    matter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    unit_paths = table.Column<List<string>>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_session", x => x.id);
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
                name: "visit",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    visited_on = table.Column<DateOnly>(type: "date", nullable: false),
                    visitors = table.Column<int>(type: "integer", nullable: false),
                    representatives = table.Column<int>(type: "integer", nullable: false),
                    people_concerned = table.Column<int>(type: "integer", nullable: false),
                    form = table.Column<int>(type: "integer", nullable: false),
                    category = table.Column<string>(type: "text", nullable: false),
                    content_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    summary = table.Column<byte[]>(type: "bytea", nullable: false),
                    problem_place = table.Column<byte[]>(type: "bytea", nullable: true),
                    on_known_matter = table.Column<bool>(type: "boolean", nullable: false),
                    leader_post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    leader_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    leader_path = table.Column<string>(type: "text", nullable: false),
                    leader_rank = table.Column<int>(type: "integer", nullable: false),
                    office_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    office_path = table.Column<string>(type: "text", nullable: false),
                    talk_draft = table.Column<byte[]>(type: "bytea", nullable: true),
                    talk = table.Column<byte[]>(type: "bytea", nullable: true),
                    responsible_leader_id = table.Column<Guid>(type: "uuid", nullable: true),
                    responsible_leader_post_id = table.Column<Guid>(type: "uuid", nullable: true),
                    measure = table.Column<byte[]>(type: "bytea", nullable: true),
                    done_on = table.Column<DateOnly>(type: "date", nullable: true),
                    explanation = table.Column<byte[]>(type: "bytea", nullable: true),
                    basis = table.Column<byte[]>(type: "bytea", nullable: true),
                    responsible_unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    responsible_path = table.Column<string>(type: "text", nullable: true),
                    responsible_post_id = table.Column<Guid>(type: "uuid", nullable: true),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    requirements = table.Column<byte[]>(type: "bytea", nullable: true),
                    sign_by = table.Column<DateOnly>(type: "date", nullable: true),
                    result = table.Column<byte[]>(type: "bytea", nullable: true),
                    evidence = table.Column<byte[]>(type: "bytea", nullable: true),
                    leader_note = table.Column<byte[]>(type: "bytea", nullable: true),
                    evaluation = table.Column<string>(type: "text", nullable: true),
                    evaluation_reason = table.Column<byte[]>(type: "bytea", nullable: true),
                    matter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    unit_paths = table.Column<List<string>>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "demand",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    matter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<byte[]>(type: "bytea", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    finding = table.Column<string>(type: "text", nullable: true),
                    opinion = table.Column<byte[]>(type: "bytea", nullable: true),
                    basis = table.Column<byte[]>(type: "bytea", nullable: true),
                    route = table.Column<string>(type: "text", nullable: true),
                    organ = table.Column<byte[]>(type: "bytea", nullable: true),
                    time_limit = table.Column<string>(type: "text", nullable: true),
                    notice_number = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_demand", x => x.id);
                    table.ForeignKey(
                        name: "fk_demand_matters_matter_id",
                        column: x => x.matter_id,
                        principalTable: "matter",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "evaluation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    matter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    about = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<byte[]>(type: "bytea", nullable: true),
                    recorded_on = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evaluation", x => x.id);
                    table.ForeignKey(
                        name: "fk_evaluation_matters_matter_id",
                        column: x => x.matter_id,
                        principalTable: "matter",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "investigation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    matter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_investigation", x => x.id);
                    table.ForeignKey(
                        name: "fk_investigation_matters_matter_id",
                        column: x => x.matter_id,
                        principalTable: "matter",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "letter",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    matter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: true),
                    series = table.Column<string>(type: "text", nullable: true),
                    serial = table.Column<int>(type: "integer", nullable: true),
                    number = table.Column<string>(type: "text", nullable: false),
                    issued_on = table.Column<DateOnly>(type: "date", nullable: false),
                    issued_by = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_letter", x => x.id);
                    table.ForeignKey(
                        name: "fk_letter_matters_matter_id",
                        column: x => x.matter_id,
                        principalTable: "matter",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "matter_delivery",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    letter_id = table.Column<Guid>(type: "uuid", nullable: true),
                    means = table.Column<string>(type: "text", nullable: false),
                    served_on = table.Column<DateOnly>(type: "date", nullable: false),
                    recipient = table.Column<byte[]>(type: "bytea", nullable: true),
                    relation = table.Column<byte[]>(type: "bytea", nullable: true),
                    witness = table.Column<byte[]>(type: "bytea", nullable: true),
                    reason = table.Column<byte[]>(type: "bytea", nullable: true),
                    post_number = table.Column<string>(type: "text", nullable: true),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    recorded_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_matter_delivery", x => x.id);
                    table.ForeignKey(
                        name: "fk_matter_delivery_matter_case_id",
                        column: x => x.case_id,
                        principalTable: "matter",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "petitioner",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    matter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<byte[]>(type: "bytea", nullable: false),
                    identity_number = table.Column<byte[]>(type: "bytea", nullable: true),
                    phone = table.Column<byte[]>(type: "bytea", nullable: true),
                    address = table.Column<byte[]>(type: "bytea", nullable: true),
                    name_index = table.Column<byte[]>(type: "bytea", nullable: false),
                    identity_number_index = table.Column<byte[]>(type: "bytea", nullable: true),
                    phone_index = table.Column<byte[]>(type: "bytea", nullable: true),
                    address_index = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_petitioner", x => x.id);
                    table.ForeignKey(
                        name: "fk_petitioner_matters_matter_id",
                        column: x => x.matter_id,
                        principalTable: "matter",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            // Clocks and history belong to sessions, visits and matters alike, so no foreign key can name one of the three tables.
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
                });

            migrationBuilder.CreateTable(
                name: "visit_delivery",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    letter_id = table.Column<Guid>(type: "uuid", nullable: true),
                    means = table.Column<string>(type: "text", nullable: false),
                    served_on = table.Column<DateOnly>(type: "date", nullable: false),
                    recipient = table.Column<byte[]>(type: "bytea", nullable: true),
                    relation = table.Column<byte[]>(type: "bytea", nullable: true),
                    witness = table.Column<byte[]>(type: "bytea", nullable: true),
                    reason = table.Column<byte[]>(type: "bytea", nullable: true),
                    post_number = table.Column<string>(type: "text", nullable: true),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    recorded_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_visit_delivery", x => x.id);
                    table.ForeignKey(
                        name: "fk_visit_delivery_visit_case_id",
                        column: x => x.case_id,
                        principalTable: "visit",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "visit_opinion",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    visit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    demand_id = table.Column<Guid>(type: "uuid", nullable: false),
                    opinion = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visit_opinion", x => x.id);
                    table.ForeignKey(
                        name: "fk_visit_opinion_visit_visit_id",
                        column: x => x.visit_id,
                        principalTable: "visit",
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
                name: "ix_demand_matter_id",
                table: "demand",
                column: "matter_id");

            migrationBuilder.CreateIndex(
                name: "ix_evaluation_matter_id_about",
                table: "evaluation",
                columns: new[] { "matter_id", "about" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_inbox_consumed",
                table: "inbox",
                column: "consumed_at");

            migrationBuilder.CreateIndex(
                name: "ix_investigation_matter_id",
                table: "investigation",
                column: "matter_id");

            migrationBuilder.CreateIndex(
                name: "ix_letter_matter_id",
                table: "letter",
                column: "matter_id");

            migrationBuilder.CreateIndex(
                name: "ix_letter_unit_id_year_series_serial",
                table: "letter",
                columns: new[] { "unit_id", "year", "series", "serial" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_matter_closes_on",
                table: "matter",
                column: "closes_on",
                filter: "closes_on is not null");

            migrationBuilder.CreateIndex(
                name: "ix_matter_matter_id",
                table: "matter",
                column: "matter_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_matter_number",
                table: "matter",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_matter_unit_paths",
                table: "matter",
                column: "unit_paths")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_matter_delivery_case_id",
                table: "matter_delivery",
                column: "case_id");

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
                name: "ix_petitioner_identity_number_index",
                table: "petitioner",
                column: "identity_number_index");

            migrationBuilder.CreateIndex(
                name: "ix_petitioner_matter_id",
                table: "petitioner",
                column: "matter_id");

            migrationBuilder.CreateIndex(
                name: "ix_petitioner_name_index",
                table: "petitioner",
                column: "name_index");

            migrationBuilder.CreateIndex(
                name: "ix_petitioner_phone_index",
                table: "petitioner",
                column: "phone_index");

            migrationBuilder.CreateIndex(
                name: "ix_post_copy_person_id",
                table: "post_copy",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_session_leader_post_id",
                table: "session",
                column: "leader_post_id");

            migrationBuilder.CreateIndex(
                name: "ix_session_matter_id",
                table: "session",
                column: "matter_id");

            migrationBuilder.CreateIndex(
                name: "ix_session_number",
                table: "session",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_session_on_place",
                table: "session",
                columns: new[] { "on", "place" });

            migrationBuilder.CreateIndex(
                name: "ix_session_unit_paths",
                table: "session",
                column: "unit_paths")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_unit_copy_path",
                table: "unit_copy",
                column: "path");

            migrationBuilder.CreateIndex(
                name: "ix_visit_matter_id",
                table: "visit",
                column: "matter_id");

            migrationBuilder.CreateIndex(
                name: "ix_visit_number",
                table: "visit",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_visit_session_id",
                table: "visit",
                column: "session_id");

            migrationBuilder.CreateIndex(
                name: "ix_visit_sign_by",
                table: "visit",
                column: "sign_by",
                filter: "sign_by is not null");

            migrationBuilder.CreateIndex(
                name: "ix_visit_unit_paths",
                table: "visit",
                column: "unit_paths")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_visit_delivery_case_id",
                table: "visit_delivery",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_visit_opinion_visit_id",
                table: "visit_opinion",
                column: "visit_id");
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
                name: "demand");

            migrationBuilder.DropTable(
                name: "evaluation");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "investigation");

            migrationBuilder.DropTable(
                name: "letter");

            migrationBuilder.DropTable(
                name: "letter_series");

            migrationBuilder.DropTable(
                name: "matter_delivery");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "parameter_copy");

            migrationBuilder.DropTable(
                name: "parked_message");

            migrationBuilder.DropTable(
                name: "petitioner");

            migrationBuilder.DropTable(
                name: "post_copy");

            migrationBuilder.DropTable(
                name: "unit_copy");

            migrationBuilder.DropTable(
                name: "visit_delivery");

            migrationBuilder.DropTable(
                name: "visit_opinion");

            migrationBuilder.DropTable(
                name: "session");

            migrationBuilder.DropTable(
                name: "matter");

            migrationBuilder.DropTable(
                name: "visit");

            migrationBuilder.DropSequence(
                name: "matter_number");

            migrationBuilder.DropSequence(
                name: "session_number");

            migrationBuilder.DropSequence(
                name: "visit_number");
        }
    }
}
