using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Customers.Importing;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.Tests.Common;

namespace CustomerFirst.IntegrationTests.Customers;

public sealed class ImportCustomersTests(Hub hub) : PeopleImport(hub), IClassFixture<Hub>
{
    private static readonly DateOnly s_born = new(1962, 3, 14);

    [Fact]
    public async Task Rows_become_customers_and_a_second_time_nothing_changes()
    {
        var (one, other) = (Name(), Name());
        var file = Heading + $"A1,Zoë,{one},1962-03-14,0121 496 0801,zoe.{one}@example.org,14,Mill Lane,Testford,zz5 4ab,\nA2,,{other} Limited,,,,,,,,\n";

        var first = await ImportAsync("twice", file);
        var version = await Hub.ScalarAsync<long>("select sum(version)::bigint from customers");
        var second = await ImportAsync("twice", file);

        Assert.Equal((2, 0, 0), (first.Of(RowFate.Created), first.Of(RowFate.Unchanged), first.Rejected));
        Assert.Equal((0, 2, 0), (second.Of(RowFate.Created), second.Of(RowFate.Unchanged), second.Rejected));
        Assert.Equal(version, await Hub.ScalarAsync<long>("select sum(version)::bigint from customers"));
        var customer = await CustomerAsync("twice", "A1");
        Assert.Equal(($"Zoë {one}", s_born, "14 Mill Lane", "ZZ5 4AB"), (customer.CurrentName!.Full, customer.DateOfBirth!.Value, customer.CurrentAddress!.Line1, customer.CurrentAddress.Postcode));
        Assert.Equal(["+441214960801", $"zoe.{one.ToLowerInvariant()}@example.org"], customer.ContactPoints.Select(p => p.Value).Order(StringComparer.Ordinal));
        Assert.All(customer.Names, n => Assert.Equal("twice", n.Source));
        Assert.Equal("ImportCustomers", await Hub.ScalarAsync<string>("select action from audit_entries where record_kind = 'customer' and record_id = @id", ("id", customer.Id)));
    }

    [Fact]
    public async Task A_row_of_somebody_who_is_there_is_matched_and_adds_what_was_not_known()
    {
        var family = Name();
        var id = await TheCustomer.CreateAsync(Hub, new CustomerDetails { GivenNames = "Robert", FamilyName = family, DateOfBirth = s_born, Emails = [$"bob.{family}@example.org"], Address = TheCustomer.At("14 Mill Lane", "ZZ5 4AB") });

        var summary = await ImportAsync("matched", Heading + $"B1,BOB,{family.ToUpperInvariant()},14/03/1962,0121 496 0802,BOB.{family}@example.org,14,MILL LANE,Testford,ZZ5 4AB,\n");

        Assert.Equal((1, 0, 0), (summary.Of(RowFate.Matched), summary.Of(RowFate.Created), summary.Of(RowFate.ToReview)));
        var customer = await CustomerAsync("matched", "B1");
        Assert.Equal(id, customer.Id);
        Assert.Equal($"Robert {family}", Assert.Single(customer.Names).Full);
        Assert.Single(customer.Addresses);
        var telephone = Assert.Single(customer.ContactPoints, p => p.Kind == ContactPointKind.Phone);
        Assert.Equal(("+441214960802", "matched"), (telephone.Value, telephone.Source));
        Assert.Single(customer.ContactPoints, p => p.Kind == ContactPointKind.Email);
        Assert.Equal(2, customer.Version);
    }

    [Fact]
    public async Task Who_resembles_somebody_is_put_before_a_reviewer_whose_word_stays()
    {
        var family = Name();
        var id = await TheCustomer.CreateAsync(Hub, new CustomerDetails { GivenNames = "Margaret", FamilyName = family, DateOfBirth = s_born, Address = TheCustomer.At("3 Elm Row", "ZZ6 4AB") });
        var file = Heading + $"C1,Margaret,{family},,,,77,Quay Road,Otherton,YY1 1AA,\n";

        var summary = await ImportAsync("review", file, "\"lower\": 0.01, \"upper\": 0.9999");

        Assert.Equal((1, 0), (summary.Of(RowFate.ToReview), summary.Of(RowFate.Created)));
        var made = await CustomerAsync("review", "C1");
        var (low, high) = CustomerPair.Ordered(id, made.Id);
        Assert.Equal(1L, await Hub.ScalarAsync<long>("select count(*) from customer_pairs where low_id = @low and high_id = @high and probability > 0.01 and verdict is null and cardinality(reasons) > 0 and not held_apart and made_because like 'A file from review %' and made_at is not null", ("low", low), ("high", high)));
        await Hub.DoAsync(new DecidePairCommand(id, made.Id, 0, PairVerdict.Different), TheCustomer.Someone(Role.Steward));
        var changed = await ImportAsync("review", file.Replace("77,", "14,", StringComparison.Ordinal), "\"lower\": 0.01, \"upper\": 0.5");
        Assert.Equal(1, changed.Of(RowFate.Updated));
        Assert.Equal("14 Quay Road", (await CustomerAsync("review", "C1")).CurrentAddress!.Line1);
        Assert.Equal(1L, await Hub.ScalarAsync<long>("select count(*) from customer_pairs where low_id = @low and high_id = @high and verdict = 'different'", ("low", low), ("high", high)));
    }

