using System.Net;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Tickets;

public sealed class QueuePageTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task The_address_holds_filter_order_and_page_and_each_selected_filter_can_be_taken_away()
    {
        var scene = await web.SceneAsync();
        for (var i = 0; i < 55; i++) await scene.RaiseAsync(scene.Raising() with { Priority = i == 0 ? Priority.Urgent : Priority.Normal });
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var page = await browser.GetAsync($"/tickets?area={scene.Area.Id}&sort=priority");
        Assert.Equal("55 tickets", page.TextOf(".cf-count"));
        Assert.Equal(50, page.TextsOf("tbody tr").Count);
        Assert.Contains("Urgent", page.TextOf("tbody tr"), StringComparison.Ordinal);
        Assert.Equal("ascending", page.Document.QuerySelectorAll("th").Single(t => t.TextContent.StartsWith("State", StringComparison.Ordinal)).GetAttribute("aria-sort"));

        var second = await browser.GetAsync(page.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(5, second.TextsOf("tbody tr").Count);
        var back = await browser.GetAsync(second.Document.QuerySelector("a[rel=prev]")!.GetAttribute("href")!);
        Assert.Equal(page.TextsOf("tbody td:first-child"), back.TextsOf("tbody td:first-child"));

        var tag = page.Document.QuerySelector("a.moj-filter__tag")!;
        Assert.Equal($"Remove this filter {scene.Area.Name}", string.Join(' ', tag.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("/tickets?sort=priority", tag.GetAttribute("href"));
    }

    [Fact]
    public async Task What_is_no_filter_is_told_beside_its_field_where_it_stays_and_no_list_is_shown()
    {
        var browser = await web.SignInAsAsync(Role.Manager);

        var page = await browser.GetAsync("/tickets?state=purple&from=2026-11-30&to=2026-11-01");
        var later = await browser.GetAsync("/tickets?resolvedFrom=32/1/2026&to=9999-12-31");

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(["State: \"purple\" is none of the choices", "Raised until must be the same as or after 30 November 2026"], page.Errors);
        Assert.Equal(("2026-11-30", "2026-11-01"), (page.Document.GetElementById("from")!.GetAttribute("value"), page.Document.GetElementById("to")!.GetAttribute("value")));
        Assert.Equal("No tickets are shown", page.TextOf(".cf-empty p"));
        Assert.Null(page.Document.QuerySelector(".cf-queue"));
        Assert.Equal(["Resolved from must be a real date, such as 24/11/2026", "Raised until is too far away: the year must be from 0002 to 9998"], later.Errors);
    }

    [Fact]
    public async Task A_page_of_fifty_long_rows_with_boxes_to_select_is_under_60_kilobytes()
    {
        var scene = await web.SceneAsync();
        for (var i = 0; i < 50; i++)
        {
            await scene.RaiseAsync(scene.Raising() with { Subject = $"Large white van without number plates left for weeks, number {i}", Location = new TicketLocation($"{i} Upper Commercial Street, Priorsholt"), Priority = Priority.Urgent, Then = AfterRaising.HandedOver });
        }
        _ = await scene.RaiseAsync();
        var page = await (await web.SignInAsync(scene.ManagerAccount)).GetAsync($"/tickets?area={scene.Area.Id}&dir=desc");
        Assert.Equal(50, page.Document.QuerySelectorAll("input[name=Selected]").Length);
        // The service areas and wards of a large city, which a test's own council lacks: their names and ids stand in the filter.
        var (areas, wards) = (60 - page.Document.QuerySelectorAll("#area option").Length, 69 - page.Document.QuerySelectorAll("#ward option").Length);
        var whole = System.Text.Encoding.UTF8.GetByteCount(page.Html) + (areas + wards) * 82;
        Assert.True(whole < 60_000, $"{whole} bytes, {page.Html.Length} of them without the areas and wards of a large city");
    }

    [Fact]
    public async Task Who_sees_restricted_tickets_is_told_in_every_list_which_they_are()
    {
        var scene = await web.SceneAsync();
        var call = await scene.CallAsync(scene.Customer.Id, scene.RefugeOfficer);
        var secret = await scene.RaiseAsync(scene.Raising(scene.Refuge) with { CustomerId = scene.Customer.Id, ContactId = call.Id, Priority = Priority.Urgent, Then = AfterRaising.HandedOver }, scene.RefugeOfficer);
        var open = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id });
        var officer = await web.SignInAsync(scene.RefugeAccount);

        var queue = await officer.GetAsync($"/tickets?area={scene.OtherArea.Id}");
        var customer = await officer.GetAsync($"/customers/{scene.Customer.Id}");
        Assert.Equal(["New", "Urgent", "Restricted"], [.. Tags(queue, secret.Reference).Select(t => t == "With service" ? "New" : t)]);
        Assert.Contains("Restricted", Tags(customer, secret.Reference));
        Assert.DoesNotContain("Restricted", Tags(await (await web.SignInAsync(scene.AdviserAccount)).GetAsync($"/tickets?area={scene.Area.Id}"), open.Reference));
        Assert.Contains("Restricted", Tags(await officer.GetAsync("/"), secret.Reference));
        Assert.Contains("Restricted", (await officer.GetAsync($"/contacts/{call.Id}")).TextsOf(".cf-matters li .govuk-tag"));

        static string[] Tags(Page page, string reference) =>
            [.. page.Document.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains(reference, StringComparison.Ordinal)).QuerySelectorAll(".govuk-tag").Select(t => t.TextContent.Trim())];
    }

    [Fact]
    public async Task The_form_keeps_what_it_has_no_field_for()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var page = await browser.GetAsync($"/tickets?reopened=1&scope=any&area={scene.Area.Id},{scene.OtherArea.Id}");
        var filtered = await browser.SubmitAsync(page, "form.moj-filter", ("State", "inHand"), ("State", "new"), ("assignee", "me"));
        Assert.Equal([scene.Area.Name, scene.OtherArea.Name, "New", "In hand", "Open and ended", "With me", "Reopened"],
            filtered.TextsOf("a.moj-filter__tag").Select(t => t.Replace("Remove this filter ", "", StringComparison.Ordinal)).OrderBy(t => Array.IndexOf([scene.Area.Name, scene.OtherArea.Name, "New", "In hand", "Open and ended", "With me", "Reopened"], t)));
        Assert.Equal("No tickets fit these filters", filtered.TextOf(".cf-empty .govuk-body"));
    }

    [Fact]
    public async Task A_filter_is_kept_under_a_name_used_and_removed()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var page = await browser.GetAsync("/tickets?due=overdue");
        var refused = await browser.PressAsync(page, "Keep the filter");
        Assert.Equal((HttpStatusCode.BadRequest, "Enter a name for the filter"), (refused.Status, refused.Errors.Single()));
        var kept = await browser.PressAsync(refused, "Keep the filter", ("Name", "Late ones"));
        Assert.Equal("The filter is kept as Late ones", kept.Said);
        Assert.Equal("/tickets?due=overdue", kept.Document.QuerySelector(".cf-parts a")!.GetAttribute("href"));
        var removed = await browser.PressAsync(kept, "Remove the filter Late ones");
        Assert.Empty(removed.TextsOf(".cf-parts a"));
    }

    [Fact]
    public async Task A_manager_downloads_the_rows_and_an_adviser_is_not_offered_them()
    {
        var scene = await web.SceneAsync();
        var ticket = await scene.RaiseAsync();
        var address = $"/tickets?area={scene.Area.Id}";
        Assert.DoesNotContain("Download these as CSV", (await (await web.SignInAsync(scene.AdviserAccount)).GetAsync(address)).Text, StringComparison.Ordinal);
        var manager = await web.SignInAsync(scene.ManagerAccount);
        var csv = await manager.PressAsync(await manager.GetAsync(address), "Download these as CSV");
        Assert.Equal(HttpStatusCode.OK, csv.Status);
        Assert.Contains(ticket.Reference, csv.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manager_closes_selected_tickets_for_a_reason_that_the_customers_see()
    {
        var scene = await web.SceneAsync();
        var (one, two) = (await scene.RaiseAsync(), await scene.RaiseAsync());
        var manager = await web.SignInAsync(scene.ManagerAccount);
        var list = await manager.GetAsync($"/tickets?area={scene.Area.Id}");
        var boxes = list.Document.QuerySelectorAll("input[name=Selected]").Select(b => ("Selected", b.GetAttribute("value"))).ToArray();
        var form = await manager.SubmitAsync(list, "#rows", boxes);
        Assert.Equal("Close 2 tickets", form.TextOf("h1"));
        var refused = await manager.SubmitAsync(form);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        var closed = await manager.SubmitAsync(refused, ("CustomerTold", "The bins were emptied on Saturday."));
        Assert.Equal("2 tickets were closed, and the customers told why", closed.Said);
        Assert.Equal([TicketState.Resolved, TicketState.Resolved], [(await scene.GetAsync(one.Id!.Value)).State, (await scene.GetAsync(two.Id!.Value)).State]);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await web.SignInAsync(scene.AdviserAccount)).GetAsync("/tickets/close")).Status);
    }

    [Fact]
    public async Task Home_shows_contacts_tickets_queue_and_figures_and_leads_others_to_their_own_beginning()
    {
        var scene = await web.SceneAsync();
        var kept = await scene.RaiseAsync(scene.Raising() with { Then = AfterRaising.KeptInHand });
        var queued = await scene.RaiseAsync(scene.Raising() with { Then = AfterRaising.HandedOver });
        await scene.CallAsync();
        var home = await (await web.SignInAsync(scene.AdviserAccount)).GetAsync("/");
        Assert.Contains(kept.Reference, home.Text, StringComparison.Ordinal);
        Assert.Contains("1 contact taken by you", home.Text, StringComparison.Ordinal);
        Assert.Contains("Telephone, since", home.Text, StringComparison.Ordinal);
        Assert.Contains("You are in no team", home.Text, StringComparison.Ordinal);
        Assert.Contains(queued.Reference, (await (await web.SignInAsync(scene.OfficerAccount)).GetAsync("/")).Text, StringComparison.Ordinal);
        Assert.NotEqual("/", (await (await web.SignInAsAsync(Role.Auditor)).GetAsync("/")).Address);
    }
}
