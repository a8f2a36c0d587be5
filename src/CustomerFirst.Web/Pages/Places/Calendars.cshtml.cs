using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Places;

/// <summary>Every calendar.</summary>
[Needs(Permission.ManageCalendars)]
public sealed class CalendarsModel : StaffPage
{
    public IReadOnlyList<CalendarLine> Calendars { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        var calendars = await SendAsync(new ListCalendarsQuery());
        if (calendars.Error is { } error) return Problem(error);
        Calendars = calendars.Value;
        return Page();
    }
}
