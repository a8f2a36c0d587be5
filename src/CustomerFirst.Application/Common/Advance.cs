namespace CustomerFirst.Application.Common;

/// <summary>How far a long piece of work has come; handed to an <see cref="IProgress{T}"/> a few times a second at most.</summary>
/// <param name="Step">What is being done, for people: "Reading the postcodes".</param>
/// <param name="Done">Units done in this step.</param>
/// <param name="Total">Units of this step; null while nobody knows.</param>
public readonly record struct Advance(string Step, long Done, long? Total = null)
{
    /// <summary>Rows that are saved and stay so, whatever happens next; null where the work does not say.</summary>
    public long? Saved { get; init; }
}
