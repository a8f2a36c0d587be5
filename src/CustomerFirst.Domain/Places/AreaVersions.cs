namespace CustomerFirst.Domain.Places;

/// <summary>An area as a file draws it.</summary>
/// <param name="Boundary">A GeoJSON Polygon or MultiPolygon, WGS84, written in one way so that the same drawing is the same text.</param>
public sealed record AreaDrawing(string Code, string Name, string Boundary);

/// <summary>What a new set of boundaries did to the known versions.</summary>
/// <param name="Added">Areas that were not in force on the day.</param>
/// <param name="Replaced">Areas that got another name or boundary.</param>
/// <param name="Unchanged">Areas that are as they were.</param>
/// <param name="Ended">Areas that were in force on the day and are not in the set.</param>
/// <param name="New">Versions to add.</param>
/// <param name="Gone">Versions to remove, because they would have held for no day.</param>
public sealed record AreaSetChange<T>(int Added, int Replaced, int Unchanged, int Ended, IReadOnlyList<T> New, IReadOnlyList<T> Gone);

/// <summary>
/// Dated versions of a kind of area. The days on which any version begins or ends are the days on which a set of boundaries came into
/// force; a set holds from its own day up to the next such day, so that older sets can be brought in after newer ones.
/// </summary>
public static class AreaVersions
{
    /// <summary>Lets a set hold from a day on: what it replaces or leaves out ends on that day, what it repeats unchanged goes on.</summary>
    /// <param name="known">Every version of this kind of area; the ones that end are changed in place.</param>
    /// <param name="set">The areas in force from that day, each code once.</param>
    /// <param name="make">Makes a version: code, name, first day, boundary.</param>
    public static AreaSetChange<T> TakeOver<T>(IReadOnlyCollection<T> known, IReadOnlyCollection<AreaDrawing> set, DateOnly from, Func<string, string, DateOnly, string, T> make)
        where T : class, IArea
    {
        var next = NextChange(known, from);
        var inForce = known.Where(area => IsInForce(area, from)).ToDictionary(area => area.Code);
        var made = new List<T>();
        int added = 0, replaced = 0, unchanged = 0;
        foreach (var drawing in set)
        {
            if (!inForce.Remove(drawing.Code, out var present))
            {
                added++;
                made.Add(Make(drawing, from, next, make));
            }
            else if (present.Name == drawing.Name && present.Boundary == drawing.Boundary)
            {
                unchanged++;
            }
            else
            {
                replaced++;
                KeepAfter(present, next, made, make);
                if (present.EffectiveFrom == from)
                {
                    present.Correct(drawing.Name, drawing.Boundary);
                    present.End(next);
                }
                else
                {
                    present.End(from);
                    made.Add(Make(drawing, from, next, make));
                }
            }
        }

        foreach (var left in inForce.Values)
        {
            KeepAfter(left, next, made, make);
            if (left.EffectiveFrom < from) left.End(from);
        }
        return new AreaSetChange<T>(added, replaced, unchanged, inForce.Count, made, [.. inForce.Values.Where(area => area.EffectiveFrom == from)]);
    }

    /// <summary>Whether a version holds on a day.</summary>
    public static bool IsInForce(IArea area, DateOnly day) => area.EffectiveFrom <= day && (area.EffectiveTo is not { } end || end > day);

    private static DateOnly? NextChange<T>(IEnumerable<T> known, DateOnly from) where T : IArea
    {
        var later = known.SelectMany(area => new[] { area.EffectiveFrom, area.EffectiveTo ?? default }).Where(day => day > from).ToList();
        return later.Count == 0 ? null : later.Min();
    }

    private static T Make<T>(AreaDrawing drawing, DateOnly from, DateOnly? to, Func<string, string, DateOnly, string, T> make) where T : IArea
    {
        var area = make(drawing.Code, drawing.Name, from, drawing.Boundary);
        area.End(to);
        return area;
    }

    // A version that reaches into the next set's time was part of that set too, and stays so.
    private static void KeepAfter<T>(T area, DateOnly? next, List<T> made, Func<string, string, DateOnly, string, T> make) where T : IArea
    {
        if (next is { } day && (area.EffectiveTo is not { } end || end > day))
            made.Add(Make(new AreaDrawing(area.Code, area.Name, area.Boundary), day, area.EffectiveTo, make));
    }
}
