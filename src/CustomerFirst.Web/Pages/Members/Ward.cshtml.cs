using System.Globalization;
using CustomerFirst.Application.Members;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Members;

/// <summary>An elected member's first page: how the enquiries of their ward stand.</summary>
[Needs(Permission.SeeWard)]
public sealed class WardModel : StaffPage
{
    [BindProperty(SupportsGet = true, Name = "ward")]
    [InAddress("Ward", Instead = "all your wards are shown")]
    public Guid? WardId { get; set; }

    /// <summary>"resolved" for those; else the open ones.</summary>
    [BindProperty(SupportsGet = true)]
    [InAddress("Which enquiries are shown", "resolved", "open", Instead = "the open ones are shown")]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Before { get; set; }

    public WardView Ward { get; private set; } = null!;

    public bool ShowsResolved => Show == "resolved";

    /// <summary>"Hillside", or "Your wards".</summary>
    public string Title => Ward.Wards is [var only] ? $"{only.Name} ward" : Ward.Wards.FirstOrDefault(w => w.Id == WardId) is { } chosen ? $"{chosen.Name} ward" : "Your wards";

    public async Task<IActionResult> OnGetAsync()
    {
        foreach (var (name, place) in new[] { (nameof(After), After), (nameof(Before), Before) })
        {
            if (place is { Length: > 0 } && !ListTicketsQuery.CanGoOnFrom(place, SeeWardQuery.SortOf(ShowsResolved))) NotInAddress(name, "The place in the list", place, "the list is shown from its beginning");
        }
        var found = await SendAsync(new SeeWardQuery(WardId, ShowsResolved, After, Before));
        if (found.Error is { } error) return Problem(error);
        Ward = found.Value;
        return Page();
    }

    /// <summary>This page with another choice; the list begins again.</summary>
    public string Address(Guid? ward, bool resolved, (string Name, string Value)? page = null)
    {
        var parts = new[] { ward is { } id ? $"ward={id}" : null, resolved ? "show=resolved" : null, page is { } at ? $"{at.Name}={Uri.EscapeDataString(at.Value)}" : null }.OfType<string>().ToList();
        return parts.Count == 0 ? "/ward" : $"/ward?{string.Join('&', parts)}";
    }

    /// <summary>What was raised and what was finished, month by month.</summary>
    public Chart Trend()
    {
        // The present month is not over, so it proves nothing.
        var full = Ward.Months.Take(Ward.Months.Count - 1).TakeLast(3).ToList();
        var (raised, resolved) = (full.Sum(m => m.Raised), full.Sum(m => m.Resolved));
        return new Chart($"In the last 3 full months {Number(raised)} {(raised == 1 ? "enquiry was" : "enquiries were")} raised and {Number(resolved)} finished",
            [.. Ward.Months.Select(m => m.Month.ToString("MMM yyyy", CultureInfo.InvariantCulture))],
            [new ChartSeries("Raised", [.. Ward.Months.Select(m => (double?)m.Raised)]), new ChartSeries("Finished", [.. Ward.Months.Select(m => (double?)m.Resolved)])])
        {
            Kind = ChartKind.Lines, LabelsAre = "Month", Notes = [.. Ward.Months.Select((_, i) => i == Ward.Months.Count - 1 ? "part month" : null)],
        };
    }

    /// <summary>"1,204".</summary>
    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>"Within 5 hours", "Within 3 days", rounded up so that it is true; a dash for nothing.</summary>
    public static string Within(double? hours) => hours switch
    {
        null => "–",
        < 48 => $"Within {Counted.Of((long)Math.Max(1, Math.Ceiling(hours.Value)), "hour")}",
        _ => $"Within {Counted.Of((long)Math.Ceiling(hours.Value / 24), "day")}",
    };
}
