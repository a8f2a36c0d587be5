namespace CustomerFirst.Application.Database.Demo;

/// <summary>A point of the mesh in whole units: half a cell's width across, a sixth of two rows' height up. Cells' centres and corners are such points.</summary>
internal readonly record struct MeshPoint(int X, int Y) : IComparable<MeshPoint>
{
    private const double CellWidthKm = 0.34;

    /// <summary>Kilometres east of the middle.</summary>
    public double East => X * CellWidthKm / 2;

    /// <summary>Kilometres north of the middle.</summary>
    public double North => Y * CellWidthKm / (2 * Math.Sqrt(3));

    /// <summary>By column, then by row.</summary>
    public int CompareTo(MeshPoint other) => X != other.X ? X.CompareTo(other.X) : Y.CompareTo(other.Y);

    public static MeshPoint operator +(MeshPoint a, MeshPoint b) => new(a.X + b.X, a.Y + b.Y);
}

/// <summary>The hexagons, with a third of a kilometre from centre to centre, whose centres lie inside the city.</summary>
internal sealed class HexMesh
{
    /// <summary>The six corners round a centre, anticlockwise; side i runs from corner i to corner i + 1.</summary>
    private static readonly MeshPoint[] Corners = [new(1, -1), new(1, 1), new(0, 2), new(-1, 1), new(-1, -1), new(0, -2)];

    /// <summary>The centre beyond each side.</summary>
    private static readonly MeshPoint[] Beyond = [new(2, 0), new(1, 3), new(-1, 3), new(-2, 0), new(-1, -3), new(1, -3)];

    private HexMesh(IReadOnlyList<MeshPoint> cells) => Cells = cells;

    /// <summary>Centres, row by row.</summary>
    public IReadOnlyList<MeshPoint> Cells { get; }

    /// <summary>Every cell whose centre is inside; the predicate takes kilometres east and north of the middle.</summary>
    public static HexMesh Cover(double radiusKm, Func<double, double, bool> inside)
    {
        var cells = new List<MeshPoint>();
        for (var row = -200; row <= 200; row++)
        {
            for (var column = -200; column <= 200; column++)
            {
                var cell = new MeshPoint(2 * column + (row & 1), 3 * row);
                if (Math.Abs(cell.East) <= radiusKm && Math.Abs(cell.North) <= radiusKm && inside(cell.East, cell.North))
                    cells.Add(cell);
            }
        }

        return new HexMesh(cells);
    }

    /// <summary>The six cells round a cell, in the city or not.</summary>
    public static IEnumerable<MeshPoint> Neighbours(MeshPoint cell) => Beyond.Select(step => cell + step);

    /// <summary>The sides of a cell as (from, to, cell beyond), anticlockwise.</summary>
    public static IEnumerable<(MeshPoint From, MeshPoint To, MeshPoint Beyond)> Sides(MeshPoint cell)
    {
        for (var i = 0; i < 6; i++)
            yield return (cell + Corners[i], cell + Corners[(i + 1) % 6], cell + Beyond[i]);
    }
}
