using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class ChangedVersionsAndPlacesOfServices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "changed_version",
                table: "tickets",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<bool>(
                name: "at_customers_address",
                table: "services",
                type: "boolean",
                nullable: false,
                defaultValue: false);
            // A mark is of the moment when the clock reached it, not of the sweep that came by later.
            migrationBuilder.Sql("""
                update sla_marks set at = due_at where kind = 'breached' and at <> due_at;
                update sla_marks m set at = case m.clock when 'reply' then t.reply_warn_at else t.resolution_warn_at end
                from tickets t
                where t.id = m.ticket_id and m.kind = 'warned'
                  and m.due_at = case m.clock when 'reply' then t.reply_due_at else t.resolution_due_at end
                  and case m.clock when 'reply' then t.reply_warn_at else t.resolution_warn_at end is not null;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "changed_version",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "at_customers_address",
                table: "services");
        }
    }
}
