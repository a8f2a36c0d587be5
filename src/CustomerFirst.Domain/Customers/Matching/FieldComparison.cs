namespace CustomerFirst.Domain.Customers.Matching;

/// <summary>How near two values of one field are.</summary>
public static class FieldComparison
{
    /// <summary>The level; the same for both orders.</summary>
    public static MatchLevel Level(MatchField field, MatchValue a, MatchValue b)
    {
        if (field == MatchField.BirthDate) return Dates(a, b);
        if (ReferenceEquals(a, b)) return MatchLevel.Exact;
        return field switch
        {
            MatchField.GivenName or MatchField.FamilyName or MatchField.OtherNames => Names(a, b),
            MatchField.Identifier or MatchField.Telephone => Codes(a.Text, b.Text),
            MatchField.Email => Emails(a, b),
            MatchField.Postcode => Postcodes(a.Text, b.Text),
            MatchField.HouseNumber => Houses(a.Text, b.Text),
            MatchField.Sex => MatchLevel.Different,
            _ => Texts(a, b),
        };
    }

    private static MatchLevel Names(MatchValue a, MatchValue b)
    {
        var (x, y) = (a.Text, b.Text);
        foreach (var group in a.Familiar)
            foreach (var other in b.Familiar)
                if (group == other) return MatchLevel.Familiar;
        if (x.Length == 1 || y.Length == 1) return x[0] == y[0] ? MatchLevel.Slight : MatchLevel.Different;
        var slips = FarApart(a, b, 2) ? 3 : Nearness.Slips(x, y, 2);
        var shorter = Math.Min(x.Length, y.Length);
        if (slips == 1 && shorter >= 3) return MatchLevel.Close;
        if (PartOf(a, b)) return MatchLevel.Part;
        if (slips <= 2 && shorter >= 5) return MatchLevel.Near;
        if (a.Sound != 0 && a.Sound == b.Sound && shorter >= 3) return MatchLevel.Near;
        if (slips <= 2 && shorter >= 4 && x[0] == y[0]) return MatchLevel.Near;
        // Four or more slips are far apart even when the letters are the same ones.
        return shorter >= 4 && Letters(a, b) <= 4 && Nearness.JaroWinkler(x, y) >= 0.88 ? MatchLevel.Near : MatchLevel.Different;
    }

    // "Mary" of "Mary Jane", "Smith" of "Smith-Jones", "Rob" of "Robertina".
    private static bool PartOf(MatchValue a, MatchValue b)
    {
        if (a.Words.Length == 0 && b.Words.Length == 0)
        {
            var (shorter, longer) = a.Text.Length < b.Text.Length ? (a.Text, b.Text) : (b.Text, a.Text);
            return shorter.Length >= 3 && longer.StartsWith(shorter, StringComparison.Ordinal);
        }
        foreach (var word in a.Words.Length > 0 ? a.Words : [a.Text])
            foreach (var other in b.Words.Length > 0 ? b.Words : [b.Text])
                if (word.Length >= 3 && other.Length >= 3 && (word == other || (word.Length >= 5 && Nearness.Slips(word, other, 1) <= 1))) return true;
        return false;
    }

    private static MatchLevel Dates(MatchValue a, MatchValue b)
    {
        var (x, y) = (a.Date, b.Date);
        if (a.YearOnly || b.YearOnly) return x.Year > 0 && x.Year == y.Year ? MatchLevel.Familiar : x.Year > 0 && y.Year > 0 && Nearness.Slips(a.Text.AsSpan(0, 4), b.Text.AsSpan(0, 4), 1) == 1 && Math.Abs(x.Year - y.Year) is 1 or 10 ? MatchLevel.Slight : MatchLevel.Different;
        if (ReferenceEquals(a, b)) return MatchLevel.Exact;
        if (x.Year > 0 && x.Year == y.Year && x.Month == y.Day && x.Day == y.Month) return MatchLevel.Close;
        if (Nearness.Slips(a.Text, b.Text, 1) == 1) return MatchLevel.Part;
        if (x.Year == 0 || y.Year == 0) return Nearness.Slips(a.Text, b.Text, 2) == 2 ? MatchLevel.Near : MatchLevel.Different;
        var same = (x.Year == y.Year ? 1 : 0) + (x.Month == y.Month ? 1 : 0) + (x.Day == y.Day ? 1 : 0);
        if (same == 2) return MatchLevel.Near;
        // Off by a month, a year or ten, and a few days: a wrong turn of a wheel or two.
        var years = Math.Abs(x.Year - y.Year) switch { 0 or 1 => 1, 9 or 10 or 11 => 10, _ => 0 };
        if (years == 0) return MatchLevel.Different;
        var days = Math.Abs(a.DayNumber - b.DayNumber);
        return days <= 40 || Math.Abs(days - (int)(years * 365.25)) <= 40 ? MatchLevel.Slight : MatchLevel.Different;
    }

