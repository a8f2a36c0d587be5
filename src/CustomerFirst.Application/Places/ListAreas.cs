using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;

namespace CustomerFirst.Application.Places;

/// <summary>The kinds of area with boundaries.</summary>
public enum AreaKind { Wards, Constituencies }

/// <summary>Wards or constituencies with all their versions, and the shapes of those in force today.</summary>
[Needs(Permission.ManagePlaces)]
public sealed record ListAreasQuery(AreaKind Kind) : IQuery<AreaList>;

/// <summary>Every version by name and date, and the shapes of today.</summary>
public sealed record AreaList(IReadOnlyList<AreaLine> Lines, IReadOnlyList<AreaShape> Shapes);

/// <summary>A version of an area.</summary>
/// <param name="To">The last day on which it holds; null while no end is known.</param>
public sealed record AreaLine(Guid Id, string Code, string Name, DateOnly From, DateOnly? To, bool InForce);

/// <summary>An area's outline for a small map, simplified.</summary>
/// <param name="Rings">Closed rings, outer ones and holes; to be filled by the even-odd rule.</param>
public sealed record AreaShape(Guid Id, string Name, IReadOnlyList<IReadOnlyList<AreaPoint>> Rings);

/// <summary>A point, WGS84 degrees.</summary>
public readonly record struct AreaPoint(double Longitude, double Latitude);

internal sealed class ListAreasHandler(CustomerFirstDb db, TimeProvider time) : IRequestHandler<ListAreasQuery, Result<AreaList>>
{
    // A map of some 700 pixels shows nothing finer than this part of its width.
    private const double Detail = 1.0 / 500;

    public async Task<Result<AreaList>> Handle(ListAreasQuery query, CancellationToken token) => query.Kind switch
    {
        AreaKind.Wards => await ReadAsync(db.Wards, token),
        AreaKind.Constituencies => await ReadAsync(db.Constituencies, token),
        _ => new NotFound("kind of area"),
    };

    private async Task<AreaList> ReadAsync<T>(DbSet<T> areas, CancellationToken token) where T : class, IArea
    {
        var today = CouncilTime.DateOf(time.GetUtcNow());
        var versions = await areas.AsNoTracking().Select(a => new { a.Id, a.Code, a.Name, a.EffectiveFrom, a.EffectiveTo }).ToListAsync(token);
        var lines = versions.OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase).ThenBy(a => a.Code, StringComparer.Ordinal).ThenByDescending(a => a.EffectiveFrom)
            .Select(a => new AreaLine(a.Id, a.Code, a.Name, a.EffectiveFrom, a.EffectiveTo?.AddDays(-1), a.EffectiveFrom <= today && (a.EffectiveTo is not { } end || end > today))).ToList();
        var shown = lines.Where(l => l.InForce).ToDictionary(l => l.Id, l => l.Name);
        var ids = shown.Keys.ToList();
        var boundaries = await areas.AsNoTracking().Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Boundary }).ToListAsync(token);
        var shapes = boundaries.ConvertAll(b => (b.Id, Shape: BoundaryGeometry.Read(b.Boundary)));
        if (shapes.Count == 0) return new AreaList(lines, []);
        var whole = new Envelope();
        foreach (var (_, shape) in shapes) whole.ExpandToInclude(shape.EnvelopeInternal);
        return new AreaList(lines, [.. shapes.OrderBy(s => shown[s.Id], StringComparer.OrdinalIgnoreCase).Select(s => BoundaryGeometry.Outline(s.Id, shown[s.Id], s.Shape, whole.Width * Detail))]);
    }
}
