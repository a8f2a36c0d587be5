using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Customers.Importing;
using CustomerFirst.Cli.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>Rows are taken in five hundred at a time; nobody should see it by what comes of them.</summary>
public sealed class ImportBatchesTests(Hub hub) : PeopleImport(hub), IClassFixture<Hub>
{
    private const int Many = 620;

    [Fact]
    public async Task One_row_that_the_database_refuses_goes_to_the_rejects_and_the_others_of_its_batch_are_kept()
    {
        var folder = Directory.CreateTempSubdirectory("customerfirst-");
        var (family, refused) = (Name(), Name());
        await AlterAsync($"add constraint ck_refused_by_test check (family_name <> '{refused}')");
        try
        {
            var (file, map, rejects) = (Path.Combine(folder.FullName, "f.csv"), Path.Combine(folder.FullName, "m.json"), Path.Combine(folder.FullName, "r.csv"));
            var there = await TheCustomer.CreateAsync(Hub, new CustomerDetails { GivenNames = "Una", FamilyName = family + "son", DateOfBirth = new(1962, 3, 14), Telephones = [new("0121 496 0811")] });
            await System.IO.File.WriteAllTextAsync(file, Heading + $"L1,Una,{family}son,1962-03-14,0121 496 0811,una.{family}@example.org,,,,,\nL2,Rosa,{family},1971-05-06,,,,,,,\nL3,Rosa,{refused},1980-01-02,,,,,,,\nL4,Idris,{family},1990-08-09,,,,,,,\n");
            await System.IO.File.WriteAllTextAsync(map, $"{{\"source\": \"refused\", \"id\": \"ref\", \"columns\": {{{Columns}}}}}");

            var (status, _, said) = await RunAsync("import", "customers", file, "--map", map, "--rejects", rejects);

            Assert.Equal(2, status);
            Assert.Contains("Matched 1, created 2, to review 0, updated 0, unchanged 0, rejected 1.", said, StringComparison.Ordinal);
            Assert.Contains("Facts taken 5;", said, StringComparison.Ordinal);
            var lines = await System.IO.File.ReadAllLinesAsync(rejects);
            Assert.Equal(["line,reason,row", $"4,\"The database refuses it: new row for relation \"\"customer_names\"\" violates check constraint \"\"ck_refused_by_test\"\".\",\"L3,Rosa,{refused},1980-01-02,,,,,,,\""], lines);
            Assert.Equal((there, "Rosa", "Idris"), ((await CustomerAsync("refused", "L1")).Id, (await CustomerAsync("refused", "L2")).CurrentName!.GivenNames, (await CustomerAsync("refused", "L4")).CurrentName!.GivenNames));
            Assert.Equal(3L, await Hub.ScalarAsync<long>("select count(*) from customer_references where system = 'refused'"));
        }
        finally
        {
            await AlterAsync("drop constraint ck_refused_by_test");
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task An_import_that_is_stopped_says_what_is_saved_and_goes_on_with_the_others()
    {
        var folder = Directory.CreateTempSubdirectory("customerfirst-");
        try
        {
            var (file, map) = (Path.Combine(folder.FullName, "f.csv"), Path.Combine(folder.FullName, "m.json"));
            await System.IO.File.WriteAllTextAsync(file, Rows("stopped", people: People(), from: 4_000));
            await System.IO.File.WriteAllTextAsync(map, $"{{\"source\": \"stopped\", \"id\": \"ref\", \"columns\": {{{Columns}}}}}");
            using var stop = new CancellationTokenSource();
            // The first word of progress comes when the first batch is saved.
            await using var error = new StoppingWriter(stop);

            var status = await CommandLine.RunAsync(["import", "customers", file, "--map", map, "--connection", Hub.ConnectionString], new Terminal(TextWriter.Null, error), stop.Token);

            Assert.Equal(1, status);
            Assert.EndsWith("Stopped. 500 rows were done and are saved. Run the same command again to go on with the others.", error.ToString().Trim(), StringComparison.Ordinal);
            Assert.Equal(500L, await Hub.ScalarAsync<long>("select count(*) from customer_references where system = 'stopped'"));
            var again = await RunAsync("import", "customers", file, "--map", map);
            Assert.Equal(0, again.Status);
            Assert.Contains($"created {Many - 500}, to review 0, updated 0, unchanged 500, rejected 0.", again.Said, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed class StoppingWriter(CancellationTokenSource stop) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            stop.Cancel();
        }
    }

    [Fact]
    public async Task Several_batches_once_more_change_nothing_and_what_is_new_in_them_changes_each_customer_once()
    {
        var rows = Rows("many");
        Assert.Equal(Many, (await ImportAsync("many", rows)).Of(RowFate.Created));
        var before = await StandsAsync("many");

        Assert.Equal(Many, (await ImportAsync("many", rows)).Of(RowFate.Unchanged));
        Assert.Equal(before, await StandsAsync("many"));

        // The same people from another system, with an e-mail that was not known.
        var matched = await ImportAsync("other", Rows("other", email: true));
        Assert.Equal((Many, 0L), (matched.Of(RowFate.Matched), matched.Rejected));
        var (versions, entries, references) = await StandsAsync("other");
        Assert.Equal((2L * Many, (long)Many), (versions, references));
        Assert.Equal(before.Entries + Many, entries);
        Assert.Equal(Many, matched.FactsTaken);
        Assert.Equal(Many, (await ImportAsync("other", Rows("other", email: true))).Of(RowFate.Unchanged));
        Assert.Equal((versions, entries, references), await StandsAsync("other"));
    }

    [Fact]
    public async Task A_row_of_a_customer_whom_the_batch_itself_made_or_changed_adds_to_them()
    {
        var family = Name();
        var id = await TheCustomer.CreateAsync(Hub, new CustomerDetails { GivenNames = "Ines", FamilyName = family, DateOfBirth = new(1962, 3, 14), Telephones = [new("0121 496 0812")] });
        string Row(string reference, string given, string born, string phone, string mail) => $"{reference},{given},{family},{born},{phone},{mail},5,Oak Row,Testford,ZZ7 4AB,\n";

        var summary = await ImportAsync("twofold", Heading + Row("M1", "Ines", "1962-03-14", "0121 496 0812", $"ines.{family}@example.org") + Row("M2", "Ines", "1962-03-14", "0121 496 0812", $"i.{family}@example.org")
            + Row("M3", "Tariq", "1991-07-01", "0121 496 0813", $"tariq.{family}@example.org") + Row("M4", "Tariq", "1991-07-01", "0121 496 0813", $"t.{family}@example.org"));

        Assert.Equal((3, 1), (summary.Of(RowFate.Matched), summary.Of(RowFate.Created)));
        var (ines, tariq) = (await CustomerAsync("twofold", "M2"), await CustomerAsync("twofold", "M4"));
        Assert.Equal((id, 5L), (ines.Id, await Hub.ScalarAsync<long>("select count(*) from contact_points where customer_id = any(@ids) and kind = 'email' or customer_id = @one and kind = 'phone'", ("ids", new[] { id, tariq.Id }), ("one", id))));
        Assert.Equal((await CustomerAsync("twofold", "M1")).Id, id);
        Assert.Equal((await CustomerAsync("twofold", "M3")).Id, tariq.Id);
    }

    [Fact]
    public async Task Pairs_that_the_import_did_not_put_to_review_are_found_by_the_sweep_after_it()
    {
        var family = Name();
        var file = Heading + $"N1,Margaret,{family},1962-03-14,,,14,Mill Lane,Testford,ZZ5 4AB,\nN2,Margaret,{family},1962-03-14,,,77,Quay Road,Otherton,YY1 1AA,\n";
        Assert.Equal(2, (await ImportAsync("swept", file, "\"lower\": 0.99999999, \"upper\": 0.99999999")).Of(RowFate.Created));
        var (low, high) = CustomerPair.Ordered((await CustomerAsync("swept", "N1")).Id, (await CustomerAsync("swept", "N2")).Id);
        Task<long> PairsAsync() => Hub.ScalarAsync<long>("select count(*) from customer_pairs where low_id = @low and high_id = @high and probability >= 0.5 and cardinality(reasons) > 0", ("low", low), ("high", high));
        Assert.Equal(0L, await PairsAsync());

        while ((await Hub.DoAsync(new SweepPairsCommand(), Actor.Job)).More) { }

        Assert.Equal(1L, await PairsAsync());
        Assert.Equal(0L, await Hub.ScalarAsync<long>("select count(*) from customers where id in (@low, @high) and paired_version <> version", ("low", low), ("high", high)));
        Assert.Equal(0, (await Hub.DoAsync(new SweepPairsCommand(), Actor.Job)).Looked);
    }

    private async Task AlterAsync(string how)
    {
        await using var command = Hub.Database.CreateCommand($"alter table customer_names {how}");
        await command.ExecuteNonQueryAsync();
    }

    // People who have little in common: each another name, birthday and house.
    private static readonly (string Given, string Family)[] s_people = People();

    private static (string Given, string Family)[] People() => [.. Enumerable.Range(0, Many).Select(i => (TheCustomer.Word(), TheCustomer.Word()))];

    // Those of another file have other birthdays and telephones: nobody of one is like anybody of the other. Nor have neighbours, whose invented names may sound
    // alike, telephones that are one digit apart.
    private static string Rows(string reference, bool email = false, (string Given, string Family)[]? people = null, int from = 0) => Heading + string.Concat((people ?? s_people).Select((p, i) =>
        $"{reference}{i},{p.Given},{p.Family},{new DateOnly(1930, 1, 1).AddDays((37 * i) + from):yyyy-MM-dd},0161 {496_0000 + ((i + from) * 7919 % 10_000):D7},{(email ? $"{p.Given}.{p.Family}@example.org" : "")},{i + 1},{p.Given} Street,Testford,,\n"));

    // Versions, entries in the audit trail and references of the customers of a system.
    private async Task<(long Versions, long Entries, long References)> StandsAsync(string source) => (
        await Hub.ScalarAsync<long>("select coalesce(sum(c.version), 0)::bigint from customers c where c.id in (select customer_id from customer_references where system = @source)", ("source", source)),
        await Hub.ScalarAsync<long>("select count(*) from audit_entries where action = 'ImportCustomers' and record_id in (select customer_id from customer_references where system = @source)", ("source", source)),
        await Hub.ScalarAsync<long>("select count(*) from customer_references where system = @source", ("source", source)));
}
