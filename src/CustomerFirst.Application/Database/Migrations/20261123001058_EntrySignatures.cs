using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class EntrySignatures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "entries_signed_from",
                table: "installation",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "signature",
                table: "audit_entries",
                type: "bytea",
                nullable: true);

            // What is there has no signatures, nor has what nodes of the version before write until they are replaced.
            migrationBuilder.Sql("update installation set entries_signed_from = now() + interval '15 minutes' where exists (select from audit_entries)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "entries_signed_from",
                table: "installation");

            migrationBuilder.DropColumn(
                name: "signature",
                table: "audit_entries");
        }
    }
}
