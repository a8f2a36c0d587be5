using System.Globalization;
using CustomerFirst.Application.Customers.Importing;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>How far the sources of customers' details are trusted.</summary>
[Needs(Permission.ManageSettings)]
public sealed class SourcesModel : StaffPage
{
    private const string Own = "/admin/sources";

    [BindProperty(SupportsGet = true)]
    public string? Source { get; set; }

    /// <summary>As typed, by the code of the kind of fact.</summary>
    [BindProperty]
    public Dictionary<string, string?> Ranks { get; set; } = [];

    public IReadOnlyList<TrustedSource> Sources { get; private set; } = [];

    /// <summary>The kinds of fact.</summary>
    public static IReadOnlyList<TrustedField> Fields { get; } = [TrustedField.Name, TrustedField.DateOfBirth, TrustedField.Address];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } refused) return refused;
        if (Sources.FirstOrDefault(s => s.Source == Source) is { } chosen) Ranks = chosen.Set.ToDictionary(f => f.Code(), string? (f) => chosen.Ranks[f].ToString(CultureInfo.InvariantCulture));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        // What is no number is refused by the command as one out of range.
        var ranks = Fields.ToDictionary(f => f, f => Ranks.GetValueOrDefault(f.Code()) is { } typed && !string.IsNullOrWhiteSpace(typed) ? int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var rank) ? rank : -1 : (int?)null);
        var saved = await SendAsync(new TrustSourceCommand(Source, ranks) { IdempotencyKey = IdempotencyKey });
        if (saved.Ok) return Onwards(Own, $"How far {WordsOf(Source!.Trim())} is trusted was saved");
        return await LoadAsync() ?? Problem(saved.Error!);
    }

    /// <summary>A source as people call it.</summary>
    public static string WordsOf(string source) => source switch
    {
        "staff" => "Staff",
        "customer" => "The customer's own word",
        "apiClient" => "Programs (API)",
        _ => source,
    };

    /// <summary>A kind of fact.</summary>
    public static string WordsOf(TrustedField field) => field switch
    {
        TrustedField.Name => "Name",
        TrustedField.DateOfBirth => "Date of birth",
        TrustedField.Address => "Address",
        TrustedField.ContactPoints => "Telephones and e-mails",
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    private async Task<IActionResult?> LoadAsync()
    {
        var sources = await SendAsync(new ListSourceTrustQuery());
        if (sources.Error is { } error) return Problem(error);
        Sources = sources.Value.Sources;
        return null;
    }
}
