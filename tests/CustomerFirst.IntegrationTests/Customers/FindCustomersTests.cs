using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

public sealed class FindCustomersTests(Hub hub) : IClassFixture<Hub>
{
    private static readonly Actor Adviser = TheCustomer.Adviser();

    private async Task<FoundCustomers> FindAsync(string terms, Actor? by = null, Guid? after = null, int take = 20) => await hub.DoAsync(new FindCustomersQuery(terms, null, after, take), by ?? Adviser);

    private async Task<string> IdsAsync(string terms, Actor? by = null) => string.Join(' ', (await FindAsync(terms, by)).Customers.Select(c => c.Id));

    [Theory]
    [InlineData("{0}", "Name")]
    [InlineData("zoë {0}", "Name")]
    [InlineData("{0}, Zoe", "Name")]
    [InlineData("{0} oe", "")]
    [InlineData("{0} zo", "Name")]
    [InlineData("{0} 0121 496 0444", "Name Telephone")]
    [InlineData("{0} +44 (0)121 496-0444", "Name Telephone")]
    [InlineData("{0} 960444", "Name Telephone")]
    [InlineData("{0} zoe_b%40@example.org", "")]
    [InlineData("{0} zoe_b@example.org", "Name E-mail")]
    [InlineData("{0} zoeXb@example.org", "")]
    [InlineData("{0} @example", "Name E-mail")]
    [InlineData("zz8 8zz {0}", "Address Name")]
    [InlineData("zz88zz {0}", "Address Name")]
    [InlineData("zz8 {0}", "Address Name")]
    [InlineData("8 rise {0} testford", "Address Name")]
    [InlineData("{0} 3/2/1980", "Name Date of birth")]
    [InlineData("{0} 3 Feb 1980", "Name Date of birth")]
    [InlineData("{0} 1980-02-03", "Name Date of birth")]
    [InlineData("{0} 2/3/1980", "Name Date of birth, typed a little differently")]
    [InlineData("{0} 3/2/1990", "Name Date of birth, typed a little differently")]
    [InlineData("{0} 4/6/1990", "")]
    [InlineData("{0} 0121 496 0494", "Name Telephone, typed a little differently")]
    [InlineData("{0} zz8 8yz", "Name Address, typed a little differently")]
    [InlineData("{0} zz9 8yz", "")]
    [InlineData("{0} nobody", "")]
    [InlineData("{0} %", "Name")]
    public async Task Every_word_must_match_and_the_result_says_where(string pattern, string because)
    {
        var family = TheCustomer.Word();
        var id = await TheCustomer.CreateAsync(hub, TheCustomer.Named($"O’{family}", "Zoë") with
        {
            DateOfBirth = new DateOnly(1980, 2, 3), Telephones = [new("0121 496 0444")], Emails = ["zoe_b@example.org"], Address = TheCustomer.At("8 The Rise", "ZZ8 8ZZ"),
        });

        var found = await FindAsync(pattern.Replace("{0}", family, StringComparison.Ordinal));

        if (because.Length == 0) Assert.Empty(found.Customers);
        else Assert.Equal((id, because), (Assert.Single(found.Customers).Id, string.Join(' ', found.Customers[0].Because)));
    }

    [Theory]
    [InlineData("{0}-bright", "{0}bright")]
    [InlineData("{0}-bright", "robin {0}bright")]
    [InlineData("{0}bright", "{0}-bright")]
    [InlineData("o {0}", "o{0}")]
    [InlineData("o'{0}", "o {0}")]
    [InlineData("o{0}", "robin o {0}")]
    [InlineData("de {0}", "de{0}")]
    [InlineData("de{0}", "de {0}")]
    public async Task A_name_is_found_in_one_word_or_two(string name, string typed)
    {
        var word = TheCustomer.Word();
        var id = await TheCustomer.CreateAsync(hub, TheCustomer.Named(name.Replace("{0}", word, StringComparison.Ordinal)));

        var found = await FindAsync(typed.Replace("{0}", word, StringComparison.Ordinal));

        Assert.Equal((id, "Name"), (Assert.Single(found.Customers).Id, string.Join(' ', found.Customers[0].Because)));
        Assert.Empty(found.Otherwise);
    }

