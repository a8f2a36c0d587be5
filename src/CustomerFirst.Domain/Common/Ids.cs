namespace CustomerFirst.Domain.Common;

/// <summary>Keys are UUID version 7 (RFC 9562), so that they sort by time and big tables can be partitioned by key.</summary>
public static class Ids
{
    /// <summary>A new key for something that happens at <paramref name="now"/>.</summary>
    public static Guid New(DateTimeOffset now) => Guid.CreateVersion7(now);
}
