using System.Buffers;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers.Linking;

/// <summary>What speaks for two rows being of one person, by group of fields (see <see cref="MatchFields.GroupOf"/>), each pair worked out once. For one thread.</summary>
internal sealed class PairCache
{
    /// <summary>One person, a family, an address, a place.</summary>
    public const int Kinds = 4;

    private readonly Dictionary<long, float[]> _pairs = [];
    private readonly MatchLevel[] _levels = new MatchLevel[MatchFields.Count];
    private readonly double[] _ratios = new double[MatchFields.Count];
    private readonly People _people;
    private readonly MatchModel _model;
    private readonly MatchField[] _groups;
    private readonly int _address;
    private readonly GroupPrior _prior;

    public PairCache(People people, MatchModel model, GroupPrior prior)
    {
        (_people, _model, _prior) = (people, model, prior);
        _groups = [.. people.Lexicon.Fields.Select(f => (MatchField)MatchFields.GroupOf(f)).Distinct()];
        _address = Array.IndexOf(_groups, MatchField.Postcode);
        for (var g = 0; g < _groups.Length; g++)
            if (_groups[g] is MatchField.GivenName or MatchField.FamilyName or MatchField.BirthDate or MatchField.Identifier or MatchField.Sex) Once |= 1u << g;
    }

    /// <summary>Log to base 2 of how likely groups are alike for another reason than being one person, from the bits of each reason.</summary>
    public double Otherwise(double kin, double dwelling, double place) => Math.Log2(_model.Others(new PairEvidence(1, Math.Pow(2, kin), Math.Pow(2, dwelling), Math.Pow(2, place), false, 1)));

    /// <summary>Groups of fields.</summary>
    public int Groups => _groups.Length;

    /// <summary>Those of what a person has once, a bit for each.</summary>
    public uint Once { get; }

    /// <summary>What is to be made of the evidence.</summary>
    public GroupPrior Prior => _prior;

    /// <summary>
    /// What two rows say by group of fields, NaN where one of them says nothing: first for one person, then, each after the other, for a family, an address and a place shared. Of what a person has
    /// once (<see cref="Once"/>) in bits, of what may change as the ratio itself.
    /// </summary>
    public float[] Of(int a, int b)
    {
        // Times an odd number, because a long's hash is its halves' difference, and rows of one person often stand together.
        var key = (a < b ? ((long)a << 32) | (uint)b : ((long)b << 32) | (uint)a) * -7046029254386353131;
        if (_pairs.TryGetValue(key, out var bits)) return bits;
        _levels.AsSpan().Fill(MatchModel.Missing);
        var evidence = _model.Compare(_people.Records[a], _people.Records[b], _levels, _ratios);
        bits = new float[Kinds * Groups];
        // What is left of the whole is the address.
        Span<double> address = [Math.Log2(evidence.Same), Math.Log2(evidence.Kin), Math.Log2(evidence.Dwelling), Math.Log2(evidence.Place)];
        for (var g = 0; g < Groups; g++)
        {
            if (g == _address) continue;
            var field = _groups[g];
            if (_levels[(int)field] == MatchModel.Missing)
            {
                bits[g] = float.NaN;
                continue;
            }
            var ratio = _ratios[(int)field];
            var (kin, dwelling, place) = _model.Otherwise(field, ratio);
            if (MatchFields.OfName(field)) (dwelling, place) = (1, 1);
            if (field == MatchField.OtherNames) kin = 1;
            if (evidence.Swapped && field == MatchField.GivenName) (ratio, kin) = (ratio * _model.Weights.Swapped, kin * _model.Weights.Swapped);
            Span<double> ratios = [ratio, kin, dwelling, place];
            for (var k = 0; k < Kinds; k++)
            {
                var log = (float)Math.Log2(ratios[k]);
                bits[(k * Groups) + g] = (Once >> g & 1) != 0 ? log : (float)ratios[k];
                address[k] -= log;
            }
        }
        if (_address >= 0)
        {
            var known = _levels.AsSpan((int)MatchField.Postcode, MatchField.Sex - MatchField.Postcode).IndexOfAnyExcept(MatchModel.Missing) >= 0;
            for (var k = 0; k < Kinds; k++) bits[(k * Groups) + _address] = known ? (float)Math.Pow(2, address[k]) : float.NaN;
        }
        return _pairs[key] = bits;
    }

