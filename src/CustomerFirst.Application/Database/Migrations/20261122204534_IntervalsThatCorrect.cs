using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class IntervalsThatCorrect : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "instead_of",
                table: "ticket_intervals",
                type: "integer",
                nullable: true);

            migrationBuilder.AddCheckConstraint(
                name: "ck_ticket_intervals_instead_of",
                table: "ticket_intervals",
                sql: "instead_of > 0 and instead_of < sequence");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_ticket_intervals_instead_of",
                table: "ticket_intervals");

            migrationBuilder.DropColumn(
                name: "instead_of",
                table: "ticket_intervals");
        }
    }
}
