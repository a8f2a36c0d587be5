using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

public sealed class ChangeCustomerTests(Hub hub) : IClassFixture<Hub>
{
    [Fact]
    public async Task What_no_longer_holds_ends_and_stays_as_history()
    {
        var adviser = TheCustomer.Adviser();
        var (family, newFamily) = (TheCustomer.Word(), TheCustomer.Word());
        var before = TheCustomer.Named(family) with
        {
            Telephones = [new("0121 496 0200", "home"), new("07700 900 200", "mobile")], Emails = [$"{family}@example.org"],
            Address = TheCustomer.At("1 Old Road", "ZZ5 5ZZ"), Needs = [new(NeedKind.StepFree), new(NeedKind.Bsl)],
        };
        var id = await TheCustomer.CreateAsync(hub, before, adviser);

        var changed = await hub.DoAsync(new ChangeCustomerCommand(id, 1, before with
        {
            FamilyName = newFamily, Telephones = [new("07700 900 200", "work mobile")], Emails = [$"{newFamily}@example.org"], Address = TheCustomer.At("2 New Road", "ZZ6 6ZZ"), Needs = [new(NeedKind.Bsl, "Prefers Sam")],
        }), adviser);

        Assert.Equal(new CustomerChanged(id, 2), changed);
        var view = await hub.DoAsync(new GetCustomerQuery(id), adviser);
        Assert.Equal($"Robin {newFamily}", view.Name);
        Assert.Equal(("+447700900200", "work mobile"), (Assert.Single(view.Telephones).Value, view.Telephones[0].Label));
        Assert.Equal(("ZZ6 6ZZ", "Prefers Sam"), (view.Address!.Postcode, Assert.Single(view.Needs).Detail));
        Assert.Equal(["Address", "E-mail", "Name", "Telephone", "Telephone"], view.Former.Select(f => f.What).Order(StringComparer.Ordinal));
        Assert.Equal(2, await hub.DatabaseAsync(db => db.Set<CustomerNeed>().CountAsync(n => n.CustomerId == id && n.To != null)));

        var entry = await hub.DatabaseAsync(db => db.Set<AuditEntry>().SingleAsync(e => e.RecordId == id && e.Action == "ChangeCustomer"));
        Assert.Contains("customer_name.to", entry.Fields);
        Assert.NotNull(entry.ValuesDigest);
    }

    [Fact]
    public async Task A_corrected_mistake_is_no_former_name_or_address_but_its_record_remains()
    {
        var adviser = TheCustomer.Adviser();
        var (wrong, right) = (TheCustomer.Word(), TheCustomer.Word());
        var id = await TheCustomer.CreateAsync(hub, TheCustomer.Named(wrong) with { Address = TheCustomer.At("1 Wrong Road", "ZZ7 7ZZ") }, adviser);

        await hub.DoAsync(new ChangeCustomerCommand(id, 1, TheCustomer.Named(right) with { Address = TheCustomer.At("1 Right Road", "ZZ7 7ZZ") }, FactChange.Corrected, FactChange.Corrected), adviser);

        var view = await hub.DoAsync(new GetCustomerQuery(id), adviser);
        Assert.Equal(($"Robin {right}", "1 Right Road"), (view.Name, view.Address!.Line1));
        Assert.Empty(view.Former);
        var names = await hub.DatabaseAsync(db => db.Set<CustomerName>().Where(n => n.CustomerId == id).OrderBy(n => n.To == null).ToListAsync());
        Assert.Equal((wrong, names[0].From), (names[0].FamilyName, names[0].To));
        Assert.Equal((right, names[0].From, null), (names[1].FamilyName, names[1].From, names[1].To));
    }

    [Fact]
    public async Task A_change_based_on_an_old_version_is_refused_with_the_version_there_is_now()
    {
        var adviser = TheCustomer.Adviser();
        var details = TheCustomer.Named(TheCustomer.Word());
        var id = await TheCustomer.CreateAsync(hub, details, adviser);
        await hub.DoAsync(new ChangeCustomerCommand(id, 1, details with { Title = "Dr" }), adviser);

        Assert.Equal(new Stale(2), (await hub.SendAsync(new ChangeCustomerCommand(id, 1, details with { Title = "Mx" }), adviser)).Error);
        Assert.Equal("Dr", (await hub.DoAsync(new GetCustomerQuery(id), adviser)).Title);
    }