    /// <summary>The groups of fields in which a row says something, a bit for each; and those in which it says all of it, not an initial only.</summary>
    public (uint Known, uint Whole) Known(int row)
    {
        var (known, whole) = (0u, 0u);
        for (var g = 0; g < Groups; g++)
        {
            if (_people.Records[row][_groups[g]] is not { } value) continue;
            known |= 1u << g;
            if (!MatchFields.OfName(_groups[g]) || value.Text.Length > 1) whole |= 1u << g;
        }
        return (known, whole);
    }
}

/// <summary>
/// A group of rows that are taken for one person, and how well they go together. Of what a person has once (names, date of birth, sex), all rows are held against the row that agrees best with the others, as
/// if that row told the truth; of what may change (address, telephone, e-mail, the rest) a row has it from any one of the others, each as likely as the next. So agreement counts once, however many rows share it,
/// and among many different values one that is alike says little.
/// </summary>
internal sealed class GroupEvidence
{
    private readonly PairCache _pairs;
    // Row by row: what the others' agreement with it adds up to, by group of fields.
    private readonly float[] _sums;
    private readonly (uint Known, uint Whole)[] _known;
    private readonly float[] _best;

    /// <summary>A row alone.</summary>
    public GroupEvidence(PairCache pairs, int row) : this(pairs, [row], new float[pairs.Groups], [pairs.Known(row)]) { }

    private GroupEvidence(PairCache pairs, int[] rows, float[] sums, (uint, uint)[] known)
    {
        (_pairs, Rows, _sums, _known, _best) = (pairs, rows, sums, known, new float[pairs.Groups]);
        for (var g = 0; g < pairs.Groups; g++) _best[g] = Truth(g, sums);
    }

    /// <summary>Rows together.</summary>
    public static GroupEvidence Of(PairCache pairs, ReadOnlySpan<int> rows)
    {
        var group = new GroupEvidence(pairs, rows[0]);
        foreach (var row in rows[1..]) group = group.With(new GroupEvidence(pairs, row));
        return group;
    }

    /// <summary>The rows.</summary>
    public int[] Rows { get; }

    /// <summary>Log to base 2 of the odds that this group and the other are one person.</summary>
    public double LogOdds(GroupEvidence other)
    {
        var width = _pairs.Groups;
        var (sums, others) = (ArrayPool<float>.Shared.Rent(_sums.Length), ArrayPool<float>.Shared.Rent(other._sums.Length));
        _sums.CopyTo(sums, 0);
        other._sums.CopyTo(others, 0);
        Span<float> nearest = stackalloc float[PairCache.Kinds * width];
        Add(other, sums, others, nearest);
        // For another reason, too, all that is alike counts together.
        var (kin, dwelling, place) = (0.0, 0.0, 0.0);
        for (var g = 0; g < width; g++)
        {
            kin += OrNone(nearest[width + g]);
            dwelling += OrNone(nearest[(2 * width) + g]);
            place += OrNone(nearest[(3 * width) + g]);
        }
        var odds = _pairs.Prior.Sizes.LogOdds(Rows.Length, other.Rows.Length) - _pairs.Otherwise(kin, dwelling, place);
        for (var g = 0; g < width; g++)
            odds += (_pairs.Once >> g & 1) == 0 ? OrNone(nearest[g]) : Truth(g, sums, other, others) - _best[g] - other._best[g];
        ArrayPool<float>.Shared.Return(sums);
        ArrayPool<float>.Shared.Return(others);
        return _pairs.Prior.Right(odds);
    }

