using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CustomerFirst.Application.Database.Migrations;

/// <summary>No ward and no constituency has two boundaries on one day, which EF Core's model cannot say.</summary>
[DbContext(typeof(CustomerFirstDb))]
[Migration("20261121202000_OneBoundaryADay")]
internal sealed class OneBoundaryADay : Migration
{
    private static readonly string[] s_areas = ["wards", "constituencies"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("create extension if not exists btree_gist;");
        foreach (var table in s_areas)
            migrationBuilder.Sql($"alter table {table} add constraint ex_{table}_one_a_day exclude using gist (code with =, daterange(effective_from, effective_to) with &&);");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in s_areas) migrationBuilder.Sql($"alter table {table} drop constraint ex_{table}_one_a_day;");
    }
}
