using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Anjie.VisitReception.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class TextsAndRights : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "erased_on",
                table: "visit",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "notice_version",
                table: "review_request",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "guardian_name",
                table: "petitioner",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "guardian_phone",
                table: "petitioner",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "notice_version",
                table: "petitioner",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ended_on",
                table: "matter",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "erased_on",
                table: "matter",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "data_request",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    petitioner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    at_desk = table.Column<bool>(type: "boolean", nullable: false),
                    filed_on = table.Column<DateOnly>(type: "date", nullable: false),
                    filed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    text = table.Column<byte[]>(type: "bytea", nullable: true),
                    answer = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    ground = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    answered_on = table.Column<DateOnly>(type: "date", nullable: true),
                    answered_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    words = table.Column<byte[]>(type: "bytea", nullable: true),
                    field_names = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    before = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_request", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "letter_text",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    effective_from = table.Column<DateOnly>(type: "date", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    published_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    published_by = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    withdrawn_by = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_letter_text", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_matter_ended_on",
                table: "matter",
                column: "ended_on",
                filter: "ended_on is not null and erased_on is null");

            migrationBuilder.CreateIndex(
                name: "ix_data_request_case_id",
                table: "data_request",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_letter_text_kind_version",
                table: "letter_text",
                columns: new[] { "kind", "version" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "data_request");

            migrationBuilder.DropTable(
                name: "letter_text");

            migrationBuilder.DropIndex(
                name: "ix_matter_ended_on",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "erased_on",
                table: "visit");

            migrationBuilder.DropColumn(
                name: "notice_version",
                table: "review_request");

            migrationBuilder.DropColumn(
                name: "guardian_name",
                table: "petitioner");

            migrationBuilder.DropColumn(
                name: "guardian_phone",
                table: "petitioner");

            migrationBuilder.DropColumn(
                name: "notice_version",
                table: "petitioner");

            migrationBuilder.DropColumn(
                name: "ended_on",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "erased_on",
                table: "matter");
        }
    }
}
