using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CustomerFirst.Application.Database.Migrations;

/// <summary>What EF Core's model cannot say: rows that are only ever appended, and word to other nodes when the catalogue changes.</summary>
[DbContext(typeof(CustomerFirstDb))]
[Migration("20261121190000_Guards")]
internal sealed class Guards : Migration
{
    private static readonly string[] s_neverChanged = ["audit_entries", "audit_seals", "audit_links"];
    private static readonly string[] s_neverEdited = ["ticket_intervals", "ticket_entries"];
    private static readonly string[] s_catalogue = ["service_areas", "services", "sla_versions", "calendars", "calendar_versions", "exceptional_days", "bank_holidays", "teams", "offices", "wards", "constituencies", "postcodes"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            create function refuse_change() returns trigger language plpgsql as $$
            begin
              raise exception 'Rows of % are only ever appended.', tg_table_name using errcode = 'restrict_violation';
            end $$;
            create function tell_catalogue_changed() returns trigger language plpgsql as $$
            begin
              perform pg_notify('catalogue_changed', tg_table_name);
              return null;
            end $$;
            """);
        foreach (var table in s_neverChanged)
            migrationBuilder.Sql($"""
                create trigger {table}_append_only before update or delete on {table} for each row execute function refuse_change();
                create trigger {table}_no_truncate before truncate on {table} for each statement execute function refuse_change();
                """);
        // Deleting is left to retention, which removes a ticket with all its parts.
        foreach (var table in s_neverEdited)
            migrationBuilder.Sql($"create trigger {table}_append_only before update on {table} for each row execute function refuse_change();");
        foreach (var table in s_catalogue)
            migrationBuilder.Sql($"create trigger {table}_tell after insert or update or delete on {table} for each statement execute function tell_catalogue_changed();");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in s_catalogue) migrationBuilder.Sql($"drop trigger {table}_tell on {table};");
        foreach (var table in s_neverEdited) migrationBuilder.Sql($"drop trigger {table}_append_only on {table};");
        foreach (var table in s_neverChanged) migrationBuilder.Sql($"drop trigger {table}_append_only on {table}; drop trigger {table}_no_truncate on {table};");
        migrationBuilder.Sql("drop function refuse_change(); drop function tell_catalogue_changed();");
    }
}
