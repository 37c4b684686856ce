using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Anjie.VisitReception.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class DisclosureLimits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "unit_id",
                table: "disclosure",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.CreateTable(
                name: "disclosure_alarm",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    scope = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hours = table.Column<int>(type: "integer", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    people = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_disclosure_alarm", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_disclosure_at",
                table: "disclosure",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_disclosure_unit_id_at",
                table: "disclosure",
                columns: new[] { "unit_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_disclosure_alarm_subject_id_scope_hours_since",
                table: "disclosure_alarm",
                columns: new[] { "subject_id", "scope", "hours", "since" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "disclosure_alarm");

            migrationBuilder.DropIndex(
                name: "ix_disclosure_at",
                table: "disclosure");

            migrationBuilder.DropIndex(
                name: "ix_disclosure_unit_id_at",
                table: "disclosure");

            migrationBuilder.DropColumn(
                name: "unit_id",
                table: "disclosure");
        }
    }
}
