using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Anjie.BacklogCases.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class AuditPurpose : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "purpose",
                table: "audit_row",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "purpose",
                table: "audit_row");
        }
    }
}
