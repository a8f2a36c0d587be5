using System.Text;
using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Members;
using CustomerFirst.Application.Reporting;
using CustomerFirst.Application.Staff;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Tickets;

/// <summary>Somebody fled a violent home. Nobody but the officers of the refuge's area may find out, whichever way they look.</summary>
public sealed class RestrictedTicketsTests : IAsyncLifetime
{
    private static readonly byte[] s_png = Files.Png;
    private static readonly TicketLocation s_home = new("3 Quiet Lane", "B14 7QH", 100_070_000_009, 52.48, -1.9);
    private readonly Hub _hub = new();
    private TicketScene _scene = null!;
    private RaisedTicket _ticket = null!;
    private AddedAttachment _file = null!;
    private ContactAfter _call = null!;

    public async Task InitializeAsync()
    {
        await _hub.InitializeAsync();
        _scene = await TicketScene.SetAsync(_hub);
        _call = await _scene.CallAsync(_scene.Customer.Id, _scene.RefugeOfficer);
        _ticket = await _scene.RaiseAsync(_scene.Raising(_scene.Refuge) with { ContactId = _call.Id, Location = s_home, Subject = "Refuge place" }, _scene.RefugeOfficer);
        _file = await _hub.DoAsync(new AddAttachmentCommand(_ticket.Id!.Value, "photo.png", s_png), _scene.RefugeOfficer);
        await _hub.DoAsync(new EndContactCommand(_call.Id, ContactOutcome.TicketRaised, null, null, _call.Version), _scene.RefugeOfficer);
    }

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Its_own_officer_finds_it_every_way()
    {
        var officer = _scene.RefugeOfficer;
        Assert.Equal("Rosa Marlow", (await _scene.GetAsync(_ticket.Id!.Value, officer)).Customers.Single().Name);
        Assert.Single((await _hub.DoAsync(new ListTicketsQuery(new TicketFilter()), officer)).Page.Rows);
        Assert.True((await _hub.SendAsync(new FindTicketByReferenceQuery(_ticket.Reference), officer)).Ok);
        Assert.Equal(s_png, (await _hub.DoAsync(new GetAttachmentQuery(_file.Id), officer)).Bytes);
        Assert.Single((await _hub.DoAsync(new FindDuplicatesQuery(_scene.Refuge.Id, _scene.Customer.Id, s_home), officer)).Tickets);
        Assert.Single((await _hub.DoAsync(new GetContactQuery(_call.Id), officer)).Tickets);
    }

