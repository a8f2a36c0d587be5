using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>What was said of a customer elsewhere than in their own record goes when who they are is erased; what is others' stays, and the audit trail stays whole.</summary>
public sealed class ErasedTracesTests : IAsyncLifetime
{
    private readonly Hub _hub = new();
    private readonly Actor _steward = TheCustomer.Someone(Role.Steward);
    // In every free text that is about the customer, and in nothing else.
    private readonly string _said = $"gossip{TheCustomer.Word()}";

    public Task InitializeAsync() => _hub.InitializeAsync();

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Why_a_run_was_made_goes_with_whoever_was_in_it_and_what_it_changed_of_others_stays()
    {
        var (one, two, three, four) = (await NewAsync(), await NewAsync(), await NewAsync(), await NewAsync());
        foreach (var (a, b) in new[] { (one, two), (three, four) }) await _hub.DoAsync(new DecidePairCommand(a, b, 0, PairVerdict.Same), _steward);
        var run = (await _hub.DoAsync(new PrepareMergeRunCommand(), _steward)).RunId;
        await _hub.DoAsync(new StartMergeRunCommand(run, _said), _steward);
        await WorkAsync();
        await _hub.DoAsync(new StepMergeRunCommand(run, MergeRunStep.Undo, $"{_said} undone"), _steward);
        await WorkAsync();
        var before = await ValuesOfAsync(three, four);
        Assert.NotEqual(0, before);

        await EraseAsync(one);

        await NothingIsSaidAsync();
        Assert.Equal(before, await ValuesOfAsync(three, four));
        await AuditIsWholeAsync();
    }

