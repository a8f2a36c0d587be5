using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>Tells two merged records apart again, after asking whose is what happened since.</summary>
[Needs(Permission.StewardCustomers)]
public sealed class UndoModel : StaffPage
{
    [FromRoute]
    public Guid Id { get; set; }

    [FromRoute]
    public Guid Merge { get; set; }

    /// <summary>What happened since and belongs to the other record.</summary>
    [BindProperty]
    public List<Guid> OfOther { get; set; } = [];

    /// <summary>What was ended since, for the other record too.</summary>
    [BindProperty]
    public List<Guid> EndedForOther { get; set; } = [];

    [BindProperty]
    public string? Because { get; set; }

    public UndoPreview Preview { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync() => await ReadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var undone = await SendAsync(new UndoMergeCommand(Merge, Version, OfOther, EndedForOther, Because ?? "") { IdempotencyKey = IdempotencyKey });
        if (undone.Ok) return Onwards($"/customers/{undone.Value.OtherId}", "The merge was undone: this record stands for itself again", ("See the other record", $"/customers/{undone.Value.CustomerId}"));
        return await ReadAsync() ?? Problem(undone.Error!);
    }

    private async Task<IActionResult?> ReadAsync()
    {
        var preview = await SendAsync(new PreviewUndoQuery(Merge));
        if (preview.Error is CannotUndoMerge cannot) return Onwards($"/customers/{Id}", cannot.Message);
        if (preview.Error is { } error) return Problem(error);
        Preview = preview.Value;
        return null;
    }
}
