using System.Net;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Application.Services;
using CustomerFirst.Application.Staff;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Customers;
using CustomerFirst.IntegrationTests.Tickets;
using CustomerFirst.Web.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Staff;

public sealed class AuditPageTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task An_auditor_follows_a_person_to_a_record_and_exports_what_is_shown()
    {
        var account = await web.AccountAsync(A.Staff("Wilhelmina Archer-Stone", Role.Adviser));
        var family = TheCustomer.Word();
        var id = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(family), A.Actor(account));
        var auditor = await web.SignInAsAsync(Role.Auditor);

        var page = await auditor.SubmitAsync(await auditor.GetAsync("/audit"), ("Name", "archer-st"));
        Assert.Equal($"/audit?who={account.Id}", page.Address);
        Assert.Equal(["Remove this filter Wilhelmina Archer-Stone"], page.TextsOf(".moj-filter__tag"));
        Assert.Contains($"Wilhelmina Archer-StoneCreated a customer's recordCustomer's record …{id.ToString()[^6..]}", Assert.Single(page.TextsOf("tbody tr")), StringComparison.Ordinal);
        Assert.DoesNotContain(family, page.Html, StringComparison.OrdinalIgnoreCase);

        var record = await auditor.FollowAsync(page, $"…{id.ToString()[^6..]}");
        Assert.Contains($"record={id}", record.Address, StringComparison.Ordinal);
        Assert.Contains($"Remove this filter Customer's record …{id.ToString()[^6..]}", record.TextsOf(".moj-filter__tag"));
        // The whole id stands folded.
        Assert.All(record.Document.QuerySelectorAll("tbody tr"), row => Assert.DoesNotContain(id.ToString(), string.Concat(row.QuerySelectorAll("td:not(:last-child)").Select(c => c.TextContent)), StringComparison.Ordinal));
        Assert.All(record.Document.QuerySelectorAll("tbody tr"), row => Assert.Contains(id.ToString(), row.QuerySelector("td:last-child details")!.TextContent, StringComparison.Ordinal));
        var csv = await auditor.Client.GetAsync(record.Document.QuerySelectorAll("a").Single(a => a.TextContent == "Export as CSV").GetAttribute("href"));
        Assert.Equal("text/csv", csv.Content.Headers.ContentType!.MediaType);
        Assert.Contains("CreateCustomer", await csv.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_command_says_in_words_what_was_done_and_no_words_are_left_over()
    {
        var commands = Application.Database.Registration.RequestTypes().Select(t => t.Name).Where(n => n.EndsWith("Command", StringComparison.Ordinal)).Select(n => n[..^"Command".Length]).Append("viewed").Concat(AuditActions.All).ToHashSet();

        Assert.Equal([], commands.Where(c => !AuditWords.Knows(c)));
        Assert.Equal([], AuditWords.Actions.Where(a => !commands.Contains(a)));
        Assert.All(Enum.GetValues<RecordKind>(), kind => Assert.Matches("^[A-Z][a-z]", AuditWords.Of(kind)));
    }

    [Fact]
    public async Task A_report_that_opens_a_ticket_again_is_told_from_one_that_does_not()
    {
        var scene = await web.SceneAsync();
        var raised = await scene.RaiseAsync();
        await web.Hub.DoAsync(new AddToTicketCommand(raised.Id!.Value, "Ours too."), scene.Adviser);
        await web.Hub.DoAsync(new ResolveTicketCommand { TicketId = raised.Id.Value, Version = (await scene.GetAsync(raised.Id.Value)).Version, CustomerTold = "Collected." }, scene.Adviser);
        await web.Hub.DoAsync(new AddToTicketCommand(raised.Id.Value, "Missed again."), scene.Adviser);

        var page = await (await web.SignInAsAsync(Role.Auditor)).GetAsync($"/audit?record={raised.Id}");

        Assert.Single(page.TextsOf("tbody tr"), row => row.Contains("Added another report to a ticket that was resolved, and opened it again", StringComparison.Ordinal));
        Assert.Single(page.TextsOf("tbody tr"), row => row.Contains("Added another report to a ticketTicket", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Records_stand_by_their_names_where_those_tell_nothing_of_a_customer()
    {
        var account = await web.AccountAsync(A.Staff("Philippa Chain", Role.Administrator));
        var (area, administrator) = (A.ServiceArea(), A.Actor(account));
        var (service, calendar) = (A.Service(area, "Hedge trimming"), A.OfficeHours());
        await web.Hub.SaveAsync(area, service, calendar);
        await web.Hub.DoAsync(new WithdrawServiceCommand(service.Id, service.Version, "No longer done", PutBack: false), administrator);
        await web.Hub.DoAsync(new RenameCalendarCommand(calendar.Id, calendar.Version, "Parks' hours"), administrator);
        await web.SignInAsync(account);

        var page = await (await web.SignInAsAsync(Role.Auditor)).GetAsync($"/audit?who={account.Id}");

        var rows = page.TextsOf("tbody tr");
        Assert.Contains(rows, r => r.Contains("Withdrew a serviceService Hedge trimming", StringComparison.Ordinal));
        var renamed = Assert.Single(rows, r => r.Contains("Renamed a calendarCalendar Parks' hours", StringComparison.Ordinal));
        Assert.Contains($"Name: {calendar.Name} → Parks' hours", renamed, StringComparison.Ordinal);
        Assert.Contains(rows, r => r.Contains("Reason: No longer done", StringComparison.Ordinal));
        var csv = await (await web.SignInAsAsync(Role.Auditor)).Client.GetStringAsync($"/audit?handler=csv&record={calendar.Id}");
        Assert.Contains($"Parks' hours,name,Name: {calendar.Name} → Parks' hours,", csv, StringComparison.Ordinal);
        Assert.Contains(rows, r => r.Contains("Signed inAccount Philippa Chain", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_done_to_a_run_of_merges_leads_to_the_run()
    {
        var steward = TheCustomer.Someone(Role.Steward);
        var (one, two) = (await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(TheCustomer.Word())), await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(TheCustomer.Word())));
        await web.Hub.DoAsync(new DecidePairCommand(one, two, 0, PairVerdict.Same), steward);
        var run = (await web.Hub.DoAsync(new PrepareMergeRunCommand(), steward)).RunId;
        await web.Hub.DoAsync(new StartMergeRunCommand(run, "Reviewed by two"), steward);

        var page = await (await web.SignInAsAsync(Role.Auditor)).GetAsync($"/audit?record={run}");
        var toSteward = await (await web.SignInAsAsync(Role.Auditor, Role.Steward)).GetAsync($"/audit?record={run}");

        Assert.Equal(["Began to merge many pairs of records", "Looked at what merging many pairs would do"], page.Document.QuerySelectorAll("tbody tr").Select(r => r.Children[2].TextContent));
        Assert.All(page.Document.QuerySelectorAll("tbody tr"), r => Assert.StartsWith("Run of merges of ", r.Children[3].TextContent, StringComparison.Ordinal));
        Assert.All(page.Document.QuerySelectorAll("tbody tr"), r => Assert.Equal($"/audit?record={run}", r.Children[3].QuerySelector("a")!.GetAttribute("href")));
        Assert.Equal($"/customers/review/runs/{run}", Assert.Single(toSteward.Document.QuerySelectorAll("tbody tr"), r => r.Children[2].TextContent.StartsWith("Began", StringComparison.Ordinal)).Children[3].QuerySelectorAll("a")[1].GetAttribute("href"));
    }

    [Fact]
    public async Task What_one_request_left_in_the_trail_is_one_row()
    {
        var scene = await web.SceneAsync();
        var call = await scene.CallAsync(scene.Customer.Id);
        await (await web.SignInAsync(scene.AdviserAccount)).GetAsync($"/contacts/{call.Id}");
        var auditor = await web.SignInAsAsync(Role.Auditor);

        var page = await auditor.GetAsync($"/audit?who={scene.AdviserAccount.Id}");

        Assert.Single(page.TextsOf("tbody tr"), r => r.Contains("Signed in", StringComparison.Ordinal));
        var row = Assert.Single(page.Document.QuerySelectorAll("tbody tr"), r => r.TextContent.Contains("Looked at a contact and a customer's record", StringComparison.Ordinal));
        Assert.StartsWith("2 entries, from ", row.QuerySelector("summary")!.TextContent, StringComparison.Ordinal);
        Assert.Contains($"{call.Id}", row.QuerySelector("details")!.TextContent, StringComparison.Ordinal);
        Assert.Contains($"{scene.Customer.Id}", row.QuerySelector("details")!.TextContent, StringComparison.Ordinal);
        var csv = await auditor.Client.GetStringAsync($"/audit?handler=csv&who={scene.AdviserAccount.Id}");
        Assert.Contains(",Looked at a contact\r\n", csv, StringComparison.Ordinal);
        Assert.Single(csv.Split("\r\n"), line => line.EndsWith(",Signed in", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("record_kind", "whoKnows", "Looked at an unknown kind of record")]
    [InlineData("record_kind", "Customer", "Looked at an unknown kind of record")]
    [InlineData("actor_kind", "whoKnows", "Somebody who is not known")]
    [InlineData("action", "TornUp", "Unknown: “TornUp”")]
    [InlineData("action", "", "Unknown: “”")]
    [InlineData("fields", "{a,NULL}", "Saw: a")]
    public async Task What_somebody_else_put_in_is_shown_and_marked_and_named_by_the_check_however_strange_it_is(string column, string value, string words)
    {
        var (id, record) = (Ids.New(web.Clock.GetUtcNow()), Guid.NewGuid());
        await web.Hub.TamperAsync($"insert into audit_entries (id, at, actor_kind, actor_id, action, record_kind, record_id, fields) values ('{id}', now(), 'staff', gen_random_uuid(), 'viewed', 'customer', '{record}', '{{}}')",
            $"update audit_entries set {column} = '{value}' where id = '{id}'");
        var auditor = await web.SignInAsAsync(Role.Auditor);

        var page = await auditor.GetAsync($"/audit?record={record}");
        var csv = await auditor.Client.GetStringAsync($"/audit?handler=csv&record={record}");

        var row = Assert.Single(page.Document.QuerySelectorAll("tbody tr"));
        Assert.Contains(words, row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Not written by the hub", row.TextContent, StringComparison.Ordinal);
        var line = Assert.Single(csv.Split("\r\n"), l => l.Contains($"{id}", StringComparison.Ordinal));
        Assert.Equal(column is "record_kind" or "actor_kind", line.Contains(",unknown,", StringComparison.Ordinal));
        Assert.Contains((await web.Hub.DoAsync(new VerifyAuditQuery(), TheCustomer.Someone(Role.Auditor))).Problems, p => p.Kind == AuditProblemKind.EntryInserted && p.EntryId == id);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[1]")]
    [InlineData("{\"reason\": 1, \"changes\": {\"name\": 2}}")]
    public async Task Values_that_somebody_else_put_in_do_not_hide_their_entry(string values)
    {
        var (id, record) = (Ids.New(web.Clock.GetUtcNow()), Guid.NewGuid());
        await web.Hub.TamperAsync($"insert into audit_entries (id, at, actor_kind, actor_id, action, record_kind, record_id, fields) values ('{id}', now(), 'staff', gen_random_uuid(), 'ChangeService', 'service', '{record}', '{{}}')",
            $"insert into audit_values (entry_id, salt, values) values ('{id}', '', '{values}')");

        var page = await (await web.SignInAsAsync(Role.Auditor)).GetAsync($"/audit?record={record}");

        Assert.Contains("Not written by the hub", Assert.Single(page.TextsOf("tbody tr")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_that_cannot_be_read_are_refused_beside_their_field()
    {
        var auditor = await web.SignInAsAsync(Role.Auditor);

        var page = await auditor.GetAsync("/audit?record=nobody&from=2026-02-01&to=2026-01-01");
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(["#Record", "#To_Day"], page.Document.QuerySelectorAll(".govuk-error-summary a").Select(a => a.GetAttribute("href")));
        Assert.Equal("nobody", page.Document.GetElementById("Record")!.GetAttribute("value"));
        Assert.Equal("Enter 2 letters or more of the name", Assert.Single((await auditor.SubmitAsync(await auditor.GetAsync("/audit"), ("Name", "x"))).Errors));
    }

    [Fact]
    public async Task Only_auditors_see_the_trail()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await (await web.SignInAsAsync(Role.Manager, Role.Steward)).GetAsync("/audit")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await web.SignInAsAsync(Role.Administrator)).GetAsync("/audit?handler=csv")).Status);
    }

    [Fact]
    public async Task The_program_seals_the_trail_by_itself()
    {
        var id = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(TheCustomer.Word()));
        await web.SignInAsAsync(Role.Auditor);

        var until = TimeProvider.System.GetUtcNow().AddSeconds(60);
        while (!await SealedAsync(id) && TimeProvider.System.GetUtcNow() < until) await Task.Delay(250);
        Assert.True(await SealedAsync(id));
    }

    private Task<bool> SealedAsync(Guid recordId) => web.Hub.DatabaseAsync(db => db.Set<AuditLink>().AnyAsync(l => db.Set<AuditEntry>().Any(e => e.Id == l.EntryId && e.RecordId == recordId)));
}
