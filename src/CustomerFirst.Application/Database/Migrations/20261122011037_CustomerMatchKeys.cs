using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class CustomerMatchKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "index_version",
                table: "customers",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long[]>(
                name: "match_keys",
                table: "customers",
                type: "bigint[]",
                nullable: false,
                defaultValue: new long[0]);

            migrationBuilder.CreateTable(
                name: "customer_match_keys",
                columns: table => new
                {
                    key = table.Column<long>(type: "bigint", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_match_keys", x => new { x.key, x.customer_id });
                });

            migrationBuilder.CreateTable(
                name: "customer_word_counts",
                columns: table => new
                {
                    id = table.Column<short>(type: "smallint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    customers = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_word_counts", x => x.id);
                    table.CheckConstraint("ck_customer_word_counts_one", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "customer_words",
                columns: table => new
                {
                    word = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    given = table.Column<int>(type: "integer", nullable: false),
                    family = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_words", x => x.word);
                });

            migrationBuilder.CreateIndex(
                name: "ix_customers_to_reindex",
                table: "customers",
                column: "id",
                filter: "index_version < 1");

            migrationBuilder.CreateIndex(
                name: "ix_customer_words_number",
                table: "customer_words",
                column: "number");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "customer_match_keys");

            migrationBuilder.DropTable(
                name: "customer_word_counts");

            migrationBuilder.DropTable(
                name: "customer_words");

            migrationBuilder.DropIndex(
                name: "ix_customers_to_reindex",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "index_version",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "match_keys",
                table: "customers");
        }
    }
}
