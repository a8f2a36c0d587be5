using System.Globalization;
using System.Text;
using CustomerFirst.Application.Places;

namespace CustomerFirst.Web.Pages.Places;

/// <summary>Shapes as paths of an SVG picture: north is up, a degree of longitude is shortened as it is at the middle of the map.</summary>
/// <param name="Width">Of the picture's own units.</param>
/// <param name="Height">Of the picture's own units.</param>
/// <param name="Paths">The name and the path of each shape.</param>
public sealed record AreaMap(int Width, int Height, IReadOnlyList<(string Name, string Path)> Paths)
{
    private const int Units = 1000;

    /// <summary>Draws the shapes; an empty picture for none.</summary>
    public static AreaMap Of(IReadOnlyList<AreaShape> shapes)
    {
        var points = shapes.SelectMany(s => s.Rings).SelectMany(r => r).ToList();
        if (points.Count == 0) return new AreaMap(0, 0, []);
        var (west, east, south, north) = (points.Min(p => p.Longitude), points.Max(p => p.Longitude), points.Min(p => p.Latitude), points.Max(p => p.Latitude));
        var shorten = Math.Cos((south + north) / 2 * Math.PI / 180);
        var scale = Units / Math.Max(Math.Max((east - west) * shorten, north - south), 1e-9);
        return new AreaMap(
            (int)Math.Ceiling((east - west) * shorten * scale), (int)Math.Ceiling((north - south) * scale),
            [.. shapes.Select(s => (s.Name, PathOf(s, p => ((int)Math.Round((p.Longitude - west) * shorten * scale), (int)Math.Round((north - p.Latitude) * scale)))))]);
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
