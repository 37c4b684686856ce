using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Anjie.VisitReception.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Procedure : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "certified_on",
                table: "matter",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "desk_note",
                table: "matter",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ended_as",
                table: "matter",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<List<Guid>>(
                name: "handled_by",
                table: "matter",
                type: "uuid[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<byte[]>(
                name: "outcome_text",
                table: "matter",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "parent_id",
                table: "matter",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "sealed_extension",
                table: "matter",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "sealed_objection",
                table: "matter",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "sealed_refusal",
                table: "matter",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "substance",
                table: "matter",
                type: "text",
                nullable: false,
                defaultValue: "Unresolved");

            migrationBuilder.AddColumn<byte[]>(
                name: "switch_reason",
                table: "matter",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "upstream_on",
                table: "matter",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "upstream_organ",
                table: "matter",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "investigation",
                type: "text",
                nullable: false,
                defaultValue: "Inquiry");

            migrationBuilder.CreateTable(
                name: "review",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    matter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    filed_on = table.Column<DateOnly>(type: "date", nullable: false),
                    request = table.Column<byte[]>(type: "bytea", nullable: false),
                    grounds = table.Column<byte[]>(type: "bytea", nullable: false),
                    late_reason = table.Column<byte[]>(type: "bytea", nullable: true),
                    organ_id = table.Column<Guid>(type: "uuid", nullable: true),
                    organ_path = table.Column<string>(type: "text", nullable: true),
                    organ_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    decision = table.Column<string>(type: "text", nullable: true),
                    decided_on = table.Column<DateOnly>(type: "date", nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    letter_id = table.Column<Guid>(type: "uuid", nullable: true),
                    inquiry = table.Column<byte[]>(type: "bytea", nullable: true),
                    text = table.Column<byte[]>(type: "bytea", nullable: true),
                    basis = table.Column<string>(type: "text", nullable: true),
                    reviewers = table.Column<byte[]>(type: "bytea", nullable: true),
                    served_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review", x => x.id);
                    table.ForeignKey(
                        name: "fk_review_matters_matter_id",
                        column: x => x.matter_id,
                        principalTable: "matter",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_matter_parent_id",
                table: "matter",
                column: "parent_id",
                filter: "parent_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_review_matter_id",
                table: "review",
                column: "matter_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "review");

            migrationBuilder.DropIndex(
                name: "ix_matter_parent_id",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "certified_on",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "desk_note",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "ended_as",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "handled_by",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "outcome_text",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "parent_id",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "sealed_extension",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "sealed_objection",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "sealed_refusal",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "substance",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "switch_reason",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "upstream_on",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "upstream_organ",
                table: "matter");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "investigation");
        }
    }
}
