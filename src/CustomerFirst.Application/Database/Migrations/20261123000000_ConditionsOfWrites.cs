using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CustomerFirst.Application.Database.Migrations;

/// <summary>A statement's way to refuse all that would be written with it (<see cref="Pipeline.WriteCondition"/>).</summary>
[DbContext(typeof(CustomerFirstDb))]
[Migration("20261123000000_ConditionsOfWrites")]
internal sealed class ConditionsOfWrites : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create function refuse_write() returns void language plpgsql as $$
        begin
          raise exception 'The condition of a write does not hold.' using errcode = 'CF001';
        end $$;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop function refuse_write();");
}