    [Fact]
    public async Task Of_two_changes_at_the_same_moment_one_is_done_and_the_other_is_stale()
    {
        var adviser = TheCustomer.Adviser();
        var details = TheCustomer.Named(TheCustomer.Word());
        var id = await TheCustomer.CreateAsync(hub, details, adviser);

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => hub.SendAsync(new ChangeCustomerCommand(id, 1, details with { Title = $"Title {i}" }), adviser)));

        Assert.Single(results, r => r.Ok);
        Assert.All(results.Where(r => !r.Ok), r => Assert.Equal(new Stale(2), r.Error));
    }

    [Fact]
    public async Task A_change_that_adds_what_another_adds_at_the_same_moment_is_stale()
    {
        var adviser = TheCustomer.Adviser();
        var details = TheCustomer.Named(TheCustomer.Word());
        var id = await TheCustomer.CreateAsync(hub, details, adviser);
        var both = details with { Needs = [new(NeedKind.Bsl)] };

        var second = await hub.DatabaseAsync(async db =>
        {
            // The first has written the need and its version, and is not through.
            await using var first = await db.Database.BeginTransactionAsync();
            var customer = (await db.ToChangeAsync(id, 1, adviser, default)).Value;
            new CustomerFacts(customer, adviser.Kind.Code(), hub.Clock.GetUtcNow()).Become(both, FactChange.Changed, FactChange.Changed, null);
            customer.Changed();
            await db.SaveChangesAsync();
            var waiting = hub.SendAsync(new ChangeCustomerCommand(id, 1, both with { Title = "Dr" }), adviser);
            while (!waiting.IsCompleted && !await db.Database.SqlQuery<bool>($"select exists (select from pg_locks where not granted) as \"Value\"").SingleAsync()) await Task.Delay(20);
            await first.CommitAsync();
            return await waiting;
        });

        Assert.Equal(new Stale(2), second.Error);
    }

    [Fact]
    public async Task Saving_without_a_change_keeps_the_version()
    {
        var adviser = TheCustomer.Adviser();
        var id = await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word()) with { Telephones = [new("0121 496 0300", "home")], Formats = ["braille"], Needs = [new(NeedKind.Sight)], DoNotRing = true });
        var view = await hub.DoAsync(new GetCustomerQuery(id), adviser);

        Assert.Equal(1, (await hub.DoAsync(new ChangeCustomerCommand(id, 1, view.Details), adviser)).Version);
        Assert.Equal(0, await hub.DatabaseAsync(db => db.Set<AuditEntry>().CountAsync(e => e.RecordId == id && e.Action == "ChangeCustomer")));
    }

    [Fact]
    public async Task A_customer_is_changed_by_any_of_their_keys()
    {
        var adviser = TheCustomer.Adviser();
        var (kept, merged) = (await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word())), await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word())));
        await hub.DatabaseAsync(db => db.CustomerKeys.Where(k => k.Key == merged).ExecuteUpdateAsync(s => s.SetProperty(k => k.CustomerId, kept)));

        Assert.Equal(new CustomerChanged(kept, 2), await hub.DoAsync(new ChangeCustomerCommand(merged, 1, TheCustomer.Named(TheCustomer.Word())), adviser));
        Assert.Equal(kept, (await hub.DoAsync(new GetCustomerQuery(merged), adviser)).Id);
    }

    [Theory]
    [InlineData(ErasureState.Blocked, typeof(RecordBlocked))]
    [InlineData(ErasureState.Anonymised, typeof(RecordErased))]
    [InlineData(ErasureState.Deleted, typeof(NotFound))]
    public async Task A_record_whose_data_may_not_be_used_is_not_changed(ErasureState erasure, Type error)
    {
        var details = TheCustomer.Named(TheCustomer.Word());
        var id = await TheCustomer.CreateAsync(hub, details);
        await hub.DatabaseAsync(db => db.Customers.Where(c => c.Id == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.Erasure, erasure)));

        Assert.IsType(error, (await hub.SendAsync(new ChangeCustomerCommand(id, 1, details with { Title = "Dr" }), TheCustomer.Adviser())).Error);
        Assert.Equal(erasure == ErasureState.Blocked, (await hub.SendAsync(new ChangeCustomerCommand(id, 1, details with { Title = "Dr" }), TheCustomer.Someone(Role.Steward))).Ok);
    }

    [Fact]
    public async Task A_person_does_not_become_an_organisation_and_who_is_not_there_is_not_found()
    {
        var id = await TheCustomer.CreateAsync(hub, TheCustomer.Named(TheCustomer.Word()));

        Assert.Equal("Details.Kind", (await hub.SendAsync(new ChangeCustomerCommand(id, 1, new CustomerDetails { Kind = CustomerKind.Organisation, FamilyName = "Works Ltd" }), TheCustomer.Adviser())).Error?.Field);
        Assert.IsType<NotFound>((await hub.SendAsync(new ChangeCustomerCommand(Guid.NewGuid(), 1, TheCustomer.Named("Nobody")), TheCustomer.Adviser())).Error);
    }
}
