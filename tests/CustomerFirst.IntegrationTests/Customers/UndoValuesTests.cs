using System.Net;
using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>What a customer has one of and somebody changed since a merge is never put anywhere without a word.</summary>
public sealed class UndoValuesTests(Hub hub) : IClassFixture<Hub>
{
    private static readonly Actor s_steward = TheCustomer.Someone(Role.Steward);
    private static readonly CustomerDetails s_one = new() { GivenNames = "Ann", DateOfBirth = new DateOnly(1961, 2, 3), Language = "pl", Formats = ["braille"], PreferredChannel = Channel.Email };

    [Theory]
    [InlineData("name", "Anna Newly")]
    [InlineData("dateOfBirth", "1990-05-06 unverified")]
    [InlineData("language", "cy")]
    [InlineData("formats", "easyRead largePrint")]
    [InlineData("preferredChannel", "post")]
    [InlineData("contactSafety", "doNotRing Her brother must not know")]
    [InlineData("diedOn", "2026-01-02")]
    [InlineData("leftAreaOn", "2026-01-03")]
    public async Task Each_kind_of_value_is_asked_about_and_put_where_the_answer_says(string key, string now)
    {
        foreach (var side in Enum.GetValues<MergeSide>())
        {
            var (one, other, merge) = await MergedAsync();
            var before = (One: await SaysAsync(key, one), Other: await SaysAsync(key, other));
            await ChangeAsync(one, key);

            var preview = await hub.DoAsync(new PreviewUndoQuery(merge), s_steward);
            var asked = Assert.Single(preview.Changed);
            Assert.Equal((key, now), (asked.Key, asked.Now));
            var silent = await hub.SendAsync(new UndoMergeCommand(merge, preview.Version, [], [], "Two"), s_steward);
            Assert.Equal($"Values.{key}", Assert.Single(Assert.IsType<Invalid>(silent.Error).Problems).Key);
            Assert.Equal(one, (await hub.DoAsync(new GetCustomerQuery(other), s_steward)).Id);
            await hub.DoAsync(new UndoMergeCommand(merge, preview.Version, [], [], "Two") { Values = [new(key, side)] }, s_steward);

            Assert.Equal(side == MergeSide.Survivor ? now : asked.Survivor, await SaysAsync(key, one));
            Assert.Equal(side == MergeSide.Other ? now : asked.Other, await SaysAsync(key, other));
            if (key != "name") Assert.Equal(side == MergeSide.Survivor ? before.Other : before.One, await SaysAsync(key, side == MergeSide.Survivor ? other : one));
        }
    }

    [Fact]
    public async Task What_was_the_other_records_word_or_became_it_is_proposed_as_the_others()
    {
        var (one, other) = (await NewAsync(s_one), await NewAsync(new CustomerDetails { GivenNames = "Bea", Language = "cy", DateOfBirth = new DateOnly(1970, 7, 8) }));
        var merged = await hub.DoAsync(new MergeCustomersCommand(one, 1, other, 1, [new("dateOfBirth", MergeSide.Other), new("language", MergeSide.Survivor), new("name", MergeSide.Survivor)], "One"), s_steward);
        var view = await hub.DoAsync(new GetCustomerQuery(one), s_steward);
        await hub.DoAsync(new ChangeCustomerCommand(one, view.Version, view.Details with { DateOfBirth = new DateOnly(1970, 8, 7), Language = "cy", Formats = [] }), s_steward);

        var preview = await hub.DoAsync(new PreviewUndoQuery(merged.MergeId), s_steward);

        Assert.Equal([("dateOfBirth", MergeSide.Other), ("language", MergeSide.Other), ("formats", MergeSide.Survivor)], preview.Changed.Select(c => (c.Key, c.Proposed)));
        Assert.Equal(("1961-02-03 unverified", "1970-07-08 unverified"), (preview.Changed[0].Survivor, preview.Changed[0].Other));
        Assert.Null(preview.Changed[2].Now);
    }

    [Fact]
    public async Task A_value_that_was_changed_in_a_chain_of_merges_is_asked_about_once_for_each_merge_that_it_may_belong_to()
    {
        var (one, other, first) = await MergedAsync();
        await ChangeAsync(one, "language");
        var third = await NewAsync(new CustomerDetails { GivenNames = "Cleo" });
        var second = (await hub.DoAsync(new MergeCustomersCommand(one, await VersionAsync(one), third, 1, [new("name", MergeSide.Survivor)], "One"), s_steward)).MergeId;
        Assert.Empty((await hub.DoAsync(new PreviewUndoQuery(second), s_steward)).Changed);
        await ChangeAsync(one, "diedOn");

        Assert.Equal(["diedOn"], (await hub.DoAsync(new PreviewUndoQuery(second), s_steward)).Changed.Select(c => c.Key));
        Assert.Equal(["language", "diedOn"], (await hub.DoAsync(new PreviewUndoQuery(first), s_steward)).Changed.Select(c => c.Key));
        await hub.DoAsync(new UndoMergeCommand(first, await VersionAsync(one), [], [], "Two") { Values = [new("language", MergeSide.Other), new("diedOn", MergeSide.Other)] }, s_steward);

        Assert.Equal(("pl", "cy"), (await SaysAsync("language", one), await SaysAsync("language", other)));
        Assert.Equal((null, "2026-01-02"), (await SaysAsync("diedOn", one), await SaysAsync("diedOn", other)));
        // It was found out whose they are: nothing is left to ask of the third.
        var left = await hub.DoAsync(new PreviewUndoQuery(second), s_steward);
        Assert.Empty(left.Changed);
        await hub.DoAsync(new UndoMergeCommand(second, left.Version, [], [], "Two"), s_steward);
    }

