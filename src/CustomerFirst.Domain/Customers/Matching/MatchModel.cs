namespace CustomerFirst.Domain.Customers.Matching;

/// <summary>The shares of all pairs of records that are of one person, of one family, at one address, of one place. The rest are of strangers.</summary>
public readonly record struct PairShares(double Same, double Kin, double Dwelling, double Place)
{
    /// <summary>What the weights expect among so many records, where there are so many pairs.</summary>
    public static PairShares Expected(PairsPerRecord expected, double records, double pairs) =>
        new(Math.Min(0.2, expected.Same * records / pairs), Math.Min(0.2, expected.Kin * records / pairs), Math.Min(0.2, expected.Dwelling * records / pairs), Math.Min(0.2, expected.Place * records / pairs));

    /// <summary>How many records the person of a record has, itself among them, on average over so many records that make so many pairs.</summary>
    public double RecordsOfOne(double records, double pairs) => 1 + (2 * Same * pairs / records);
}

/// <summary>
/// Compares records: the model of Fellegi and Sunter (1969) with one more thought, that two records may be alike because their people are related or live in one place. For every field
/// the ratio of a level's likelihood between records of one person to that between strangers; a kind of relation shares a field with some chance and is by chance alike otherwise.
/// Safe for many threads.
/// </summary>
public sealed class MatchModel
{
    /// <summary>Stands in <see cref="Compare"/>'s levels where one of the records says nothing.</summary>
    public const MatchLevel Missing = (MatchLevel)255;

    // How often two records of one person give the same year where one of them gives no more.
    private const double SameYear = 0.85;

    // The ratio of e-mails that are made of one name with other digits: mostly other people's, rarely a slip.
    private const double OtherDigits = 0.3;

    // How many pairs of one family live together, among all that a file is likely to hold.
    private const double Together = 0.85;

    // Names that go together (Mary Ann, Ka Ming): of the people of one given name, one in so many has a given other name too, however rare that is among all.
    private const double GoTogether = 50;

    private readonly MatchField[] _fields;
    private readonly double[][] _ratios = new double[MatchFields.Count][];
    private readonly FieldWeights[] _weights = new FieldWeights[MatchFields.Count];
    private readonly bool _address;

    /// <summary>Makes it for records that have these fields.</summary>
    public MatchModel(MatchWeights weights, PairShares shares, IEnumerable<MatchField> fields)
    {
        (Weights, Shares, _fields) = (weights, shares, [.. fields.Where(f => f > MatchField.OtherNames)]);
        _address = _fields.Any(MatchFields.OfAddress);
        for (var f = 0; f < MatchFields.Count; f++)
        {
            var field = _weights[f] = weights[(MatchField)f];
            _ratios[f] = [.. Enumerable.Range(0, MatchFields.Levels).Select(level => field.Ratio((MatchLevel)level))];
        }
    }

    /// <summary>The weights.</summary>
    public MatchWeights Weights { get; }

    /// <summary>The prior shares.</summary>
    public PairShares Shares { get; }

    /// <summary>The same for other prior shares.</summary>
    public MatchModel With(PairShares shares) => new(Weights, shares, _fields);

    /// <summary>
    /// Compares two records. Fills, by field, the level (<see cref="Missing"/> where there is none) and the likelihood ratio (1 there); both spans have <see cref="MatchFields.Count"/> places.
    /// </summary>
    public PairEvidence Compare(MatchRecord a, MatchRecord b, Span<MatchLevel> levels, Span<double> ratios)
    {
        var swapped = CompareNames(a, b, levels, ratios);
        var same = ratios[0] * ratios[1] * ratios[2];
        var (kin, dwelling, place) = (OfKin(0, ratios) * OfKin(1, ratios), 1.0, 1.0);
        if (swapped)
        {
            same *= Weights.Swapped;
            kin *= Weights.Swapped;
        }
        var (stayed, moved, home) = (1.0, 1.0, 1.0);
        foreach (var field in _fields)
        {
            var ratio = Best(field, a, b, out var level);
            levels[(int)field] = level;
            ratios[(int)field] = ratio;
            if (level == Missing) continue;
            if (field == MatchField.Email && level != MatchLevel.Exact && (levels[0] <= MatchLevel.Near || levels[1] <= MatchLevel.Near)) ratio = ratios[(int)field] = OfNames(ratio, a[field]!, b[field]!);
            var weights = _weights[(int)field];
            var shared = (weights.Kin * ratio) + 1 - weights.Kin;
            dwelling *= (weights.Dwelling * ratio) + 1 - weights.Dwelling;
            place *= (weights.Place * ratio) + 1 - weights.Place;
            if (MatchFields.OfAddress(field))
            {
                home *= shared;
                stayed *= ratio;
                moved *= (weights.Moved * ratio) + 1 - weights.Moved;
            }
            else
            {
                kin *= shared;
                same *= ratio;
            }
        }
        if (_address)
        {
            same *= (Weights.Stayed * stayed) + ((1 - Weights.Stayed) * moved);
            // Families live apart, too.
            kin *= (Together * home) + ((1 - Together) * moved);
        }
        return new PairEvidence(same, kin, dwelling, place, swapped, _address ? Weights.Stayed * stayed / ((Weights.Stayed * stayed) + ((1 - Weights.Stayed) * moved)) : 1);
    }

