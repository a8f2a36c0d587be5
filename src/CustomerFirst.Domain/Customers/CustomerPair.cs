namespace CustomerFirst.Domain.Customers;

/// <summary>What a reviewer says of two records.</summary>
public enum PairVerdict { Same, Different, NotSure }

/// <summary>
/// Two records that may be one customer's, and what a reviewer said of them. The verdict is of these two records and stays whatever is merged: what was
/// called different once is never offered nor merged in bulk again.
/// </summary>
public sealed class CustomerPair
{
    /// <summary>From this probability on a reviewer should look. What falls below it leaves the queue.</summary>
    public const double Worth = 0.5;

    private CustomerPair() { }

    /// <summary>The smaller of the two ids.</summary>
    public Guid LowId { get; private set; }
    /// <summary>The greater of the two ids.</summary>
    public Guid HighId { get; private set; }
    /// <summary>How likely they are one customer's, 0 to 1; null where nothing scored them.</summary>
    public double? Probability { get; private set; }
    /// <summary>Why they were put together, for people and without personal data: "same telephone".</summary>
    public List<string> Reasons { get; private set; } = [];
    /// <summary>The version of the record that stood for the one side when the two were scored; null where that was not kept.</summary>
    public int? LowVersion { get; private set; }
    /// <summary>The same of the other side.</summary>
    public int? HighVersion { get; private set; }
    /// <summary>The learning whose weights scored them; null for the shipped ones.</summary>
    public Guid? WeightsId { get; private set; }
    /// <summary>When a correction made them too unlike to be looked at; null while they are not. The pair is kept with what was said of it, and comes back when the two grow alike again.</summary>
    public DateTimeOffset? LeftQueueAt { get; private set; }
    public DateTimeOffset FoundAt { get; private set; }
    public PairVerdict? Verdict { get; private set; }
    public Guid? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    /// <summary>Why the later record was made although the other was there: the words of who made it, or where it came from. Null where nobody saw the two together then.</summary>
    public string? MadeBecause { get; private set; }
    public Guid? MadeBy { get; private set; }
    public DateTimeOffset? MadeAt { get; private set; }
    /// <summary>Who made the later record saw the other and said that it is somebody else's. A reviewer looks at it; until one calls the two the same, no run merges them.</summary>
    public bool HeldApart { get; private set; }
    public int Version { get; private set; }

    /// <summary>A pair that nobody looked at yet.</summary>
    public static CustomerPair Of(Guid one, Guid other, double? probability, IEnumerable<string> reasons, DateTimeOffset at)
    {
        var (low, high) = Ordered(one, other);
        return new() { LowId = low, HighId = high, Probability = probability, Reasons = [.. reasons], FoundAt = at, Version = 1 };
    }

    /// <summary>The two in their order, the same as PostgreSQL's.</summary>
    public static (Guid Low, Guid High) Ordered(Guid one, Guid other) => one.CompareTo(other) < 0 ? (one, other) : (other, one);

    /// <summary>Keeps why the later record was made although the other was there.</summary>
    /// <param name="because">At most 500 characters.</param>
    /// <param name="heldApart">It was said that they are two; false where it only was not sure that they are one.</param>
    public CustomerPair MadeDespite(string because, Guid by, DateTimeOffset at, bool heldApart)
    {
        (MadeBecause, MadeBy, MadeAt, HeldApart) = (because, by, at, heldApart);
        return this;
    }

    /// <summary>Whether the score is of something else than what is there now: a record was changed, or other weights came. What nothing scored is never old.</summary>
    /// <param name="now">What a score would be of now.</param>
    public bool ScoreIsOld(ScoreBasis now) => Probability is not null && (LowVersion, HighVersion, WeightsId) != (now.LowVersion, now.HighVersion, now.WeightsId);

    /// <summary>Keeps a new score. A pair that was worth a look and is none now leaves the queue; one that never was stays for whatever else put it there.</summary>
    public void ScoreAnew(double probability, IEnumerable<string> reasons, ScoreBasis of, DateTimeOffset at)
    {
        LeftQueueAt = probability >= Worth ? null : Probability >= Worth ? at : LeftQueueAt;
        (Probability, Reasons) = (probability, [.. reasons]);
        (LowVersion, HighVersion, WeightsId) = (of.LowVersion, of.HighVersion, of.WeightsId);
    }

    /// <summary>Keeps what a reviewer says.</summary>
    public void Decide(PairVerdict verdict, Guid by, DateTimeOffset at)
    {
        (Verdict, DecidedBy, DecidedAt, LeftQueueAt) = (verdict, by, at, null);
        Version++;
    }
}

/// <summary>What a score is of.</summary>
/// <param name="LowVersion">The version of the record that stands for the side of <see cref="CustomerPair.LowId"/>.</param>
/// <param name="HighVersion">The same of the other side.</param>
/// <param name="WeightsId">The learning whose weights are in force; null for the shipped ones.</param>
public readonly record struct ScoreBasis(int LowVersion, int HighVersion, Guid? WeightsId);
