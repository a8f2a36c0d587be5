using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class PreviewedRunsAndStruckConsents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<double>(
                name: "at_least",
                table: "merge_runs",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "because",
                table: "merge_runs",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "beyond",
                table: "merge_runs",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "left_out",
                table: "merge_runs",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "undone_because",
                table: "merge_runs",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "undone_by",
                table: "merge_runs",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "called_same",
                table: "merge_run_pairs",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "decisions",
                table: "merge_run_pairs",
                type: "jsonb",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<Guid>(
                name: "other_id",
                table: "merge_run_pairs",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<int>(
                name: "other_version",
                table: "merge_run_pairs",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<double>(
                name: "probability",
                table: "merge_run_pairs",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "survivor_id",
                table: "merge_run_pairs",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<int>(
                name: "survivor_version",
                table: "merge_run_pairs",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "why",
                table: "merge_run_pairs",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            // Runs of before had no preview: what they did not come to is passed over, because nobody looked at it.
            migrationBuilder.Sql("update merge_run_pairs set survivor_id = low_id, other_id = high_id, why = case when outcome = 'passed' then 'changed' end");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "struck_at",
                table: "customer_consents",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "struck_because",
                table: "customer_consents",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "struck_by",
                table: "customer_consents",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddCheckConstraint(
                name: "ck_customer_consents_struck",
                table: "customer_consents",
                sql: "num_nonnulls(struck_at, struck_by, struck_because) in (0, 3)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_customer_consents_struck",
                table: "customer_consents");

            migrationBuilder.DropColumn(
                name: "at_least",
                table: "merge_runs");

            migrationBuilder.DropColumn(
                name: "because",
                table: "merge_runs");

            migrationBuilder.DropColumn(
                name: "beyond",
                table: "merge_runs");

            migrationBuilder.DropColumn(
                name: "left_out",
                table: "merge_runs");

            migrationBuilder.DropColumn(
                name: "undone_because",
                table: "merge_runs");

            migrationBuilder.DropColumn(
                name: "undone_by",
                table: "merge_runs");

            migrationBuilder.DropColumn(
                name: "called_same",
                table: "merge_run_pairs");

            migrationBuilder.DropColumn(
                name: "decisions",
                table: "merge_run_pairs");

            migrationBuilder.DropColumn(
                name: "other_id",
                table: "merge_run_pairs");

            migrationBuilder.DropColumn(
                name: "other_version",
                table: "merge_run_pairs");

            migrationBuilder.DropColumn(
                name: "probability",
                table: "merge_run_pairs");

            migrationBuilder.DropColumn(
                name: "survivor_id",
                table: "merge_run_pairs");

            migrationBuilder.DropColumn(
                name: "survivor_version",
                table: "merge_run_pairs");

            migrationBuilder.DropColumn(
                name: "why",
                table: "merge_run_pairs");

            migrationBuilder.DropColumn(
                name: "struck_at",
                table: "customer_consents");

            migrationBuilder.DropColumn(
                name: "struck_because",
                table: "customer_consents");

            migrationBuilder.DropColumn(
                name: "struck_by",
                table: "customer_consents");
        }
    }
}
