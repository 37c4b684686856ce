using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Anjie.VisitReception.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Letters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Letters of before keep their words; their kinds get the codes of today.
            migrationBuilder.Sql("update letter set kind = case kind when 'Opinion' then 'opinion' when 'GuidanceNotice' then 'guidance' else 'reply' end where kind in ('Opinion', 'Slip', 'Reply', 'GuidanceNotice')");

            migrationBuilder.AddColumn<byte[]>(
                name: "place",
                table: "visit_delivery",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "server_names",
                table: "visit_delivery",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "view",
                table: "visit_delivery",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "place",
                table: "matter_delivery",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "server_names",
                table: "matter_delivery",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "view",
                table: "matter_delivery",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "text_version",
                table: "letter",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "words",
                table: "letter",
                type: "bytea",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "place",
                table: "visit_delivery");

            migrationBuilder.DropColumn(
                name: "server_names",
                table: "visit_delivery");

            migrationBuilder.DropColumn(
                name: "view",
                table: "visit_delivery");

            migrationBuilder.DropColumn(
                name: "place",
                table: "matter_delivery");

            migrationBuilder.DropColumn(
                name: "server_names",
                table: "matter_delivery");

            migrationBuilder.DropColumn(
                name: "view",
                table: "matter_delivery");

            migrationBuilder.DropColumn(
                name: "text_version",
                table: "letter");

            migrationBuilder.DropColumn(
                name: "words",
                table: "letter");
        }
    }
}
