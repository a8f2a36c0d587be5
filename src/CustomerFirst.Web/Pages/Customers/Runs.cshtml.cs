using System.Globalization;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>Starts merging many pairs, shows the progress, stops it, and takes it back as one.</summary>
[Needs(Permission.StewardCustomers)]
public sealed class RunsModel : StaffPage
{
    /// <summary>Per cent, as typed.</summary>
    [BindProperty]
    public string? AtLeast { get; set; }

    [BindProperty]
    public Guid Run { get; set; }

    /// <summary>stop, resume or undo.</summary>
    [BindProperty]
    public string? Step { get; set; }

    public IReadOnlyList<MergeRunRow> Runs { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() => await ReadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var typed = AtLeast?.Replace("%", "", StringComparison.Ordinal).Trim();
        double? atLeast = string.IsNullOrEmpty(typed) ? null : double.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) ? percent / 100 : 0;
        var started = await SendAsync(new StartMergeRunCommand(atLeast) { IdempotencyKey = IdempotencyKey });
        if (started.Ok) return Onwards("/customers/review/runs", started.Value.Pairs == 1 ? "1 pair is being merged" : $"{started.Value.Pairs} pairs are being merged");
        return await ReadAsync() ?? Problem(started.Error!);
    }

    public async Task<IActionResult> OnPostStepAsync()
    {
        if (Codes.Read<MergeRunStep>(Step) is not { } step) return LocalRedirect("/customers/review/runs");
        var stepped = await SendAsync(new StepMergeRunCommand(Run, step));
        return Onwards("/customers/review/runs", stepped.Error is { } error ? error.Message : step switch
        {
            MergeRunStep.Stop => "The run was stopped",
            MergeRunStep.Resume => "The run goes on",
            _ => "Everything that the run merged is being taken back",
        });
    }

    /// <summary>What can be done with a run.</summary>
    public static IReadOnlyList<MergeRunStep> Steps(MergeRunState state) => state switch
    {
        MergeRunState.Running => [MergeRunStep.Stop],
        MergeRunState.Stopped => [MergeRunStep.Resume, MergeRunStep.Undo],
        MergeRunState.Finished => [MergeRunStep.Undo],
        MergeRunState.Undoing or MergeRunState.Undone => [],
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>A button's words.</summary>
    public static string Words(MergeRunStep step) => step switch
    {
        MergeRunStep.Stop => "Stop",
        MergeRunStep.Resume => "Go on",
        MergeRunStep.Undo => "Undo all",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>A state's words.</summary>
    public static string Words(MergeRunState state) => state switch
    {
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