    [Fact]
    public async Task What_the_hub_does_not_hold_is_passed_over_alike_and_named_with_what_the_map_leaves_out()
    {
        var map = CustomerMap.Read("{\"id\": \"ref\", \"columns\": {\"name\": \"familyName\", \"state\": \"region\", \"gender\": \"sex\", \"job\": \"other:occupation\"}}", "unused.json").Value;

        var summary = await Hub.DoAsync(new ImportCustomersCommand(File($"ref,name,state,gender,job,shoes\n1,{Name()},NSW,F,baker,9\n"), "f.csv", map, () => TextWriter.Null), Actor.Operator);

        Assert.Equal((1L, "state gender job", "shoes"), (summary.Of(RowFate.Created), string.Join(' ', summary.NotHeld), string.Join(' ', summary.NotNamed)));
        foreach (var field in (string[])["other", "other:", "occupation"])
            Assert.Contains("region, sex, other:NAME.", CustomerMap.Read($"{{\"id\": \"ref\", \"columns\": {{\"name\": \"familyName\", \"job\": \"{field}\"}}}}", "m.json").Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parent_and_a_child_of_one_name_are_put_before_a_reviewer_and_neither_gets_the_other_s_birthday()
    {
        var family = Name();
        string Row(string id, string born) => $"{id},David,{family},{born},0121 496 0811,,14,Mill Lane,Testford,ZZ5 4AB,\n";

        var summary = await ImportAsync("generations", Heading + Row("G1", "1979-02-14") + Row("G2", "1997-02-14"));

        Assert.Equal((1, 1, 0), (summary.Of(RowFate.Created), summary.Of(RowFate.ToReview), summary.Of(RowFate.Matched)));
        Assert.Equal(new DateOnly(1979, 2, 14), (await CustomerAsync("generations", "G1")).DateOfBirth);
        Assert.Equal(new DateOnly(1997, 2, 14), (await CustomerAsync("generations", "G2")).DateOfBirth);
    }

    [Fact]
    public async Task Two_rows_of_one_person_in_one_file_become_one_customer()
    {
        var family = Name();

        var summary = await ImportAsync("within", Heading + $"D1,Amara,{family},1962-03-14,0121 496 0803,,5,Oak Row,Testford,ZZ7 4AB,\nD2,Amara,{family},1962-03-14,0121 496 0803,,5,Oak Row,Testford,ZZ7 4AB,\nD3,Chidi,{family},1994-01-02,0121 496 0803,,5,Oak Row,Testford,ZZ7 4AB,\n");

        Assert.Equal((2, 1), (summary.Of(RowFate.Created), summary.Of(RowFate.Matched)));
        Assert.Equal((await CustomerAsync("within", "D1")).Id, (await CustomerAsync("within", "D2")).Id);
    }

    [Fact]
    public async Task What_the_source_says_anew_becomes_the_present_and_what_it_said_before_the_history()
    {
        var family = Name();
        await ImportAsync("moved", Heading + $"E1,Ines,{family},1962-03-14,0121 496 0804,,5,Ash Row,Testford,ZZ8 4AB,\n");

        var summary = await ImportAsync("moved", Heading + $"E1,Ines,{family}-Marlowe,1962-03-14,0121 496 0805,,9,Quarry Hill,Testford,ZZ9 4AB,\n");

        Assert.Equal(1, summary.Of(RowFate.Updated));
        var customer = await CustomerAsync("moved", "E1");
        Assert.Equal($"Ines {family}-Marlowe", customer.CurrentName!.Full);
        Assert.Equal("9 Quarry Hill", customer.CurrentAddress!.Line1);
        Assert.Equal("5 Ash Row", Assert.Single(customer.Addresses, a => a.To is not null).Line1);
        Assert.Equal("+441214960805", Assert.Single(customer.ContactPoints, p => p.To is null).Value);
    }

    [Fact]
    public async Task A_source_that_is_trusted_more_gives_the_date_of_birth_and_one_that_is_trusted_less_does_not()
    {
        var family = Name();
        string Row(string id, string born) => Heading + $"{id},Noor,{family},{born},0121 496 0806,noor.{family}@example.org,8,Larch Row,Testford,ZZ4 4AB,\n";
        await ImportAsync("form", Row("F1", "1962-03-14"));

        Assert.Equal(1, (await ImportAsync("benefits", Row("F2", "1962-03-15"), "\"trust\": {\"dateOfBirth\": 90}")).Of(RowFate.Matched));
        Assert.Equal(new DateOnly(1962, 3, 15), (await CustomerAsync("benefits", "F2")).DateOfBirth);
        var kept = await ImportAsync("form", Row("F1", "1962-03-16"));
        Assert.Equal((1, 1L), (kept.Of(RowFate.Updated), kept.FactsKept));
        Assert.Equal(new DateOnly(1962, 3, 15), (await CustomerAsync("form", "F1")).DateOfBirth);

        await Hub.DoAsync(new TrustSourceCommand("form", new Dictionary<TrustedField, int?> { [TrustedField.DateOfBirth] = 95 }), TheCustomer.Someone(Role.Administrator));
        await ImportAsync("form", Row("F1", "1962-03-17"));
        Assert.Equal(new DateOnly(1962, 3, 17), (await CustomerAsync("form", "F1")).DateOfBirth);
        var sources = await Hub.DoAsync(new ListSourceTrustQuery(), TheCustomer.Someone(Role.Administrator));
        Assert.Equal(95, Assert.Single(sources.Sources, s => s.Source == "form").Ranks[TrustedField.DateOfBirth]);
    }

    [Fact]
    public async Task Who_shares_an_identifier_is_matched_though_the_rest_is_less_sure()
    {
        var family = Name();
        await ImportAsync("tax", Heading + $"G1,Pavel,{family},1962-03-14,,,5,Fir Row,Testford,ZZ3 4AB,QQ 12 34 56 C\n");

        var summary = await ImportAsync("housing", Heading + $"G2,Pavel,{family},,,,,,,ZZ3 4AB,qq123456c\n", "\"upper\": 0.9999");

        Assert.Equal(1, summary.Of(RowFate.Matched));
        Assert.Equal((await CustomerAsync("tax", "G1")).Id, (await CustomerAsync("housing", "G2")).Id);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_come_and_changes_nothing()
    {
        var family = Name();
        var before = await Hub.ScalarAsync<long>("select count(*) from customers");

        var told = await Hub.ScalarAsync<long>("select count(*) from audit_entries where action = 'ImportCustomers'");
        var summary = await ImportAsync("dry", Heading + $"H1,Rosa,{family},1962-03-14,,,,,,,\nH2,Rosa,{family},1962-03-14,,,,,,,\n", dry: true);

        Assert.Equal(2, summary.Read);
        Assert.True(summary.Of(RowFate.Created) >= 1);
        Assert.Equal(before, await Hub.ScalarAsync<long>("select count(*) from customers"));
        Assert.Equal(told, await Hub.ScalarAsync<long>("select count(*) from audit_entries where action = 'ImportCustomers'"));
        Assert.Equal(0L, await Hub.ScalarAsync<long>("select count(*) from import_runs where system = 'dry'"));
        Assert.Equal(0L, await Hub.ScalarAsync<long>("select count(*) from customer_references where system = 'dry'"));
    }

    [Fact]
    public async Task A_full_name_is_taken_apart_and_a_property_s_number_stands_for_its_address()
    {
        var family = Name();
        await Hub.SaveAsync(Domain.Places.Property.Create(990000077001, new(null, "Flat 3", null, "14", "Mill Lane", null, "Testford", "ZZ5 4AB"), null, null, null, "test"));
        var map = CustomerMap.Read("{\"source\": \"full\", \"id\": \"r\", \"columns\": {\"who\": \"fullName\", \"u\": \"uprn\"}}", "map.json").Value;

        await Hub.DoAsync(new ImportCustomersCommand(File($"r,who,u\n1,Dr Ann Mary van {family},990000077001\n2,\"{family}, Thomas\",\n"), "f.csv", map, () => TextWriter.Null), Actor.Operator);

        var (one, other) = (await CustomerAsync("full", "1"), await CustomerAsync("full", "2"));
        Assert.Equal(("Dr", "Ann Mary", $"van {family}"), (one.CurrentName!.Title, one.CurrentName.GivenNames, one.CurrentName.FamilyName));
        Assert.Equal("Flat 3, 14 Mill Lane, Testford, ZZ5 4AB", one.CurrentAddress!.Lines.OneLine);
        Assert.Equal(("Thomas", family), (other.CurrentName!.GivenNames, other.CurrentName.FamilyName));
    }

    [Fact]
    public async Task Who_was_erased_is_left_alone()
    {
        var family = Name();
        var file = Heading + $"J1,Olga,{family},1962-03-14,,,,,,,\n";
        await ImportAsync("erased", file);
        var customer = await CustomerAsync("erased", "J1");
        await Hub.DoAsync(TheCustomer.Erase(customer.Id, customer.Version, "Asked for it"), TheCustomer.Someone(Role.Steward));

        Assert.Equal(1, (await ImportAsync("erased", file)).Of(RowFate.LeftAlone));
        Assert.Equal(0L, await Hub.ScalarAsync<long>("select count(*) from customer_names where customer_id = @id", ("id", customer.Id)));
    }
}
