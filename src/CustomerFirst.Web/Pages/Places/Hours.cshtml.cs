using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Places;

/// <summary>Gives a calendar other hours from a day on.</summary>
[Needs(Permission.ManageCalendars)]
public sealed class HoursModel(TimeProvider time) : StaffPage
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public DateOnly? EffectiveFrom { get; set; }

    [BindProperty]
    public HoursForm Hours { get; set; } = new();

    /// <summary>Why; may be left out.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    public CalendarDetails Calendar { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } refused) return refused;
        EffectiveFrom = CouncilTime.DateOf(time.GetUtcNow());
        Hours = HoursForm.Of(Calendar.InForce);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } refused) return refused;
        if (EffectiveFrom is null) Missing(nameof(EffectiveFrom), "Enter the day from which they hold");
        var result = await SendAsync(new SetCalendarHoursCommand(Id, Version, EffectiveFrom ?? default, Hours.Entered(ModelState), Reason) { IdempotencyKey = IdempotencyKey });
        if (result.Error is { } error) return await ProblemAsync(HoursForm.AsTyped(error), () => Task.FromResult<IReadOnlyList<ComparedField>>([.. Compare()]));
        return Onwards($"/admin/calendars/{Id}", result.Value.Unchanged, $"The hours hold from {EffectiveFrom!.Value.Words()}. Due times of open tickets follow when they come into force");
    }

    private IEnumerable<ComparedField> Compare()
    {
        var saved = HoursForm.Of(Calendar.Versions is [var latest, ..] ? latest : null);
        return HoursForm.Week.Index().Select(d => new ComparedField(d.Item.ToString(), saved.Days[d.Index], d.Index < Hours.Days.Count ? Hours.Days[d.Index] : null));
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var calendar = await SendAsync(new ReadCalendarQuery(Id));
        if (calendar.Error is { } error) return Problem(error);
        Calendar = calendar.Value;
        return null;
    }
}
