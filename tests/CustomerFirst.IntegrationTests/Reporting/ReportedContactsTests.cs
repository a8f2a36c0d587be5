using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Reporting;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;

namespace CustomerFirst.IntegrationTests.Reporting;

/// <summary>The contacts behind a figure. Each test has a month of its own.</summary>
public sealed class ReportedContactsTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task Avoidable_contacts_open_their_list_page_by_page_and_looking_is_recorded()
    {
        web.Clock.Is(new DateTimeOffset(2025, 3, 4, 10, 0, 0, TimeSpan.Zero));
        var scene = await web.SceneAsync();
        var contacts = new List<Guid>();
        for (var i = 0; i < 53; i++) contacts.Add(await CallAsync(scene, avoidable: true));
        await CallAsync(scene, avoidable: false);
        web.Clock.Runs();
        var browser = await web.SignInAsync(scene.ManagerAccount);

        var page = await browser.GetAsync("/performance?from=2025-03-01&to=2025-03-31");
        var avoidable = page.Document.QuerySelectorAll("main table tbody tr").Last(r => r.TextContent.Contains("Avoidable contacts", StringComparison.Ordinal)).QuerySelectorAll("td a");
        var list = await browser.GetAsync(avoidable[0].GetAttribute("href")!);
        var next = await browser.GetAsync(list.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        var back = await browser.GetAsync(next.Document.QuerySelector("a[rel=prev]")!.GetAttribute("href")!);

        Assert.Equal(("53 avoidable contacts", 50), (list.TextOf(".cf-count"), list.TextsOf("tbody tr").Count));
        Assert.Equal(("53 avoidable contacts", 3), (next.TextOf(".cf-count"), next.TextsOf("tbody tr").Count));
        Assert.Null(next.Document.QuerySelector("a[rel=next]"));
        Assert.Equal(list.TextsOf("tbody tr"), back.TextsOf("tbody tr"));
        Assert.Equal("54 contacts", (await browser.GetAsync(avoidable[1].GetAttribute("href")!)).TextOf(".cf-count"));
        Assert.Contains("Telephone Not found online Answered here and now Ada Adviser", list.TextsOf("tbody tr")[0]);
        Assert.Equal(1L, await web.Hub.ScalarAsync<long>("select count(*) from audit_entries where actor_id = @who and action = 'viewed' and record_kind = 'contact' and record_id = @id",
            ("who", scene.ManagerAccount.Id), ("id", contacts[0])));
    }

    [Fact]
    public async Task A_contact_about_a_restricted_matter_alone_counts_and_stands_in_no_list_but_its_officers()
    {
        web.Clock.Is(new DateTimeOffset(2025, 5, 6, 10, 0, 0, TimeSpan.Zero));
        var scene = await web.SceneAsync();
        var hidden = await CallAsync(scene, avoidable: true, scene.Raising(scene.Refuge));
        var shown = await CallAsync(scene, avoidable: true, scene.Raising());
        web.Clock.Runs();
        var period = new ReportPeriod(new DateOnly(2025, 5, 1), new DateOnly(2025, 6, 1));
        async Task<List<Guid>> ListedAsync(Actor actor, ReportFilter? filter = null) => [.. (await web.Hub.DoAsync(new ListReportedContactsQuery(period, filter, Avoidable: true), actor)).Rows.Select(r => r.Id)];
        var both = A.Actor(await web.AccountAsync(A.Staff(Role.Manager, Role.Officer)), [scene.OtherArea]);
        var restricted = new ReportFilter { Areas = [scene.OtherArea.Id] };

        Assert.Equal([shown], await ListedAsync(scene.Manager));
        Assert.Equal([], await ListedAsync(scene.Manager, restricted));
        Assert.Equal([shown, hidden], (await ListedAsync(both)).OrderByDescending(i => i == shown));
        Assert.Equal([hidden], await ListedAsync(both, restricted));
        Assert.Equal([hidden], await ListedAsync(Actor.Operator, restricted));
        Assert.Equal((1, 1), await AvoidableAsync(scene.Manager, restricted));
        Assert.Equal((1, 1), await AvoidableAsync(scene.Manager, restricted, onlyUnlisted: true));
        Assert.Equal((0, 0), await AvoidableAsync(both, restricted, onlyUnlisted: true));
        Assert.Equal((1, 1), await AvoidableAsync(scene.Manager, ReportFilter.All, onlyUnlisted: true));

        async Task<(long, long)> AvoidableAsync(Actor actor, ReportFilter filter, bool onlyUnlisted = false)
        {
            var overview = await web.Hub.DoAsync(new GetOverviewQuery(period, Filter: filter), actor);
            var part = (onlyUnlisted ? overview.Unlisted : overview.All).Headlines.Avoidable;
            return (part.Numerator, part.Denominator);
        }
    }

    private async Task<Guid> CallAsync(TicketScene scene, bool avoidable, RaiseTicketCommand? raising = null)
    {
        var call = await scene.CallAsync(scene.Customer.Id);
        if (raising is not null) await scene.RaiseAsync(raising with { ContactId = call.Id, Channel = null });
        web.Clock.Pass(TimeSpan.FromMinutes(3));
        await web.Hub.DoAsync(new EndContactCommand(call.Id, ContactOutcome.Answered, avoidable, avoidable ? AvoidableReason.NotFoundOnline : null, call.Version), scene.Adviser);
        return call.Id;
    }
}
