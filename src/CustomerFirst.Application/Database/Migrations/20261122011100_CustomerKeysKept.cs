using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CustomerFirst.Application.Database.Migrations;

/// <summary>PostgreSQL keeps the rows of a customer's keys, and the words that customers have, in step with the customer's own row, whoever writes it.</summary>
[DbContext(typeof(CustomerFirstDb))]
[Migration("20261122011100_CustomerKeysKept")]
internal sealed class CustomerKeysKept : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create function keep_customer_keys() returns trigger language plpgsql as $$
        begin
          if tg_op <> 'INSERT' then
            delete from customer_match_keys where customer_id = old.id and key = any(old.match_keys) and (tg_op = 'DELETE' or not key = any(new.match_keys));
          end if;
          if tg_op <> 'DELETE' then
            insert into customer_match_keys (key, customer_id)
              select key, new.id from unnest(new.match_keys) key where old is null or not key = any(old.match_keys) on conflict do nothing;
            -- In the order of the words, so that two who add the same ones do not wait for one another in a circle.
            insert into customer_words (word, given, family, place)
              select distinct t.word, 0, 0, 0 from string_to_table(new.search_text, ' ') as t(word)
              where t.word ~ '^[^0-9@|+.]{3,}$' and not exists (select from customer_words w where w.word = t.word) order by 1
              on conflict do nothing;
          end if;
          return null;
        end $$;
        create trigger customers_keys_insert after insert on customers for each row when (new.search_text <> '') execute function keep_customer_keys();
        create trigger customers_keys_update after update of match_keys, search_text on customers for each row
          when (old.match_keys is distinct from new.match_keys or old.search_text is distinct from new.search_text) execute function keep_customer_keys();
        create trigger customers_keys_delete after delete on customers for each row execute function keep_customer_keys();
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop trigger customers_keys_insert on customers;
        drop trigger customers_keys_update on customers;
        drop trigger customers_keys_delete on customers;
        drop function keep_customer_keys();
        """);
}