    /// <summary>The two as one.</summary>
    public GroupEvidence With(GroupEvidence other)
    {
        var (sums, others) = ((float[])_sums.Clone(), (float[])other._sums.Clone());
        Add(other, sums, others, stackalloc float[PairCache.Kinds * _pairs.Groups]);
        return new(_pairs, [.. Rows, .. other.Rows], [.. sums, .. others], [.. _known, .. other._known]);
    }

    /// <summary>The group without its row at a place.</summary>
    public GroupEvidence Without(int place)
    {
        var width = _pairs.Groups;
        var (rows, sums, known) = (new int[Rows.Length - 1], new float[_sums.Length - width], new (uint, uint)[Rows.Length - 1]);
        for (var (i, to) = (0, 0); i < Rows.Length; i++)
        {
            if (i == place) continue;
            var bits = _pairs.Of(Rows[i], Rows[place]);
            for (var g = 0; g < width; g++) sums[(to * width) + g] = _sums[(i * width) + g] - (float.IsNaN(bits[g]) || (_pairs.Once >> g & 1) == 0 ? 0 : bits[g]);
            (rows[to], known[to]) = (Rows[i], _known[i]);
            to++;
        }
        return new(_pairs, rows, sums, known);
    }

    /// <summary>For every row the log of the odds that it belongs to the rest.</summary>
    public double[] Belonging() => [.. Enumerable.Range(0, Rows.Length).Select(i => Without(i).LogOdds(new GroupEvidence(_pairs, Rows[i])))];

    // Adds what the rows of the two groups say to one another. Keeps, in bits, the most that any two of them say of what a person has once, and the mean of what may change.
    private void Add(GroupEvidence other, float[] sums, float[] others, Span<float> nearest)
    {
        var width = _pairs.Groups;
        Span<int> told = stackalloc int[width];
        for (var k = 0; k < nearest.Length; k++) nearest[k] = (_pairs.Once >> (k % width) & 1) != 0 ? float.NegativeInfinity : 0;
        for (var i = 0; i < Rows.Length; i++)
            for (var j = 0; j < other.Rows.Length; j++)
            {
                var bits = _pairs.Of(Rows[i], other.Rows[j]);
                for (var g = 0; g < width; g++)
                {
                    if (float.IsNaN(bits[g])) continue;
                    told[g]++;
                    if ((_pairs.Once >> g & 1) == 0)
                    {
                        for (var k = g; k < bits.Length; k += width) nearest[k] += bits[k];
                        continue;
                    }
                    sums[(i * width) + g] += bits[g];
                    others[(j * width) + g] += bits[g];
                    for (var k = g; k < bits.Length; k += width) nearest[k] = Math.Max(nearest[k], bits[k]);
                }
            }
        for (var k = 0; k < nearest.Length; k++)
            if ((_pairs.Once >> (k % width) & 1) == 0 && told[k % width] > 0) nearest[k] = MathF.Log2(nearest[k] / told[k % width]);
    }

    // What all agree with the row that agrees best, of this group and another. Only a row that says something can tell the truth, and an initial only where nobody says more:
    // "G" agrees with George and with Grace, and does not make one person of them.
    private float Truth(int group, float[] sums, GroupEvidence? other = null, float[]? others = null)
    {
        var (whole, any) = (float.NegativeInfinity, float.NegativeInfinity);
        Best(group, sums, ref whole, ref any);
        other?.Best(group, others!, ref whole, ref any);
        return OrNone(float.IsNegativeInfinity(whole) ? any : whole);
    }

    private void Best(int group, float[] sums, ref float whole, ref float any)
    {
        for (var i = 0; i < _known.Length; i++)
        {
            if ((_known[i].Known >> group & 1) == 0) continue;
            var sum = sums[(i * _pairs.Groups) + group];
            any = Math.Max(any, sum);
            if ((_known[i].Whole >> group & 1) != 0) whole = Math.Max(whole, sum);
        }
    }

    private static float OrNone(float best) => float.IsNegativeInfinity(best) ? 0 : best;
}
