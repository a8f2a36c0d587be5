using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using MediatR;

namespace CustomerFirst.Application.Places;

/// <summary>A calendar in a list.</summary>
/// <param name="Hours">The hours in force today.</param>
/// <param name="Services">How many services on offer run on it today.</param>
/// <param name="NextChange">The day from which other hours hold; null when none are entered.</param>
public sealed record CalendarLine(Guid Id, string Code, string Name, CalendarVersion? Hours, int Services, DateOnly? NextChange);

/// <summary>Every calendar, by name.</summary>
[Needs(Permission.ManageCalendars)]
public sealed record ListCalendarsQuery : IQuery<IReadOnlyList<CalendarLine>>;

internal sealed class ListCalendarsHandler(Catalogue catalogue, TimeProvider time) : IRequestHandler<ListCalendarsQuery, Result<IReadOnlyList<CalendarLine>>>
{
    public async Task<Result<IReadOnlyList<CalendarLine>>> Handle(ListCalendarsQuery query, CancellationToken token)
    {
        var snapshot = await catalogue.GetAsync(token);
        var today = CouncilTime.DateOf(time.GetUtcNow());
        var services = snapshot.Services.Where(s => s.WithdrawnAt is null).Select(s => snapshot.SlaOf(s.Id, today)?.CalendarId).OfType<Guid>().CountBy(id => id).ToDictionary();
        return snapshot.Calendars.OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase).Select(c => new CalendarLine(
            c.Id, c.Code, c.Name, c.InForce(today), services.GetValueOrDefault(c.Id), c.Versions.Select(v => v.EffectiveFrom).Where(day => day > today).Order().Select(day => (DateOnly?)day).FirstOrDefault())).ToList();
    }
}
