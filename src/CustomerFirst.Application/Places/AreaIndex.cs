using CustomerFirst.Domain.Places;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace CustomerFirst.Application.Places;

/// <summary>A ward or a constituency as a place's answer names it.</summary>
public sealed record FoundArea(Guid Id, string Code, string Name);

/// <summary>One version of an area, ready to be asked whether a point lies in it.</summary>
internal sealed class LocatedArea
{
    private readonly IndexedPointInAreaLocator _locator;

    // A small map of some 300 pixels shows nothing finer than this part of its width.
    private const double Detail = 1.0 / 150;

    private readonly Lazy<AreaShape> _outline;

    public LocatedArea(IArea area)
    {
        (Found, EffectiveFrom, EffectiveTo) = (new FoundArea(area.Id, area.Code, area.Name), area.EffectiveFrom, area.EffectiveTo);
        Shape = BoundaryGeometry.Read(area.Boundary);
        _locator = new IndexedPointInAreaLocator(Shape);
        // The locator sorts its edges when it is first asked, which several threads must not do at once.
        _locator.Locate(Shape.Coordinate);
        _outline = new Lazy<AreaShape>(() => BoundaryGeometry.Outline(Found.Id, Found.Name, Shape, Shape.EnvelopeInternal.Width * Detail));
    }

    public FoundArea Found { get; }
    public DateOnly EffectiveFrom { get; }
    public DateOnly? EffectiveTo { get; }
    public Geometry Shape { get; }

    /// <summary>Its shape for a small map.</summary>
    public AreaShape Outline => _outline.Value;

    /// <summary>Inside or on the edge.</summary>
    public bool Contains(Coordinate point) => _locator.Locate(point) != Location.Exterior;
}

/// <summary>The areas of one kind that are in force at one time, in a spatial index. Immutable; shared by all threads.</summary>
internal sealed class AreaIndex
{
    private const double MetresPerDegree = 111_320;

    private readonly STRtree<LocatedArea> _tree = new();
    private readonly double _gapMetres;

    /// <param name="gapMetres">Up to this distance a point outside every area counts to the nearest.</param>
    public AreaIndex(IEnumerable<LocatedArea> areas, double gapMetres)
    {
        _gapMetres = gapMetres;
        foreach (var area in areas) _tree.Insert(area.Shape.EnvelopeInternal, area);
        _tree.Build();
    }

    /// <summary>The area that a point lies in, the lowest code where several overlap; in a hairline gap the nearest; else null.</summary>
    public FoundArea? Find(double latitude, double longitude)
    {
        var point = new Coordinate(longitude, latitude);
        FoundArea? found = null;
        foreach (var area in _tree.Query(new Envelope(point)))
        {
            if (found is not null && string.CompareOrdinal(found.Code, area.Found.Code) < 0) continue;
            if (area.Contains(point)) found = area.Found;
        }
        return found ?? Nearest(point);
    }

    private FoundArea? Nearest(Coordinate point)
    {
        var reach = new Envelope(point);
        reach.ExpandBy(_gapMetres / (MetresPerDegree * Math.Cos(point.Y * Math.PI / 180)), _gapMetres / MetresPerDegree);
        return _tree.Query(reach)
            .Select(area => (area.Found, Metres: DistanceMetres(area.Shape, point)))
            .Where(near => near.Metres <= _gapMetres)
            .OrderBy(near => near.Metres).ThenBy(near => near.Found.Code, StringComparer.Ordinal)
            .FirstOrDefault().Found;
    }

    /// <summary>Metres from a point to the nearest edge of a shape, on a plane that touches the earth at the point: exact enough for a few hundred metres.</summary>
    internal static double DistanceMetres(Geometry shape, Coordinate point)
    {
        var eastMetres = MetresPerDegree * Math.Cos(point.Y * Math.PI / 180);
        var nearest = double.PositiveInfinity;
        for (var part = 0; part < shape.NumGeometries; part++)
        {
            var polygon = (Polygon)shape.GetGeometryN(part);
            nearest = Math.Min(nearest, ToRing(polygon.ExteriorRing));
            foreach (var hole in polygon.InteriorRings) nearest = Math.Min(nearest, ToRing(hole));
        }
        return Math.Sqrt(nearest);

        double ToRing(LineString ring)
        {
            var positions = ring.CoordinateSequence;
            var smallest = double.PositiveInfinity;
            var (ax, ay) = Plane(positions, 0);
            for (var i = 1; i < positions.Count; i++)
            {
                var (bx, by) = Plane(positions, i);
                var (dx, dy) = (bx - ax, by - ay);
                var length = dx * dx + dy * dy;
                var along = length == 0 ? 0 : Math.Clamp(-(ax * dx + ay * dy) / length, 0, 1);
                var (x, y) = (ax + along * dx, ay + along * dy);
                smallest = Math.Min(smallest, x * x + y * y);
                (ax, ay) = (bx, by);
            }
            return smallest;
        }

        (double X, double Y) Plane(CoordinateSequence positions, int i) => ((positions.GetX(i) - point.X) * eastMetres, (positions.GetY(i) - point.Y) * MetresPerDegree);
    }
}