    [Fact]
    public async Task Nobody_else_finds_it_in_any_way_that_their_role_has()
    {
        foreach (var actor in Others())
        {
            var who = string.Join('+', actor.Roles);
            await Hidden(new GetTicketQuery(_ticket.Id), actor);
            await Hidden(new GetTicketQuery(null, _ticket.Reference), actor);
            await Hidden(new FindTicketByReferenceQuery(_ticket.Reference), actor);
            await Hidden(new GetAttachmentQuery(_file.Id), actor);
            await Hidden(new AddNoteCommand(_ticket.Id!.Value, "Looking around"), actor);
            await Hidden(new AddToTicketCommand(_ticket.Id.Value, "Me too"), actor);
            await Hidden(new TakeTicketCommand { TicketId = _ticket.Id.Value, Version = _ticket.Version!.Value + 1 }, actor);
            await Hidden(new GetContactQuery(_call.Id), actor);
            foreach (var filter in new[] { new TicketFilter { Scope = TicketScope.Any }, new TicketFilter { Services = [_scene.Refuge.Id] }, new TicketFilter { Teams = [_scene.OtherTeam.Id] } })
            {
                var list = await _hub.SendAsync(new ListTicketsQuery(filter), actor);
                Assert.True(!list.Ok || (list.Value.Page.Rows.Count == 0 && list.Value.Total == 0), who);
            }
            var duplicates = await _hub.SendAsync(new FindDuplicatesQuery(_scene.Refuge.Id, _scene.Customer.Id, s_home), actor);
            Assert.True(!duplicates.Ok || duplicates.Value.Tickets.Count == 0, who);
            var raisedAgain = await _hub.SendAsync(new RaiseTicketCommand { ServiceId = _scene.Refuge.Id, CustomerId = _scene.Customer.Id, Channel = Channel.Web, Location = s_home }, actor);
            Assert.True(raisedAgain.Ok ? raisedAgain.Value.ReceiptOnly : raisedAgain.Error is Forbidden, $"{who}: {raisedAgain.Error}");
            var customer = await _hub.SendAsync(new GetCustomerQuery(_scene.Customer.Id), actor);
            Assert.True(!customer.Ok || (customer.Value.OpenTickets.Count == 0 && customer.Value.PastTickets.Count == 0 && customer.Value.Contacts.Count == 0), who);
            var work = await _hub.SendAsync(new GetMyWorkQuery(), actor);
            Assert.True(!work.Ok || (work.Value.Mine.Count == 0 && work.Value.Queue.Count == 0 && work.Value.Today.QueueOpen == 0), who);
            Assert.DoesNotContain(_ticket.Reference, await ExportAsync(actor), StringComparison.Ordinal);
            await Hidden(new AddUpdateCommand(_ticket.Id.Value, "Are you there?"), actor);
            var searched = await _hub.SendAsync(new FindCustomersQuery(_ticket.Reference), actor);
            Assert.True(!searched.Ok || (searched.Value.Ticket is null && searched.Value.Customers.Count == 0), who);
            var looks = await _hub.SendAsync(new SearchAuditQuery(new AuditFilter(Record: _ticket.Reference)), actor);
            Assert.True(!looks.Ok || looks.Value.Lines.Count == 0, who);
            Assert.False((await _hub.SendAsync(new TrackEnquiryQuery(_ticket.Reference, "Marlow"), actor)).Ok, who);
            await Silent(new GetCustomerTimelineQuery(_scene.Customer.Id), actor);
            await Silent(new SeeWardQuery(), actor);
            await Silent(new GetWardTicketQuery(_ticket.Reference), actor);
            await Silent(new GetBreakdownQuery(BreakdownBy.Service, new ReportPeriod(new DateOnly(2020, 1, 1), new DateOnly(2090, 1, 1))), actor);
            var contacts = await _hub.SendAsync(new ListReportedContactsQuery(new ReportPeriod(new DateOnly(2020, 1, 1), new DateOnly(2090, 1, 1))), actor);
            Assert.True(!contacts.Ok || contacts.Value.Rows.All(c => c.Id != _call.Id), who);
        }
    }

    [Fact]
    public async Task Its_audit_entries_carry_the_area_so_that_they_are_as_restricted()
    {
        await _scene.GetAsync(_ticket.Id!.Value, _scene.RefugeOfficer);
        Assert.Equal(0L, await _hub.ScalarAsync<long>("select count(*) from audit_entries where record_id = any(@ids) and restricted_area_id is distinct from @area",
            ("ids", new[] { _ticket.Id.Value, _file.Id }), ("area", _scene.OtherArea.Id)));
    }

    private IEnumerable<Actor> Others()
    {
        foreach (var role in Enum.GetValues<Role>()) yield return A.Actor(A.Staff(role), officerOf: [_scene.Area], inTeams: [_scene.Team, _scene.OtherTeam], memberFor: [_scene.Ward]);
        yield return A.Actor(A.Staff(Role.Adviser, Role.Manager, Role.Member), inTeams: [_scene.OtherTeam], memberFor: [_scene.Ward]);
        yield return new Actor(ActorKind.ApiClient, A.Key(), "A client") { Permissions = Permissions.Of(ActorKind.ApiClient).ToHashSet() };
        yield return Actor.Public;
    }

    private async Task Hidden<T>(MediatR.IRequest<Result<T>> request, Actor actor)
    {
        var error = (await _hub.SendAsync(request, actor)).Error;
        Assert.True(error is NotFound or Forbidden { What: "You do not have permission to do this." }, $"{request.GetType().Name} as {string.Join('+', actor.Roles)}: {error?.Code ?? "found"}");
    }

    // Whatever the answer is, nothing in it comes from the ticket.
    private async Task Silent<T>(MediatR.IRequest<Result<T>> request, Actor actor)
    {
        var answer = await _hub.SendAsync(request, actor);
        if (!answer.Ok) return;
        var text = System.Text.Json.JsonSerializer.Serialize(answer.Value);
        foreach (var trace in new[] { _ticket.Reference, $"{_ticket.Id}", "Refuge place", _scene.Refuge.Name, $"{_scene.Refuge.Id}" })
            Assert.DoesNotContain(trace, text, StringComparison.Ordinal);
    }

    private async Task<string> ExportAsync(Actor actor)
    {
        var export = await _hub.SendAsync(new ExportTicketsCommand(new TicketFilter { Scope = TicketScope.Any }), actor);
        if (!export.Ok) return "";
        using var stream = new MemoryStream();
        await export.Value.WriteAsync(stream, CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
