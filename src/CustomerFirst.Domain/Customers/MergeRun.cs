using CustomerFirst.Domain.Common;

namespace CustomerFirst.Domain.Customers;

/// <summary>Where a run stands. It is prepared first, to be looked at.</summary>
public enum MergeRunState { Prepared, Running, Stopped, Finished, Undoing, Undone }

/// <summary>What became of a pair in a run: left out when it was prepared, passed over when the run came to it.</summary>
public enum PairOutcome { Merged, Passed, Undone, LeftOut }

/// <summary>Why a run does not merge a pair.</summary>
public enum PairLeft
{
    /// <summary>By way of other pairs the two are one customer already.</summary>
    OneAlready,
    /// <summary>A reviewer told them apart, or records that were merged into them.</summary>
    CalledDifferent,
    /// <summary>Who made the one record said that the other is somebody else's, and no reviewer decided otherwise.</summary>
    HeldApart,
    /// <summary>A reviewer was not sure.</summary>
    NotSure,
    /// <summary>A person and an organisation.</summary>
    OtherKind,
    /// <summary>They are on record as related to one another.</summary>
    Related,
    /// <summary>Both dates of birth were checked, and differ.</summary>
    BornApart,
    /// <summary>One of them died, and the other did not as far as is known.</summary>
    OneDied,
    /// <summary>One of them was changed, merged or told apart since the preview.</summary>
    Changed,
    /// <summary>The score was old: as the two are now, they are less likely to be one than the run asks.</summary>
    NoLongerCertain,
}

/// <summary>
/// Many merges as one piece of work: prepared, looked at, confirmed. It merges what was looked at or less, never anything else. Its progress stands in the
/// database after every pair, so that it goes on where it was after whatever interruption.
/// </summary>
public sealed class MergeRun
{
    private MergeRun() { }

    public Guid Id { get; private set; }
    public Guid StartedBy { get; private set; }
    public DateTimeOffset StartedAt { get; private set; }
    public MergeRunState State { get; private set; }
    /// <summary>From which probability on pairs without a reviewer's word are merged too; null for none.</summary>
    public double? AtLeast { get; private set; }
    /// <summary>Why all of these are one customer each, by who confirmed the run; null while nobody has.</summary>
    public string? Because { get; private set; }
    /// <summary>Pairs to be merged.</summary>
    public int Total { get; private set; }
    /// <summary>Pairs that the preview left out.</summary>
    public int LeftOut { get; private set; }
    /// <summary>Pairs beyond what one run takes: they wait for another.</summary>
    public int Beyond { get; private set; }
    public int Merged { get; private set; }
    /// <summary>Pairs that were not merged, because they are one already, or may not be.</summary>
    public int Passed { get; private set; }
    public int Undone { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public Guid? UndoneBy { get; private set; }
    /// <summary>Why all of it was taken back.</summary>
    public string? UndoneBecause { get; private set; }
    public int Version { get; private set; }

    /// <summary>Pairs that were gone through.</summary>
    public int Done => Merged + Passed;

    /// <summary>Prepares one, to be looked at.</summary>
    public static MergeRun Prepare(Guid id, Guid by, double? atLeast, int total, int leftOut, int beyond, DateTimeOffset at) =>
        new() { Id = id, StartedBy = by, StartedAt = at, State = MergeRunState.Prepared, AtLeast = atLeast, Total = total, LeftOut = leftOut, Beyond = beyond, Version = 1 };

    /// <summary>Somebody looked at it and confirms it.</summary>
    public Result<Done> Start(Guid by, string because, DateTimeOffset at)
    {
        if (State != MergeRunState.Prepared) return new RunIsNot("This run was started already.");
        if (Total == 0) return new RunIsNot("There is nothing to merge in this run.");
        (State, StartedBy, StartedAt, Because) = (MergeRunState.Running, by, at, because);
        Version++;
        return Common.Done.Value;
    }

    /// <summary>Counts one pair.</summary>
    public void Count(PairOutcome outcome)
    {
        switch (outcome)
        {
            case PairOutcome.Merged: Merged++; break;
            case PairOutcome.Passed: Passed++; break;
            case PairOutcome.Undone: Undone++; break;
            case PairOutcome.LeftOut: throw new ArgumentException("What was left out is no part of the run.", nameof(outcome));
            default: throw new ArgumentOutOfRangeException(nameof(outcome));
        }
        Version++;
    }

    /// <summary>Nothing is left to do.</summary>
    public void End(DateTimeOffset at)
    {
        (State, EndedAt) = (State == MergeRunState.Undoing ? MergeRunState.Undone : MergeRunState.Finished, at);
        Version++;
    }

    /// <summary>Stops it before its next pair.</summary>
    public Result<Done> Stop(DateTimeOffset at)
    {
        if (State != MergeRunState.Running) return new RunIsNot("This run is not going on, so it cannot be stopped.");
        (State, EndedAt) = (MergeRunState.Stopped, at);
        Version++;
        return Common.Done.Value;
    }

    /// <summary>Goes on where it was stopped.</summary>
    public Result<Done> Resume()
    {
        if (State != MergeRunState.Stopped) return new RunIsNot("Only a stopped run can go on.");
        (State, EndedAt) = (MergeRunState.Running, null);
        Version++;
        return Common.Done.Value;
    }

    /// <summary>Takes back everything that it merged.</summary>
    public Result<Done> Undo(Guid by, string because)
    {
        if (State is not (MergeRunState.Stopped or MergeRunState.Finished)) return new RunIsNot("Stop the run before you undo it.");
        (State, EndedAt, UndoneBy, UndoneBecause) = (MergeRunState.Undoing, null, by, because);
        Version++;
        return Common.Done.Value;
    }
}

/// <summary>One pair of a run, with what was shown of it: which record stays, and whose word holds where they differ.</summary>
public sealed class MergeRunPair
{
    private MergeRunPair() { }

