using System.Net;
using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

public sealed class MergePagesTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_steward_finds_the_other_record_compares_merges_and_undoes()
    {
        var (family, browser) = (TheCustomer.Word(), await web.SignInAsAsync(Role.Steward));
        var kept = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(family, "Asha") with { DateOfBirth = new DateOnly(1980, 1, 1) });
        var other = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(family, "Aisha") with { DateOfBirth = new DateOnly(1981, 1, 1), DoNotRing = true, DoNotRingReason = "Not safe" });

        var find = await browser.FollowAsync(await browser.GetAsync($"/customers/{kept}"), "Merge with another record");
        var found = await browser.SubmitAsync(find, "main form", ("Terms", family));
        Assert.DoesNotContain(family, found.Address, StringComparison.Ordinal);
        var merge = await browser.FollowAsync(found, $"Compare with Aisha {family}");
        Assert.Equal($"/customers/{kept}/merge/{other}", merge.Address);
        Assert.Equal(["Name", "Date of birth", "Ringing"], merge.Document.QuerySelectorAll(".cf-differs th").Select(th => th.TextContent.Replace("differs", "", StringComparison.Ordinal).Trim()));
        Assert.Equal(["Name", "Date of birth", "Whether ringing is safe"], merge.TextsOf(".cf-decisions legend"));

        var without = await browser.SubmitAsync(merge, "main form");
        Assert.Equal((HttpStatusCode.BadRequest, "Enter why these are one customer"), (without.Status, Assert.Single(without.Errors)));
        var merged = await browser.SubmitAsync(without, "main form", ("Decisions[dateOfBirth]", "other"), ("Because", "Same passport"));
        Assert.Equal($"/customers/{kept}", merged.Address);
        Assert.Contains("1 January 1981", merged.Text, StringComparison.Ordinal);
        Assert.Contains("Do not ring", merged.Text, StringComparison.Ordinal);

        var led = await browser.GetAsync($"/customers/{other}");
        Assert.Equal($"/customers/{kept}?from={other}", led.Address);
        Assert.Contains($"You followed a link to the record of Aisha {family}", led.Text, StringComparison.Ordinal);
        var undo = await browser.GetAsync(led.Document.QuerySelector("aside a[href$='/undo']")!.GetAttribute("href")!);
        Assert.Contains("Same passport", undo.Text, StringComparison.Ordinal);
        var undone = await browser.SubmitAsync(undo, "main form", ("Because", "Two passports"));
        Assert.Equal(($"/customers/{other}", $"Aisha {family}"), (undone.Address, undone.TextOf("h1")));
        Assert.Contains("1 January 1980", (await browser.GetAsync($"/customers/{kept}")).Text, StringComparison.Ordinal);

        var again = await browser.GetAsync($"/customers/{kept}/merge/{other}");
        Assert.Contains("These were called two different customers", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_records_are_called_different_where_they_are_compared_and_the_way_leads_back_to_where_one_came_from()
    {
        await using var own = new WebFixture();
        await own.InitializeAsync();
        var (steward, browser) = (TheCustomer.Someone(Role.Steward), await own.SignInAsAsync(Role.Steward));
        var (kept, other) = (await TheCustomer.CreateAsync(own.Hub, TheCustomer.Named("Example", "Kim")), await TheCustomer.CreateAsync(own.Hub, TheCustomer.Named("Example", "Kimberly")));
        var found = await browser.GetAsync($"/customers/{kept}/merge/{other}");
        Assert.Equal($"/customers/{kept}/merge", found.Document.QuerySelector(".govuk-back-link")!.GetAttribute("href"));
        await own.Hub.DoAsync(new DecidePairCommand(kept, other, 0, PairVerdict.NotSure), steward);

        var merge = await browser.FollowAsync(await browser.GetAsync("/customers/review"), "Merge them now");
        var (low, high) = CustomerPair.Ordered(kept, other);
        Assert.Equal($"/customers/review?low={low}&high={high}", merge.Document.QuerySelector(".govuk-back-link")!.GetAttribute("href"));
        Assert.Equal("Somebody was not sure", (await browser.FollowAsync(merge, "Decide later")).TextOf("main .govuk-tag"));
        var another = await browser.GetAsync(merge.Address);
        var said = await browser.PressAsync(merge, "They are different customers");
        Assert.Equal(("/customers/review", "Called different: they are not offered again"), (said.Address, said.Said));
        Assert.Contains("No pair waits for you", said.Text, StringComparison.Ordinal);

        var unseen = await TheCustomer.CreateAsync(own.Hub, TheCustomer.Named(TheCustomer.Word()));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/customers/{kept}/merge/{unseen}?low={low}&high={high}")).Status);
        // Who looked before it was said sees that first.
        var late = await browser.PressAsync(another, "They are different customers");
        Assert.Equal("Somebody else decided about this pair in the meantime. Look at it again", late.Refused);
        Assert.Contains("These were called two different customers", late.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("They are different customers", late.Text, StringComparison.Ordinal);
        Assert.Contains("Leave them apart", late.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merge_that_somebody_was_faster_with_leads_to_the_record_that_stands_for_it()
    {
        var browser = await web.SignInAsAsync(Role.Steward);
        var (one, other, third) = (await NewAsync(), await NewAsync(), await NewAsync());
        var form = await browser.GetAsync($"/customers/{other}/merge/{third}");
        await web.Hub.DoAsync(new MergeCustomersCommand(one, 1, other, 1, [], "Faster"), TheCustomer.Someone(Role.Steward));

        var answer = await browser.SubmitAsync(form, "main form", ("Because", "Slower"));

        Assert.Equal($"/customers/{one}", answer.Address);
        Assert.Contains("merged in the meantime", answer.Refused, StringComparison.Ordinal);
        Assert.Null(answer.Said);
        var organisation = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(TheCustomer.Word()) with { Kind = CustomerKind.Organisation, GivenNames = null });
        Assert.Equal("A person and an organisation cannot be one customer.", (await browser.GetAsync($"/customers/{one}/merge/{organisation}")).Refused);
    }

    [Fact]
    public async Task Why_a_record_was_made_beside_another_is_shown_to_the_steward_and_keeps_the_pair_out_of_every_run()
    {
        await using var own = new WebFixture();
        await own.InitializeAsync();
        var (adviser, browser) = (await own.SignInAsAsync(Role.Adviser), await own.SignInAsAsync(Role.Steward));
        var there = await TheCustomer.CreateAsync(own.Hub, TheCustomer.Named("Example", "Kim") with { DateOfBirth = new DateOnly(1970, 3, 9), Telephones = [new("0121 496 0610")] });
        var form = await adviser.PressAsync(await adviser.GetAsync("/customers/new"), "Create the customer", ("Details.GivenNames", "Kim"), ("Details.FamilyName", "Example"), ("Details.DateOfBirth.Day", "9"),
            ("Details.DateOfBirth.Month", "3"), ("Details.DateOfBirth.Year", "1970"), ("Details.Telephones[0].Number", "0121 496 0610"), ("Details.Title", "Ms"));
        Assert.Equal(["A person", "An organisation"], form.TextsOf("main nav a"));
        Assert.Single(form.Document.QuerySelectorAll("input[type=tel]"));
        // Enter never uses a record.
        Assert.Equal("Despite", form.Document.QuerySelector("main form button[type=submit]")!.GetAttribute("name"));

        var without = await adviser.PressAsync(form, "It is none of them: create the customer");
        Assert.Equal((HttpStatusCode.BadRequest, "Say why it is none of them"), (without.Status, Assert.Single(without.Errors)));
        Assert.NotNull(without.Document.GetElementById("DespiteReason-error"));
        Assert.Equal(("Kim", "Ms"), (without.Document.GetElementById("Details_GivenNames")!.GetAttribute("value"), without.Document.GetElementById("Details_Title")!.GetAttribute("value")));
        var empty = await adviser.PressAsync(without, "It is none of them: create the customer", ("DespiteReason", "else"));
        Assert.Equal("Enter what tells them apart", Assert.Single(empty.Errors));
        Assert.Contains("Kim Example", empty.TextOf(".cf-candidates"), StringComparison.Ordinal);
        var made = await adviser.PressAsync(empty, "It is none of them: create the customer", ("DespiteReason", "else"), ("DespiteElse", "Twins, seen together"));
        Assert.Equal("The customer was created", made.Said);
        var id = Guid.Parse(made.Address.Split('/')[^1]);

        await own.Hub.DatabaseAsync(db => db.Set<CustomerPair>().ExecuteUpdateAsync(s => s.SetProperty(p => p.Probability, 0.99)));
        var review = await browser.GetAsync("/customers/review");
        Assert.Contains("because: Twins, seen together", review.TextOf("main .govuk-inset-text"), StringComparison.Ordinal);
        Assert.Contains("Twins, seen together", (await browser.GetAsync("/customers/review/pairs")).TextOf("tbody"), StringComparison.Ordinal);
        var preview = await browser.SubmitAsync(await browser.GetAsync("/customers/review/runs"), "main form", ("AtLeast", "90"));
        Assert.Equal("Merge 0 pairs?", preview.TextOf("h1"));
        Assert.Contains("Whoever made the one record said that the other is somebody else's", (await browser.GetAsync($"{preview.Address}?show=left")).TextOf("tbody"), StringComparison.Ordinal);
        Assert.Contains("Twins, seen together", (await browser.GetAsync($"/customers/{there}/merge/{id}")).Text, StringComparison.Ordinal);

        // A reviewer's word is the last one.
        await browser.SubmitAsync(review, ".cf-verdicts", ("Verdict", "same"));
        Assert.Equal("Merge 1 pair?", (await browser.SubmitAsync(await browser.GetAsync("/customers/review/runs"), "main form", ("AtLeast", "90"))).TextOf("h1"));
    }

    [Fact]
    public async Task A_change_of_either_record_meanwhile_comes_back_with_both_as_they_are_now()
    {
        var browser = await web.SignInAsAsync(Role.Steward);
        var (one, other) = (await NewAsync(), await NewAsync());
        var form = await browser.GetAsync($"/customers/{one}/merge/{other}");
        var adviser = TheCustomer.Adviser();
        var view = await web.Hub.DoAsync(new GetCustomerQuery(other), adviser);
        await web.Hub.DoAsync(new ChangeCustomerCommand(other, view.Version, view.Details with { FamilyName = "Newly" }), adviser);

        var stale = await browser.SubmitAsync(form, "main form", ("Because", "Same birthday"));
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("Newly", stale.TextOf("table"), StringComparison.Ordinal);
        Assert.Equal("Same birthday", stale.TextOf("#Because"));

        Assert.Equal($"/customers/{one}", (await browser.SubmitAsync(stale, "main form")).Address);
    }

    [Fact]
    public async Task Pairs_are_found_offered_once_decided_and_never_offered_again_when_they_are_different()
    {
        await using var own = new WebFixture();
        await own.InitializeAsync();
        var browser = await own.SignInAsAsync(Role.Steward);
        var details = TheCustomer.Named("Example", "Kim") with { Telephones = [new("0121 496 0610")], DateOfBirth = new DateOnly(1970, 3, 9), Address = TheCustomer.At("1 Elm Row", "ZZ1 1AA") };
        foreach (var given in (string[])["Kim", "Kimberly", "Kimberley"]) await TheCustomer.CreateAsync(own.Hub, details with { GivenNames = given });
        // Somebody else with the telephone, a parent, and a child are no pairs.
        await TheCustomer.CreateAsync(own.Hub, details with { GivenNames = "Lee", FamilyName = "Other", Address = null, DateOfBirth = null });
        await TheCustomer.CreateAsync(own.Hub, details with { GivenNames = "Dorothy", DateOfBirth = new DateOnly(1943, 6, 17) });
        await TheCustomer.CreateAsync(own.Hub, details with { GivenNames = "Jo", DateOfBirth = new DateOnly(1998, 11, 5) });

        var page = await browser.GetAsync("/customers/review");
        Assert.Contains("No pair waits for you", page.Text, StringComparison.Ordinal);
        page = await browser.SubmitAsync(page, "form[action$='handler=Look']");
        Assert.Contains("3 new pairs were found", page.Text, StringComparison.Ordinal);
        Assert.Contains("same date of birth", page.Text, StringComparison.Ordinal);
        Assert.Contains("Likely to be one customer", page.Text, StringComparison.Ordinal);
        Assert.Equal(["s", "d", "n"], page.Document.QuerySelectorAll("main [data-key]").Select(b => b.GetAttribute("data-key")));

        page = await browser.SubmitAsync(page, ".cf-verdicts", ("Verdict", "different"));
        page = await browser.SubmitAsync(page, ".cf-verdicts", ("Verdict", "notSure"));
        page = await browser.SubmitAsync(page, ".cf-verdicts", ("Verdict", "same"));
        Assert.Equal(["0", "1", "1"], page.TextsOf(".cf-figures strong"));
        Assert.Contains("Somebody was not sure", page.Text, StringComparison.Ordinal);
        Assert.Contains("Reviewers called 1 of 3 pairs the same", page.Text, StringComparison.Ordinal);
        page = await browser.SubmitAsync(page, ".cf-verdicts", ("Verdict", "different"));
        Assert.Contains("No pair waits for you", page.Text, StringComparison.Ordinal);
        page = await browser.SubmitAsync(page, "form[action$='handler=Look']");
        Assert.Contains("No new pairs were found", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_pairs_are_shown_first_then_confirmed_with_a_reason_and_undone_as_one_with_the_pairs_waiting_again()
    {
        await using var own = new WebFixture();
        await own.InitializeAsync();
        var (steward, browser) = (TheCustomer.Someone(Role.Steward), await own.SignInAsAsync(Role.Steward));
        var kept = await TheCustomer.CreateAsync(own.Hub, TheCustomer.Named("Example", "Kim"));
        var other = await TheCustomer.CreateAsync(own.Hub, TheCustomer.Named("Example", "Kimberly") with { Language = "cy" });
        await own.Hub.DoAsync(new DecidePairCommand(kept, other, 0, PairVerdict.Same), steward);

        var runs = await browser.GetAsync("/customers/review/runs");
        var wrong = await browser.SubmitAsync(runs, "main form", ("AtLeast", "50"));
        Assert.Equal((HttpStatusCode.BadRequest, "The probability must be from 90 to 100 per cent"), (wrong.Status, Assert.Single(wrong.Errors)));
        var preview = await browser.SubmitAsync(wrong, "main form", ("AtLeast", "99"));
        Assert.StartsWith("/customers/review/runs/", preview.Address, StringComparison.Ordinal);
        Assert.Equal("Merge 1 pair?", preview.TextOf("h1"));
        Assert.Contains("Nothing is merged yet", preview.Text, StringComparison.Ordinal);
        Assert.Contains("Name: Kimberly Example, not Kim Example", preview.TextOf(".cf-kept"), StringComparison.Ordinal);
        Assert.Contains("A reviewer called them the same", preview.TextOf("tbody"), StringComparison.Ordinal);
        Assert.Contains("Nothing was left out", (await browser.GetAsync($"{preview.Address}?show=left")).Text, StringComparison.Ordinal);
        var without = await browser.SubmitAsync(preview, "main form");
        Assert.Equal("Enter why these are one customer each", Assert.Single(without.Errors));
        var started = await browser.SubmitAsync(without, "main form", ("Because", "Reviewed by two"));
        Assert.Contains("1 pair is being merged", started.Text, StringComparison.Ordinal);
        Assert.Contains("See the progress now", (await browser.GetAsync("/customers/review/runs")).Text, StringComparison.Ordinal);
        await WorkAsync(own);
        var late = await browser.SubmitAsync(started, "form[action$='handler=Step']", ("Step", "stop"));
        Assert.Equal((HttpStatusCode.Conflict, null, "This run is not going on, so it cannot be stopped."), (late.Status, late.Said, Assert.Single(late.Errors)));
        Assert.DoesNotContain("See the progress now", late.Text, StringComparison.Ordinal);

        var finished = await browser.GetAsync(preview.Address);
        Assert.Contains("Finished", finished.TextOf("main .govuk-tag"), StringComparison.Ordinal);
        Assert.Equal(preview.TextsOf(".cf-kept li"), finished.TextsOf(".cf-kept li"));
        Assert.Contains("waits in the review queue as \"not sure\"", finished.Text, StringComparison.Ordinal);
        var single = await browser.FollowAsync(finished, "Undo only this one: Kim Example and Kimberly Example");
        Assert.Contains("count as different customers", single.Text, StringComparison.Ordinal);
        Assert.Contains("This merge was one of many in a run", single.Text, StringComparison.Ordinal);
        var undone = await browser.SubmitAsync(finished, "form[action$='handler=Undo']", ("Because", "Sisters among them"));
        Assert.Contains("Each pair waits in the review queue again", undone.Text, StringComparison.Ordinal);
        await WorkAsync(own);

        Assert.Contains("because: Sisters among them", (await browser.GetAsync(preview.Address)).Text, StringComparison.Ordinal);
        var notSure = await browser.GetAsync("/customers/review/pairs?verdict=notSure");
        var pair = await browser.FollowAsync(notSure, "Look at them: Kim Example and Kimberly Example");
        Assert.Contains("Somebody was not sure", pair.Text, StringComparison.Ordinal);
        var history = await browser.FollowAsync(await browser.GetAsync($"/customers/{other}"), "Merges, undone ones too");
        Assert.Contains("Nobody is sure whether the two are one customer", history.Text, StringComparison.Ordinal);

        static async Task WorkAsync(WebFixture own)
        {
            while ((await own.Hub.DoAsync(new WorkMergeRunCommand(), Actor.Job)).More) Assert.NotNull(own);
        }
    }

    [Theory]
    [InlineData(Role.Adviser)]
    [InlineData(Role.Manager)]
    [InlineData(Role.Administrator)]
    public async Task Nobody_but_stewards_sees_the_pages(Role role)
    {
        var (browser, one, other) = (await web.SignInAsAsync(role), await NewAsync(), await NewAsync());

        foreach (var address in (string[])["/customers/review", "/customers/review/pairs", "/customers/review/runs", $"/customers/review/runs/{one}", $"/customers/{one}/merges", $"/customers/{one}/merge", $"/customers/{one}/merge/{other}", $"/customers/{one}/merges/{other}/undo"])
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(address)).Status);
        if (role == Role.Adviser) Assert.Empty((await browser.GetAsync($"/customers/{one}")).Document.QuerySelectorAll("a[href$='/merge']"));
    }

    [Fact]
    public async Task Proposals_never_lose_a_warning_and_take_what_was_verified_or_is_more_recent()
    {
        var steward = TheCustomer.Someone(Role.Steward);
        var kept = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named("Example") with { DateOfBirth = new DateOnly(1980, 1, 1), PreferredChannel = Domain.Common.Channel.Phone });
        var other = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named("Exampel") with { DoNotRing = true, DoNotRingReason = "Not safe", Language = "cy" });

        var preview = await web.Hub.DoAsync(new PreviewMergeQuery(kept, other), steward);
        Assert.Equal([("name", MergeSide.Other), ("language", MergeSide.Other), ("contactSafety", MergeSide.Other)], preview.Conflicts.Select(c => (c.Key, c.Proposed)));
        var merged = await web.Hub.DoAsync(new MergeCustomersCommand(kept, 1, other, 1, [], "One"), steward);
        var view = await web.Hub.DoAsync(new GetCustomerQuery(kept), steward);
        Assert.Equal((true, "Not safe", null, "cy"), (view.DoNotRing, view.DoNotRingReason, view.PreferredChannel, view.Language));

        await web.Hub.DoAsync(new UndoMergeCommand(merged.MergeId, merged.Version, [], [], "Two"), steward);
        view = await web.Hub.DoAsync(new GetCustomerQuery(kept), steward);
        Assert.Equal((false, Domain.Common.Channel.Phone, (string?)null), (view.DoNotRing, view.PreferredChannel, view.Language));
    }

    private Task<Guid> NewAsync() => TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(TheCustomer.Word()));
}
