namespace CustomerFirst.Domain.Common;

/// <summary>Keys are UUID version 7 (RFC 9562), so that they sort by time and big tables can be partitioned by key.</summary>
public static class Ids
{
    /// <summary>A new key for something that happens at <paramref name="now"/>. What lies before 1970, where their count of time begins, sorts first.</summary>
    public static Guid New(DateTimeOffset now) => Guid.CreateVersion7(now < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : now);
}