    /// <summary>Log to base 2 of the odds that the records are of one person, given the prior shares.</summary>
    public double LogOdds(in PairEvidence evidence) => Math.Log2(Shares.Same * evidence.Same) - Math.Log2(Others(evidence));

    /// <summary>What a ratio of a field becomes for people who may share the field for another reason.</summary>
    public (double Kin, double Dwelling, double Place) Otherwise(MatchField field, double ratio)
    {
        var weights = _weights[(int)field];
        return ((weights.Kin * ratio) + 1 - weights.Kin, (weights.Dwelling * ratio) + 1 - weights.Dwelling, (weights.Place * ratio) + 1 - weights.Place);
    }

    /// <summary>How likely the records are alike for another reason, against chance alone.</summary>
    public double Others(in PairEvidence evidence) =>
        Math.Max(0.01, 1 - Shares.Same - Shares.Kin - Shares.Dwelling - Shares.Place) + (Shares.Kin * evidence.Kin) + (Shares.Dwelling * evidence.Dwelling) + (Shares.Place * evidence.Place);

    /// <summary>The probability that belongs to a log (base 2) of odds.</summary>
    public static double Probability(double logOdds) => 1 / (1 + Math.Pow(2, -logOdds));

    private double OfKin(int field, Span<double> ratios) => (_weights[field].Kin * ratios[field]) + 1 - _weights[field].Kin;

    private double Best(MatchField field, MatchRecord a, MatchRecord b, out MatchLevel level)
    {
        level = Missing;
        var (x, y) = (a[field], b[field]);
        if (x is null || y is null) return 1;
        if (!a.HasSeveral && !b.HasSeveral) return Ratio(field, x, y, level = FieldComparison.Level(field, x, y));
        var best = 0.0;
        foreach (var one in a.Values(field))
            foreach (var other in b.Values(field))
            {
                var near = FieldComparison.Level(field, one, other);
                var ratio = Ratio(field, one, other, near);
                if (ratio > best) (best, level) = (ratio, near);
            }
        return best;
    }

    private double Ratio(MatchField field, MatchValue a, MatchValue b, MatchLevel level)
    {
        var weights = _weights[(int)field];
        switch (level)
        {
            case MatchLevel.Exact:
                return weights.Same[0] / a.Chance(field);
            case MatchLevel.Familiar when field == MatchField.BirthDate:
                return SameYear / Math.Max(a.ChanceOfYear, b.ChanceOfYear);
            case MatchLevel.Different:
                return _ratios[(int)field][(int)level];
            default:
                // A slip cannot say more than the same value would: where many live in Birmingham, many a stranger's "Birmingam" is one slip away.
                return Math.Min(_ratios[(int)field][(int)level], weights.Same[0] / Math.Max(a.Chance(field), b.Chance(field)));
        }
    }

    // E-mails are made of names, so that people of one name have e-mails that are alike: where the names agree, only a rare provider and the same digits say more.
    private static double OfNames(double ratio, MatchValue a, MatchValue b)
    {
        if (ratio <= 1) return ratio;
        return a.Digits != b.Digits ? OtherDigits : Math.Min(ratio, Math.Max(1, 0.3 / Math.Max(a.ChanceOfProvider, b.ChanceOfProvider)));
    }

