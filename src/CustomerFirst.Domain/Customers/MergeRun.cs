using CustomerFirst.Domain.Common;

namespace CustomerFirst.Domain.Customers;

/// <summary>Where a run stands.</summary>
public enum MergeRunState { Running, Stopped, Finished, Undoing, Undone }

/// <summary>What became of a pair in a run.</summary>
public enum PairOutcome { Merged, Passed, Undone }

/// <summary>
/// Many merges as one piece of work. Its progress stands in the database after every pair, so that it goes on where it was after whatever interruption.
/// </summary>
public sealed class MergeRun
{
    private MergeRun() { }

    public Guid Id { get; private set; }
    public Guid StartedBy { get; private set; }
    public DateTimeOffset StartedAt { get; private set; }
    public MergeRunState State { get; private set; }
    public int Total { get; private set; }
    public int Merged { get; private set; }
    /// <summary>Pairs that were not merged, because they are one already, or may not be.</summary>
    public int Passed { get; private set; }
    public int Undone { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public int Version { get; private set; }

    /// <summary>Pairs that were gone through.</summary>
    public int Done => Merged + Passed;

    /// <summary>Begins one.</summary>
    public static MergeRun Begin(Guid id, Guid by, int total, DateTimeOffset at) =>
        new() { Id = id, StartedBy = by, StartedAt = at, State = MergeRunState.Running, Total = total, Version = 1 };

    /// <summary>Counts one pair.</summary>
    public void Count(PairOutcome outcome)
    {
        switch (outcome)
        {
            case PairOutcome.Merged: Merged++; break;
            case PairOutcome.Passed: Passed++; break;
            case PairOutcome.Undone: Undone++; break;
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
    public Result<Done> Undo()
    {
        if (State is not (MergeRunState.Stopped or MergeRunState.Finished)) return new RunIsNot("Stop the run before you undo it.");
        (State, EndedAt) = (MergeRunState.Undoing, null);
        Version++;
        return Common.Done.Value;
    }
}

/// <summary>One pair of a run.</summary>
public sealed class MergeRunPair
{
    private MergeRunPair() { }

    public Guid RunId { get; private set; }
    /// <summary>Its place, from 1.</summary>
    public int Number { get; private set; }
    public Guid LowId { get; private set; }
    public Guid HighId { get; private set; }
    /// <summary>Null until the run came to it.</summary>
    public PairOutcome? Outcome { get; private set; }
    public Guid? MergeId { get; private set; }

    /// <summary>A pair that waits.</summary>
    public static MergeRunPair Of(Guid runId, int number, Guid low, Guid high) => new() { RunId = runId, Number = number, LowId = low, HighId = high };

    /// <summary>What became of it.</summary>
    public void Ended(PairOutcome outcome, Guid? mergeId = null) => (Outcome, MergeId) = (outcome, mergeId ?? MergeId);
}

/// <summary>The run is not in a state for that.</summary>
public sealed record RunIsNot(string Why) : Error(ErrorKind.Conflict, Why);
