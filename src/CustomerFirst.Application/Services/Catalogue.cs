using CustomerFirst.Application.Common;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.Application.Services;

/// <summary>
/// Services, areas, teams, SLAs, calendars and offices: read on every page and changed once a week, so each node keeps them in memory. Anything
/// that changes them calls <see cref="Invalidate"/>; other nodes hear of it by PostgreSQL's notification <c>catalogue_changed</c>.
/// </summary>
public sealed class Catalogue : IDisposable
{
    // What a missed notification can cost at most.
    private static readonly TimeSpan s_oldest = TimeSpan.FromMinutes(1);

    private readonly Kept<CatalogueSnapshot> _kept;

    public Catalogue(IServiceScopeFactory scopes, TimeProvider time) => _kept = new Kept<CatalogueSnapshot>(
        async token =>
        {
            await using var scope = scopes.CreateAsyncScope();
            return await LoadAsync(scope.ServiceProvider.GetRequiredService<CustomerFirstDb>(), token);
        },
        time, s_oldest);

    /// <summary>What holds now.</summary>
    public ValueTask<CatalogueSnapshot> GetAsync(CancellationToken token) => _kept.GetAsync(token);

    /// <summary>Forgets what was read.</summary>
    public void Invalidate() => _kept.Forget();

    /// <inheritdoc />
    public void Dispose() => _kept.Dispose();

    private static async Task<CatalogueSnapshot> LoadAsync(CustomerFirstDb db, CancellationToken token) => new(
        await db.ServiceAreas.AsNoTracking().OrderBy(a => a.Name).ToListAsync(token),
        await db.Services.AsNoTracking().OrderBy(s => s.Name).ToListAsync(token),
        await db.SlaVersions.AsNoTracking().ToListAsync(token),
        await db.Calendars.AsNoTracking().Include(c => c.Versions).Include(c => c.ExceptionalDays).AsSplitQuery().ToListAsync(token),
        await db.BankHolidays.AsNoTracking().ToListAsync(token),
        await db.Teams.AsNoTracking().OrderBy(t => t.Name).ToListAsync(token),
        await db.Offices.AsNoTracking().OrderBy(o => o.Name).ToListAsync(token));
}

/// <summary>The catalogue as it stood at one moment. Immutable; shared by all requests.</summary>
public sealed class CatalogueSnapshot
{
    /// <summary>Bank holidays count by this division, as GOV.UK names it.</summary>
    public const string Division = "england-and-wales";

    private readonly Dictionary<Guid, List<SlaVersion>> _slas;
    private readonly Dictionary<Guid, Calendar> _calendars;
    private readonly DateOnly[] _holidays;
    private readonly Lazy<ServiceSearch> _search;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<Guid, BusinessCalendar> _built = new();
    private readonly BusinessCalendar _roundTheClock = BusinessCalendar.RoundTheClock();

    internal CatalogueSnapshot(IReadOnlyList<ServiceArea> areas, IReadOnlyList<Service> services, IReadOnlyList<SlaVersion> slas, IReadOnlyList<Calendar> calendars,
        IReadOnlyList<BankHoliday> holidays, IReadOnlyList<Team> teams, IReadOnlyList<Office> offices)
    {
        (Areas, Services, Teams, Offices, Calendars) = (areas, services, teams, offices, calendars);
        AreasById = areas.ToDictionary(a => a.Id);
        ServicesById = services.ToDictionary(s => s.Id);
        TeamsById = teams.ToDictionary(t => t.Id);
        OfficesById = offices.ToDictionary(o => o.Id);
        _slas = slas.GroupBy(s => s.ServiceId).ToDictionary(g => g.Key, g => g.OrderBy(s => s.EffectiveFrom).ThenBy(s => s.CreatedAt).ToList());
        _calendars = calendars.ToDictionary(c => c.Id);
        _search = new Lazy<ServiceSearch>(() => new ServiceSearch([.. services.Where(s => s.WithdrawnAt is null)
            .Select(s => new SearchableService(s.Id, s.Name, s.Description, AreasById[s.ServiceAreaId].Name, s.CustomerWords, s.Imported))]));
        _holidays = [.. holidays.Where(h => h.Division == Division).Select(h => h.Date)];
    }

    public IReadOnlyList<ServiceArea> Areas { get; }
    public IReadOnlyList<Service> Services { get; }
    public IReadOnlyList<Team> Teams { get; }
    public IReadOnlyList<Office> Offices { get; }
    public IReadOnlyList<Calendar> Calendars { get; }
    public IReadOnlyDictionary<Guid, ServiceArea> AreasById { get; }
    public IReadOnlyDictionary<Guid, Service> ServicesById { get; }
    public IReadOnlyDictionary<Guid, Team> TeamsById { get; }
    public IReadOnlyDictionary<Guid, Office> OfficesById { get; }

    /// <summary>Finds services on offer by the words of customers.</summary>
    public ServiceSearch Search => _search.Value;

    /// <summary>A service's SLA in force on a day; null when it has none yet.</summary>
    public SlaVersion? SlaOf(Guid serviceId, DateOnly day) =>
        _slas.TryGetValue(serviceId, out var versions) ? versions.LastOrDefault(v => v.EffectiveFrom <= day) : null;

    /// <summary>Every version of a service's SLA, the oldest first.</summary>
    public IReadOnlyList<SlaVersion> SlasOf(Guid serviceId) => _slas.TryGetValue(serviceId, out var versions) ? versions : [];

    /// <summary>The terms of a service for a priority, by the SLA and the calendar in force at an instant.</summary>
    public SlaTerms TermsFor(Guid serviceId, Priority priority, DateTimeOffset at)
    {
        var day = CouncilTime.DateOf(at);
        return SlaOf(serviceId, day) is { } sla ? sla.TermsFor(priority, CalendarOf(sla.CalendarId, day)) : SlaTerms.None(_roundTheClock);
    }

    /// <summary>A calendar's hours by the version in force on a day.</summary>
    public BusinessCalendar CalendarOf(Guid calendarId, DateOnly day)
    {
        var calendar = _calendars[calendarId];
        var version = calendar.InForce(day);
        return version is null ? _roundTheClock : _built.GetOrAdd(version.Id, _ => CalendarHours.Of(calendar, version, _holidays));
    }
}