    [Fact]
    public async Task Undoing_a_whole_run_asks_nothing_and_leaves_what_was_changed_since_with_the_record_that_stayed()
    {
        await using var own = new WebFixture();
        await own.InitializeAsync();
        var (one, other) = (await TheCustomer.CreateAsync(own.Hub, s_one with { FamilyName = TheCustomer.Word() }), await TheCustomer.CreateAsync(own.Hub, new CustomerDetails { GivenNames = "Bea", FamilyName = TheCustomer.Word() }));
        await own.Hub.DoAsync(new DecidePairCommand(one, other, 0, PairVerdict.Same), s_steward);
        var run = (await own.Hub.DoAsync(new PrepareMergeRunCommand(), s_steward)).RunId;
        await own.Hub.DoAsync(new StartMergeRunCommand(run, "Reviewed"), s_steward);
        while ((await own.Hub.DoAsync(new WorkMergeRunCommand(), Actor.Job)).More) { }
        var view = await own.Hub.DoAsync(new GetCustomerQuery(one), s_steward);
        await own.Hub.DoAsync(new ChangeCustomerCommand(one, view.Version, view.Details with { Language = "cy" }), s_steward);

        var page = await (await own.SignInAsAsync(Role.Steward)).GetAsync($"/customers/review/runs/{run}");
        Assert.Contains("every value that was changed since, stays with the record that stayed", page.Text, StringComparison.Ordinal);
        await own.Hub.DoAsync(new StepMergeRunCommand(run, MergeRunStep.Undo, "Too fast"), s_steward);
        while ((await own.Hub.DoAsync(new WorkMergeRunCommand(), Actor.Job)).More) { }

        var languages = await own.Hub.DatabaseAsync(db => db.Customers.Where(c => c.Id == one || c.Id == other).ToDictionaryAsync(c => c.Id, c => c.Language));
        Assert.Equal(("cy", null), (languages[one], languages[other]));
    }

    [Fact]
    public async Task The_page_proposes_an_answer_to_each_and_takes_another_without_scripts()
    {
        await using var own = new WebFixture();
        await own.InitializeAsync();
        var browser = await own.SignInAsAsync(Role.Steward);
        var (one, other) = (await TheCustomer.CreateAsync(own.Hub, s_one with { FamilyName = "Example" }), await TheCustomer.CreateAsync(own.Hub, new CustomerDetails { GivenNames = "Bea", FamilyName = "Sample", DateOfBirth = new DateOnly(1970, 7, 8) }));
        var merge = (await own.Hub.DoAsync(new MergeCustomersCommand(one, 1, other, 1, [new("name", MergeSide.Survivor), new("dateOfBirth", MergeSide.Other)], "One"), s_steward)).MergeId;
        var view = await own.Hub.DoAsync(new GetCustomerQuery(one), s_steward);
        await own.Hub.DoAsync(new ChangeCustomerCommand(one, view.Version, view.Details with { GivenNames = "Anna", FamilyName = "Newly", DateOfBirth = new DateOnly(1970, 8, 7), Language = "cy" }), s_steward);

        var undo = await browser.GetAsync($"/customers/{one}/merges/{merge}/undo");
        Assert.Equal(["Name: Anna Newly", "Date of birth: 7 August 1970", "Language: Welsh"], undo.TextsOf(".cf-decisions legend"));
        // The records are called as they were: whose the new name is, is the question.
        Assert.Equal(["survivor", "other", "survivor"], undo.Document.QuerySelectorAll(".cf-decisions input[checked]").Select(i => i.GetAttribute("value")));
        Assert.Contains("Then Ann Example has: 3 February 1961", undo.Text, StringComparison.Ordinal);
        var without = await browser.SubmitAsync(undo, "main form", ("Values[language]", "other"));
        Assert.Equal(HttpStatusCode.BadRequest, without.Status);
        Assert.Equal(["survivor", "other", "other"], without.Document.QuerySelectorAll(".cf-decisions input[checked]").Select(i => i.GetAttribute("value")));
        await browser.SubmitAsync(without, "main form", ("Because", "Two passports"));

        var (left, right) = (await own.Hub.DoAsync(new GetCustomerQuery(one), s_steward), await own.Hub.DoAsync(new GetCustomerQuery(other), s_steward));
        Assert.Equal((new DateOnly(1961, 2, 3), "pl"), (left.DateOfBirth, left.Details.Language));
        Assert.Equal((new DateOnly(1970, 8, 7), "cy"), (right.DateOfBirth, right.Details.Language));
    }

