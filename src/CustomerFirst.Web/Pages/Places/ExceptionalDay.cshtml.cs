using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Places;

/// <summary>Lets other hours hold on one day, or closes it.</summary>
[Needs(Permission.ManageCalendars)]
public sealed class ExceptionalDayModel(TimeProvider time) : StaffPage
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public DateOnly? Date { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>"09:00-12:00"; empty for a closure.</summary>
    [BindProperty]
    public string? Windows { get; set; }

    public CalendarDetails Calendar { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync() => ShowAsync(null);

    public async Task<IActionResult> OnPostAsync()
    {
        var windows = HoursForm.Read(Windows);
        if (windows is null) ModelState.TryAddModelError(nameof(Windows), "Enter the hours as times, such as 09:00-12:00, or leave them empty for a closure");
        var result = await SendAsync(new AddExceptionalDayCommand(Id, Version, Date ?? default, Reason ?? "", windows ?? []) { IdempotencyKey = IdempotencyKey });
        if (result.Error is { } error) return await ShowAsync(error);
        return Onwards($"/admin/calendars/{Id}", result.Value.Unchanged, $"{Date!.Value.Words()} was entered. Due times of open tickets follow{(Date < CouncilTime.DateOf(time.GetUtcNow()) ? "; it is past, and tickets that ended stay as they are" : "")}");
    }

    private async Task<IActionResult> ShowAsync(Error? failed)
    {
        var calendar = await SendAsync(new ReadCalendarQuery(Id));
        if (calendar.Error is { } error) return Problem(error);
        Calendar = calendar.Value;
        return failed is null ? Page() : Problem(failed);
    }
}
