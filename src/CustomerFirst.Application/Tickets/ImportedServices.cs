using System.Globalization;
using System.Text;
using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Tickets;

/// <summary>Where a request belongs: its service, the area that the row names or else the service's own, and whether the service is restricted.</summary>
internal readonly record struct ServicePlace(Guid ServiceId, Guid ServiceAreaId, bool Restricted);

/// <summary>
/// Finds services and areas by the names that another system uses, to the letter, and makes those that are not known yet, marked as imported.
/// A service is looked for in the row's area first, then everywhere, so that one name stays one service.
/// </summary>
internal sealed class ImportedServices(CustomerFirstDb db, string system, DateTimeOffset now)
{
    private readonly Dictionary<string, Guid> _areas = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Known>> _services = new(StringComparer.Ordinal);
    private readonly HashSet<string> _areaCodes = [];
    private readonly HashSet<string> _serviceCodes = [];

    private readonly record struct Known(Guid Id, Guid AreaId, bool Restricted);

    /// <summary>Names of the areas that were made, saved or not yet.</summary>
    public List<string> NewAreas { get; } = [];

    /// <summary>Names of the services that were made, saved or not yet.</summary>
    public List<string> NewServices { get; } = [];

    /// <summary>How many areas and services were made.</summary>
    public int Made => NewAreas.Count + NewServices.Count;

    /// <summary>Reads what the database has now and forgets what was not saved.</summary>
    public async Task LoadAsync(CancellationToken token)
    {
        _areas.Clear();
        _services.Clear();
        foreach (var area in await db.ServiceAreas.AsNoTracking().Select(a => new { a.Id, a.Name, a.Code }).ToListAsync(token))
        {
            _areas[area.Name] = area.Id;
            _areaCodes.Add(area.Code);
        }
        foreach (var service in await db.Services.AsNoTracking().OrderBy(s => s.Id).Select(s => new { s.Id, s.Name, s.Code, s.ServiceAreaId, s.Restricted }).ToListAsync(token))
        {
            Remember(service.Name, new Known(service.Id, service.ServiceAreaId, service.Restricted));
            _serviceCodes.Add(service.Code);
        }
        NewAreas.RemoveAll(name => !_areas.ContainsKey(name));
        NewServices.RemoveAll(name => !_services.ContainsKey(name));
    }

    /// <summary>Where a request belongs; what is new is added to the context, to be saved with the request.</summary>
    /// <param name="area">The row's area; null when it names none.</param>
    public ServicePlace Find(string service, string? area)
    {
        Guid? areaId = area is null ? null : Area(area);
        if (_services.TryGetValue(service, out var known))
        {
            var found = known.FirstOrDefault(s => s.AreaId == areaId, known[0]);
            return new ServicePlace(found.Id, areaId ?? found.AreaId, found.Restricted);
        }
        var home = areaId ?? Area($"Imported from {system}");
        var made = Service.Create(Ids.New(now), FreeCode(service, "service", _serviceCodes), new ServiceTerms(service, $"Brought in from {system}.", home, ResponseTier.Second,
            // Nobody has said yet that the first response could not finish it, so it stays in the net rate until an administrator does.
            CanFinishAtFirstContact: true, Restricted: false, PubliclyTrackable: false, DefaultTeamId: null, ObjectionDays: 10, RetentionClass.SixYears, [], []), imported: true);
        db.Add(made);
        NewServices.Add(service);
        Remember(service, new Known(made.Id, home, false));
        return new ServicePlace(made.Id, home, false);
    }

    private Guid Area(string name)
    {
        if (_areas.TryGetValue(name, out var id)) return id;
        var made = ServiceArea.Create(Ids.New(now), FreeCode(name, "area", _areaCodes), name, imported: true);
        db.Add(made);
        NewAreas.Add(name);
        return _areas[name] = made.Id;
    }

    private void Remember(string name, Known service)
    {
        if (!_services.TryGetValue(name, out var known)) _services[name] = known = [];
        known.Add(service);
    }

    private static string FreeCode(string name, string otherwise, HashSet<string> taken)
    {
        var slug = Slug(name) is { Length: > 0 } words ? words : otherwise;
        var code = slug;
        for (var n = 2; !taken.Add(code); n++) code = $"{slug}-{n}";
        return code;
    }

    // At most 70 characters, so that a number behind it still fits the column.
    private static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (slug.Length >= 70) break;
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        return slug.ToString().Trim('-');
    }
}
