using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class PairScoreBasis : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "high_version",
                table: "customer_pairs",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "left_queue_at",
                table: "customer_pairs",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "low_version",
                table: "customer_pairs",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "weights_id",
                table: "customer_pairs",
                type: "uuid",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "high_version",
                table: "customer_pairs");

            migrationBuilder.DropColumn(
                name: "left_queue_at",
                table: "customer_pairs");

            migrationBuilder.DropColumn(
                name: "low_version",
                table: "customer_pairs");

            migrationBuilder.DropColumn(
                name: "weights_id",
                table: "customer_pairs");
        }
    }
}
