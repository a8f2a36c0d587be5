using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers.Linking;

/// <summary>A field as families share it: what a round of <see cref="Relatives"/> sums up of it, and what is learnt from the sums.</summary>
internal class SharedField(MatchField of, FieldWeights weights)
{
    /// <summary>How many pairs the given weights count as.</summary>
    private const double OfRelatives = 10;
    private const double MostShared = 0.8;

    private double _shared, _family, _kin = weights.Kin;

    /// <summary>Which field.</summary>
    public MatchField Of => of;

    /// <summary>The weights, with what was learnt.</summary>
    public virtual FieldWeights Learnt => weights with { Kin = _kin };

    /// <summary>The given weights.</summary>
    protected FieldWeights Weights => weights;

    /// <summary>Forgets the sums of the round before.</summary>
    public virtual void Begin() => (_shared, _family) = (0.0, 0.0);

    /// <summary>By how much likelier a pair is of relatives than by the given weights.</summary>
    /// <param name="ratio">How much oftener its values are alike among relatives who share them than by chance.</param>
    public double LikelierRelated(double ratio) => Shared(_kin, ratio) / Shared(weights.Kin, ratio);

    /// <summary>Adds a pair that lives together and has a value each.</summary>
    /// <param name="ofKin">How likely they are relatives.</param>
    public void AddFamily(double ofKin, double ratio)
    {
        _family += ofKin;
        _shared += ofKin * _kin * ratio / Shared(_kin, ratio);
    }

    /// <summary>Learns how often relatives share it: never seldomer than the given weights say.</summary>
    /// <param name="relatives">How many pairs of relatives there are.</param>
    /// <param name="stride">How many pairs each one of the sample stands for.</param>
    public void LearnKin(double relatives, int stride) =>
        _kin = Math.Clamp(((_shared * stride) + (weights.Kin * OfRelatives)) / (AmongRelatives(relatives, _family * stride) + OfRelatives), weights.Kin, Math.Max(weights.Kin, MostShared));

    /// <summary>Among how many pairs of relatives it may be shared.</summary>
    /// <param name="relatives">All that there are.</param>
    /// <param name="seen">Those among the candidates that have a value each.</param>
    protected virtual double AmongRelatives(double relatives, double seen) => seen;

    private static double Shared(double share, double ratio) => (share * ratio) + 1 - share;
}

/// <summary>A field by which relatives are told from one person: how seldom one person's records differ in it is learnt, too.</summary>
internal sealed class TellingField(MatchField of, FieldWeights weights, People people) : SharedField(of, weights)
{
    /// <summary>How many pairs the given weights count as.</summary>
    private const double OfOnePerson = 50;

    // Another given name with the same date of birth at one address is a twin's sooner than a mistake: where there are more of them than there should be mistakes, twins are among them, and mistakes are taken for a quarter of what was expected.
    private const double AnotherName = 0.25;

    private readonly double _known = Math.Pow((double)people.Lexicon.Filled(of) / people.Records.Count, 2);
    private double _one, _apart, _agreed, _spoilt, _different = weights.Same[(int)MatchLevel.Different];

    /// <summary>How often one person's records differ, by the given weights.</summary>
    public double DifferentBefore => Weights.Same[(int)MatchLevel.Different];

    /// <summary>By how much likelier one person's records differ than by the given weights.</summary>
    public double LikelierDifferent => _different / DifferentBefore;

    /// <inheritdoc />
    public override FieldWeights Learnt => base.Learnt with { Same = Differing(Weights.Same, _different) };

    /// <inheritdoc />
    public override void Begin()
    {
        base.Begin();
        (_one, _apart, _agreed, _spoilt) = (0.0, 0.0, 0.0, 0.0);
    }

    /// <summary>Adds a pair that has a value each.</summary>
    /// <param name="ofOne">How likely it is one person.</param>
    /// <param name="tells">Whether it shows how one person's records differ.</param>
    public void AddOnePerson(double ofOne, MatchLevel level, bool tells)
    {
        if (level != MatchLevel.Different) _agreed += ofOne;
        if (level is not (MatchLevel.Exact or MatchLevel.Different)) _spoilt += ofOne;
        if (!tells) return;
        _one += ofOne;
        if (level == MatchLevel.Different) _apart += ofOne;
    }

    /// <summary>Learns how often one person's records differ: never oftener than the given weights say.</summary>
    /// <param name="relatives">Whether there are relatives who may be taken for one person.</param>
    /// <param name="twins">Whether twins are among those whose names differ.</param>
    public void LearnDifferent(bool relatives, bool twins)
    {
        _different = DifferentBefore;
        if (!relatives) return;
        // Whoever seldom slips seldom writes something else altogether.
        var slips = 1 - (Weights.Same[(int)MatchLevel.Exact] / (1 - DifferentBefore));
        var spelt = (_spoilt + (slips * OfOnePerson)) / (_agreed + OfOnePerson) / slips;
        _different = DifferentBefore * Math.Min(twins && Of == MatchField.GivenName ? AnotherName : 1, Math.Min(spelt, (_apart + (DifferentBefore * OfOnePerson)) / (_one + OfOnePerson) / DifferentBefore));
    }

    // Relatives who share neither name nor birthday are no candidates, but counted all the same; of the rest the candidates are as good as any.
    /// <inheritdoc />
    protected override double AmongRelatives(double relatives, double seen) => relatives * _known;

    // The other levels keep their proportions.
    private static double[] Differing(double[] same, double different) =>
        [.. same.Select((share, level) => level == (int)MatchLevel.Different ? different : share * (1 - different) / (1 - same[(int)MatchLevel.Different]))];
}
