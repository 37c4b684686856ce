using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Anjie.VisitReception.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Accusations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "accused_name",
                table: "matter",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<List<string>>(
                name: "accused_paths",
                table: "matter",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<Guid>(
                name: "accused_person_id",
                table: "matter",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "accused_unit_id",
                table: "matter",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "class",
                table: "matter",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "Ordinary");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "accused_name",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "accused_paths",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "accused_person_id",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "accused_unit_id",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "class",
                table: "matter");
        }
    }
}
