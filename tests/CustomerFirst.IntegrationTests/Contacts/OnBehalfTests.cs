using System.Net;
using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Customers;
using CustomerFirst.IntegrationTests.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Contacts;

/// <summary>Asking on behalf of somebody, whose matter it stays: where the caller may not act for them any more, nothing is raised in anybody else's name.</summary>
public sealed class OnBehalfTests(ApiFixture api) : IClassFixture<ApiFixture>, IAsyncLifetime
{
    private readonly string _family = TheCustomer.Word();
    private TicketScene _scene = null!;
    private Browser _browser = null!;
    private Guid _caller, _other, _relationship;
    private ContactAfter _call = null!;

    private Hub Hub => api.Hub;

    private DateOnly Today => CouncilTime.DateOf(Hub.Clock.GetUtcNow());

    public async Task InitializeAsync()
    {
        _scene = await api.SceneAsync();
        _caller = await TheCustomer.CreateAsync(Hub, TheCustomer.Named(_family, "Rhys"));
        _other = await TheCustomer.CreateAsync(Hub, TheCustomer.Named(_family, "Mary"));
        _relationship = (await Hub.DoAsync(new RelateCustomersCommand(_other, _caller, RelationshipKind.Appointee, "Court order", Today), TheCustomer.Adviser())).RelationshipId;
        _call = await _scene.CallAsync(_caller);
        _browser = await api.SignInAsync(_scene.AdviserAccount);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_ticket_for_somebody_for_whom_the_caller_could_act_until_yesterday_is_refused_beside_the_question_and_nothing_typed_is_lost()
    {
        var form = await OpenAsync();
        await ExpireAsync();
        var refused = await SendAsync(form);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal($"Rhys {_family} could act for Mary {_family} until {Today.AddDays(-1):dddd d MMMM yyyy}. Select whose enquiry this is.", Assert.Single(refused.Errors));
        Assert.Contains("could act", refused.TextOf("#raise .govuk-error-message"), StringComparison.Ordinal);
        Assert.Equal("Two bins", refused.Document.QuerySelector("[name='Form.Subject']")!.GetAttribute("value"));
        Assert.Equal("Both were left.", refused.Document.QuerySelector("[name='Form.Details']")!.TextContent.Trim());
        Assert.Equal(_other.ToString(), refused.Document.QuerySelector("[name='Form.For'][checked]")!.GetAttribute("value"));
        Assert.Empty(await RaisedAsync());

        // As it was sent it is refused again; only the adviser makes it the caller's own.
        Assert.Equal(HttpStatusCode.BadRequest, (await _browser.SubmitAsync(refused, "#raise")).Status);
        await _browser.SubmitAsync(refused, "#raise", ("Form.For", ""));
        Assert.Equal(_caller, Assert.Single(await RaisedAsync()));
    }

    [Fact]
    public async Task A_ticket_of_which_nobody_said_whose_it_is_is_not_raised_as_the_callers()
    {
        var refused = await _browser.SubmitAsync(await OpenAsync(), "#raise", ("Form.Subject", "Two bins"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("Select whose enquiry this is", Assert.Single(refused.Errors));
        Assert.Equal("Two bins", refused.Document.QuerySelector("[name='Form.Subject']")!.GetAttribute("value"));
        Assert.Empty(await RaisedAsync());
    }

    [Fact]
    public async Task A_ticket_for_somebody_whose_relationship_ended_meanwhile_is_refused_with_the_day_on_which_it_ended()
    {
        var form = await OpenAsync();
        await Hub.DoAsync(new EndRelationshipCommand(_other, _relationship), TheCustomer.Adviser());

        Assert.Equal($"Rhys {_family} could act for Mary {_family} until {Today:dddd d MMMM yyyy}. Select whose enquiry this is.", Assert.Single((await SendAsync(form)).Errors));
        Assert.Empty(await RaisedAsync());
    }

    [Fact]
    public async Task A_ticket_for_somebody_for_whom_the_caller_never_could_act_is_refused_also_where_they_live_together()
    {
        var form = await OpenAsync();
        var (stranger, together) = (await TheCustomer.CreateAsync(Hub, TheCustomer.Named(TheCustomer.Word(), "Ines")), await TheCustomer.CreateAsync(Hub, TheCustomer.Named(TheCustomer.Word(), "Ines")));
        await Hub.DoAsync(new RelateCustomersCommand(together, _caller, RelationshipKind.Household), TheCustomer.Adviser());

        foreach (var nobody in new[] { stranger, together })
        {
            var refused = await SendAsync(form, nobody);
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.StartsWith($"Nothing on record lets Rhys {_family} act for Ines ", Assert.Single(refused.Errors), StringComparison.Ordinal);
        }
        Assert.Empty(await RaisedAsync());
    }

    [Fact]
    public async Task Whoever_comes_back_to_a_half_written_enquiry_finds_it_still_for_the_one_it_was_for_and_is_refused_when_it_is_sent()
    {
        var form = await OpenAsync();
        await _browser.PressAsync(form, "Choose another service", ("Form.For", _other.ToString()), ("Form.Subject", "Two bins"));
        await ExpireAsync();

        var again = await OpenAsync();
        Assert.Contains("The caller cannot act for them now", again.TextOf("#raise"), StringComparison.Ordinal);
        Assert.Equal(_other.ToString(), again.Document.QuerySelector("[name='Form.For'][checked]")!.GetAttribute("value"));
        Assert.Contains("could act", Assert.Single((await _browser.SubmitAsync(again, "#raise", ("Form.Then", "waitsForTeam"))).Errors), StringComparison.Ordinal);
        Assert.Empty(await RaisedAsync());
    }

    [Fact]
    public async Task A_report_to_a_ticket_that_is_there_names_whose_it_is_and_who_acts_and_is_refused_where_they_may_not()
    {
        var ticket = await _scene.RaiseAsync(_scene.Raising() with { CustomerId = _other });
        var form = await _browser.PressAsync(await OpenAsync(), "Look for duplicates", ("Form.For", _other.ToString()), ("Form.Details", "Left again."));
        await ExpireAsync();
        var refused = await _browser.PressAsync(form, $"Add to this one instead: {ticket.Reference}");
        Assert.Contains("could act", Assert.Single(refused.Errors), StringComparison.Ordinal);
        Assert.Equal("Left again.", refused.Document.QuerySelector("[name='Form.Details']")!.TextContent.Trim());
        Assert.Equal([(_other, CustomerRole.Subject)], await RolesAsync(ticket.Id!.Value));

        await ExpireAsync(Today);
        await _browser.PressAsync(form, $"Add to this one instead: {ticket.Reference}");
        Assert.Equal([(_other, CustomerRole.Subject), (_caller, CustomerRole.ActingFor)], await RolesAsync(ticket.Id.Value));
    }

    [Fact]
    public async Task A_program_is_refused_with_the_field_and_the_day_and_no_name()
    {
        var (program, stranger) = (await api.CallerOfAllAsync(), await TheCustomer.CreateAsync(Hub, TheCustomer.Named(TheCustomer.Word())));
        object Body(Guid acting) => new { serviceId = _scene.Bins.Id, customerId = _other, otherCustomers = new object[] { new { customerId = stranger, role = "reporter" }, new { customerId = acting, role = "actingFor" } } };
        var ticket = await program.CallAsync(HttpMethod.Post, "/api/v1/tickets", Body(_caller)).BodyAsync(201);
        Assert.Contains((_caller, CustomerRole.ActingFor), await RolesAsync((Guid)ticket["id"]!));

        await ExpireAsync();
        var expired = await program.CallAsync(HttpMethod.Post, "/api/v1/tickets", Body(_caller)).ProblemAsync(400, "mayNotActFor");
        Assert.Equal($"They could act for this customer until {Today.AddDays(-1):dddd d MMMM yyyy}. Select whose enquiry this is.", (string?)expired["errors"]!["otherCustomers[1]"]![0]);
        Assert.DoesNotContain(_family, expired.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        await Hub.DoAsync(new EndRelationshipCommand(_other, _relationship), TheCustomer.Adviser());
        Assert.Contains("They could act", (string?)(await program.CallAsync(HttpMethod.Post, "/api/v1/tickets", Body(_caller)).ProblemAsync(400, "mayNotActFor"))["detail"], StringComparison.Ordinal);
        Assert.Contains("Nothing on record", (string?)(await program.CallAsync(HttpMethod.Post, "/api/v1/tickets", Body(stranger)).ProblemAsync(400, "mayNotActFor"))["detail"], StringComparison.Ordinal);
        var report = await program.CallAsync(HttpMethod.Post, $"/api/v1/tickets/{ticket["id"]}/reports", new { details = "Again", customerId = _other, actingId = _caller }).ProblemAsync(400, "mayNotActFor");
        Assert.Equal(["actingId"], report["errors"]!.AsObject().Select(e => e.Key));
        Assert.Single(await RaisedAsync());
    }

    [Fact]
    public async Task Somebody_acts_for_a_customer_under_any_key_of_either()
    {
        var steward = TheCustomer.Someone(Role.Steward);
        var (twin, double_) = (await TheCustomer.CreateAsync(Hub, TheCustomer.Named(_family, "Rhys")), await TheCustomer.CreateAsync(Hub, TheCustomer.Named(_family, "Mary")));
        await Hub.DoAsync(new MergeCustomersCommand(twin, 1, _caller, 1, [], "One"), steward);
        await Hub.DoAsync(new MergeCustomersCommand(double_, 1, _other, 1, [], "One"), steward);

        foreach (var (acting, principal) in new[] { (_caller, double_), (twin, _other), (twin, double_) })
            await _scene.RaiseAsync(_scene.Raising() with { CustomerId = principal, OtherCustomers = [new(acting, CustomerRole.ActingFor)], DespiteDuplicates = true });
        // Whose matter it is was found to be the caller: nobody needs an authority for their own.
        await _scene.RaiseAsync(_scene.Raising() with { CustomerId = twin, OtherCustomers = [new(_caller, CustomerRole.ActingFor)], DespiteDuplicates = true });
    }

    private Task<Page> OpenAsync() => _browser.GetAsync($"/contacts/{_call.Id}?service={_scene.Bins.Id}");

    private Task<Page> SendAsync(Page form, Guid? other = null) =>
        _browser.SubmitAsync(form, "#raise", ("Form.For", (other ?? _other).ToString()), ("Form.Then", "waitsForTeam"), ("Form.Subject", "Two bins"), ("Form.Details", "Both were left."));

    // The days pass for the authority only.
    private async Task ExpireAsync(DateOnly? on = null)
    {
        var day = on ?? Today.AddDays(-1);
        await Hub.DatabaseAsync(db => db.Database.ExecuteSqlAsync($"update customer_relationships set expires_on = {day} where id = {_relationship}"));
    }

    private Task<List<Guid?>> RaisedAsync() => Hub.DatabaseAsync(db => db.Tickets.Where(t => t.ServiceAreaId == _scene.Area.Id).Select(t => t.CustomerId).ToListAsync());

    private async Task<IEnumerable<(Guid, CustomerRole)>> RolesAsync(Guid ticket) =>
        (await Hub.DatabaseAsync(db => db.TicketCustomers.Where(c => c.TicketId == ticket).ToListAsync())).OrderBy(c => c.Role).Select(c => (c.CustomerId, c.Role));
}
