using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers.Linking;

/// <summary>What speaks for two rows being of one person, by group of fields (see <see cref="MatchFields.GroupOf"/>), each pair worked out once.</summary>
internal sealed class PairCache(People people, MatchModel model)
{
    /// <summary>Groups of fields.</summary>
    public const int Groups = MatchFields.Count;

    /// <summary>The address's group.</summary>
    public const int Address = (int)MatchField.Postcode;

    private readonly Dictionary<long, float[]> _pairs = [];
    private readonly MatchLevel[] _levels = new MatchLevel[MatchFields.Count];
    private readonly double[] _ratios = new double[MatchFields.Count];

    /// <summary>Log of the prior odds.</summary>
    public double Prior { get; } = Math.Log2(model.Shares.Same);

    /// <summary>Bits by group of fields, NaN where one of the rows says nothing; the last is the log of how likely the likeness has another reason.</summary>
    public float[] Of(int a, int b)
    {
        var key = a < b ? ((long)a << 32) | (uint)b : ((long)b << 32) | (uint)a;
        if (_pairs.TryGetValue(key, out var bits)) return bits;
        _levels.AsSpan().Fill(MatchModel.Missing);
        var evidence = model.Compare(people.Records[a], people.Records[b], _levels, _ratios);
        bits = new float[Groups + 1];
        Array.Fill(bits, float.NaN);
        // What is left of the whole is the address.
        var address = (float)Math.Log2(evidence.Same);
        if (evidence.Swapped) _ratios[0] *= model.Weights.Swapped;
        for (var f = 0; f < Groups; f++)
        {
            if (_levels[f] == MatchModel.Missing || MatchFields.OfAddress((MatchField)f)) continue;
            bits[f] = (float)Math.Log2(_ratios[f]);
            address -= bits[f];
        }
        if (_levels.AsSpan(Address, MatchField.Sex - MatchField.Postcode).IndexOfAnyExcept(MatchModel.Missing) >= 0) bits[Address] = address;
        bits[Groups] = (float)Math.Log2(model.Others(evidence));
        return _pairs[key] = bits;
    }

    /// <summary>The fields in which a row says something, a bit for each.</summary>
    public uint Known(int row)
    {
        var known = 0u;
        for (var f = 0; f < Groups; f++)
            if (people.Records[row][(MatchField)f] is not null) known |= 1u << f;
        return known;
    }
}

/// <summary>
/// A group of rows that are taken for one person, and how well they go together. Of what a person has once (names, date of birth, sex), all rows are held against the row that agrees best with the others, as
/// if that row told the truth; of what may change (address, telephone, e-mail, the rest) a row need only agree with one other. So agreement counts once, however many rows share it.
/// </summary>
internal sealed class GroupEvidence
{
    private static readonly uint s_once = new[] { MatchField.GivenName, MatchField.FamilyName, MatchField.BirthDate, MatchField.Identifier, MatchField.Sex }.Aggregate(0u, (bits, field) => bits | (1u << (int)field));

    private readonly PairCache _pairs;
    // By row: what the others' agreement with it adds up to, by group of fields.
    private readonly List<float[]> _sums;
    private readonly List<uint> _known;
    private readonly float[] _best;

    /// <summary>A row alone.</summary>
    public GroupEvidence(PairCache pairs, int row) : this(pairs, [row], [new float[PairCache.Groups]], [pairs.Known(row)]) { }

    private GroupEvidence(PairCache pairs, List<int> rows, List<float[]> sums, List<uint> known)
    {
        (_pairs, Rows, _sums, _known, _best) = (pairs, rows, sums, known, new float[PairCache.Groups]);
        for (var g = 0; g < PairCache.Groups; g++) _best[g] = OrNone(Best(sums, known, g, float.NegativeInfinity));
    }

    /// <summary>The rows.</summary>
    public List<int> Rows { get; }

    /// <summary>Log to base 2 of the odds that this group and the other are one person.</summary>
    public double LogOdds(GroupEvidence other)
    {
        var (sums, others) = Sums(other, out var nearest, out var otherwise);
        var odds = _pairs.Prior - otherwise;
        for (var g = 0; g < PairCache.Groups; g++)
        {
            if ((s_once >> g & 1) == 0)
            {
                odds += nearest[g];
                continue;
            }
            odds += OrNone(Best(others, other._known, g, Best(sums, _known, g, float.NegativeInfinity))) - _best[g] - other._best[g];
        }
        return odds;
    }

    /// <summary>The two as one.</summary>
    public GroupEvidence With(GroupEvidence other)
    {
        var (sums, others) = Sums(other, out _, out _);
        return new(_pairs, [.. Rows, .. other.Rows], [.. sums, .. others], [.. _known, .. other._known]);
    }

    /// <summary>The group without its row at a place.</summary>
    public GroupEvidence Without(int place)
    {
        var rest = Enumerable.Range(0, Rows.Count).Where(i => i != place).ToList();
        return new(_pairs, [.. rest.Select(i => Rows[i])], [.. rest.Select(i => Less(_sums[i], _pairs.Of(Rows[i], Rows[place])))], [.. rest.Select(i => _known[i])]);
    }

    /// <summary>For every row the log of the odds that it belongs to the rest.</summary>
    public double[] Belonging() => [.. Enumerable.Range(0, Rows.Count).Select(i => Without(i).LogOdds(new GroupEvidence(_pairs, Rows[i])))];

    private (List<float[]> Sums, List<float[]> Others) Sums(GroupEvidence other, out float[] nearest, out float otherwise)
    {
        var (mine, theirs) = (_sums.ConvertAll(s => (float[])s.Clone()), other._sums.ConvertAll(s => (float[])s.Clone()));
        nearest = new float[PairCache.Groups];
        Array.Fill(nearest, float.NegativeInfinity);
        otherwise = float.NegativeInfinity;
        for (var i = 0; i < Rows.Count; i++)
            for (var j = 0; j < other.Rows.Count; j++)
            {
                var bits = _pairs.Of(Rows[i], other.Rows[j]);
                otherwise = Math.Max(otherwise, bits[PairCache.Groups]);
                for (var g = 0; g < PairCache.Groups; g++)
                {
                    if (float.IsNaN(bits[g])) continue;
                    mine[i][g] += bits[g];
                    theirs[j][g] += bits[g];
                    nearest[g] = Math.Max(nearest[g], bits[g]);
                }
            }
        for (var g = 0; g < PairCache.Groups; g++)
            if (float.IsNegativeInfinity(nearest[g])) nearest[g] = 0;
        return (mine, theirs);
    }

    // Only a row that says something can be the one that tells the truth.
    private static float Best(List<float[]> sums, List<uint> known, int group, float best)
    {
        for (var i = 0; i < sums.Count; i++)
            if ((known[i] >> group & 1) != 0) best = Math.Max(best, sums[i][group]);
        return best;
    }

    private static float OrNone(float best) => float.IsNegativeInfinity(best) ? 0 : best;

    private static float[] Less(float[] sums, float[] bits)
    {
        var less = (float[])sums.Clone();
        for (var g = 0; g < PairCache.Groups; g++)
            if (!float.IsNaN(bits[g])) less[g] -= bits[g];
        return less;
    }
}
