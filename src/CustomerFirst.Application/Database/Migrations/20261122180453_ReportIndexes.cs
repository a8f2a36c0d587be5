using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class ReportIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_tickets_restricted",
                table: "tickets",
                column: "id",
                filter: "restricted");

            migrationBuilder.CreateIndex(
                name: "ix_customer_keys_merged",
                table: "customer_keys",
                column: "customer_id",
                filter: "key <> customer_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_tickets_restricted",
                table: "tickets");

            migrationBuilder.DropIndex(
                name: "ix_customer_keys_merged",
                table: "customer_keys");
        }
    }
}
