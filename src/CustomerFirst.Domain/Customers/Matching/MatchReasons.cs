namespace CustomerFirst.Domain.Customers.Matching;

/// <summary>Evidence in words that an adviser understands.</summary>
internal static class MatchReasons
{
    public static List<MatchReason> Of(MatchRecord a, MatchRecord b, ReadOnlySpan<MatchLevel> levels, ReadOnlySpan<double> ratios, in PairEvidence evidence, IReadOnlyDictionary<MatchField, string>? others)
    {
        var reasons = new List<MatchReason>();
        for (var f = 0; f < MatchFields.Count; f++)
        {
            var (field, level) = ((MatchField)f, levels[f]);
            if (level == MatchModel.Missing || (MatchFields.OfAddress(field) && evidence.Stayed < 0.5)) continue;
            if (evidence.Swapped && field is MatchField.GivenName or MatchField.FamilyName) continue;
            reasons.Add(new(field, Math.Log2(ratios[f]), Words(field, level, a, b, others)));
        }
        if (evidence.Swapped) reasons.Add(new(MatchField.GivenName, Math.Log2(ratios[0] * ratios[1]), Swapped(levels[0], levels[1])));
        if (evidence.Stayed < 0.5 && Moved(a, b, levels) is { } moved) reasons.Add(moved);
        Gather(reasons, levels, evidence);
        return [.. reasons.OrderByDescending(r => Math.Abs(r.Bits)).ThenBy(r => r.Field)];
    }

    // Crossed, the first level is of the one's given and the other's family name.
    private static string Swapped(MatchLevel given, MatchLevel family) => (given, family) switch
    {
        (MatchLevel.Exact, MatchLevel.Exact) => "given and family name changed about",
        (<= MatchLevel.Near, <= MatchLevel.Near) => "given and family name changed about, and nearly the same",
        _ => "the given name of one is the family name of the other, and the other name differs",
    };

    // "same address" says it in two words when every part that is known is the same.
    private static void Gather(List<MatchReason> reasons, ReadOnlySpan<MatchLevel> levels, in PairEvidence evidence)
    {
        var parts = reasons.Where(r => MatchFields.OfAddress(r.Field)).ToList();
        if (evidence.Stayed < 0.5 || parts.Count < 3) return;
        foreach (var part in parts)
            if (levels[(int)part.Field] != MatchLevel.Exact) return;
        reasons.RemoveAll(parts.Contains);
        reasons.Add(new(MatchField.Street, parts.Sum(p => p.Bits), "same address"));
    }

    private static MatchReason? Moved(MatchRecord a, MatchRecord b, ReadOnlySpan<MatchLevel> levels)
    {
        var known = false;
        for (var f = MatchField.Postcode; f <= MatchField.Region; f++) known |= levels[(int)f] != MatchModel.Missing;
        if (!known) return null;
        var (from, to) = (a[MatchField.Postcode], b[MatchField.Postcode]);
        if (from is not null && to is not null && levels[(int)MatchField.Postcode] != MatchLevel.Exact)
        {
            var district = FieldComparison.Outward(from.Text).ToString().ToUpperInvariant();
            return new(MatchField.Postcode, -1, levels[(int)MatchField.Postcode] == MatchLevel.Part ? $"moved within {district}" : $"moved from {district}");
        }
        return new(MatchField.Street, -1, levels[(int)MatchField.Town] == MatchLevel.Exact ? "another address in the same town" : "another address");
    }

    private static string Words(MatchField field, MatchLevel level, MatchRecord a, MatchRecord b, IReadOnlyDictionary<MatchField, string>? others)
    {
        var name = Name(field, others);
        return (field, level) switch
        {
            (_, MatchLevel.Exact) => $"same {name}",
            (MatchField.BirthDate, MatchLevel.Familiar) => a[field]!.YearOnly && b[field]!.YearOnly ? "same year of birth, no more is known" : "same year of birth, only one knows the day",
            (MatchField.BirthDate, MatchLevel.Close) => "day and month of birth changed about",
            (MatchField.BirthDate, MatchLevel.Part) => "date of birth differs by one digit",
            (MatchField.BirthDate, MatchLevel.Near) => "date of birth differs in one part",
            (MatchField.BirthDate, MatchLevel.Slight) => "date of birth differs by a few days, a month, a year or ten",
            (MatchField.GivenName or MatchField.FamilyName or MatchField.OtherNames, MatchLevel.Familiar) => $"{name} is a familiar form of the other",
            (MatchField.GivenName or MatchField.FamilyName or MatchField.OtherNames, MatchLevel.Close) => $"{name} differs by one letter",
            (MatchField.GivenName or MatchField.FamilyName or MatchField.OtherNames, MatchLevel.Part) => $"{name} is a part of the other's name",
            (MatchField.GivenName or MatchField.FamilyName or MatchField.OtherNames, MatchLevel.Near) => $"{name} sounds or looks alike",
            (MatchField.GivenName or MatchField.FamilyName or MatchField.OtherNames, MatchLevel.Slight) => $"initial of the {name} fits",
            (MatchField.Telephone or MatchField.Identifier, MatchLevel.Close) => $"{name} differs by one digit",
            (MatchField.Telephone, MatchLevel.Part) => "same telephone without the area code",
            (MatchField.Email, MatchLevel.Close) => "e-mail differs by one letter",
            (MatchField.Email, MatchLevel.Part) => "same e-mail before the @",
            (MatchField.Email, MatchLevel.Slight) => "same e-mail provider",
            (MatchField.Postcode, MatchLevel.Part) => "same postcode district",
            (_, MatchLevel.Different) => $"{name} differs",
            (_, MatchLevel.Close) => $"{name} differs by one letter or digit",
            (_, MatchLevel.Part) => $"{name} has words in common",
            _ => $"{name} is nearly the same",
        };
    }

    private static string Name(MatchField field, IReadOnlyDictionary<MatchField, string>? others) => field switch
    {
        MatchField.GivenName => "given name",
        MatchField.FamilyName => "family name",
        MatchField.OtherNames => "other name",
        MatchField.BirthDate => "date of birth",
        MatchField.Identifier => "identifier",
        MatchField.Telephone => "telephone",
        MatchField.Email => "e-mail",
        MatchField.Postcode => "postcode",
        MatchField.HouseNumber => "house number",
        MatchField.Street => "street",
        MatchField.Locality => "locality",
        MatchField.Town => "town",
        MatchField.Region => "region",
        MatchField.Sex => "sex",
        _ => others?.GetValueOrDefault(field) ?? "other detail",
    };
}
