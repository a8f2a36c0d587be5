using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class ReplyWarning : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "reply_warn_at",
                table: "tickets",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_tickets_to_warn_of_reply",
                table: "tickets",
                column: "reply_warn_at",
                filter: "state in ('new', 'inHand', 'withService', 'waitingForCustomer', 'waitingForOthers') and reply_warn_at is not null");

            // Open tickets that wait for a reply get their moment from the sweep.
            migrationBuilder.Sql("""
                insert into sla_recomputations (id, service_id, requested_at, due_at)
                select gen_random_uuid(), null, now(), now()
                where exists (select 1 from tickets where state in ('new', 'inHand', 'withService', 'waitingForCustomer', 'waitingForOthers') and reply_due_at is not null)
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_tickets_to_warn_of_reply",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "reply_warn_at",
                table: "tickets");
        }
    }
}
