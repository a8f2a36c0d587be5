using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Places;

/// <summary>A calendar with all its hours.</summary>
/// <param name="Version">To be sent back with a change.</param>
/// <param name="Versions">The latest first.</param>
/// <param name="ExceptionalDays">By date.</param>
/// <param name="History">Who changed what, the latest first.</param>
public sealed record CalendarDetails(Guid Id, string Code, string Name, int Version, CalendarVersion? InForce, IReadOnlyList<CalendarVersion> Versions,
    IReadOnlyList<ExceptionalDay> ExceptionalDays, IReadOnlyList<HistoryEntry> History);

/// <summary>One calendar.</summary>
[Needs(Permission.ManageCalendars)]
public sealed record ReadCalendarQuery(Guid CalendarId) : IQuery<CalendarDetails>;

internal sealed class ReadCalendarHandler(CustomerFirstDb db, RecordHistory history, TimeProvider time) : IRequestHandler<ReadCalendarQuery, Result<CalendarDetails>>
{
    public async Task<Result<CalendarDetails>> Handle(ReadCalendarQuery query, CancellationToken token)
    {
        // Read from the database, not from the catalogue: whoever changes it next needs the version as it is now.
        var calendar = await db.Calendars.AsNoTracking().Include(c => c.Versions).Include(c => c.ExceptionalDays).AsSplitQuery().SingleOrDefaultAsync(c => c.Id == query.CalendarId, token);
        if (calendar is null) return new NotFound("calendar");
        return new CalendarDetails(calendar.Id, calendar.Code, calendar.Name, calendar.Version, calendar.InForce(CouncilTime.DateOf(time.GetUtcNow())),
            [.. calendar.Versions.OrderByDescending(v => v.EffectiveFrom)], [.. calendar.ExceptionalDays.OrderBy(d => d.Date)],
            await history.OfAsync(RecordKind.Calendar, calendar.Id, token));
    }
}
