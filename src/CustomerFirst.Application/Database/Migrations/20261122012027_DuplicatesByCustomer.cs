using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class DuplicatesByCustomer : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_ticket_customers_customer_id",
                table: "ticket_customers");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_customers_customer_id_ticket_id",
                table: "ticket_customers",
                columns: new[] { "customer_id", "ticket_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_ticket_customers_customer_id_ticket_id",
                table: "ticket_customers");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_customers_customer_id",
                table: "ticket_customers",
                column: "customer_id");
        }
    }
}
