using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>Two records side by side, and the merging of them: each difference decided, with a proposal.</summary>
[Needs(Permission.StewardCustomers)]
public sealed class MergeModel : StaffPage
{
    /// <summary>The record that stays.</summary>
    [FromRoute]
    public Guid Id { get; set; }

    /// <summary>The record that is merged into it.</summary>
    [FromRoute]
    public Guid Other { get; set; }

    /// <summary>With <see cref="High"/>: the pair of the review queue that the two stand for; null for who found the other record.</summary>
    [FromQuery]
    public Guid? Low { get; set; }

    [FromQuery]
    public Guid? High { get; set; }

    /// <summary>The run of which somebody looked at the pair; null for who came from the review queue.</summary>
    [FromQuery]
    public Guid? Run { get; set; }

    [BindProperty]
    public int OtherVersion { get; set; }

    /// <summary>The pair's, as read; 0 where nobody put the two together yet.</summary>
    [BindProperty]
    public int PairVersion { get; set; }

    /// <summary>Whose word holds, by what it is about: survivor or other.</summary>
    [BindProperty]
    public Dictionary<string, string> Decisions { get; set; } = [];

    [BindProperty]
    public bool DespiteVerdict { get; set; }

    [BindProperty]
    public string? Because { get; set; }

    public MergePreview Preview { get; private set; } = null!;

    public TwoRecords Two { get; private set; } = null!;

    /// <summary>The page of two records, for who looks at a pair of the queue or of a run.</summary>
    public static string Address(Guid stays, Guid other, Guid low, Guid high, Guid? run = null) => $"/customers/{stays}/merge/{other}{QueryOf((low, high), run)}";

    /// <summary>Where somebody came from: the pair in the queue, the run, or the search for the other record.</summary>
    public (string Back, string Words) Way =>
        Run is { } run ? ($"/customers/review/runs/{run}?show=left", "Back to the run")
        : Pair is { } pair ? ($"/customers/review?low={pair.One}&high={pair.Other}", "Back to the review")
        : ($"/customers/{Id}/merge", "Back to the search");

    /// <summary>What every address of this page ends with, so that the way back is kept.</summary>
    public string Query => QueryOf(Pair, Run);

    /// <summary>Where it is said that they are two.</summary>
    public string Different => $"/customers/{Id}/merge/{Other}{Query}{(Query.Length == 0 ? "?" : "&")}handler=Different";

    private (Guid One, Guid Other)? Pair => Low is { } low && High is { } high ? (low, high) : null;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await ReadAsync() is { } refused) return refused;
        (OtherVersion, PairVersion) = (Preview.OtherVersion, Preview.PairVersion);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var said = Decisions.Select(d => (d.Key, Side: Codes.Read<MergeSide>(d.Value))).Where(d => d.Side is not null).Select(d => new MergeDecision(d.Key, d.Side!.Value)).ToList();
        var merged = await SendAsync(new MergeCustomersCommand(Id, Version, Other, OtherVersion, said, Because ?? "", DespiteVerdict) { IdempotencyKey = IdempotencyKey });
        if (merged.Ok)
            return Pair is not null
                ? Onwards(Next, "The records were merged", ("See the customer", $"/customers/{merged.Value.CustomerId}"))
                : Onwards($"/customers/{merged.Value.CustomerId}", "The records were merged", ("Undo it", $"/customers/{merged.Value.CustomerId}/merges/{merged.Value.MergeId}/undo"));
        if (await ReadAsync() is { } refused) return refused;
        if (merged.Error is Stale) (OtherVersion, _) = (Preview.OtherVersion, ModelState.Remove(nameof(OtherVersion)));
        return Problem(merged.Error!);
    }

    /// <summary>They are two: that is kept, and they are not offered again.</summary>
    public async Task<IActionResult> OnPostDifferentAsync()
    {
        if (await ReadAsync() is { } unseen) return unseen;
        var (one, other) = Pair ?? (Id, Other);
        var decided = await SendAsync(new DecidePairCommand(one, other, PairVersion, PairVerdict.Different) { IdempotencyKey = IdempotencyKey });
        if (decided.Ok) return Onwards(Next, "Called different: they are not offered again");
        // What somebody else said in the meantime, or that they were merged, is to be seen first.
        if (await ReadAsync() is { } refused) return refused;
        (PairVersion, _) = (Preview.PairVersion, ModelState.Remove(nameof(PairVersion)));
        return decided.Error is Stale ? Refused($"/customers/{Id}/merge/{Other}{Query}", "Somebody else decided about this pair in the meantime. Look at it again") : Problem(decided.Error!);
    }

    // The next pair of the queue or of the run; the customer, for who found the other record.
    private string Next => Run is not null ? Way.Back : Pair is not null ? "/customers/review" : $"/customers/{Id}";

    private static string QueryOf((Guid One, Guid Other)? pair, Guid? run) => pair is { } p ? $"?low={p.One}&high={p.Other}{(run is { } of ? $"&run={of}" : "")}" : "";

    /// <summary>What is selected of a difference: what was chosen before, else what is proposed.</summary>
    public string Side(MergeConflict conflict) => Decisions.GetValueOrDefault(conflict.Key) ?? conflict.Proposed.Code();

    private async Task<IActionResult?> ReadAsync()
    {
        var preview = await SendAsync(new PreviewMergeQuery(Id, Other) { Pair = Pair });
        if (preview.Error is MergedElsewhere elsewhere) return Refused($"/customers/{elsewhere.Into}", "One of the two was merged in the meantime: this is the record that stands for it now");
        if (preview.Error is CannotMerge cannot) return Refused($"/customers/{Id}", cannot.Message);
        if (preview.Error is { } error) return Problem(error);
        var (one, other) = (await SendAsync(new GetCustomerQuery(Id)), await SendAsync(new GetCustomerQuery(Other)));
        if ((one.Error ?? other.Error) is { } gone) return Problem(gone);
        (Preview, Two) = (preview.Value, new TwoRecords(one.Value, other.Value, "Stays", "Merged into it"));
        return null;
    }
}
