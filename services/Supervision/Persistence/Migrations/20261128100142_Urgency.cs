using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Anjie.Supervision.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Urgency : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "urgent_report_by",
                table: "ledger_entry",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "urgent_unit_id",
                table: "ledger_entry",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_urgent_report_by",
                table: "ledger_entry",
                column: "urgent_report_by",
                filter: "urgent_report_by is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_ledger_entry_urgent_report_by",
                table: "ledger_entry");

            migrationBuilder.DropColumn(
                name: "urgent_report_by",
                table: "ledger_entry");

            migrationBuilder.DropColumn(
                name: "urgent_unit_id",
                table: "ledger_entry");
        }
    }
}
