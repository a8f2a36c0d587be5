using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Places;

/// <summary>When a calendar is open in the next fortnight, by every rule that holds on each day.</summary>
[Needs(Permission.ManageCalendars)]
public sealed record PreviewOpeningQuery(Guid CalendarId) : IQuery<OpeningPreview>
{
    /// <summary>Days, today the first.</summary>
    public const int Days = 14;
}

/// <summary>The days, today the first.</summary>
public sealed record OpeningPreview(IReadOnlyList<OpeningDay> Days);

/// <summary>A day.</summary>
/// <param name="Windows">None when it is closed.</param>
/// <param name="Because">Why the day is not like any other: a bank holiday's name, or the reason of an exceptional day; else null.</param>
public sealed record OpeningDay(DateOnly Date, IReadOnlyList<OpeningWindow> Windows, string? Because);

internal sealed class PreviewOpeningHandler(CustomerFirstDb db, Catalogue catalogue, TimeProvider time) : IRequestHandler<PreviewOpeningQuery, Result<OpeningPreview>>
{
    public async Task<Result<OpeningPreview>> Handle(PreviewOpeningQuery query, CancellationToken token)
    {
        var snapshot = await catalogue.GetAsync(token);
        if (snapshot.Calendars.FirstOrDefault(c => c.Id == query.CalendarId) is not { } calendar) return new NotFound("calendar");
        var today = CouncilTime.DateOf(time.GetUtcNow());
        var end = today.AddDays(PreviewOpeningQuery.Days);
        var holidays = await db.BankHolidays.AsNoTracking().Where(h => h.Division == CatalogueSnapshot.Division && h.Date >= today && h.Date < end).ToDictionaryAsync(h => h.Date, h => h.Title, token);
        return new OpeningPreview([.. Enumerable.Range(0, PreviewOpeningQuery.Days).Select(today.AddDays).Select(day => new OpeningDay(day, snapshot.CalendarOf(calendar.Id, day).WindowsFor(day),
            calendar.ExceptionalDays.FirstOrDefault(e => e.Date == day)?.Reason ?? holidays.GetValueOrDefault(day)))]);
    }
}
