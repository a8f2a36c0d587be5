using System.Globalization;
using System.Text;
using CustomerFirst.Application.Places;

namespace CustomerFirst.Web.Pages.Places;

/// <summary>Shapes as paths of an SVG picture: north is up, a degree of longitude is shortened as it is at the middle of the map.</summary>
/// <param name="Width">Of the picture's own units.</param>
/// <param name="Height">Of the picture's own units.</param>
/// <param name="Paths">The name and the path of each shape.</param>
/// <param name="Marked">Where the marked point is; null for none.</param>
public sealed record AreaMap(int Width, int Height, IReadOnlyList<(string Name, string Path)> Paths, (int X, int Y)? Marked = null)
{
    private const int Units = 1000;

    /// <summary>Draws the shapes; an empty picture for none.</summary>
    /// <param name="mark">A point to mark; the picture is large enough to hold it.</param>
    /// <param name="units">The longer side of the picture: fewer make shorter paths.</param>
    public static AreaMap Of(IReadOnlyList<AreaShape> shapes, AreaPoint? mark = null, int units = Units)
    {
        var points = shapes.SelectMany(s => s.Rings).SelectMany(r => r).ToList();
        if (mark is { } marked) points.Add(marked);
        if (points.Count == 0) return new AreaMap(0, 0, []);
        var (west, east, south, north) = (points.Min(p => p.Longitude), points.Max(p => p.Longitude), points.Min(p => p.Latitude), points.Max(p => p.Latitude));
        var shorten = Math.Cos((south + north) / 2 * Math.PI / 180);
        var scale = units / Math.Max(Math.Max((east - west) * shorten, north - south), 1e-9);
        (int X, int Y) Place(AreaPoint p) => ((int)Math.Round((p.Longitude - west) * shorten * scale), (int)Math.Round((north - p.Latitude) * scale));
        return new AreaMap(
            (int)Math.Ceiling((east - west) * shorten * scale), (int)Math.Ceiling((north - south) * scale),
            [.. shapes.Select(s => (s.Name, PathOf(s, Place)))], mark is { } there ? Place(there) : null);
    }

    /// <summary>Where in the picture the mark stands, in words: "in the north-west of", "in the middle of".</summary>
    public string Whereabouts
    {
        get
        {
            if (Marked is not { } at) return "";
            var (across, down) = (Math.Min(2, at.X * 3 / Math.Max(1, Width)), Math.Min(2, at.Y * 3 / Math.Max(1, Height)));
            var words = $"{(down, across) switch { (0, 1) => "north", (2, 1) => "south", (0, _) => "north-", (2, _) => "south-", _ => "" }}{across switch { 0 => "west", 2 => "east", _ => "" }}";
            return words.Length == 0 ? "in the middle of" : $"in the {words} of";
        }
    }

    private static string PathOf(AreaShape shape, Func<AreaPoint, (int X, int Y)> place)
    {
        var path = new StringBuilder();
        foreach (var ring in shape.Rings)
        {
            var before = (X: 0, Y: 0);
            for (var i = 0; i < ring.Count; i++)
            {
                var (x, y) = place(ring[i]);
                // Relative steps are half as long to write.
                if (i == 0) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}l");
                else if ((x, y) != before) path.Append(CultureInfo.InvariantCulture, $"{x - before.X} {y - before.Y} ");
                before = (x, y);
            }
            path.Append('z');
        }
        return path.ToString();
    }
}
