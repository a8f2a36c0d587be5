using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class TicketWork : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "done_up_to",
                table: "sla_recomputations",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "saved_filters",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    query = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    saved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saved_filters", x => x.id);
                    table.ForeignKey(
                        name: "fk_saved_filters_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_open_by_updated",
                table: "tickets",
                columns: new[] { "updated_at", "id" },
                filter: "state in ('new', 'inHand', 'withService', 'waitingForCustomer', 'waitingForOthers')");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_postcode_service_id_opened_at",
                table: "tickets",
                columns: new[] { "postcode", "service_id", "opened_at" },
                filter: "postcode is not null");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_service_id_latitude",
                table: "tickets",
                columns: new[] { "service_id", "latitude" },
                filter: "latitude is not null");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_uprn_service_id",
                table: "tickets",
                columns: new[] { "uprn", "service_id" },
                filter: "uprn is not null");

            migrationBuilder.CreateIndex(
                name: "ix_saved_filters_staff_id_name",
                table: "saved_filters",
                columns: new[] { "staff_id", "name" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "saved_filters");

            migrationBuilder.DropIndex(
                name: "ix_tickets_open_by_updated",
                table: "tickets");

            migrationBuilder.DropIndex(
                name: "ix_tickets_postcode_service_id_opened_at",
                table: "tickets");

            migrationBuilder.DropIndex(
                name: "ix_tickets_service_id_latitude",
                table: "tickets");

            migrationBuilder.DropIndex(
                name: "ix_tickets_uprn_service_id",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "done_up_to",
                table: "sla_recomputations");
        }
    }
}