    [Fact]
    public async Task A_former_name_and_a_former_address_are_found_and_named_as_such()
    {
        var (old, now) = (TheCustomer.Word(), TheCustomer.Word());
        var id = await TheCustomer.CreateAsync(hub, TheCustomer.Named(old) with { Address = TheCustomer.At("1 Old Road", "ZZ9 1ZZ") });
        await hub.DoAsync(new ChangeCustomerCommand(id, 1, TheCustomer.Named(now) with { Address = TheCustomer.At("2 New Road", "ZZ9 2ZZ") }), Adviser);

        var found = Assert.Single((await FindAsync($"{old} zz91zz")).Customers);
        Assert.Equal(["Former name", "Former address"], found.Because);
        Assert.Equal($"Robin {now}", found.Name);
    }

    [Fact]
    public async Task Who_lives_there_comes_before_who_moved_away_and_who_has_a_number_before_who_had_it()
    {
        var phone = TheCustomer.Phone();
        var left = await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word(), "Aaa") with { Telephones = [new(phone)], Address = TheCustomer.At("3 Old Road", "ZZ9 3ZZ") });
        var lives = await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word(), "Bbb") with { Telephones = [new(phone)], Address = TheCustomer.At("3 Old Road", "ZZ9 3ZZ") });
        var before = await hub.DatabaseAsync(db => db.Customers.Include(c => c.Names).SingleAsync(c => c.Id == left));
        await hub.DoAsync(new ChangeCustomerCommand(left, 1, TheCustomer.Named(before.CurrentName!.FamilyName, "Aaa") with { Address = TheCustomer.At("4 New Road", "ZZ9 4ZZ") }), Adviser);

        foreach (var typed in (string[])["zz93zz", phone, "old road zz9 3zz"])
        {
            var found = (await FindAsync(typed)).Customers.Where(c => c.Id == left || c.Id == lives).ToList();
            Assert.Equal([lives, left], found.Select(c => c.Id));
            Assert.StartsWith("Former", found[1].Because[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_word_that_nobody_has_is_told_and_people_are_shown_who_has_the_rest()
    {
        var family = TheCustomer.Word();
        var id = await TheCustomer.CreateAsync(hub, TheCustomer.Named(family, "Zoë") with { DateOfBirth = new(1980, 2, 3), Address = TheCustomer.At("8 The Rise", "ZZ8 8ZZ") });

        var strict = await FindAsync($"{family} zzzqqq");
        Assert.Equal((0, "zzzqqq"), (strict.Customers.Count, Assert.Single(strict.NotFound)));
        Assert.Equal("zzzqqq", Assert.Single((await FindAsync("zzzqqq")).NotFound));

        foreach (var (typed, lacking) in ((string, string)[])[($"{family} zzzqqq", "zzzqqq"), ($"zoe {family} 1981", "1981"), ($"{family} zz8 1980 boris", "boris"), ($"{family} 01632960999", "01632 960 999")])
        {
            var found = await hub.DoAsync(new FindCustomersQuery(typed) { Partly = true }, Adviser);
            var one = Assert.Single(found.Customers);
            Assert.Equal((id, lacking, lacking), (one.Id, Assert.Single(found.NotFound), Assert.Single(one.Lacks)));
            Assert.Contains("Name", one.Because);
        }
        // Two words that both are there, but on no one record: either alone is half the town.
        Assert.Empty((await hub.DoAsync(new FindCustomersQuery($"{family} 1981") { Partly = true }, Adviser)).Customers);
    }

    [Fact]
    public async Task The_present_name_comes_before_a_part_of_a_name_and_before_an_address()
    {
        var word = TheCustomer.Word();
        var street = await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word(), "Aaa") with { Address = TheCustomer.At($"1 {word} Street", "ZZ1 1ZZ") });
        var longer = await TheCustomer.CreateAsync(hub, TheCustomer.Named(word + "son", "Aaa"));
        var exact = await TheCustomer.CreateAsync(hub, TheCustomer.Named(word, "Zzz"));
        var within = await TheCustomer.CreateAsync(hub, TheCustomer.Named("Mac" + word, "Aaa"));

        Assert.Equal($"{exact} {longer} {street} {within}", await IdsAsync(word));
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gap_or_repeat()
    {
        var word = TheCustomer.Word();
        foreach (var given in Enumerable.Range(0, 7)) await TheCustomer.CreateAsync(hub, TheCustomer.Named(word, $"Given{given}"));

        var names = new List<string>();
        Guid? after = null;
        do
        {
            var page = await FindAsync(word, null, after, 3);
            Assert.Equal((7, false), (page.Total, page.Limited));
            names.AddRange(page.Customers.Select(c => c.Name));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"Given{i} {word}"), names);
    }

    [Fact]
    public async Task Who_was_shown_stands_in_the_audit_trail()
    {
        var adviser = TheCustomer.Adviser();
        var word = TheCustomer.Word();
        var id = await TheCustomer.CreateAsync(hub, TheCustomer.Named(word));

        await FindAsync(word, adviser);

        var entry = await hub.DatabaseAsync(db => db.Set<AuditEntry>().SingleAsync(e => e.ActorId == adviser.Id));
        Assert.Equal(("viewed", id), (entry.Action, entry.RecordId));
        Assert.Contains("date_of_birth", entry.Fields);
    }

    [Fact]
    public async Task Erased_customers_are_not_found_and_blocked_ones_by_stewards_only()
    {
        var word = TheCustomer.Word();
        var blocked = await TheCustomer.CreateAsync(hub, TheCustomer.Named(word));
        var erased = await TheCustomer.CreateAsync(hub, TheCustomer.Named(word));
        await hub.DatabaseAsync(db => db.Customers.Where(c => c.Id == blocked).ExecuteUpdateAsync(s => s.SetProperty(c => c.Erasure, ErasureState.Blocked)));
        await hub.DatabaseAsync(db => db.Customers.Where(c => c.Id == erased).ExecuteUpdateAsync(s => s.SetProperty(c => c.Erasure, ErasureState.Anonymised)));

        Assert.Equal("", await IdsAsync(word));
        var steward = (await FindAsync(word, TheCustomer.Someone(Role.Steward))).Customers;
        Assert.Equal((blocked, true), (Assert.Single(steward).Id, steward[0].Blocked));
    }

    [Fact]
    public async Task A_reference_finds_its_ticket_and_its_customer_unless_the_ticket_is_restricted_for_the_asker()
    {
        var word = TheCustomer.Word();
        var id = await TheCustomer.CreateAsync(hub, TheCustomer.Named(word));
        var (area, raiser) = (A.ServiceArea(), A.Staff(Role.Adviser));
        var (open, secret) = (A.Service(area), A.Service(area, restricted: true));
        var (plain, restricted) = (ATicket.For(open, id, raiser), ATicket.For(secret, id, raiser));
        await hub.SaveAsync(area, open, secret, raiser, plain, restricted);
        var officer = A.Actor(A.Staff(Role.Officer), officerOf: [area]);

        var found = await FindAsync(plain.Reference[3..].Replace("-", " ", StringComparison.Ordinal));
        Assert.Equal((plain.Id, open.Name), (found.Ticket!.Id, found.Ticket.Service));
        Assert.Equal((id, $"Ticket {plain.Reference}"), (Assert.Single(found.Customers).Id, Assert.Single(found.Customers[0].Because)));
        Assert.Single((await FindAsync($"{word} {plain.Reference}")).Customers);
        Assert.Empty((await FindAsync($"nobody {plain.Reference}")).Customers);

        var hidden = await FindAsync(restricted.Reference);
        Assert.Null(hidden.Ticket);
        Assert.Empty(hidden.Customers);
        Assert.Equal(restricted.Id, (await FindAsync(restricted.Reference, officer)).Ticket?.Id);
    }

    [Fact]
    public async Task A_search_is_kept_for_its_own_searcher_and_for_a_day()
    {
        var word = TheCustomer.Word();
        var id = await TheCustomer.CreateAsync(hub, TheCustomer.Named(word));
        var adviser = TheCustomer.Adviser();
        hub.Clock.Is(hub.Clock.GetUtcNow());
        var search = await hub.DoAsync(new KeepSearchCommand($" {word} "), adviser);

        Assert.Equal(id, Assert.Single((await hub.DoAsync(new FindCustomersQuery(null, search), adviser)).Customers).Id);
        Assert.IsType<NotFound>((await hub.SendAsync(new FindCustomersQuery(null, search), TheCustomer.Adviser())).Error);

        hub.Clock.Pass(TimeSpan.FromHours(25));
        Assert.IsType<NotFound>((await hub.SendAsync(new FindCustomersQuery(null, search), adviser)).Error);
        Assert.Equal(1, await hub.DoAsync(new EraseSearchesCommand(), Actor.Job));
        Assert.Equal(0, await hub.DatabaseAsync(db => db.Set<CustomerSearch>().CountAsync()));
        hub.Clock.Runs();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" a ")]
    [InlineData("%%%")]
    public async Task Too_little_to_look_for_is_refused(string terms)
    {
        Assert.True(Assert.IsType<Invalid>((await hub.SendAsync(new KeepSearchCommand(terms), Adviser)).Error).Problems.ContainsKey("Terms"));
        Assert.True(Assert.IsType<Invalid>((await hub.SendAsync(new FindCustomersQuery(terms), Adviser)).Error).Problems.ContainsKey("Terms"));
    }
}
