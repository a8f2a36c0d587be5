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

    /// <summary>"review" for who came from the review queue.</summary>
    [FromQuery]
    public string? From { get; set; }

    [BindProperty]
    public int OtherVersion { get; set; }

    /// <summary>Whose word holds, by what it is about: survivor or other.</summary>
    [BindProperty]
    public Dictionary<string, string> Decisions { get; set; } = [];

    [BindProperty]
    public bool DespiteVerdict { get; set; }

    [BindProperty]
    public string? Because { get; set; }

    public MergePreview Preview { get; private set; } = null!;

    public TwoRecords Two { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await ReadAsync() is { } refused) return refused;
        OtherVersion = Preview.OtherVersion;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var said = Decisions.Select(d => (d.Key, Side: Codes.Read<MergeSide>(d.Value))).Where(d => d.Side is not null).Select(d => new MergeDecision(d.Key, d.Side!.Value)).ToList();
        var merged = await SendAsync(new MergeCustomersCommand(Id, Version, Other, OtherVersion, said, Because ?? "", DespiteVerdict) { IdempotencyKey = IdempotencyKey });
        if (merged.Ok)
            return From == "review"
                ? Onwards("/customers/review", "The records were merged", ("See the customer", $"/customers/{merged.Value.CustomerId}"))
                : Onwards($"/customers/{merged.Value.CustomerId}", "The records were merged", ("Undo it", $"/customers/{merged.Value.CustomerId}/merges/{merged.Value.MergeId}/undo"));
        if (await ReadAsync() is { } refused) return refused;
        if (merged.Error is Stale) (OtherVersion, _) = (Preview.OtherVersion, ModelState.Remove(nameof(OtherVersion)));
        return Problem(merged.Error!);
    }

    /// <summary>What is selected of a difference: what was chosen before, else what is proposed.</summary>
    public string Side(MergeConflict conflict) => Decisions.GetValueOrDefault(conflict.Key) ?? conflict.Proposed.Code();

    private async Task<IActionResult?> ReadAsync()
    {
        var preview = await SendAsync(new PreviewMergeQuery(Id, Other));
        if (preview.Error is MergedElsewhere elsewhere) return Refused($"/customers/{elsewhere.Into}", "One of the two was merged in the meantime: this is the record that stands for it now");
        if (preview.Error is CannotMerge cannot) return Refused($"/customers/{Id}", cannot.Message);
        if (preview.Error is { } error) return Problem(error);
        var (one, other) = (await SendAsync(new GetCustomerQuery(Id)), await SendAsync(new GetCustomerQuery(Other)));
        if ((one.Error ?? other.Error) is { } gone) return Problem(gone);
        (Preview, Two) = (preview.Value, new TwoRecords(one.Value, other.Value, "Stays", "Merged into it"));
        return null;
    }
}