    [Fact]
    public async Task Programs_get_every_question_by_name_and_answer_it_in_the_body()
    {
        await using var api = new ApiFixture();
        await api.InitializeAsync();
        var caller = await api.CallerAsync(Permission.MergeCustomers);
        var (one, other) = (await TheCustomer.CreateAsync(api.Hub, s_one with { FamilyName = TheCustomer.Word() }), await TheCustomer.CreateAsync(api.Hub, TheCustomer.Named(TheCustomer.Word())));
        var merge = (await api.Hub.DoAsync(new MergeCustomersCommand(one, 1, other, 1, [], "One"), s_steward)).MergeId;
        var view = await api.Hub.DoAsync(new GetCustomerQuery(one), s_steward);
        await api.Hub.DoAsync(new ChangeCustomerCommand(one, view.Version, view.Details with { Language = "cy", Formats = [] }), s_steward);
        var address = $"/api/v1/merges/{merge}/undo";

        var preview = await caller.GetAsync(address).BodyAsync(200);
        Assert.Equal([("language", "cy", "pl", "survivor"), ("formats", null, "braille", "survivor")],
            preview["changed"]!.AsArray().Select(c => ((string?)c!["key"], (string?)c["now"], (string?)c["survivor"], (string?)c["proposed"])));
        var version = ("If-Match", $"\"{(int)preview["version"]!}\"");
        var refused = await caller.CallAsync(HttpMethod.Post, address, new { because = "Two", values = new { formats = "survivor" } }, version).ProblemAsync(400, "invalid");
        Assert.Equal(["values.language"], refused["errors"]!.AsObject().Select(e => e.Key));
        await caller.CallAsync(HttpMethod.Post, address, new { because = "Two", values = new { formats = "survivor", language = "other", nam = "other" } }, version).ProblemAsync(400, "invalid");
        await caller.CallAsync(HttpMethod.Post, address, new { because = "Two", values = new { formats = "survivor", language = "other" } }, version).BodyAsync(200);

        Assert.Equal("cy", (await api.Hub.DoAsync(new GetCustomerQuery(other), s_steward)).Details.Language);
    }

    private async Task<(Guid One, Guid Other, Guid Merge)> MergedAsync()
    {
        var (one, other) = (await NewAsync(s_one), await NewAsync(new CustomerDetails { GivenNames = "Bea" }));
        return (one, other, (await hub.DoAsync(new MergeCustomersCommand(one, 1, other, 1, [new("name", MergeSide.Survivor)], "One"), s_steward)).MergeId);
    }

    private Task<Guid> NewAsync(CustomerDetails details) => TheCustomer.CreateAsync(hub, details with { FamilyName = TheCustomer.Word() });

    private Task<int> VersionAsync(Guid id) => hub.DatabaseAsync(db => db.Customers.Where(c => c.Id == id).Select(c => c.Version).SingleAsync());

    private async Task ChangeAsync(Guid id, string key)
    {
        var view = await hub.DoAsync(new GetCustomerQuery(id), s_steward);
        if (key is "diedOn" or "leftAreaOn")
        {
            await hub.DoAsync(new RecordLifeCommand(id, view.Version, key == "diedOn" ? new DateOnly(2026, 1, 2) : null, key == "leftAreaOn" ? new DateOnly(2026, 1, 3) : null), s_steward);
            return;
        }
        var details = key switch
        {
            "name" => view.Details with { GivenNames = "Anna", FamilyName = "Newly" },
            "dateOfBirth" => view.Details with { DateOfBirth = new DateOnly(1990, 5, 6) },
            "language" => view.Details with { Language = "cy" },
            "formats" => view.Details with { Formats = ["largePrint", "easyRead"] },
            "preferredChannel" => view.Details with { PreferredChannel = Channel.Post },
            "contactSafety" => view.Details with { DoNotRing = true, DoNotRingReason = "Her brother must not know" },
            _ => throw new ArgumentOutOfRangeException(nameof(key)),
        };
        await hub.DoAsync(new ChangeCustomerCommand(id, view.Version, details), s_steward);
    }

    // As the preview of an undo puts it.
    private Task<string?> SaysAsync(string key, Guid record) => hub.DatabaseAsync(async db =>
    {
        var customer = (await db.LoadAsync(record, default))!;
        return key == "name" ? customer.CurrentName?.Full : customer.Read(Codes.Read<CustomerValue>(key)!.Value);
    });
}
