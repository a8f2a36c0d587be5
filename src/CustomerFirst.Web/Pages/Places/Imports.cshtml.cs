using System.Text;
using CustomerFirst.Application.Common;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Places;

/// <summary>How far an import is, and the latest ones.</summary>
[Needs(Permission.ManagePlaces)]
public sealed class ImportsModel : StaffPage
{
    /// <summary>How many of the rows that were left out stand on the page.</summary>
    public const int Listed = 50;

    private const int SecondsBetween = 3;

    [FromRoute]
    public Guid? Id { get; set; }

    /// <summary>The page does not come again by itself.</summary>
    [FromQuery]
    public bool Still { get; set; }

    public IReadOnlyList<PlaceImportRow> Imports { get; private set; } = [];

    /// <summary>The one in the address; null for the list.</summary>
    public PlaceImportRow? One => Id is null ? null : Imports[0];

    public async Task<IActionResult> OnGetAsync()
    {
        var imports = await SendAsync(new SeePlaceImportsQuery(Id));
        if (imports.Error is { } error) return Problem(error);
        Imports = imports.Value.Imports;
        // Browsers follow this header without a script; a link lets who is disturbed by it switch it off.
        if (One is { State: PlaceImportState.Running } && !Still) Response.Headers["Refresh"] = $"{SecondsBetween}";
        return Page();
    }

    /// <summary>The rows that were left out, each with the line on which it stands and why, as the command line writes them.</summary>
    public async Task<IActionResult> OnGetRejectsAsync()
    {
        if (Id is null) return Problem(new NotFound("import"));
        var imports = await SendAsync(new SeePlaceImportsQuery(Id));
        if (imports.Error is { } error) return Problem(error);
        var one = imports.Value.Imports[0];
        await using var text = new StringWriter();
        await using (var rejects = new RejectsFile(() => text))
            foreach (var line in one.Rejected) await rejects.AddAsync(line.Line, line.Reason, line.Row);
        return File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", $"{Path.GetFileNameWithoutExtension(one.FileName)}.rejects.csv");
    }

    /// <summary>What is imported.</summary>
    public static string Words(PlaceImportKind kind) => kind switch
    {
        PlaceImportKind.Wards => "Wards",
        PlaceImportKind.Constituencies => "Constituencies",
        PlaceImportKind.Postcodes => "Postcodes",
        PlaceImportKind.BankHolidays => "Bank holidays",
        PlaceImportKind.Addresses => "Addresses",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Where it stands.</summary>
    public static string Words(PlaceImportState state) => state switch
    {
        PlaceImportState.Running => "At work",
        PlaceImportState.Finished => "Done",
        PlaceImportState.Failed => "Refused",
        PlaceImportState.Interrupted => "Interrupted",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>A state's colour.</summary>
    public static string Colour(PlaceImportState state) => state switch
    {
        PlaceImportState.Running => "blue",
        PlaceImportState.Finished => "green",
        PlaceImportState.Failed => "red",
        _ => "yellow",
    };

    /// <summary>Where what was imported is shown.</summary>
    public static string PageOf(PlaceImportKind kind) => kind switch
    {
        PlaceImportKind.BankHolidays => "/admin/bank-holidays",
        _ => $"/admin/places/{Words(kind).ToLowerInvariant()}",
    };

    /// <summary>Where a file is imported.</summary>
    public static string FormOf(PlaceImportKind kind) => kind is PlaceImportKind.Wards or PlaceImportKind.Constituencies ? $"{PageOf(kind)}/import" : PageOf(kind);
}
