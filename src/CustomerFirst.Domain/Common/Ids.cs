using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CustomerFirst.Domain.Common;

/// <summary>
/// Keys are UUID version 7 (RFC 9562), so that they sort by time and big tables can be partitioned by key. Those that one program makes for the same
/// millisecond sort in the order in which it made them: what happens at one moment is raised, answered and resolved in the order of its keys.
/// </summary>
public static class Ids
{
    // RFC 9562, 6.2, method 1: 42 bits of a count stand behind the time, 32 random ones behind them. The count begins anywhere, so that a key does not tell how many
    // there are, and low enough never to come to its end.
    private static long s_made = RandomNumberGenerator.GetInt32(int.MaxValue) * 1024L;

    /// <summary>A new key for something that happens at <paramref name="now"/>. What lies before 1970, where their count of time begins, sorts first.</summary>
    public static Guid New(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : now).TryWriteBytes(bytes, bigEndian: true, out _);
        var made = Interlocked.Increment(ref s_made);
        // The upper 4 bits of the seventh byte are the version, the upper 2 of the ninth the variant.
        (bytes[6], bytes[7]) = ((byte)(0x70 | ((made >> 38) & 0x0F)), (byte)(made >> 30));
        (bytes[8], bytes[9], bytes[10], bytes[11]) = ((byte)(0x80 | ((made >> 24) & 0x3F)), (byte)(made >> 16), (byte)(made >> 8), (byte)made);
        return new Guid(bytes, bigEndian: true);
    }

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
