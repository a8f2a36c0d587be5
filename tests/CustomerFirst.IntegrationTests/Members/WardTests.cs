using CustomerFirst.Application.Members;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;

namespace CustomerFirst.IntegrationTests.Members;

public sealed class WardTests(Hub hub) : IClassFixture<Hub>, IAsyncLifetime
{
    private TicketScene _scene = null!;
    private Actor _member = null!;

    public async Task InitializeAsync()
    {
        _scene = await TicketScene.SetAsync(hub);
        var account = A.Staff("Mary Member", Role.Member);
        await hub.SaveAsync(account);
        _member = A.Actor(account, memberFor: [_scene.Ward]);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_member_sees_their_wards_enquiries_and_no_others()
    {
        var here = await RaiseAsync();
        await _scene.RaiseAsync(_scene.Raising() with { CustomerId = _scene.Customer.Id });
        await InWardAsync((await _scene.RaiseRestrictedAsync(_scene.Customer.Id)).Id!.Value, _scene.Ward);

        var ward = await hub.DoAsync(new SeeWardQuery(), _member);

        Assert.Equal(["Hillside"], ward.Wards.Select(w => w.Name));
        var row = Assert.Single(ward.Enquiries);
        Assert.Equal((here.Reference, _scene.Bins.Name, "ZZ1 4"), (row.Reference, row.Service, row.Near));
        Assert.Equal((1, 0, 0), (ward.Totals.Open, ward.Totals.Late, ward.Totals.Resolved));
        Assert.Equal((1, 12), (ward.Months[^1].Raised, ward.Months.Count));
        Assert.Equal((_scene.Bins.Name, 1), (Assert.Single(ward.Backlog).Service, (int)ward.Backlog[0].Open));
    }

    [Fact]
    public async Task Figures_count_what_was_finished_late_and_as_promised()
    {
        hub.Clock.Is(new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero));
        var (one, other, open) = (await RaiseAsync(), await RaiseAsync(), await RaiseAsync());
        hub.Clock.Pass(TimeSpan.FromHours(6));
        await ResolveAsync(one);
        hub.Clock.Pass(TimeSpan.FromDays(6));
        await ResolveAsync(other);

        var ward = await hub.DoAsync(new SeeWardQuery(), _member);
        Assert.Equal((1, 1, 2, 2, 1), (ward.Totals.Open, ward.Totals.Late, ward.Totals.Resolved, ward.Totals.WithTarget, ward.Totals.Met));
        Assert.Equal((6 + 150) / 2.0, ward.Totals.MedianHours!.Value, 3);
        Assert.Equal(1, Assert.Single(ward.Backlog).Late);
        Assert.Equal([open.Reference], ward.Enquiries.Select(e => e.Reference));
        Assert.True(ward.Enquiries[0].Overdue);
        var finished = await hub.DoAsync(new SeeWardQuery(Resolved: true), _member);
        Assert.Equal([other.Reference, one.Reference], finished.Enquiries.Select(e => e.Reference));

        hub.Clock.Pass(TimeSpan.FromDays(30));
        Assert.Equal(0, (await hub.DoAsync(new SeeWardQuery(), _member)).Totals.Resolved);
        Assert.Empty((await hub.DoAsync(new SeeWardQuery(Resolved: true), _member)).Enquiries);
        hub.Clock.Runs();
    }

    [Fact]
    public async Task Who_the_customer_is_shows_only_when_they_asked_their_member_to_act()
    {
        var raised = await RaiseAsync();
        await hub.DoAsync(new AddNoteCommand(raised.Id!.Value, "Mr Marlow was upset"), _scene.Adviser);
        await hub.DoAsync(new AddUpdateCommand(raised.Id.Value, "Dear Rosa, we come on Thursday."), _scene.Adviser);

        var hidden = await hub.DoAsync(new GetWardTicketQuery(raised.Reference), _member);
        Assert.False(hidden.KnowsCustomer);
        Assert.Equal((_scene.Bins.Name, "ZZ1 4", null, null), (hidden.Ticket.Subject, hidden.Near, hidden.Ticket.Place.Address, hidden.Ticket.Details));
        Assert.Empty(hidden.Ticket.Customers);
        Assert.All(hidden.Ticket.Timeline, i => Assert.Equal((TimelineKind.Step, null, null), (i.Kind, i.Text, i.By)));
        Assert.Equal(1L, await SeenAsync("ticket", raised.Id.Value));
        Assert.Equal(0L, await SeenAsync("customer", _scene.Customer.Id));

        await hub.DoAsync(new LetMemberKnowCustomerCommand { TicketId = raised.Id.Value, Version = 3, May = true }, _scene.Adviser);
        var known = await hub.DoAsync(new GetWardTicketQuery(raised.Reference.ToLowerInvariant()), _member);
        Assert.True(known.KnowsCustomer);
        Assert.Equal(("Rosa Marlow", "14 Larch Row"), (Assert.Single(known.Ticket.Customers).Name, known.Ticket.Place.Address));
        Assert.Contains(known.Ticket.Timeline, i => i.Text == "Dear Rosa, we come on Thursday.");
        Assert.DoesNotContain(known.Ticket.Timeline, i => i.Kind == TimelineKind.Note);
        Assert.Equal(1L, await SeenAsync("customer", _scene.Customer.Id));
    }

