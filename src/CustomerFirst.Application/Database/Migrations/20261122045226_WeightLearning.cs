using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class WeightLearning : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "weight_learnings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_by = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    records = table.Column<int>(type: "integer", nullable: false),
                    pairs = table.Column<int>(type: "integer", nullable: false),
                    matches = table.Column<double>(type: "double precision", nullable: false),
                    decided = table.Column<int>(type: "integer", nullable: false),
                    before_score = table.Column<double>(type: "double precision", nullable: true),
                    learnt_score = table.Column<double>(type: "double precision", nullable: true),
                    weights = table.Column<string>(type: "jsonb", nullable: true),
                    refusal = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_weight_learnings", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_weight_learnings_one",
                table: "weight_learnings",
                column: "state",
                unique: true,
                filter: "state in ('inUse', 'waiting')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "weight_learnings");
        }
    }
}
