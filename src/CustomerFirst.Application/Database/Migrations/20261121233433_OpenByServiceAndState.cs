using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class OpenByServiceAndState : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_tickets_open_by_service",
                table: "tickets",
                columns: new[] { "service_id", "due_order", "id" },
                filter: "state in ('new', 'inHand', 'withService', 'waitingForCustomer', 'waitingForOthers')");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_open_by_state",
                table: "tickets",
                columns: new[] { "state", "due_order", "id" },
                filter: "state in ('new', 'inHand', 'withService', 'waitingForCustomer', 'waitingForOthers')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_tickets_open_by_service",
                table: "tickets");

            migrationBuilder.DropIndex(
                name: "ix_tickets_open_by_state",
                table: "tickets");
        }
    }
}
