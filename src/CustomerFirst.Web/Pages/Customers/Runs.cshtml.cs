using System.Globalization;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>Prepares to merge many pairs, shows the progress of runs and stops them.</summary>
[Needs(Permission.StewardCustomers)]
public sealed class RunsModel : StaffPage
{
    /// <summary>Per cent, as typed.</summary>
    [BindProperty]
    public string? AtLeast { get; set; }

    [BindProperty]
    public Guid Run { get; set; }

    /// <summary>stop or resume.</summary>
    [BindProperty(Name = "Step")]
    public string? Chosen { get; set; }

    public IReadOnlyList<MergeRunRow> Runs { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() => await ReadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var typed = AtLeast?.Replace("%", "", StringComparison.Ordinal).Trim();
        double? atLeast = string.IsNullOrEmpty(typed) ? null : double.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) ? percent / 100 : 0;
        var prepared = await SendAsync(new PrepareMergeRunCommand(atLeast) { IdempotencyKey = IdempotencyKey });
        if (prepared.Ok) return LocalRedirect($"/customers/review/runs/{prepared.Value.RunId}");
        return await ReadAsync() ?? Problem(prepared.Error!);
    }

    public async Task<IActionResult> OnPostStepAsync()
    {
        // To undo it asks why, on the run's own page.
        var step = Codes.Read<MergeRunStep>(Chosen);
        if (step is not (MergeRunStep.Stop or MergeRunStep.Resume)) return LocalRedirect("/customers/review/runs");
        var stepped = await SendAsync(new StepMergeRunCommand(Run, step!.Value));
        if (stepped.Error is { } error) return await ReadAsync() ?? Problem(error);
        return Onwards($"/customers/review/runs/{Run}", step == MergeRunStep.Stop ? "The run was stopped" : "The run goes on");
    }

    /// <summary>What can be done with a run at once; null for nothing.</summary>
    public static MergeRunStep? Step(MergeRunState state) => state switch
    {
        MergeRunState.Running => MergeRunStep.Stop,
        MergeRunState.Stopped => MergeRunStep.Resume,
        _ => null,
    };

    /// <summary>A button's words.</summary>
    public static string Words(MergeRunStep step) => step switch
    {
        MergeRunStep.Stop => "Stop",
        MergeRunStep.Resume => "Go on",
        MergeRunStep.Undo => "Undo the whole run",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>A state's words.</summary>
    public static string Words(MergeRunState state) => state switch
    {
        MergeRunState.Prepared => "Not started",
        MergeRunState.Running => "Merging",
        MergeRunState.Stopped => "Stopped",
        MergeRunState.Finished => "Finished",
        MergeRunState.Undoing => "Being undone",
        MergeRunState.Undone => "Undone",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>A state's colour.</summary>
    public static string Colour(MergeRunState state) => state switch
    {
        MergeRunState.Running or MergeRunState.Undoing => "blue",
        MergeRunState.Stopped => "yellow",
        MergeRunState.Finished => "green",
        _ => "grey",
    };

    private async Task<IActionResult?> ReadAsync()
    {
        var runs = await SendAsync(new ListMergeRunsQuery());
        if (runs.Error is { } error) return Problem(error);
        Runs = runs.Value.Runs;
        return null;
    }
}
