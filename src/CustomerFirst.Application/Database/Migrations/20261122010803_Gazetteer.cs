using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class Gazetteer : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "import_runs",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "requests");

            migrationBuilder.CreateTable(
                name: "properties",
                columns: table => new
                {
                    uprn = table.Column<long>(type: "bigint", nullable: false),
                    organisation = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    sub_building = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    building_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    street = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    locality = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    town = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    postcode = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: true),
                    latitude = table.Column<double>(type: "double precision", nullable: true),
                    longitude = table.Column<double>(type: "double precision", nullable: true),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    status_since = table.Column<DateOnly>(type: "date", nullable: true),
                    source = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    import_run_id = table.Column<Guid>(type: "uuid", nullable: true),
                    search_text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_properties", x => x.uprn);
                    table.CheckConstraint("ck_properties_uprn", "uprn between 1 and 999999999999");
                    table.ForeignKey(
                        name: "fk_properties_import_runs_import_run_id",
                        column: x => x.import_run_id,
                        principalTable: "import_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            // Words and their beginnings, in any order; what is gone is not offered.
            migrationBuilder.Sql("create index ix_properties_words on properties using gin (array_to_tsvector(string_to_array(search_text, ' '))) where status <> 'historic'");
            migrationBuilder.Sql("create index ix_properties_source on properties (source) where status <> 'historic'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "properties");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "import_runs");
        }
    }
}
