namespace CustomerFirst.Application.Places;

/// <summary>
/// Postcodes with their points in two sorted arrays: 16 bytes each, so that the country's 1.7 million take 27 MB. Points are kept to a
/// millionth of a degree, a tenth of a metre.
/// </summary>
internal sealed class PostcodeTable
{
    private const double Unit = 1e6;

    private readonly ulong[] _keys;
    private readonly ulong[] _points;

    /// <summary>Takes over the arrays, each postcode's key and point in the same place, and sorts them.</summary>
    public PostcodeTable(ulong[] keys, ulong[] points)
    {
        (_keys, _points) = (keys, points);
        Array.Sort(_keys, _points);
    }

    /// <summary>How many.</summary>
    public int Count => _keys.Length;

    /// <summary>The WGS84 point of a postcode in its stored form (<c>B14 7QH</c>); null when it is not known.</summary>
    public (double Latitude, double Longitude)? Find(string code)
    {
        var at = Array.BinarySearch(_keys, Key(code));
        if (at < 0) return null;
        var halves = _points[at];
        return ((int)(halves >> 32) / Unit, (int)halves / Unit);
    }

    /// <summary>A postcode as a number: its characters, seven bits each; the longest has eight.</summary>
    public static ulong Key(ReadOnlySpan<char> code)
    {
        ulong key = 0;
        foreach (var character in code) key = key << 7 | (character & 0x7Ful);
        return key;
    }

    /// <summary>A point as a number.</summary>
    public static ulong Point(double latitude, double longitude) =>
        (ulong)(uint)(int)Math.Round(latitude * Unit) << 32 | (uint)(int)Math.Round(longitude * Unit);
}
