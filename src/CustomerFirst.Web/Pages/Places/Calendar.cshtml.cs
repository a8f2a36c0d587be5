using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Places;

/// <summary>One calendar: its hours, the next fortnight, exceptional days, history.</summary>
[Needs(Permission.ManageCalendars)]
public sealed class CalendarModel : StaffPage
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    public CalendarDetails Calendar { get; private set; } = null!;
    public IReadOnlyList<OpeningDay> Days { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        var shown = await ShowAsync(null);
        Name = Calendar?.Name;
        return shown;
    }

    public async Task<IActionResult> OnPostRenameAsync()
    {
        var result = await SendAsync(new RenameCalendarCommand(Id, Version, Name ?? "") { IdempotencyKey = IdempotencyKey });
        return result.Error is { } error ? await ShowAsync(error) : Onwards($"/admin/calendars/{Id}", result.Value.Unchanged, "The calendar was renamed");
    }

    public async Task<IActionResult> OnPostRemoveDayAsync(DateOnly date)
    {
        var result = await SendAsync(new RemoveExceptionalDayCommand(Id, Version, date) { IdempotencyKey = IdempotencyKey });
        return result.Error is { } error ? await ShowAsync(error) : Onwards($"/admin/calendars/{Id}", $"The ordinary hours hold again on {date.Words()}");
    }

    private async Task<IActionResult> ShowAsync(Error? failed)
    {
        var calendar = await SendAsync(new ReadCalendarQuery(Id));
        if (calendar.Error is { } error) return Problem(error);
        var preview = await SendAsync(new PreviewOpeningQuery(Id));
        if (preview.Error is { } refused) return Problem(refused);
        (Calendar, Days) = (calendar.Value, preview.Value.Days);
        return failed is null ? Page() : Problem(failed);
    }
}
