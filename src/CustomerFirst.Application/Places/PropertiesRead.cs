using System.Globalization;

namespace CustomerFirst.Application.Places;

/// <summary>Which properties a file has had a row of already, so that none of several rows of one property is lost without a word.</summary>
internal sealed class PropertiesRead
{
    private readonly Dictionary<(long Uprn, RowStanding Standing), (long Line, int Says, int Language)> _rows = [];

    /// <summary>Rows that said the same as an earlier one.</summary>
    public long Repeated { get; private set; }

    /// <summary>The row as it counts beside the earlier ones of its property; refused where it contradicts one; null where it says nothing that an earlier one does not.</summary>
    public AddressRow? Beside(AddressRow row, long line)
    {
        // A property may have many names beside its address, and may have had many; but one address.
        if (row.Standing is not (RowStanding.InUse or RowStanding.Planned)) return row;
        var (says, language) = ((row with { IsChange = false, Language = null }).GetHashCode(), row.Language?.ToUpperInvariant().GetHashCode(StringComparison.Ordinal) ?? 0);
        if (_rows.TryAdd((row.Uprn, row.Standing), (line, says, language))) return row;
        var (earlier, said, before) = _rows[(row.Uprn, row.Standing)];
        if (says == said)
        {
            Repeated++;
            return null;
        }
        return language != 0 && before != 0 && language != before ? row with { Standing = RowStanding.OtherName }
            : AddressRow.Refused(string.Create(CultureInfo.InvariantCulture, $"the UPRN {row.Uprn} stands in line {earlier} already, with another address"), row.Uprn);
    }
}