    [Fact]
    public async Task Copies_of_a_runs_reason_that_earlier_versions_kept_with_each_pair_go_too()
    {
        var (one, two, three, four) = (await NewAsync(), await NewAsync(), await NewAsync(), await NewAsync());
        foreach (var (a, b) in new[] { (one, two), (three, four) }) await _hub.DoAsync(new DecidePairCommand(a, b, 0, PairVerdict.Same), _steward);
        await _hub.DoAsync(new StartMergeRunCommand((await _hub.DoAsync(new PrepareMergeRunCommand(), _steward)).RunId, _said), _steward);
        await WorkAsync();
        await _hub.DatabaseAsync(db => db.Database.ExecuteSqlAsync($"update audit_values v set \"values\" = jsonb_set(v.\"values\"::jsonb, array['reason'], to_jsonb({_said}))::text from audit_entries e where e.id = v.entry_id and e.action = 'MergedInRun'"));

        await EraseAsync(one);

        await NothingIsSaidAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Why_two_were_one_and_are_two_again_goes_with_either_of_them(bool survivor)
    {
        var (kept, other, third) = (await NewAsync(), await NewAsync(new DateOnly(1961, 7, 8)), await NewAsync());
        var merged = await _hub.DoAsync(new MergeCustomersCommand(kept, 1, other, 1, [], _said), _steward);
        await _hub.DoAsync(new UndoMergeCommand(merged.MergeId, merged.Version, [], [], $"{_said} again"), _steward);
        _hub.Clock.Pass(TimeSpan.FromMinutes(1));
        await _hub.DoAsync(new MergeCustomersCommand(survivor ? other : kept, await VersionAsync(survivor ? other : kept), third, 1, [], "The other's own merge"), _steward);

        await EraseAsync(survivor ? kept : other);

        await NothingIsSaidAsync();
        Assert.Equal("The other's own merge", (await _hub.DoAsync(new ListMergesQuery(third), _steward)).Merges.Single(m => m.UndoneAt is null).Because);
        Assert.NotEqual(0, await _hub.ScalarAsync<long>("select count(*) from audit_values where \"values\" like '%The other''s own merge%'"));
        if (survivor) return;
        Assert.Equal(0, await _hub.ScalarAsync<long>("select count(*) from audit_values where \"values\" like '%1961-07-08%'"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Why_a_new_customer_is_not_somebody_else_goes_with_either_of_them(bool first)
    {
        var (family, phone) = (TheCustomer.Word(), TheCustomer.Phone());
        var details = TheCustomer.Named(family) with { DateOfBirth = new DateOnly(1970, 1, 2), Telephones = [new(phone)] };
        var there = await TheCustomer.CreateAsync(_hub, details);
        var twin = (await _hub.DoAsync(new CreateCustomerCommand(details with { GivenNames = "Robyn" }, DespiteCandidates: true, DespiteReason: _said), TheCustomer.Adviser())).CustomerId;
        Assert.NotEqual(0, await _hub.ScalarAsync<long>($"select count(*) from customer_pairs where made_because = '{_said}'"));

        await EraseAsync(first ? there : twin);

        await NothingIsSaidAsync();
        Assert.Equal(ErasureState.Active, (await _hub.DoAsync(new GetCustomerQuery(first ? twin : there), _steward)).Erasure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task By_what_right_somebody_acts_goes_with_either_of_them(bool subject)
    {
        var (one, appointee) = (await NewAsync(), await NewAsync());
        await _hub.DoAsync(new RelateCustomersCommand(one, appointee, RelationshipKind.Appointee, _said), TheCustomer.Adviser());

        await EraseAsync(subject ? one : appointee);

        await NothingIsSaidAsync();
    }

    [Fact]
    public async Task All_that_was_written_about_the_customer_goes_and_what_others_were_told_about_them_stays()
    {
        var id = await TheCustomer.CreateAsync(_hub, TheCustomer.Named(TheCustomer.Word(), "Robin") with
        {
            Needs = [new(NeedKind.Other, _said)], DoNotRing = true, DoNotRingReason = _said, Address = TheCustomer.At($"1 {_said} Row", "ZZ1 1AA"), Emails = [$"{_said}@example.org"],
        });
        var other = await TheCustomer.CreateAsync(_hub, TheCustomer.Named(TheCustomer.Word()) with { Needs = [new(NeedKind.Other, "Cared for by a neighbour")] });
        var view = await _hub.DoAsync(new GetCustomerQuery(id), _steward);
        await _hub.DoAsync(new ChangeCustomerCommand(id, view.Version, view.Details with { FamilyName = _said, DoNotRingReason = $"{_said} too" }), _steward);

        await EraseAsync(id);

        await NothingIsSaidAsync();
        Assert.Equal("Cared for by a neighbour", Assert.Single((await _hub.DoAsync(new GetCustomerQuery(other), _steward)).Details.Needs).Detail);
        await AuditIsWholeAsync();
    }

    // In no table at all but the list of words that names were ever made of, which says nothing of whose they were.
    private async Task NothingIsSaidAsync()
    {
        var tables = await _hub.DatabaseAsync(db => db.Database.SqlQuery<string>($"select tablename::text as \"Value\" from pg_tables where schemaname = 'public' and tablename <> 'customer_words'").ToListAsync());
        Assert.True(tables.Count > 40);
        var found = new List<string>();
        foreach (var table in tables)
            if (await _hub.ScalarAsync<long>($"select count(*) from \"{table}\" t where t::text ilike '%{_said}%'") > 0) found.Add(table);
        Assert.Empty(found);
    }

    private async Task AuditIsWholeAsync()
    {
        _hub.Clock.Pass(TimeSpan.FromHours(1));
        await _hub.DoAsync(new SealAuditCommand(), Actor.Job);
        Assert.True((await _hub.DoAsync(new VerifyAuditQuery(), Actor.Operator)).Whole);
    }

    private Task<long> ValuesOfAsync(Guid one, Guid other) => _hub.ScalarAsync<long>($"select count(*) from audit_values v join audit_entries e on e.id = v.entry_id where e.action in ('MergedInRun', 'TakenBackInRun') and e.record_id in ('{one}', '{other}')");

    private async Task EraseAsync(Guid id) => await _hub.DoAsync(TheCustomer.Erase(id, await VersionAsync(id), "Asked for"), _steward);

    private Task<int> VersionAsync(Guid id) => _hub.DatabaseAsync(db => db.Customers.Where(c => c.Id == id).Select(c => c.Version).SingleAsync());

    private async Task WorkAsync()
    {
        while ((await _hub.DoAsync(new WorkMergeRunCommand(), Actor.Job)).More) continue;
    }

    private Task<Guid> NewAsync(DateOnly? born = null) => TheCustomer.CreateAsync(_hub, TheCustomer.Named(TheCustomer.Word()) with { DateOfBirth = born });
}
