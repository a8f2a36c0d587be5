using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class QueueOrders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_tickets_open_by_opened",
                table: "tickets",
                columns: new[] { "opened_at", "id" },
                filter: "state in ('new', 'inHand', 'withService', 'waitingForCustomer', 'waitingForOthers')");

            migrationBuilder.Sql("""
                create index ix_tickets_open_by_priority on tickets ((case priority when 'urgent' then 0 when 'high' then 1 when 'normal' then 2 else 3 end), due_order, id)
                where state in ('new', 'inHand', 'withService', 'waitingForCustomer', 'waitingForOthers')
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop index ix_tickets_open_by_priority");

            migrationBuilder.DropIndex(
                name: "ix_tickets_open_by_opened",
                table: "tickets");
        }
    }
}
