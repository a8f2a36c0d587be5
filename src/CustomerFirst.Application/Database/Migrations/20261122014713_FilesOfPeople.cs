using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class FilesOfPeople : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "customer_references",
                columns: table => new
                {
                    system = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    reference = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "bytea", nullable: true),
                    born_taken = table.Column<DateOnly>(type: "date", nullable: true),
                    import_run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_references", x => new { x.system, x.reference });
                    table.ForeignKey(
                        name: "fk_customer_references_customer_keys_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customer_keys",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_customer_references_import_runs_import_run_id",
                        column: x => x.import_run_id,
                        principalTable: "import_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "planned_moves",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    line1 = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    line2 = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    town = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    postcode = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: true),
                    uprn = table.Column<long>(type: "bigint", nullable: true),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    source = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_planned_moves", x => x.id);
                    table.ForeignKey(
                        name: "fk_planned_moves_customer_keys_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customer_keys",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "source_trust",
                columns: table => new
                {
                    source = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    field = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    rank = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_source_trust", x => new { x.source, x.field });
                    table.CheckConstraint("ck_source_trust_rank", "rank between 0 and 100");
                });

            migrationBuilder.CreateIndex(
                name: "ix_customer_references_customer_id",
                table: "customer_references",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_planned_moves_customer_id",
                table: "planned_moves",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_planned_moves_from",
                table: "planned_moves",
                column: "from");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "customer_references");

            migrationBuilder.DropTable(
                name: "planned_moves");

            migrationBuilder.DropTable(
                name: "source_trust");
        }
    }
}
