using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Places;

/// <summary>What the changes of a calendar have in common: reading it as it was seen, and letting due times follow.</summary>
internal sealed class CalendarChange(CustomerFirstDb db, AfterSave after, Catalogue catalogue, TimeProvider time)
{
    // For more services than this one row for all of them is less to do.
    private const int ServicesNamed = 100;

    /// <summary>The calendar, tracked, with its versions and exceptional days.</summary>
    /// <param name="version">The version as the sender read it.</param>
    public async Task<Result<Calendar>> ReadAsync(Guid id, int version, CancellationToken token)
    {
        var calendar = await db.Calendars.Include(c => c.Versions).Include(c => c.ExceptionalDays).AsSplitQuery().SingleOrDefaultAsync(c => c.Id == id, token);
        if (calendar is null) return new NotFound("calendar");
        return calendar.Version == version ? calendar : new Stale(calendar.Version);
    }

    /// <summary>Has the due times of the services on this calendar worked out again, and forgets what is kept of it.</summary>
    /// <param name="cause">What of it changed.</param>
    /// <param name="holdsFrom">The day from which the change holds; null for at once.</param>
    public async Task FollowAsync(Guid id, TargetsCause cause, DateOnly? holdsFrom, CancellationToken token)
    {
        var services = await db.SlaVersions.Where(s => s.CalendarId == id).Select(s => s.ServiceId).Distinct().Take(ServicesNamed + 1).ToListAsync(token);
        var now = time.GetUtcNow();
        if (services.Count > ServicesNamed) db.Add(SlaRecomputation.Create(null, holdsFrom, cause, now));
        else db.AddRange(services.Select(service => SlaRecomputation.Create(service, holdsFrom, cause, now)));
        after.Do(catalogue.Invalidate);
    }
}
