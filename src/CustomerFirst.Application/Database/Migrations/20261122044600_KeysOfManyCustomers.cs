using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CustomerFirst.Application.Database.Migrations;

/// <summary>The keys and words of customers who come in one statement, as files of people do, are written together.</summary>
[DbContext(typeof(CustomerFirstDb))]
[Migration("20261122044600_KeysOfManyCustomers")]
internal sealed class KeysOfManyCustomers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create function keep_new_customers_keys() returns trigger language plpgsql as $$
        begin
          -- In the order of the index and of the words: neighbours are written together, and nobody waits for one another in a circle.
          insert into customer_match_keys (key, customer_id)
            select key, n.id from new_customers n cross join lateral unnest(n.match_keys) key order by 1 on conflict do nothing;
          insert into customer_words (word, given, family, place)
            select distinct t.word, 0, 0, 0 from new_customers n cross join lateral string_to_table(n.search_text, ' ') as t(word)
            where t.word ~ '^[^0-9@|+.]{3,}$' and not exists (select from customer_words w where w.word = t.word) order by 1
            on conflict do nothing;
          return null;
        end $$;
        drop trigger customers_keys_insert on customers;
        create trigger customers_keys_insert after insert on customers referencing new table as new_customers for each statement execute function keep_new_customers_keys();
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop trigger customers_keys_insert on customers;
        create trigger customers_keys_insert after insert on customers for each row when (new.search_text <> '') execute function keep_customer_keys();
        drop function keep_new_customers_keys();
        """);
}
