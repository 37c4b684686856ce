using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Anjie.VisitReception.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class RecusalAndHandover : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "handover_reason",
                table: "visit",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "handover_sheet",
                table: "visit",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "leader_left",
                table: "visit",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<List<Guid>>(
                name: "recused_ids",
                table: "visit",
                type: "uuid[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<List<Guid>>(
                name: "reported_by_ids",
                table: "visit",
                type: "uuid[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<byte[]>(
                name: "sealed_recusals",
                table: "visit",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<List<Guid>>(
                name: "recused_ids",
                table: "matter",
                type: "uuid[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<byte[]>(
                name: "sealed_recusals",
                table: "matter",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_visit_responsible_leader_post_id",
                table: "visit",
                column: "responsible_leader_post_id",
                filter: "state <> 'StruckOff'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_visit_responsible_leader_post_id",
                table: "visit");

            migrationBuilder.DropColumn(
                name: "handover_reason",
                table: "visit");

            migrationBuilder.DropColumn(
                name: "handover_sheet",
                table: "visit");

            migrationBuilder.DropColumn(
                name: "leader_left",
                table: "visit");

            migrationBuilder.DropColumn(
                name: "recused_ids",
                table: "visit");

            migrationBuilder.DropColumn(
                name: "reported_by_ids",
                table: "visit");

            migrationBuilder.DropColumn(
                name: "sealed_recusals",
                table: "visit");

            migrationBuilder.DropColumn(
                name: "recused_ids",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "sealed_recusals",
                table: "matter");
        }
    }
}
