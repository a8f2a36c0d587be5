using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Places;

/// <summary>Every office, by name; a council has some forty.</summary>
[Needs(Permission.ManagePlaces)]
public sealed record ListOfficesQuery : IQuery<Offices>;

/// <summary>Every office.</summary>
public sealed record Offices(IReadOnlyList<OfficeLine> Lines);

/// <summary>An office.</summary>
/// <param name="Located">Its place on the map is known.</param>
public sealed record OfficeLine(Guid Id, int Version, string Code, OfficeEntered Office, string? CalendarName, bool Located);

internal sealed class ListOfficesHandler(CustomerFirstDb db) : IRequestHandler<ListOfficesQuery, Result<Offices>>
{
    public async Task<Result<Offices>> Handle(ListOfficesQuery query, CancellationToken token)
    {
        var calendars = await db.Calendars.AsNoTracking().ToDictionaryAsync(c => c.Id, c => c.Name, token);
        var offices = await db.Offices.AsNoTracking().OrderBy(o => o.Name).ToListAsync(token);
        return new Offices([.. offices.Select(o => new OfficeLine(o.Id, o.Version, o.Code, new OfficeEntered(o.Name, o.Kind, o.Address, o.Postcode, o.CalendarId, o.Active),
            o.CalendarId is { } calendar ? calendars.GetValueOrDefault(calendar) : null, o.Latitude is not null))]);
    }
}
