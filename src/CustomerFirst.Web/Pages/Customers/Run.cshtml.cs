using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>One run of merges: what it would do and the confirmation before it begins; afterwards what became of each pair, and the undoing of all.</summary>
[Needs(Permission.StewardCustomers)]
public sealed class RunModel : StaffPage
{
    [FromRoute]
    public Guid Id { get; set; }

    /// <summary>"left" for the pairs that are not merged.</summary>
    [FromQuery]
    [InAddress("Which pairs are shown", "left", Instead = "all of them are shown")]
    public string? Show { get; set; }

    /// <summary>The number of the last pair of the page before.</summary>
    [FromQuery]
    public int After { get; set; }

    [BindProperty]
    public string? Because { get; set; }

    public MergeRunView View { get; private set; } = null!;

    /// <summary>Whether the pairs that are not merged are shown.</summary>
    public bool Left => Show == "left";

    /// <summary>How many the run would merge as things are now.</summary>
    public int ToMerge => View.Run.Total - View.ChangedSince;

    /// <summary>The heading.</summary>
    public string Heading => View.Run.State == MergeRunState.Prepared ? $"Merge {Domain.Common.Counted.Of(ToMerge, "pair")}?" : "A run of merges";

    public async Task<IActionResult> OnGetAsync() => await ReadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var started = await SendAsync(new StartMergeRunCommand(Id, Because ?? "") { IdempotencyKey = IdempotencyKey });
        if (started.Ok) return Onwards(Address(), started.Value.Pairs == 1 ? "1 pair is being merged" : $"{started.Value.Pairs} pairs are being merged");
        return await ReadAsync() ?? Problem(started.Error!);
    }

    public async Task<IActionResult> OnPostUndoAsync()
    {
        var undone = await SendAsync(new StepMergeRunCommand(Id, MergeRunStep.Undo, Because) { IdempotencyKey = IdempotencyKey });
        if (undone.Ok) return Onwards(Address(), "Everything that the run merged is being taken back. Each pair waits in the review queue again", ("See the pairs that nobody is sure of", "/customers/review/pairs?verdict=notSure"));
        return await ReadAsync() ?? Problem(undone.Error!);
    }

    /// <summary>This page with another list, or another part of it.</summary>
    public string Address(bool left = false, int after = 0) =>
        $"/customers/review/runs/{Id}" + (left, after) switch { (false, 0) => "", (true, 0) => "?show=left", (false, _) => $"?after={after}", _ => $"?show=left&after={after}" };

    /// <summary>What is kept of a pair, for people: "Name: Ann Example, not An Exmaple (verified)".</summary>
    public static IEnumerable<string> Kept(MergeRunPairRow pair)
    {
        foreach (var c in pair.Conflicts.Where(c => !c.Quiet))
        {
            var (kept, other) = c.Proposed == MergeSide.Survivor ? (c.Survivor, c.Other) : (c.Other, c.Survivor);
            yield return $"{MergeWords.About(c.Key)}: {MergeWords.Says(c.Key, kept)}{(other is null ? "" : $", not {MergeWords.Says(c.Key, other)}")}{(c.Why.Length == 0 ? "" : $" ({c.Why})")}";
        }
        if (pair.Conflicts.Count > 0) yield break;
        foreach (var side in pair.Decisions.GroupBy(d => d.Side))
            yield return $"{string.Join(", ", side.Select(d => MergeWords.About(d.Key)))}: {(side.Key == MergeSide.Survivor ? "of the record that stays" : "of the record merged into it")}";
    }

    private async Task<IActionResult?> ReadAsync()
    {
        var run = await SendAsync(new GetMergeRunQuery(Id, Left, Math.Max(0, After)));
        if (run.Error is { } error) return Problem(error);
        View = run.Value;
        return null;
    }
}
