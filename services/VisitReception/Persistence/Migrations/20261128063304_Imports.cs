using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Anjie.VisitReception.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Imports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "code_list_copy",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    entries = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_code_list_copy", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "matter_import",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_name = table.Column<string>(type: "text", nullable: false),
                    post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    acting_for = table.Column<Guid>(type: "uuid", nullable: true),
                    acting_until = table.Column<DateOnly>(type: "date", nullable: true),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    fresh = table.Column<int>(type: "integer", nullable: false),
                    known = table.Column<int>(type: "integer", nullable: false),
                    changed = table.Column<int>(type: "integer", nullable: false),
                    faulty = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    detail = table.Column<string>(type: "text", nullable: true),
                    preview = table.Column<byte[]>(type: "bytea", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    forgotten = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_matter_import", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "province_record",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    purpose = table.Column<int>(type: "integer", nullable: false),
                    registered_on = table.Column<DateOnly>(type: "date", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    finished = table.Column<bool>(type: "boolean", nullable: false),
                    first_in_country = table.Column<bool>(type: "boolean", nullable: true),
                    joint = table.Column<bool>(type: "boolean", nullable: true),
                    state = table.Column<int>(type: "integer", nullable: false),
                    registrar = table.Column<byte[]>(type: "bytea", nullable: true),
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    imported_version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_province_record", x => x.id);
                    table.ForeignKey(
                        name: "fk_province_record_matter_id",
                        column: x => x.id,
                        principalTable: "matter",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "matter_import_fault",
                columns: table => new
                {
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    row = table.Column<int>(type: "integer", nullable: false),
                    heading = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_matter_import_fault", x => new { x.import_id, x.row, x.heading });
                    table.ForeignKey(
                        name: "fk_matter_import_fault_matter_import_import_id",
                        column: x => x.import_id,
                        principalTable: "matter_import",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_matter_import_person_id_uploaded_at",
                table: "matter_import",
                columns: new[] { "person_id", "uploaded_at" });

            migrationBuilder.CreateIndex(
                name: "ix_matter_import_uploaded_at",
                table: "matter_import",
                column: "uploaded_at",
                filter: "state in ('Uploaded', 'Running')");

            migrationBuilder.CreateIndex(
                name: "ix_province_record_number",
                table: "province_record",
                column: "number",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "code_list_copy");

            migrationBuilder.DropTable(
                name: "matter_import_fault");

            migrationBuilder.DropTable(
                name: "province_record");

            migrationBuilder.DropTable(
                name: "matter_import");
        }
    }
}