    private static MatchLevel Codes(string x, string y)
    {
        var slips = Nearness.Slips(x, y, 2);
        if (slips == 1) return MatchLevel.Close;
        // A telephone without its area code.
        if (x.Length >= 6 && y.Length >= 6 && x.Length != y.Length && x.AsSpan()[^6..].SequenceEqual(y.AsSpan()[^6..])) return MatchLevel.Part;
        return slips == 2 && Math.Min(x.Length, y.Length) >= 6 ? MatchLevel.Near : MatchLevel.Different;
    }

    private static MatchLevel Emails(MatchValue a, MatchValue b)
    {
        var (x, y) = (a.Text, b.Text);
        var slips = Math.Abs(x.Length - y.Length) > 3 ? 4 : Nearness.Slips(x, y, 3);
        if (slips <= 1) return MatchLevel.Close;
        var (atX, atY) = (x.IndexOf('@', StringComparison.Ordinal), y.IndexOf('@', StringComparison.Ordinal));
        if (atX > 0 && atY > 0 && atX == atY && x.AsSpan(0, atX).SequenceEqual(y.AsSpan(0, atY))) return MatchLevel.Part;
        if (slips <= 3) return MatchLevel.Near;
        if (atX > 0 && atY > 0 && x.AsSpan(atX).SequenceEqual(y.AsSpan(atY))) return MatchLevel.Slight;
        return Letters(a, b) <= 4 && Nearness.JaroWinkler(x, y) >= 0.92 ? MatchLevel.Near : MatchLevel.Different;
    }

    private static MatchLevel Postcodes(string x, string y)
    {
        if (Nearness.Slips(x, y, 1) == 1) return MatchLevel.Close;
        // British: the outward part is all but the last three; elsewhere the first two of a few digits.
        var district = Outward(x);
        return district.Length >= 2 && district.SequenceEqual(Outward(y)) ? MatchLevel.Part : MatchLevel.Different;
    }

    /// <summary>The district of a postcode: "b14" of "b147ab"; of a few digits all but the last two.</summary>
    public static ReadOnlySpan<char> Outward(string postcode) =>
        postcode.Length >= 5 && char.IsAsciiLetter(postcode[0]) ? postcode.AsSpan()[..^3] : postcode.Length > 2 ? postcode.AsSpan()[..^2] : postcode;

    private static MatchLevel Houses(string x, string y) =>
        x.Length + y.Length > 3 && Nearness.Slips(x, y, 1) == 1 ? MatchLevel.Close
        : x.Length != y.Length && (x.StartsWith(y, StringComparison.Ordinal) || y.StartsWith(x, StringComparison.Ordinal)) ? MatchLevel.Near : MatchLevel.Different;

    private static MatchLevel Texts(MatchValue a, MatchValue b)
    {
        var (x, y) = (a.Text, b.Text);
        var shorter = Math.Min(x.Length, y.Length);
        var slips = FarApart(a, b, 3) ? 4 : Nearness.Slips(x, y, 3);
        if (slips == 1 || (slips == 2 && shorter >= 6)) return MatchLevel.Close;
        if (slips <= 3 && shorter >= 9) return MatchLevel.Near;
        if (slips == 2 && shorter >= 4) return MatchLevel.Near;
        if (a.Words.Length > 0 || b.Words.Length > 0)
            foreach (var word in a.Words.Length > 0 ? a.Words : [x])
                foreach (var other in b.Words.Length > 0 ? b.Words : [y])
                    if (word == other && word.Length >= 4 && !IsKindOfStreet(word)) return MatchLevel.Part;
        return shorter >= 5 && Letters(a, b) <= 5 && Nearness.JaroWinkler(x, y) >= 0.9 ? MatchLevel.Near : MatchLevel.Different;
    }

    private static bool IsKindOfStreet(string word) => word is "street" or "road" or "avenue" or "lane" or "close" or "drive" or "place" or "court" or "crescent" or "circuit" or "way" or "gardens" or "grove" or "terrace" or "north" or "south" or "east" or "west";

    private static bool FarApart(MatchValue a, MatchValue b, int most) => Math.Abs(a.Text.Length - b.Text.Length) > most || Letters(a, b) > 2 * most;

    private static int Letters(MatchValue a, MatchValue b) => System.Numerics.BitOperations.PopCount(a.Signs ^ b.Signs);
}
