using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

public sealed class CandidatesTests(Hub hub) : IClassFixture<Hub>
{
    private static readonly DateOnly s_born = new(1962, 3, 14);

    private async Task<IReadOnlyList<CustomerCandidate>> FindAsync(CustomerDetails typed) => (await hub.DoAsync(new FindCandidatesQuery(typed), TheCustomer.Adviser())).Candidates;

    private Task<Guid> RobertAsync() => TheCustomer.CreateAsync(hub, new CustomerDetails
    {
        GivenNames = "Robert", FamilyName = "Featherstonehaugh", DateOfBirth = s_born, Telephones = [new("0121 496 0777")], Emails = ["robert.f@example.org"], Address = TheCustomer.At("14 Mill Lane", "ZZ5 4AB"),
    });

    private Task<int> KeysOfAsync(Guid id) => hub.ScalarAsync<int>("select count(*)::int from customer_match_keys where customer_id = @id", ("id", id));

    [Fact]
    public async Task The_same_person_spelt_otherwise_is_found_with_reasons()
    {
        var id = await RobertAsync();
        CustomerDetails[] typed =
        [
            new() { GivenNames = "Bob", FamilyName = "Fetherstonehaugh", DateOfBirth = s_born },
            new() { GivenNames = "Rob", FamilyName = "Featherstonhaugh", Address = TheCustomer.At("14 Mill Lane", "ZZ5 4AB") },
            new() { GivenNames = "Featherstonehaugh", FamilyName = "Robert", DateOfBirth = s_born },
            new() { GivenNames = "Robert", FamilyName = "Featherstonehaugh", DateOfBirth = new(1962, 3, 15) },
        ];
        foreach (var one in typed)
        {
            var found = Assert.Single(await FindAsync(one), c => c.Id == id);
            Assert.InRange(found.Probability, CustomerCandidates.Likely, 1);
            Assert.NotEmpty(found.Because);
            Assert.NotEmpty(found.Reasons);
        }
        Assert.Contains(await FindAsync(typed[0]), c => c.Reasons.Contains("same date of birth") && c.Reasons.Contains("family name differs by one letter"));
    }

    [Fact]
    public async Task Who_is_another_person_is_not_shown()
    {
        await RobertAsync();

        Assert.Empty(await FindAsync(new() { GivenNames = "Tariq", FamilyName = "Okonkwo", DateOfBirth = new(1990, 1, 2) }));
        // A daughter at the same address.
        Assert.Empty(await FindAsync(new() { GivenNames = "Grace", FamilyName = "Featherstonehaugh", DateOfBirth = new(1994, 7, 8), Address = TheCustomer.At("14 Mill Lane", "ZZ5 4AB") }));
        Assert.Empty(await FindAsync(new() { FamilyName = "" }));
    }

    [Fact]
    public async Task A_telephone_that_is_nearly_the_same_makes_nobody_one_person_whose_date_of_birth_and_address_differ()
    {
        var id = await TheCustomer.CreateAsync(hub, new CustomerDetails { GivenNames = "Kenneth", FamilyName = "Huang", DateOfBirth = new(1978, 9, 6), Telephones = [new("01632 960417")], Address = TheCustomer.At("3 Ash Row", "ZZ7 7AB") });

        var found = await FindAsync(new() { GivenNames = "Kenneth", FamilyName = "Hwang", DateOfBirth = new(1966, 11, 27), Telephones = [new("01632 960418")], Address = TheCustomer.At("88 Quarry Hill", "ZZ9 9AB") });

        Assert.DoesNotContain(found, c => c.Id == id && c.Probability >= CustomerPair.Worth);
    }

    [Fact]
    public async Task Who_only_shares_a_telephone_is_told_apart_from_those_who_are_likely_the_same()
    {
        var phone = TheCustomer.Phone();
        var mother = await TheCustomer.CreateAsync(hub, new CustomerDetails { GivenNames = "Philippa", FamilyName = "Ravensbourne", DateOfBirth = new(1961, 4, 2), Telephones = [new(phone)], Address = TheCustomer.At("3 Ash Row", "ZZ7 7AB") });

        var son = Assert.Single(await FindAsync(new() { GivenNames = "Kwame", FamilyName = "Adeyemi", DateOfBirth = new(1994, 11, 27), Telephones = [new(phone)], Address = TheCustomer.At("88 Quarry Hill", "ZZ9 9AB") }), c => c.Id == mother);
        Assert.Equal((true, "Same telephone"), (son.OnlyShares, Assert.Single(son.Because)));
        var herself = Assert.Single(await FindAsync(new() { GivenNames = "Pippa", FamilyName = "Ravensbourne", DateOfBirth = new(1961, 4, 2), Telephones = [new(phone)] }), c => c.Id == mother);
        Assert.False(herself.OnlyShares);
    }

