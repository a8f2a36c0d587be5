using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Places;

/// <summary>Sets a calendar up.</summary>
[Needs(Permission.ManageCalendars)]
public sealed class NewCalendarModel : StaffPage
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public HoursForm Hours { get; set; } = HoursForm.Of(null);

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var result = await SendAsync(new CreateCalendarCommand(null, Name ?? "", Hours.Entered(ModelState)) { IdempotencyKey = IdempotencyKey });
        return result.Error is { } error ? Problem(HoursForm.AsTyped(error)) : Onwards($"/admin/calendars/{result.Value}", $"The calendar {Name?.Trim()} was set up");
    }
}
