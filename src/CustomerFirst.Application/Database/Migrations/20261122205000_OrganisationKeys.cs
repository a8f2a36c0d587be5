using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class OrganisationKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_customers_to_reindex",
                table: "customers");

            migrationBuilder.CreateIndex(
                name: "ix_customers_to_reindex",
                table: "customers",
                column: "id",
                filter: "index_version < 3");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_customers_to_reindex",
                table: "customers");

            migrationBuilder.CreateIndex(
                name: "ix_customers_to_reindex",
                table: "customers",
                column: "id",
                filter: "index_version < 2");
        }
    }
}
