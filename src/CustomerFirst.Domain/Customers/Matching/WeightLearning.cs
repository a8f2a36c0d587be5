using System.Globalization;

namespace CustomerFirst.Domain.Customers.Matching;

/// <summary>Where an attempt to learn the weights of matching stands.</summary>
public enum WeightLearningState
{
    /// <summary>Asked for, or being worked on.</summary>
    Waiting,
    /// <summary>Matching goes by what it learnt.</summary>
    InUse,
    /// <summary>What it learnt was used until others were learnt, or the shipped ones were taken again.</summary>
    Replaced,
    /// <summary>Nothing that may be used came of it.</summary>
    Refused,
    /// <summary>Something went wrong in the hub before anything was learnt.</summary>
    Failed,
}

/// <summary>How well weights agree with what reviewers decided.</summary>
/// <param name="Pairs">Decided pairs that could be held against them.</param>
/// <param name="Before">Brier score of the weights in use before: the mean square of the distance between probability and decision, 0 (always right) to 1.</param>
/// <param name="Learnt">The same of the learnt ones.</param>
public readonly record struct DecisionAgreement(int Pairs, double Before, double Learnt);

/// <summary>What a set of records taught.</summary>
/// <param name="Records">Records that were read.</param>
/// <param name="Pairs">Pairs that were looked at.</param>
/// <param name="Matches">About how many of them are of one person.</param>
public sealed record LearntWeights(MatchWeights Weights, int Records, int Pairs, double Matches);

/// <summary>One attempt to learn the weights of matching from the council's own records, kept with its date and figures whatever came of it.</summary>
public sealed class WeightLearning
{
    /// <summary>From fewer likely matches than these nothing is learnt that could stand beside the shipped weights.</summary>
    public const int EnoughMatches = 100;

    /// <summary>Fewer decided pairs than these say nothing against weights.</summary>
    public const int EnoughDecisions = 30;

    // What chance alone may make of the score on so few pairs.
    private const double Slack = 0.01;

    /// <summary>Whoever works on it says so every second; after this long without a word they are gone, and another begins again.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private WeightLearning() { }

    public Guid Id { get; private set; }
    public Guid AskedBy { get; private set; }
    public DateTimeOffset AskedAt { get; private set; }
    public WeightLearningState State { get; private set; }
    /// <summary>When whoever works on it spoke last; null until somebody does.</summary>
    public DateTimeOffset? HeardAt { get; private set; }
    /// <summary>What is being done, for people; null until somebody works on it.</summary>
    public string? Step { get; private set; }
    public long Done { get; private set; }
    /// <summary>Units of the step; null while nobody knows.</summary>
    public long? Total { get; private set; }
    /// <summary>When it was learnt, refused or given up.</summary>
    public DateTimeOffset? EndedAt { get; private set; }
    public int Records { get; private set; }
    public int Pairs { get; private set; }
    public double Matches { get; private set; }
    public int Decided { get; private set; }
    public double? BeforeScore { get; private set; }
    public double? LearntScore { get; private set; }
    /// <summary>The weights as JSON; null where none were learnt.</summary>
    public string? Weights { get; private set; }
    /// <summary>Why they are not used.</summary>
    public string? Refusal { get; private set; }
    public int Version { get; private set; }

    /// <summary>Asks for one.</summary>
    public static WeightLearning Ask(Guid id, Guid by, DateTimeOffset at) => new() { Id = id, AskedBy = by, AskedAt = at, State = WeightLearningState.Waiting, Version = 1 };

    /// <summary>Weights were learnt. They are refused where reviewers' decisions speak more against them than against those in use.</summary>
    public void Ends(LearntWeights learnt, DecisionAgreement agreement, DateTimeOffset at)
    {
        using var json = new MemoryStream();
        learnt.Weights.Write(json);
        (Records, Pairs, Matches, Weights) = (learnt.Records, learnt.Pairs, learnt.Matches, System.Text.Encoding.UTF8.GetString(json.ToArray()));
        Decided = agreement.Pairs;
        if (agreement.Pairs > 0) (BeforeScore, LearntScore) = (agreement.Before, agreement.Learnt);
        if (learnt.Matches < EnoughMatches)
        {
            Refuse(string.Create(CultureInfo.InvariantCulture, $"There are too few likely matches to learn from (about {learnt.Matches:0} of at least {EnoughMatches})."), at);
            return;
        }
        if (agreement.Pairs >= EnoughDecisions && agreement.Learnt > agreement.Before + Slack)
        {
            Refuse("What reviewers decided agrees less with the learnt weights than with those in use.", at);
            return;
        }
        (State, EndedAt) = (WeightLearningState.InUse, at);
        Version++;
    }

    /// <summary>Nothing may be used of it.</summary>
    public void Refuse(string reason, DateTimeOffset at)
    {
        (State, EndedAt, Refusal) = (WeightLearningState.Refused, at, reason);
        Version++;
    }

    /// <summary>Something went wrong in the hub.</summary>
    public void Fail(string problem, DateTimeOffset at)
    {
        (State, EndedAt, Refusal) = (WeightLearningState.Failed, at, problem);
        Version++;
    }

    /// <summary>Others count from now on.</summary>
    public void Replace()
    {
        State = WeightLearningState.Replaced;
        Version++;
    }
}