    public Guid RunId { get; private set; }
    /// <summary>Its place, from 1.</summary>
    public int Number { get; private set; }
    public Guid LowId { get; private set; }
    public Guid HighId { get; private set; }
    /// <summary>The record that stays, once the pairs before it are merged.</summary>
    public Guid SurvivorId { get; private set; }
    /// <summary>Its version then. With another one it is not what was looked at.</summary>
    public int SurvivorVersion { get; private set; }
    public Guid OtherId { get; private set; }
    public int OtherVersion { get; private set; }
    /// <summary>0 to 1; null where nothing scored the two.</summary>
    public double? Probability { get; private set; }
    /// <summary>A reviewer called them the same.</summary>
    public bool CalledSame { get; private set; }
    public List<MergeDecision> Decisions { get; private set; } = [];
    /// <summary>Null until the run came to it.</summary>
    public PairOutcome? Outcome { get; private set; }
    /// <summary>Why it was left out or passed over; null for every other.</summary>
    public PairLeft? Why { get; private set; }
    public Guid? MergeId { get; private set; }

    /// <summary>A pair that waits.</summary>
    public static MergeRunPair Of(Guid runId, int number, CustomerPair pair, (Guid Id, int Version) survivor, (Guid Id, int Version) other, IEnumerable<MergeDecision> decisions) =>
        new()
        {
            RunId = runId, Number = number, LowId = pair.LowId, HighId = pair.HighId, SurvivorId = survivor.Id, SurvivorVersion = survivor.Version, OtherId = other.Id, OtherVersion = other.Version,
            Probability = pair.Probability, CalledSame = pair.Verdict == PairVerdict.Same, Decisions = [.. decisions],
        };

    /// <summary>The run merged it.</summary>
    public void Merged(Guid mergeId) => (Outcome, MergeId) = (PairOutcome.Merged, mergeId);

    /// <summary>The merge was taken back with the whole run.</summary>
    public void Undone() => Outcome = PairOutcome.Undone;

    /// <summary>It is not for this run, as the preview says.</summary>
    public void LeftOut(PairLeft why) => (Outcome, Why) = (PairOutcome.LeftOut, why);

    /// <summary>The run came to it and did not merge it.</summary>
    public void Passed(PairLeft why) => (Outcome, Why) = (PairOutcome.Passed, why);
}

/// <summary>The run is not in a state for that.</summary>
public sealed record RunIsNot(string Why) : Error(ErrorKind.Conflict, Why);
