using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Anjie.DisputeScreening.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Attachments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "attachment",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<byte[]>(type: "bytea", nullable: false),
                    kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    size = table.Column<int>(type: "integer", nullable: false),
                    sent_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    kept_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    key = table.Column<byte[]>(type: "bytea", nullable: true),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    added_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    added_by_name = table.Column<string>(type: "text", nullable: false),
                    added_by_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    added_by_role = table.Column<string>(type: "text", nullable: false),
                    added_on_version = table.Column<int>(type: "integer", nullable: false),
                    removed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    removed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    removed_by_name = table.Column<string>(type: "text", nullable: true),
                    removed_by_unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    removed_by_role = table.Column<string>(type: "text", nullable: true),
                    removed_on_version = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attachment", x => new { x.case_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "attachment_part",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    attachment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attachment_part", x => new { x.case_id, x.attachment_id, x.position });
                    table.ForeignKey(
                        name: "fk_attachment_part_attachment_case_id_attachment_id",
                        columns: x => new { x.case_id, x.attachment_id },
                        principalTable: "attachment",
                        principalColumns: new[] { "case_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "attachment_part");

            migrationBuilder.DropTable(
                name: "attachment");
        }
    }
}
