using System.Globalization;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>The review queue: one pair of records at a time, and how decisions agree with scores.</summary>
[Needs(Permission.StewardCustomers)]
public sealed class ReviewModel : StaffPage
{
    /// <summary>With <see cref="High"/>: the pair to look at, from a list.</summary>
    [FromQuery]
    public Guid? Low { get; set; }

    [FromQuery]
    public Guid? High { get; set; }

    [BindProperty]
    public Guid One { get; set; }

    [BindProperty]
    public Guid Other { get; set; }

    /// <summary>same, different or notSure.</summary>
    [BindProperty]
    public string? Verdict { get; set; }

    public PairReview Review { get; private set; } = null!;

    /// <summary>The pair side by side; null when nothing waits.</summary>
    public TwoRecords? Two { get; private set; }

    /// <summary>What was decided, by score; null before anything was.</summary>
    public Chart? Agreement { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await ReadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var (one, other) = (One, Other);
        if (Codes.Read<PairVerdict>(Verdict) is not { } verdict) return await ReadAsync() ?? Problem(new NotAccepted(nameof(Verdict), "Select whether they are the same"));
        var decided = await SendAsync(new DecidePairCommand(one, other, Version, verdict) { IdempotencyKey = IdempotencyKey });
        if (decided.Error is Stale) return Refused("/customers/review", "Somebody else decided that pair in the meantime. This is the next one");
        if (decided.Error is { } error) return await ReadAsync() ?? Problem(error);
        return verdict == PairVerdict.Same
            ? Onwards("/customers/review", "Called the same", ("Merge them", MergeModel.Address(one, other, one, other)))
            : Onwards("/customers/review", verdict == PairVerdict.Different ? "Called different: they are not offered again" : "Not sure: the pair waits for another look");
    }

    public async Task<IActionResult> OnPostLookAsync()
    {
        var found = await SendAsync(new LookForPairsCommand());
        if (found.Error is { } error) return await ReadAsync() ?? Problem(error);
        return Onwards("/customers/review", $"{found.Value.Found switch { 0 => "No new pairs were found", 1 => "1 new pair was found", var n => $"{n} new pairs were found" }}{(found.Value.More ? ". More customers are still to be looked at" : "")}");
    }

    /// <summary>A probability for people: never 0 or 100 %.</summary>
    public string Percent(double probability) => CustomerWords.Percent(probability);

    private async Task<IActionResult?> ReadAsync()
    {
        var review = await SendAsync(new ReviewPairsQuery(Low, High));
        if (review.Error is { } error) return Problem(error);
        (Review, Agreement) = (review.Value, Draw(review.Value.Agreement));
        if (Review.Next is not { } pair) return null;
        var (one, other) = (await SendAsync(new GetCustomerQuery(pair.One)), await SendAsync(new GetCustomerQuery(pair.Other)));
        if ((one.Error ?? other.Error) is { } gone) return Problem(gone);
        // The older record first: it is the one that others know.
        Two = one.Value.CreatedAt <= other.Value.CreatedAt ? new(one.Value, other.Value, "Older", "Newer") : new(other.Value, one.Value, "Older", "Newer");
        return null;
    }

    private static Chart? Draw(IReadOnlyList<ScoreBand> bands)
    {
        var decided = bands.Where(b => b.Same + b.Different + b.NotSure > 0).ToList();
        if (decided.Count == 0) return null;
        var (same, all) = (decided.Sum(b => b.Same), decided.Sum(b => b.Same + b.Different + b.NotSure));
        return new Chart($"Reviewers called {same} of {Counted.Of(all, "pair")} the same",
            [.. decided.Select(b => b.From is { } from ? string.Create(CultureInfo.InvariantCulture, $"{from * 100:0} to {(from * 100) + 10:0}%") : "No score")],
            [new("Same", [.. decided.Select(b => (double?)b.Same)]), new("Different", [.. decided.Select(b => (double?)b.Different)]), new("Not sure", [.. decided.Select(b => (double?)b.NotSure)])])
        {
            LabelsAre = "Score",
        };
    }
}
