using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Anjie.VisitReception.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Urgency : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "sealed_urgency",
                table: "matter",
                type: "bytea",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "sealed_urgency",
                table: "matter");
        }
    }
}
