namespace CustomerFirst.Application.Database.Demo;

/// <summary>
/// Draws the sides between regions as natural lines. Every corner has one place and every side one line, whoever asks, so that
/// neighbours share their edges to the last decimal.
/// </summary>
internal sealed class BoundaryLines
{
    // In the North Sea: whatever is drawn here covers no real home.
    private const double MiddleLatitude = 53.34;
    private const double MiddleLongitude = 0.92;
    private const double KmPerDegree = 111.32;

    private readonly Dictionary<MeshPoint, (double East, double North)> _places;

    private BoundaryLines(Dictionary<MeshPoint, (double East, double North)> places) => _places = places;

    /// <summary>Smooths the zigzag of all sides that have different regions on their two sides.</summary>
    public static BoundaryLines Draw(IReadOnlyDictionary<MeshPoint, int> regions)
    {
        var joined = new Dictionary<MeshPoint, HashSet<MeshPoint>>();
        foreach (var (cell, region) in regions)
        {
            foreach (var (from, to, beyond) in HexMesh.Sides(cell))
            {
                if (regions.TryGetValue(beyond, out var other) && other == region)
                    continue;
                Join(from, to);
                Join(to, from);
            }
        }

        var places = joined.Keys.ToDictionary(p => p, p => (p.East, p.North));
        for (var round = 0; round < 3; round++)
        {
            places = places.ToDictionary(p => p.Key, p =>
            {
                var around = joined[p.Key];
                return ((p.Value.East + around.Sum(n => places[n].East)) / (1 + around.Count), (p.Value.North + around.Sum(n => places[n].North)) / (1 + around.Count));
            });
        }

        return new BoundaryLines(places);

        void Join(MeshPoint a, MeshPoint b) => (joined.TryGetValue(a, out var set) ? set : joined[a] = []).Add(b);
    }

    /// <summary>The closed outer ring of a region in one piece without holes, anticlockwise, in degrees with six decimals.</summary>
    /// <exception cref="InvalidOperationException">The region has more than one ring.</exception>
    public IReadOnlyList<DemoPoint> Ring(IReadOnlySet<MeshPoint> cells)
    {
        var next = new Dictionary<MeshPoint, MeshPoint>();
        foreach (var (from, to, beyond) in cells.SelectMany(HexMesh.Sides))
        {
            if (!cells.Contains(beyond))
                next.Add(from, to);
        }

        var start = next.Keys.Min();
        var ring = new List<DemoPoint>(next.Count * 2 + 1);
        var at = start;
        var steps = 0;
        do
        {
            var to = next[at];
            ring.Add(ToDegrees(_places[at]));
            ring.Add(Between(at, to));
            at = to;
            steps++;
        }
        while (at != start);
        if (steps != next.Count)
            throw new InvalidOperationException("The region is not in one piece.");
        ring.Add(ring[0]);
        return ring;
    }

    /// <summary>A place in kilometres from the middle as degrees.</summary>
    public static DemoPoint ToDegrees((double East, double North) km) => new(
        Math.Round(MiddleLatitude + km.North / KmPerDegree, 6),
        Math.Round(MiddleLongitude + km.East / (KmPerDegree * Math.Cos(MiddleLatitude * Math.PI / 180)), 6));

    /// <summary>A point near the middle of a side, off the straight line by up to a fifth of its length; the same from both ends.</summary>
    private DemoPoint Between(MeshPoint a, MeshPoint b)
    {
        var (low, high) = a.CompareTo(b) < 0 ? (a, b) : (b, a);
        var from = _places[low];
        var to = _places[high];
        var off = Scatter(low, high) * 0.4;
        return ToDegrees((
            (from.East + to.East) / 2 - (to.North - from.North) * off,
            (from.North + to.North) / 2 + (to.East - from.East) * off));
    }

    /// <summary>A number from -0.5 to 0.5 that depends on the side only.</summary>
    private static double Scatter(MeshPoint a, MeshPoint b)
    {
        unchecked
        {
            var mixed = (uint)(a.X * 73856093) ^ (uint)(a.Y * 19349663) ^ (uint)(b.X * 83492791) ^ (uint)(b.Y * 49979687);
            mixed = (mixed ^ (mixed >> 15)) * 2246822519u;
            mixed ^= mixed >> 13;
            return mixed / (double)uint.MaxValue - 0.5;
        }
    }
}
