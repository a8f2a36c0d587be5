using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CustomerFirst.Application.Database.Migrations
{
    /// <inheritdoc />
    public partial class TicketTextsRemoved : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "texts_removed_at",
                table: "tickets",
                type: "timestamp with time zone",
                nullable: true);

            // What is only ever appended may be changed in one way: a text to the words that stand where it was removed with its customer's data.
            migrationBuilder.Sql("""
                create function refuse_all_but_removal() returns trigger language plpgsql as $$
                begin
                  if to_jsonb(new) ->> tg_argv[0] = 'Removed on request' and to_jsonb(new) - tg_argv[0] = to_jsonb(old) - tg_argv[0] then return new; end if;
                  raise exception 'Rows of % are only ever appended.', tg_table_name using errcode = 'restrict_violation';
                end $$;
                drop trigger ticket_entries_append_only on ticket_entries;
                drop trigger ticket_intervals_append_only on ticket_intervals;
                create trigger ticket_entries_append_only before update on ticket_entries for each row execute function refuse_all_but_removal('text');
                create trigger ticket_intervals_append_only before update on ticket_intervals for each row execute function refuse_all_but_removal('reason');
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                drop trigger ticket_entries_append_only on ticket_entries;
                drop trigger ticket_intervals_append_only on ticket_intervals;
                create trigger ticket_entries_append_only before update on ticket_entries for each row execute function refuse_change();
                create trigger ticket_intervals_append_only before update on ticket_intervals for each row execute function refuse_change();
                drop function refuse_all_but_removal();
                """);
            migrationBuilder.DropColumn(
                name: "texts_removed_at",
                table: "tickets");
        }
    }
}