    // Given and family name straight or changed about, whichever says more; then the other names.
    private bool CompareNames(MatchRecord a, MatchRecord b, Span<MatchLevel> levels, Span<double> ratios)
    {
        ratios[0] = Best(MatchField.GivenName, a, b, out levels[0]);
        ratios[1] = Best(MatchField.FamilyName, a, b, out levels[1]);
        ratios[2] = OtherNames(a, b, out levels[2]);
        if (levels[0] == MatchLevel.Different) Elsewhere(MatchField.GivenName, a, b, levels, ratios);
        if (levels[1] == MatchLevel.Different) Elsewhere(MatchField.FamilyName, a, b, levels, ratios);
        if (levels[0] <= MatchLevel.Near || levels[1] <= MatchLevel.Near) return false;
        var (given, givenLevel) = Crossed(a, b);
        var (family, familyLevel) = Crossed(b, a);
        if (givenLevel > MatchLevel.Near && familyLevel > MatchLevel.Near) return false;
        if (given * family * Weights.Swapped <= ratios[0] * ratios[1]) return false;
        (ratios[0], levels[0], ratios[1], levels[1]) = (given, givenLevel, family, familyLevel);
        return true;
    }

    private (double Ratio, MatchLevel Level) Crossed(MatchRecord a, MatchRecord b)
    {
        if (a[MatchField.GivenName] is not { } given || b[MatchField.FamilyName] is not { } family) return (1, Missing);
        var level = FieldComparison.Level(MatchField.FamilyName, given, family);
        // How likely it is by chance: that the one stands in its field times that the other does; the rarer reading counts.
        return (level == MatchLevel.Exact ? _weights[0].Same[0] / Math.Max(given.Chance(MatchField.GivenName), family.Chance(MatchField.FamilyName)) : _ratios[1][(int)level], level);
    }

    // A name among the other's middle names: titles, double names, names before marriage; people who are called by their second name.
    private void Elsewhere(MatchField field, MatchRecord a, MatchRecord b, Span<MatchLevel> levels, Span<double> ratios)
    {
        if (!Among(a[field]!, b) && !Among(b[field]!, a)) return;
        levels[(int)field] = MatchLevel.Part;
        ratios[(int)field] = _ratios[(int)field][(int)MatchLevel.Part];
    }

    private static bool Among(MatchValue name, MatchRecord record)
    {
        foreach (var other in record.Values(MatchField.OtherNames))
            if (ReferenceEquals(name, other) || FieldComparison.Level(MatchField.OtherNames, name, other) <= MatchLevel.Close) return true;
        return false;
    }

    private double OtherNames(MatchRecord a, MatchRecord b, out MatchLevel level)
    {
        level = Missing;
        if (a.Values(MatchField.OtherNames).Length > b.Values(MatchField.OtherNames).Length) return OtherNames(b, a, out level);
        var x = a.Values(MatchField.OtherNames);
        var y = b.Values(MatchField.OtherNames);
        if (x.Length == 0) return 1;
        var found = 0;
        var (best, nearest) = (0.0, MatchLevel.Different);
        foreach (var name in x)
        {
            var near = MatchLevel.Different;
            foreach (var other in y)
            {
                var one = FieldComparison.Level(MatchField.OtherNames, name, other);
                if (one < near) near = one;
            }
            if (near == MatchLevel.Different) continue;
            found++;
            var ratio = Ratio(MatchField.OtherNames, name, name, near);
            if (ratio > best) (best, nearest) = (ratio, near);
        }
        level = nearest;
        // Where only some of them are found, the rest speaks against it.
        return found == 0 ? _ratios[2][(int)MatchLevel.Different] : Math.Min(GoTogether, found == x.Length ? best : Math.Max(1, best / 4));
    }
}

/// <summary>How much likelier a pair's likeness is than by chance, for each reason that it may have.</summary>
/// <param name="Same">One person.</param>
/// <param name="Kin">People of one family at one address.</param>
/// <param name="Dwelling">Strangers at one address.</param>
/// <param name="Place">Neighbours.</param>
/// <param name="Swapped">Given and family name were changed about for it.</param>
/// <param name="Stayed">If one person: the probability that the address is one and the same.</param>
public readonly record struct PairEvidence(double Same, double Kin, double Dwelling, double Place, bool Swapped, double Stayed);
