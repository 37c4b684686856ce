using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Anjie.BacklogCases.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class RecusalAndHandover : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "handover_reason",
                table: "backlog_case",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "handover_sheet",
                table: "backlog_case",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "leader_left",
                table: "backlog_case",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<List<Guid>>(
                name: "recused_ids",
                table: "backlog_case",
                type: "uuid[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<List<Guid>>(
                name: "result_by_ids",
                table: "backlog_case",
                type: "uuid[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<byte[]>(
                name: "sealed_recusals",
                table: "backlog_case",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "successor_id",
                table: "backlog_case",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "successor_post_id",
                table: "backlog_case",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_backlog_case_leader_post_id",
                table: "backlog_case",
                column: "leader_post_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_backlog_case_leader_post_id",
                table: "backlog_case");

            migrationBuilder.DropColumn(
                name: "handover_reason",
                table: "backlog_case");

            migrationBuilder.DropColumn(
                name: "handover_sheet",
                table: "backlog_case");

            migrationBuilder.DropColumn(
                name: "leader_left",
                table: "backlog_case");

            migrationBuilder.DropColumn(
                name: "recused_ids",
                table: "backlog_case");

            migrationBuilder.DropColumn(
                name: "result_by_ids",
                table: "backlog_case");

            migrationBuilder.DropColumn(
                name: "sealed_recusals",
                table: "backlog_case");

            migrationBuilder.DropColumn(
                name: "successor_id",
                table: "backlog_case");

            migrationBuilder.DropColumn(
                name: "successor_post_id",
                table: "backlog_case");
        }
    }
}
