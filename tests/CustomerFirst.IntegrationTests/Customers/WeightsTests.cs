using CustomerFirst.Application.Common;
using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>Weights learnt from the council's own records; on a database of their own, because they count for all customers.</summary>
public sealed class WeightsTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly string[] s_given = ["Ann", "Brian", "Carol", "David", "Eve", "Frank", "Grace", "Harry", "Iris", "Jack", "Kate", "Liam", "Mona", "Neil", "Olive", "Peter", "Rosa", "Sam", "Tess", "Victor"];

    private const string Own = "/customers/review/weights";
    private const string Form = "form[action='/customers/review/weights']";

    private readonly WebFixture _web = new();

    private Hub Hub => _web.Hub;

    public async Task InitializeAsync() => await _web.InitializeAsync();

    public Task DisposeAsync() => _web.DisposeAsync();

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    private Task<WeightsLearnt> LearnAsync(bool now = true) => Hub.DoAsync(new LearnWeightsCommand(now), Actor.Job);

    private Task<WeightsOverview> OverviewAsync() => Hub.DoAsync(new GetWeightsQuery(), TheCustomer.Someone(Role.Steward));

    // So many people, all with a second record that has another telephone, every other of them with a slip in the family name.
    private async Task<List<(Guid One, Guid Other)>> PeopleAsync(int count)
    {
        var pairs = new List<(Guid, Guid)>();
        for (var i = 0; i < count; i++)
        {
            var family = TheCustomer.Word();
            var one = new CustomerDetails
            {
                GivenNames = s_given[i % s_given.Length], FamilyName = family, DateOfBirth = new DateOnly(1940, 1, 1).AddDays(i * 131), Telephones = [new($"0121 496 {i:D4}")],
                Emails = [$"{family}.{i}@example.org"], Address = TheCustomer.At($"{i + 1} Mill Lane", $"ZZ{i % 9 + 1} {i / 9 % 9 + 1}AB"),
            };
            var other = one with { FamilyName = i % 2 == 0 ? family : family[..^1] + "e", Telephones = [new($"020 7946 {i:D4}")] };
            pairs.Add((await TheCustomer.CreateAsync(Hub, one), await TheCustomer.CreateAsync(Hub, other)));
        }
        return pairs;
    }

    private Task<int> CallSameAsync(IEnumerable<(Guid One, Guid Other)> pairs) => Hub.DatabaseAsync(async db =>
    {
        foreach (var (one, other) in pairs)
        {
            var (low, high) = CustomerPair.Ordered(one, other);
            await db.Database.ExecuteSqlAsync($"""
                insert into customer_pairs (low_id, high_id, probability, reasons, found_at, version, verdict) values ({low}, {high}, 0.9, array[]::text[], now(), 2, 'same')
                on conflict (low_id, high_id) do update set verdict = excluded.verdict
                """);
        }
        return 0;
    });

    [Fact]
    public async Task What_the_councils_records_show_counts_and_is_kept_with_date_and_figures_and_can_be_taken_back()
    {
        await PeopleAsync(120);
        var steward = TheCustomer.Someone(Role.Steward);
        var shipped = (await OverviewAsync()).Fields.Single(f => f.Field == MatchField.Telephone);
        Assert.Equal(shipped.Shipped, shipped.InUse);
        Assert.Null((await LearnAsync(now: false)).State);

        await Hub.DoAsync(new AskForWeightsCommand(), steward);
        Assert.IsType<WeightsBeingLearnt>((await Hub.SendAsync(new AskForWeightsCommand(), steward)).Error);
        var learnt = await LearnAsync(now: false);

        Assert.Equal((WeightLearningState?)WeightLearningState.InUse, learnt.State);
        Assert.Equal(240, learnt.Records);
        Assert.InRange(learnt.Matches, 100, 140);
        var overview = await OverviewAsync();
        Assert.Equal((240, WeightLearningState.InUse), (overview.InUse!.Records, Assert.Single(overview.Attempts).State));
        Assert.NotNull(overview.InUse.EndedAt);
        // Here people's records never share a telephone, so another one says less against them than elsewhere; and every other family name has a slip.
        var telephone = overview.Fields.Single(f => f.Field == MatchField.Telephone);
        Assert.True(telephone.InUse.Different > shipped.Shipped.Different + 0.5, $"{telephone}");
        var family = overview.Fields.Single(f => f.Field == MatchField.FamilyName);
        Assert.True(family.InUse.Close > family.Shipped.Close + 0.3, $"{family}");

        Assert.Equal((WeightLearningState?)WeightLearningState.InUse, (await LearnAsync()).State);
        Assert.Equal([WeightLearningState.InUse, WeightLearningState.Replaced], (await OverviewAsync()).Attempts.Select(a => a.State));
        await Hub.DoAsync(new TakeShippedWeightsCommand(), steward);
        await Hub.DoAsync(new TakeShippedWeightsCommand(), steward);
        overview = await OverviewAsync();
        Assert.Null(overview.InUse);
        Assert.All(overview.Fields, f => Assert.Equal(f.Shipped, f.InUse));
    }

    [Fact]
    public async Task Learnt_weights_count_for_the_candidates_that_an_adviser_sees()
    {
        var pairs = await PeopleAsync(130);
        var family = await Hub.DatabaseAsync(db => db.Set<CustomerName>().Where(n => n.CustomerId == pairs[2].One).Select(n => n.FamilyName).SingleAsync());
        var typed = new CustomerDetails { GivenNames = s_given[2], FamilyName = family, Telephones = [new("0121 496 9999")] };
        async Task<double> ProbabilityAsync() => (await Hub.DoAsync(new FindCandidatesQuery(typed), TheCustomer.Adviser())).Candidates.First(c => c.Id == pairs[2].One).Probability;
        var before = await ProbabilityAsync();

        await LearnAsync();
        var after = await ProbabilityAsync();

        Assert.True(after > before, $"{before} → {after}");
        await Hub.DoAsync(new TakeShippedWeightsCommand(), TheCustomer.Someone(Role.Steward));
        Assert.Equal(before, await ProbabilityAsync(), 9);
    }

    [Fact]
    public async Task Records_that_were_merged_teach_as_the_two_that_they_were()
    {
        var steward = TheCustomer.Someone(Role.Steward);
        foreach (var (one, other) in await PeopleAsync(40)) await Hub.DoAsync(new MergeCustomersCommand(one, 1, other, 1, [], "The same person"), steward);

        var learnt = await LearnAsync();

        Assert.Equal(80, learnt.Records);
        Assert.InRange(learnt.Matches, 30, 50);
        // Forty are no ground for weights of one's own.
        Assert.Equal((WeightLearningState?)WeightLearningState.Refused, learnt.State);
    }

    [Fact]
    public async Task Too_few_matches_teach_nothing_and_the_reason_is_kept()
    {
        await PeopleAsync(3);

        var learnt = await LearnAsync();

        Assert.Equal((WeightLearningState?)WeightLearningState.Refused, learnt.State);
        Assert.Contains("too few likely matches", learnt.Refusal, StringComparison.Ordinal);
        var overview = await OverviewAsync();
        Assert.Null(overview.InUse);
        Assert.Equal(learnt.Refusal, Assert.Single(overview.Attempts).Refusal);
    }

    [Fact]
    public async Task A_steward_asks_on_the_page_and_sees_what_came_of_it()
    {
        await CallSameAsync(await PeopleAsync(120));
        var browser = await _web.SignInAsAsync(Role.Steward);
        var page = await browser.GetAsync(Own);
        Assert.Contains("the weights that the product ships", page.Text, StringComparison.Ordinal);

        page = await browser.SubmitAsync(page, Form);
        Assert.Contains("Weights are being learnt", page.Text, StringComparison.Ordinal);
        Assert.Contains("Waiting for the hub to begin", page.Text, StringComparison.Ordinal);
        await LearnAsync(now: false);
        page = await browser.GetAsync(Own);
        Assert.Contains("learnt from the council's own records", page.Text, StringComparison.Ordinal);
        Assert.Contains("240 records", page.Text, StringComparison.Ordinal);
        Assert.Contains("(120 decisions)", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Weights are being learnt", page.Text, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await (await _web.SignInAsAsync(Role.Adviser)).GetAsync(Own)).Status);
    }

    [Fact]
    public async Task The_page_shows_how_far_learning_is_and_can_be_left_and_come_back_to()
    {
        var browser = await _web.SignInAsAsync(Role.Steward);
        await browser.SubmitAsync(await browser.GetAsync(Own), Form);
        await Hub.DoAsync(new TellWeightLearningCommand(new Advance("Learning weights", 3, 12)), Actor.Job);

        var page = await (await _web.SignInAsAsync(Role.Steward)).GetAsync(Own);

        Assert.Contains("Learning weights, 25%", page.Text, StringComparison.Ordinal);
        Assert.Equal<(string?, string?)>(("12", "3"), (page.Document.QuerySelector("progress")?.GetAttribute("max"), page.Document.QuerySelector("progress")?.GetAttribute("value")));
        Assert.Null(page.Document.QuerySelector(Form));
        Assert.Equal(["3"], page.Headers.GetValues("Refresh"));
        Assert.False((await browser.GetAsync($"{Own}?still=true")).Headers.Contains("Refresh"));
        // Whoever worked on it is gone: nothing is said to be at work, and the next one begins again.
        await Hub.DatabaseAsync(db => db.Set<WeightLearning>().ExecuteUpdateAsync(set => set.SetProperty(l => l.HeardAt, l => l.HeardAt - WeightLearning.Silence)));
        Assert.Contains("Waiting for the hub to begin", (await browser.GetAsync(Own)).Text, StringComparison.Ordinal);
        await LearnAsync(now: false);
        page = await browser.GetAsync(Own);
        Assert.Contains("What was learnt last is not used", page.Text, StringComparison.Ordinal);
        Assert.Contains("Matching goes by the shipped weights", page.Text, StringComparison.Ordinal);
        Assert.False(page.Headers.Contains("Refresh"));
    }

    [Fact]
    public async Task Who_asks_while_weights_are_learnt_is_refused_with_one_line_and_a_failure_is_told()
    {
        var browser = await _web.SignInAsAsync(Role.Steward);
        var page = await browser.GetAsync(Own);
        await Hub.DoAsync(new AskForWeightsCommand(), TheCustomer.Someone(Role.Steward));

        var refused = await browser.SubmitAsync(page, Form);

        Assert.Equal(System.Net.HttpStatusCode.Conflict, refused.Status);
        Assert.Equal(["Weights are being learnt already. Wait until that is done, then ask again."], refused.Errors);
        Assert.Contains("Waiting for the hub to begin", refused.Text, StringComparison.Ordinal);
        await Hub.DoAsync(new TellWeightLearningCommand(Problem: "Something went wrong in the hub. Nothing was changed."), Actor.Job);
        page = await browser.GetAsync(Own);
        Assert.Contains("Something went wrong in the hub. Nothing was changed.", page.TextOf(".moj-alert--error"), StringComparison.Ordinal);
        Assert.Equal(WeightLearningState.Failed, Assert.Single((await OverviewAsync()).Attempts).State);
        Assert.NotNull(page.Document.QuerySelector(Form));
    }

    [Fact]
    public async Task Of_two_who_ask_at_the_same_moment_one_is_refused_and_a_form_sent_twice_is_not()
    {
        var steward = TheCustomer.Someone(Role.Steward);
        var both = await Task.WhenAll(Hub.SendAsync(new AskForWeightsCommand(), steward), Hub.SendAsync(new AskForWeightsCommand(), TheCustomer.Someone(Role.Steward)));

        Assert.Single(both, asked => asked.Ok);
        Assert.IsType<WeightsBeingLearnt>(Assert.Single(both, asked => !asked.Ok).Error);
        await LearnAsync(now: false);
        var twice = new AskForWeightsCommand { IdempotencyKey = "learn-once" };
        Assert.True((await Hub.SendAsync(twice, steward)).Ok);
        Assert.True((await Hub.SendAsync(twice, steward)).Ok);
    }
}
