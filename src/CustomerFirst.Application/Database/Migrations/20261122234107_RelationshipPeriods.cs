using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class RelationshipPeriods : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "authority_from",
                table: "customer_relationships",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<Guid>(
                name: "period_of",
                table: "customer_relationships",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "customer_relationships",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            // An authority that holds began when the one before it ended. What ended before is a period of its own: which relationship it was one of was not kept.
            migrationBuilder.Sql("""
                update customer_relationships set period_of = id, authority_from = "from";
                update customer_relationships r set authority_from = p.ended
                  from (select n.id, max(b."to") as ended from customer_relationships n join customer_relationships b on b.subject_id = n.subject_id and b.related_id = n.related_id and b.kind = n.kind and b."to" > n."from"
                        where n."to" is null group by n.id) p
                  where p.id = r.id;
                alter table customer_relationships alter column period_of drop default, alter column authority_from drop default, alter column version drop default;
                """);
            // Looked at when the transaction ends: renewing changes the relationship and keeps what it was, in no order that anybody promises.
            migrationBuilder.Sql("""alter table customer_relationships add constraint ex_customer_relationships_periods exclude using gist (period_of with =, tstzrange(authority_from, "to") with &&) deferrable initially deferred;""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("alter table customer_relationships drop constraint ex_customer_relationships_periods;");
            migrationBuilder.DropColumn(
                name: "authority_from",
                table: "customer_relationships");

            migrationBuilder.DropColumn(
                name: "period_of",
                table: "customer_relationships");

            migrationBuilder.DropColumn(
                name: "version",
                table: "customer_relationships");
        }
    }
}
