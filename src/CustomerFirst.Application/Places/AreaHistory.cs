namespace CustomerFirst.Application.Places;

/// <summary>Every version of one kind of area, with an index for each time between two changes, built when it is first asked for.</summary>
internal sealed class AreaHistory
{
    private readonly DateOnly[] _changes;
    private readonly Lazy<AreaIndex>[] _indexes;
    private readonly Dictionary<Guid, LocatedArea> _areas;

    public AreaHistory(IReadOnlyCollection<LocatedArea> areas, double gapMetres)
    {
        _areas = areas.ToDictionary(a => a.Found.Id);
        _changes = [.. areas.SelectMany(a => a.EffectiveTo is { } end ? [a.EffectiveFrom, end] : new[] { a.EffectiveFrom }).Distinct().Order()];
        _indexes = [.. _changes.Select(day => new Lazy<AreaIndex>(() => new AreaIndex(areas.Where(a => a.EffectiveFrom <= day && (a.EffectiveTo is not { } end || end > day)), gapMetres)))];
    }

    /// <summary>The shape of a version for a small map; null when it is not known.</summary>
    public AreaShape? Outline(Guid id) => _areas.GetValueOrDefault(id)?.Outline;

    /// <summary>The area of a point by the boundaries in force on a day; before the first known set, by that one.</summary>
    public FoundArea? Find(double latitude, double longitude, DateOnly on)
    {
        if (_changes.Length == 0) return null;
        var at = Array.BinarySearch(_changes, on);
        return _indexes[Math.Max(0, at >= 0 ? at : ~at - 1)].Value.Find(latitude, longitude);
    }
}