    [Fact]
    public async Task Who_has_one_name_only_is_shown_to_whoever_types_just_that()
    {
        var club = await TheCustomer.CreateAsync(hub, new CustomerDetails { Kind = CustomerKind.Organisation, FamilyName = "Testford Wanderers", Address = TheCustomer.At("1 Field Lane", "ZZ3 1AA") });
        var single = await TheCustomer.CreateAsync(hub, new CustomerDetails { FamilyName = "Zebedeeus" });
        await TheCustomer.CreateAsync(hub, TheCustomer.Named("Zebedeeus", "Ann"));

        Assert.Equal(single, Assert.Single(await FindAsync(new() { FamilyName = "zebedeeus" })).Id);
        Assert.Equal(club, Assert.Single(await FindAsync(new() { Kind = CustomerKind.Organisation, FamilyName = "Testford wanderers" })).Id);
        Assert.Empty(await FindAsync(new() { GivenNames = "Tariq", FamilyName = "Zebedeeus", DateOfBirth = new(1990, 1, 2) }));
    }

    [Fact]
    public async Task Keys_go_with_what_is_held_and_are_erased_with_it()
    {
        var id = await TheCustomer.CreateAsync(hub, TheCustomer.Named("Wolstenholme", "Ann") with { DateOfBirth = s_born });
        var before = await KeysOfAsync(id);
        await hub.DoAsync(new ChangeCustomerCommand(id, 1, TheCustomer.Named("Wolstenholme", "Ann") with { DateOfBirth = s_born, Emails = ["ann.w@example.org"] }), TheCustomer.Adviser());
        Assert.Equal(before + 2, await KeysOfAsync(id));
        Assert.Equal(1L, await hub.ScalarAsync<long>("select count(*) from customer_words where word = 'wolstenholme'"));

        await hub.DoAsync(TheCustomer.Erase(id, 2, "Asked for it"), TheCustomer.Someone(Role.Steward));
        Assert.Equal(0, await KeysOfAsync(id));

        await hub.DoAsync(new LearnNamesCommand(), Actor.Job);
        Assert.Equal(0L, await hub.ScalarAsync<long>("select count(*) from customer_words where word = 'wolstenholme'"));
    }

    [Fact]
    public async Task Keys_of_a_merged_record_are_those_of_the_one_that_stands_for_both_until_they_are_told_apart()
    {
        var steward = TheCustomer.Someone(Role.Steward);
        var (one, other) = (await TheCustomer.CreateAsync(hub, TheCustomer.Named("Ackroyd", "Ann")), await TheCustomer.CreateAsync(hub, TheCustomer.Named("Postlethwaite", "Ann") with { DateOfBirth = s_born }));
        var (ofOne, ofOther) = (await KeysOfAsync(one), await KeysOfAsync(other));
        var merged = await hub.DoAsync(new MergeCustomersCommand(one, 1, other, 1, [], "Married"), steward);
        Assert.True(await KeysOfAsync(one) > ofOther);
        Assert.Equal(0, await KeysOfAsync(other));

        await hub.DoAsync(new UndoMergeCommand(merged.MergeId, merged.Version, [], [], "Were two"), steward);
        Assert.Equal((ofOne, ofOther), (await KeysOfAsync(one), await KeysOfAsync(other)));
    }

    [Fact]
    public async Task Records_written_by_earlier_rules_are_made_anew_and_nobody_is_told()
    {
        var id = await TheCustomer.CreateAsync(hub, TheCustomer.Named("Higginbottom", "Ann"));
        var keys = await KeysOfAsync(id);
        await hub.DatabaseAsync(db => db.Database.ExecuteSqlAsync($"update customers set match_keys = array[]::bigint[], search_text = '', index_version = 0 where id = {id}"));
        Assert.Equal(0, await KeysOfAsync(id));

        while ((await hub.DoAsync(new ReindexCustomersCommand(2), Actor.Job)).Count > 0) { }

        Assert.Equal(keys, await KeysOfAsync(id));
        Assert.Equal(1, await hub.DatabaseAsync(db => db.Customers.Where(c => c.Id == id).Select(c => c.Version).SingleAsync()));
        Assert.Equal(id, Assert.Single((await hub.DoAsync(new FindCustomersQuery("higginbottom"), TheCustomer.Adviser())).Customers).Id);
    }

    [Fact]
    public async Task A_common_name_says_less_once_names_were_counted()
    {
        foreach (var given in (string[])["Ann", "Ben", "Cara", "Dev", "Eve"]) await TheCustomer.CreateAsync(hub, TheCustomer.Named("Smith", given) with { DateOfBirth = new(1971, 5, 6) });
        var learnt = await hub.DoAsync(new LearnNamesCommand(), Actor.Job);
        Assert.True(learnt.Customers >= 5);
        Assert.Equal(0, (await hub.DoAsync(new LearnNamesCommand(WhenDue: true), Actor.Job)).Words);
        Assert.Equal(5, await hub.ScalarAsync<int>("select family from customer_words where word = 'smith'"));

        var found = Assert.Single(await FindAsync(new() { GivenNames = "Anne", FamilyName = "Smith", DateOfBirth = new(1971, 5, 6) }));
        Assert.Equal("Ann Smith", found.Name);
    }
}
