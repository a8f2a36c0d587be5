using System.Buffers.Binary;

namespace CustomerFirst.Domain.Common;

/// <summary>Keys are UUID version 7 (RFC 9562), so that they sort by time and big tables can be partitioned by key.</summary>
public static class Ids
{
    /// <summary>A new key for something that happens at <paramref name="now"/>. What lies before 1970, where their count of time begins, sorts first.</summary>
    public static Guid New(DateTimeOffset now) => Guid.CreateVersion7(now < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : now);

    // The 48 bits of a key reach beyond the year 9999, where the calendar of .NET ends; only a key that somebody tampered with lies there.
    private static readonly long s_last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The moment that a key of version 7 carries, to the millisecond; the end of the year 9999 for whatever lies beyond.</summary>
    public static DateTimeOffset TimeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(s_last, ((long)BinaryPrimitives.ReadUInt32BigEndian(bytes) << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes[4..])));
    }

    /// <summary>Smaller than every key of <paramref name="time"/> or later, and larger than every one before: the bound of a range of keys.</summary>
    public static Guid FirstAt(DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, time.ToUnixTimeMilliseconds()) << 16);
        return new Guid(bytes, bigEndian: true);
    }
}
