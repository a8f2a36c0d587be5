using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class WeightLearningProgress : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "done",
                table: "weight_learnings",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "heard_at",
                table: "weight_learnings",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "step",
                table: "weight_learnings",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "total",
                table: "weight_learnings",
                type: "bigint",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "done",
                table: "weight_learnings");

            migrationBuilder.DropColumn(
                name: "heard_at",
                table: "weight_learnings");

            migrationBuilder.DropColumn(
                name: "step",
                table: "weight_learnings");

            migrationBuilder.DropColumn(
                name: "total",
                table: "weight_learnings");
        }
    }
}
