using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class PairsMadeDespite : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "held_apart",
                table: "customer_pairs",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "made_at",
                table: "customer_pairs",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "made_because",
                table: "customer_pairs",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "made_by",
                table: "customer_pairs",
                type: "uuid",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "held_apart",
                table: "customer_pairs");

            migrationBuilder.DropColumn(
                name: "made_at",
                table: "customer_pairs");

            migrationBuilder.DropColumn(
                name: "made_because",
                table: "customer_pairs");

            migrationBuilder.DropColumn(
                name: "made_by",
                table: "customer_pairs");
        }
    }
}
