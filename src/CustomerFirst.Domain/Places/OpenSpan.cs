namespace CustomerFirst.Domain.Places;

/// <summary>A stretch of real time in which a calendar is open: from <paramref name="Opens"/> up to, not including, <paramref name="Closes"/>, both in UTC.</summary>
public readonly record struct OpenSpan(DateTimeOffset Opens, DateTimeOffset Closes)
{
    /// <summary>Real time between the two.</summary>
    public TimeSpan Length => Closes - Opens;
}
