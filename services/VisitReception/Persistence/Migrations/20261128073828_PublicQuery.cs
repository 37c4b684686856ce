using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Anjie.VisitReception.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class PublicQuery : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "evaluation_withheld",
                table: "matter",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "review_organ",
                table: "matter",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "withholding_reason",
                table: "matter",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "query_code",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code_index = table.Column<byte[]>(type: "bytea", nullable: false),
                    code = table.Column<byte[]>(type: "bytea", nullable: false),
                    issue = table.Column<int>(type: "integer", nullable: false),
                    given_on = table.Column<DateOnly>(type: "date", nullable: false),
                    slips = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_query_code", x => x.case_id);
                });

            migrationBuilder.CreateTable(
                name: "query_guess",
                columns: table => new
                {
                    code_index = table.Column<byte[]>(type: "bytea", nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    open_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_query_guess", x => x.code_index);
                });

            migrationBuilder.CreateTable(
                name: "review_request",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    matter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    clock_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    filed_on = table.Column<DateOnly>(type: "date", nullable: false),
                    filed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    request = table.Column<byte[]>(type: "bytea", nullable: false),
                    grounds = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_request", x => x.id);
                    table.ForeignKey(
                        name: "fk_review_request_matters_matter_id",
                        column: x => x.matter_id,
                        principalTable: "matter",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_query_code_code_index",
                table: "query_code",
                column: "code_index",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_query_guess_last_at",
                table: "query_guess",
                column: "last_at");

            migrationBuilder.CreateIndex(
                name: "ix_review_request_matter_id",
                table: "review_request",
                column: "matter_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "query_code");

            migrationBuilder.DropTable(
                name: "query_guess");

            migrationBuilder.DropTable(
                name: "review_request");

            migrationBuilder.DropColumn(
                name: "evaluation_withheld",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "review_organ",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "withholding_reason",
                table: "matter");
        }
    }
}
