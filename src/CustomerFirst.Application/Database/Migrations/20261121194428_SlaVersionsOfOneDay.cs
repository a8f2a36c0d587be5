using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class SlaVersionsOfOneDay : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_sla_versions_service_id_effective_from",
                table: "sla_versions");

            migrationBuilder.CreateIndex(
                name: "ix_sla_versions_service_id_effective_from_created_at",
                table: "sla_versions",
                columns: new[] { "service_id", "effective_from", "created_at" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_sla_versions_service_id_effective_from_created_at",
                table: "sla_versions");

            migrationBuilder.CreateIndex(
                name: "ix_sla_versions_service_id_effective_from",
                table: "sla_versions",
                columns: new[] { "service_id", "effective_from" },
                unique: true);
        }
    }
}
