using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Places;

/// <summary>Brings in the boundaries of wards or constituencies from a day on.</summary>
[Needs(Permission.ManagePlaces)]
public sealed class ImportAreasModel(TimeProvider time) : ImportPage
{
    [FromRoute]
    public string Kind { get; set; } = "";

    [BindProperty]
    public DateOnly? EffectiveFrom { get; set; }

    [BindProperty]
    public string? CodeProperty { get; set; }

    [BindProperty]
    public string? NameProperty { get; set; }

    /// <summary>Wards, or Constituencies.</summary>
    public string Title => Kind == "wards" ? "Wards" : "Constituencies";

    public void OnGet() => EffectiveFrom = CouncilTime.DateOf(time.GetUtcNow());

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid && File is not null) return Unreadable();
        var (code, name) = (Uploads.Text(CodeProperty), Uploads.Text(NameProperty));
        var (done, progress) = Kind == "wards"
            ? await ImportAsync(PlaceImportKind.Wards, (file, _) => new ImportWardsCommand(file) { EffectiveFrom = EffectiveFrom, CodeProperty = code, NameProperty = name })
            : await ImportAsync(PlaceImportKind.Constituencies, (file, _) => new ImportConstituenciesCommand(file) { EffectiveFrom = EffectiveFrom, CodeProperty = code, NameProperty = name });
        if (done is not { } result) return LocalRedirect(progress);
        return result.Error is { } error ? Problem(error) : Onwards($"/admin/places/{Kind}", $"The boundaries were imported: {result.Value}");
    }
}

/// <summary>What uploads of places have in common.</summary>
internal static class Uploads
{
    /// <summary>Larger files are for the command line.</summary>
    public const long LargestBytes = 100 * 1024 * 1024;

    /// <summary>What is said of a larger one.</summary>
    public const string TooLarge = "The selected file must be smaller than 100 MB: import a larger one by the command line";

    /// <summary>What every page says of its file.</summary>
    public const string Hint = "Up to 100 MB; larger files by the command line. Long files are worked on by themselves: you see how far it is and can leave the page.";

    /// <summary>What was typed, or null for nothing.</summary>
    public static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
