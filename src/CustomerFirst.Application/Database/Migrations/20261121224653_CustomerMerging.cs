using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class CustomerMerging : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_customer_needs_current",
                table: "customer_needs");

            migrationBuilder.DropIndex(
                name: "ix_contact_points_current",
                table: "contact_points");

            migrationBuilder.AddColumn<DateOnly>(
                name: "died_on",
                table: "customers",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "left_area_on",
                table: "customers",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "merged_into_id",
                table: "customers",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ended_on_id",
                table: "customer_needs",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "origin_id",
                table: "customer_needs",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "set_aside_by_id",
                table: "customer_needs",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ended_on_id",
                table: "customer_names",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "origin_id",
                table: "customer_names",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "set_aside_by_id",
                table: "customer_names",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ended_on_id",
                table: "customer_addresses",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "origin_id",
                table: "customer_addresses",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "set_aside_by_id",
                table: "customer_addresses",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ended_on_id",
                table: "contact_points",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "origin_id",
                table: "contact_points",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "set_aside_by_id",
                table: "contact_points",
                type: "uuid",
                nullable: true);

            // What stands there already was written on the record that has it.
            foreach (var table in (string[])["customer_names", "contact_points", "customer_addresses", "customer_needs"])
                migrationBuilder.Sql($"update {table} set origin_id = customer_id; alter table {table} alter column origin_id set not null;");

            migrationBuilder.CreateTable(
                name: "customer_merges",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    survivor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    other_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: true),
                    decisions = table.Column<string>(type: "jsonb", nullable: false),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    undone_by = table.Column<Guid>(type: "uuid", nullable: true),
                    final_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_merges", x => x.id);
                    table.CheckConstraint("ck_customer_merges_two_records", "survivor_id <> other_id");
                    table.ForeignKey(
                        name: "fk_customer_merges_customers_other_id",
                        column: x => x.other_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_customer_merges_customers_survivor_id",
                        column: x => x.survivor_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "customer_pairs",
                columns: table => new
                {
                    low_id = table.Column<Guid>(type: "uuid", nullable: false),
                    high_id = table.Column<Guid>(type: "uuid", nullable: false),
                    probability = table.Column<double>(type: "double precision", nullable: true),
                    reasons = table.Column<List<string>>(type: "text[]", nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    verdict = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_pairs", x => new { x.low_id, x.high_id });
                    table.CheckConstraint("ck_customer_pairs_order", "low_id < high_id");
                    table.ForeignKey(
                        name: "fk_customer_pairs_customers_high_id",
                        column: x => x.high_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_customer_pairs_customers_low_id",
                        column: x => x.low_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "customer_relationships",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    related_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    authority = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    expires_on = table.Column<DateOnly>(type: "date", nullable: true),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    source = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_relationships", x => x.id);
                    table.CheckConstraint("ck_customer_relationships_dates", "\"to\" is null or \"to\" >= \"from\"");
                    table.CheckConstraint("ck_customer_relationships_two", "subject_id <> related_id");
                    table.ForeignKey(
                        name: "fk_customer_relationships_customer_keys_related_id",
                        column: x => x.related_id,
                        principalTable: "customer_keys",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_customer_relationships_customer_keys_subject_id",
                        column: x => x.subject_id,
                        principalTable: "customer_keys",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "merge_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    started_by = table.Column<Guid>(type: "uuid", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    merged = table.Column<int>(type: "integer", nullable: false),
                    passed = table.Column<int>(type: "integer", nullable: false),
                    undone = table.Column<int>(type: "integer", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_merge_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "customer_merge_values",
                columns: table => new
                {
                    merge_id = table.Column<Guid>(type: "uuid", nullable: false),
                    changes = table.Column<string>(type: "jsonb", nullable: false),
                    because = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    undone_because = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_merge_values", x => x.merge_id);
                    table.ForeignKey(
                        name: "fk_customer_merge_values_customer_merges_merge_id",
                        column: x => x.merge_id,
                        principalTable: "customer_merges",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "merge_run_pairs",
                columns: table => new
                {
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    low_id = table.Column<Guid>(type: "uuid", nullable: false),
                    high_id = table.Column<Guid>(type: "uuid", nullable: false),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    merge_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_merge_run_pairs", x => new { x.run_id, x.number });
                    table.ForeignKey(
                        name: "fk_merge_run_pairs_merge_runs_run_id",
                        column: x => x.run_id,
                        principalTable: "merge_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_customers_merged_into_id",
                table: "customers",
                column: "merged_into_id",
                filter: "merged_into_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_customer_needs_current",
                table: "customer_needs",
                columns: new[] { "customer_id", "origin_id", "kind" },
                unique: true,
                filter: "\"to\" is null");

            migrationBuilder.CreateIndex(
                name: "ix_contact_points_current",
                table: "contact_points",
                columns: new[] { "customer_id", "origin_id", "kind", "value" },
                unique: true,
                filter: "\"to\" is null");

            migrationBuilder.CreateIndex(
                name: "ix_customer_merges_active",
                table: "customer_merges",
                column: "other_id",
                unique: true,
                filter: "undone_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_customer_merges_run_id",
                table: "customer_merges",
                column: "run_id",
                filter: "run_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_customer_merges_survivor_id",
                table: "customer_merges",
                column: "survivor_id");

            migrationBuilder.CreateIndex(
                name: "ix_customer_pairs_high_id",
                table: "customer_pairs",
                column: "high_id");

            migrationBuilder.CreateIndex(
                name: "ix_customer_pairs_waiting",
                table: "customer_pairs",
                columns: new[] { "probability", "found_at" },
                filter: "verdict is null or verdict = 'notSure'");

            migrationBuilder.CreateIndex(
                name: "ix_customer_relationships_current",
                table: "customer_relationships",
                columns: new[] { "subject_id", "related_id", "kind" },
                unique: true,
                filter: "\"to\" is null");

            migrationBuilder.CreateIndex(
                name: "ix_customer_relationships_related_id",
                table: "customer_relationships",
                column: "related_id");

            migrationBuilder.CreateIndex(
                name: "ix_merge_run_pairs_waiting",
                table: "merge_run_pairs",
                columns: new[] { "run_id", "number" },
                filter: "outcome is null");

            migrationBuilder.CreateIndex(
                name: "ix_merge_runs_at_work",
                table: "merge_runs",
                column: "state",
                filter: "state in ('running', 'undoing')");

            migrationBuilder.AddForeignKey(
                name: "fk_customers_customers_merged_into_id",
                table: "customers",
                column: "merged_into_id",
                principalTable: "customers",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            // Only a root is merged, and only into another root, whose row is locked for it: so no two merges, at once or one after the other, can make a loop.
            // And no key leads to a record that another one stands for.
            migrationBuilder.Sql("""
                create function guard_merging() returns trigger language plpgsql as $$
                declare up uuid;
                begin
                  if tg_op = 'UPDATE' and old.merged_into_id is not null then
                    raise exception 'Only a record that stands for itself can be merged.' using errcode = 'exclusion_violation', constraint = 'customers_forest';
                  end if;
                  select merged_into_id into up from customers where id = new.merged_into_id for update;
                  if up is not null or new.merged_into_id = new.id then
                    raise exception 'Records are merged only into one that stands for itself.' using errcode = 'exclusion_violation', constraint = 'customers_forest';
                  end if;
                  return new;
                end $$;
                create trigger customers_forest_insert before insert on customers for each row when (new.merged_into_id is not null) execute function guard_merging();
                create trigger customers_forest before update of merged_into_id on customers for each row
                  when (new.merged_into_id is not null and new.merged_into_id is distinct from old.merged_into_id) execute function guard_merging();
                create function guard_keys() returns trigger language plpgsql as $$
                begin
                  if exists (select from customer_keys k join customers c on c.id = k.customer_id where c.merged_into_id is not null
                             and (tg_table_name = 'customers' and c.id = (to_jsonb(new) ->> 'id')::uuid or tg_table_name = 'customer_keys' and k.key = (to_jsonb(new) ->> 'key')::uuid)) then
                    raise exception 'A key leads to a record that was merged into another.' using errcode = 'exclusion_violation', constraint = 'customer_keys_roots';
                  end if;
                  return null;
                end $$;
                create constraint trigger customers_keys_roots after update of merged_into_id on customers deferrable initially deferred for each row
                  when (new.merged_into_id is not null) execute function guard_keys();
                create constraint trigger customer_keys_roots after update on customer_keys deferrable initially deferred for each row execute function guard_keys();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                drop trigger customer_keys_roots on customer_keys;
                drop trigger customers_keys_roots on customers;
                drop trigger customers_forest on customers;
                drop trigger customers_forest_insert on customers;
                drop function guard_keys();
                drop function guard_merging();
                """);
            migrationBuilder.DropForeignKey(
                name: "fk_customers_customers_merged_into_id",
                table: "customers");

            migrationBuilder.DropTable(
                name: "customer_merge_values");

            migrationBuilder.DropTable(
                name: "customer_pairs");

            migrationBuilder.DropTable(
                name: "customer_relationships");

            migrationBuilder.DropTable(
                name: "merge_run_pairs");

            migrationBuilder.DropTable(
                name: "customer_merges");

            migrationBuilder.DropTable(
                name: "merge_runs");

            migrationBuilder.DropIndex(
                name: "ix_customers_merged_into_id",
                table: "customers");

            migrationBuilder.DropIndex(
                name: "ix_customer_needs_current",
                table: "customer_needs");

            migrationBuilder.DropIndex(
                name: "ix_contact_points_current",
                table: "contact_points");

            migrationBuilder.DropColumn(
                name: "died_on",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "left_area_on",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "merged_into_id",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "ended_on_id",
                table: "customer_needs");

            migrationBuilder.DropColumn(
                name: "origin_id",
                table: "customer_needs");

            migrationBuilder.DropColumn(
                name: "set_aside_by_id",
                table: "customer_needs");

            migrationBuilder.DropColumn(
                name: "ended_on_id",
                table: "customer_names");

            migrationBuilder.DropColumn(
                name: "origin_id",
                table: "customer_names");

            migrationBuilder.DropColumn(
                name: "set_aside_by_id",
                table: "customer_names");

            migrationBuilder.DropColumn(
                name: "ended_on_id",
                table: "customer_addresses");

            migrationBuilder.DropColumn(
                name: "origin_id",
                table: "customer_addresses");

            migrationBuilder.DropColumn(
                name: "set_aside_by_id",
                table: "customer_addresses");

            migrationBuilder.DropColumn(
                name: "ended_on_id",
                table: "contact_points");

            migrationBuilder.DropColumn(
                name: "origin_id",
                table: "contact_points");

            migrationBuilder.DropColumn(
                name: "set_aside_by_id",
                table: "contact_points");

            migrationBuilder.CreateIndex(
                name: "ix_customer_needs_current",
                table: "customer_needs",
                columns: new[] { "customer_id", "kind" },
                unique: true,
                filter: "\"to\" is null");

            migrationBuilder.CreateIndex(
                name: "ix_contact_points_current",
                table: "contact_points",
                columns: new[] { "customer_id", "kind", "value" },
                unique: true,
                filter: "\"to\" is null");
        }
    }
}