    [Fact]
    public async Task Enquiries_of_other_wards_and_restricted_ones_are_not_there()
    {
        var elsewhere = await _scene.RaiseAsync();
        var restricted = await _scene.RaiseRestrictedAsync(_scene.Customer.Id);
        await InWardAsync(restricted.Id!.Value, _scene.Ward);
        foreach (var reference in new[] { elsewhere.Reference, restricted.Reference, "CF-2222-2222", "nonsense" })
            Assert.IsType<NotFound>((await hub.SendAsync(new GetWardTicketQuery(reference), _member)).Error);
        Assert.IsType<NotFound>((await hub.SendAsync(new SeeWardQuery(WardId: Guid.NewGuid()), _member)).Error);

        // Who is an adviser as well sees no more of it here.
        var both = _member with { Roles = new HashSet<Role> { Role.Member, Role.Adviser }, Permissions = Permissions.Of(Role.Member).Concat(Permissions.Of(Role.Adviser)).ToHashSet() };
        Assert.IsType<NotFound>((await hub.SendAsync(new GetWardTicketQuery(elsewhere.Reference), both)).Error);
        var here = await RaiseAsync();
        Assert.Empty((await hub.DoAsync(new GetWardTicketQuery(here.Reference), both)).Ticket.Customers);
        Assert.DoesNotContain((await hub.DoAsync(new SeeWardQuery(), both)).Enquiries, e => e.Reference == elsewhere.Reference);
    }

    [Fact]
    public async Task A_member_of_two_wards_sees_both_or_one()
    {
        var other = Ward.Create(A.Key(), $"E05{Random.Shared.Next(1, 999_999):000000}", "Riverside", new DateOnly(2024, 5, 2), _scene.Ward.Boundary);
        await hub.SaveAsync(other);
        var member = _member with { Wards = new HashSet<Guid> { _scene.Ward.Id, other.Id } };
        var (hillside, riverside) = (await RaiseAsync(), await RaiseAsync());
        await InWardAsync(riverside.Id!.Value, other);
        Assert.Equal(["Hillside", "Riverside"], (await hub.DoAsync(new SeeWardQuery(), member)).Wards.Select(w => w.Name));
        Assert.Equal(2, (await hub.DoAsync(new SeeWardQuery(), member)).Enquiries.Count);
        var one = await hub.DoAsync(new SeeWardQuery(WardId: other.Id), member);
        Assert.Equal((riverside.Reference, 1), (Assert.Single(one.Enquiries).Reference, one.Totals.Open));
        Assert.NotEqual(hillside.Reference, riverside.Reference);
    }

    private async Task<RaisedTicket> RaiseAsync()
    {
        var raised = await _scene.RaiseAsync(_scene.Raising() with { CustomerId = _scene.Customer.Id, Subject = "Rosa Marlow's bin", Details = "Call Rosa", Location = new TicketLocation("14 Larch Row", "ZZ1 4AA") });
        await InWardAsync(raised.Id!.Value, _scene.Ward);
        return raised;
    }

    private async Task InWardAsync(Guid ticket, Ward ward)
    {
        await using var command = hub.Database.CreateCommand("update tickets set ward_id = @w where id = @t");
        command.Parameters.AddWithValue("w", ward.Id);
        command.Parameters.AddWithValue("t", ticket);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    private Task<TicketAfter> ResolveAsync(RaisedTicket ticket) => hub.DoAsync(new ResolveTicketCommand { TicketId = ticket.Id!.Value, Version = 1, CustomerTold = "Done." }, _scene.Adviser);

    private Task<long> SeenAsync(string kind, Guid id) =>
        hub.ScalarAsync<long>("select count(*) from audit_entries where actor_id = @a and action = 'viewed' and record_kind = @k and record_id = @r", ("a", _member.Id), ("k", kind), ("r", id));
}
