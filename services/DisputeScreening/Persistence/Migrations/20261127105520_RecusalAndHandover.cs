using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Anjie.DisputeScreening.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class RecusalAndHandover : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<List<Guid>>(
                name: "recused_ids",
                table: "dispute",
                type: "uuid[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<byte[]>(
                name: "sealed_recusals",
                table: "dispute",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<List<Guid>>(
                name: "submitted_by_ids",
                table: "dispute",
                type: "uuid[]",
                nullable: false,
                defaultValueSql: "'{}'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "recused_ids",
                table: "dispute");

            migrationBuilder.DropColumn(
                name: "sealed_recusals",
                table: "dispute");

            migrationBuilder.DropColumn(
                name: "submitted_by_ids",
                table: "dispute");
        }
    }
}
