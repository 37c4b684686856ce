using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Anjie.Supervision.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class DisclosureNotices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<Guid>(
                name: "matter_id",
                table: "notice",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AlterColumn<Guid>(
                name: "item_id",
                table: "notice",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AlterColumn<Guid>(
                name: "case_id",
                table: "notice",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<Guid>(
                name: "by_person_id",
                table: "notice",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "by_unit_id",
                table: "notice",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "hours",
                table: "notice",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "people",
                table: "notice",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "service",
                table: "notice",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "by_person_id",
                table: "notice");

            migrationBuilder.DropColumn(
                name: "by_unit_id",
                table: "notice");

            migrationBuilder.DropColumn(
                name: "hours",
                table: "notice");

            migrationBuilder.DropColumn(
                name: "people",
                table: "notice");

            migrationBuilder.DropColumn(
                name: "service",
                table: "notice");

            migrationBuilder.AlterColumn<Guid>(
                name: "matter_id",
                table: "notice",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "item_id",
                table: "notice",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "case_id",
                table: "notice",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);
        }
    }
}
