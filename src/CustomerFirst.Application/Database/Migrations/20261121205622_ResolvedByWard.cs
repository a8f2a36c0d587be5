using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class ResolvedByWard : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_tickets_resolved_by_ward",
                table: "tickets",
                columns: new[] { "ward_id", "resolved_at" },
                filter: "resolved_at is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_tickets_resolved_by_ward",
                table: "tickets");
        }
    }
}
