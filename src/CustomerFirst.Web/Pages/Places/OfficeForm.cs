using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Places;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Places;

/// <summary>An office as the form has it.</summary>
public sealed class OfficeForm
{
    public string? Name { get; set; }
    public OfficeKind? Kind { get; set; }
    public string? Address { get; set; }
    public string? Postcode { get; set; }
    public Guid? CalendarId { get; set; }
    public bool Active { get; set; }
}

/// <summary>What setting an office up and changing it have in common.</summary>
public abstract class OfficeFormPage : StaffPage
{
    [BindProperty]
    public OfficeForm Office { get; set; } = new();

    public IReadOnlyList<Choice> Calendars { get; private set; } = [];

    /// <summary>What the commands take; what was not entered becomes a value that their validators refuse.</summary>
    protected OfficeEntered Entered() => new(Office.Name ?? "", Office.Kind ?? (OfficeKind)(-1), Office.Address ?? "", Office.Postcode ?? "", Office.CalendarId, Office.Active);

    /// <summary>Reads what the page shows; the answer when it may not be shown.</summary>
    protected virtual async Task<IActionResult?> LoadAsync()
    {
        var calendars = await SendAsync(new ListCalendarsQuery());
        if (calendars.Error is { } refused) return Problem(refused);
        Calendars = [.. calendars.Value.Select(c => new Choice(c.Id.ToString(), c.Name))];
        return null;
    }
}
