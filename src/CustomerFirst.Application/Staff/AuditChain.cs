using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CustomerFirst.Domain.Common;
using Microsoft.Extensions.Configuration;

namespace CustomerFirst.Application.Staff;

/// <summary>How the audit trail is chained: what is hashed, and with which key. Sealing and verifying use the same code.</summary>
public sealed class AuditChain
{
    /// <summary>How late an entry may be saved after the moment that its id carries. What comes later was not written by the hub.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(15);

    /// <summary>
    /// An entry that was sealed this long after entries of later ids is told of as late: most take a moment, one whose save waited for others takes longer,
    /// and one that somebody put in with an earlier time, within <see cref="Margin"/>, looks like that too.
    /// </summary>
    public static readonly TimeSpan Unusual = TimeSpan.FromMinutes(1);

    /// <summary>Stands before the first seal.</summary>
    public static readonly byte[] Beginning = new byte[SHA256.HashSizeInBytes];

    /// <summary>The shortest key; anything shorter could be guessed.</summary>
    public const int ShortestKey = 32;

    /// <summary>
    /// Every column of <c>audit_entries</c> (as <c>e</c>) but the signature, as a text that PostgreSQL makes of it, so that any value that could be put there has
    /// one form. A test fails when a column is missing.
    /// </summary>
    internal const string Columns = """
        e.id::text, extract(epoch from e.at)::text, e.actor_kind, e.actor_id::text, e.action, e.record_kind, e.record_id::text, to_json(e.fields)::text, e."from", e.correlation_id,
        e.restricted_area_id::text, encode(e.values_digest, 'hex')
        """;

    /// <summary>How many columns these are.</summary>
    internal const int ColumnCount = 12;

    private readonly byte[]? _key;
    private readonly long _keyFrom;

    /// <summary>A chain.</summary>
    /// <param name="key"><c>Audit:Key</c>: with it nobody can rebuild the chain who only has the database. Null for plain hashes.</param>
    /// <param name="keyFrom"><c>Audit:KeyFrom</c>: the number of the first seal that was made with the key, where it was introduced later.</param>
    /// <exception cref="ArgumentException">The key is too short.</exception>
    public AuditChain(string? key, long keyFrom = 1)
    {
        if (!string.IsNullOrEmpty(key) && key.Length < ShortestKey) throw new ArgumentException($"Audit:Key must have {ShortestKey} characters or more.", nameof(key));
        (_key, _keyFrom) = (string.IsNullOrEmpty(key) ? null : Encoding.UTF8.GetBytes(key), keyFrom);
    }

    /// <summary>The chain that a configuration asks for; without any, plain hashes.</summary>
    public static AuditChain Configured(IConfiguration? configuration) => new(configuration?["Audit:Key"], configuration?.GetValue<long?>("Audit:KeyFrom") ?? 1);

    /// <summary>SHA-256 over the columns, each with its length before it, so that no two different rows can be written the same way.</summary>
    internal static byte[] HashOf(ReadOnlySpan<string?> columns)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var column in columns)
        {
            var bytes = column is null ? null : Encoding.UTF8.GetBytes(column);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes?.Length ?? -1);
            hash.AppendData(length);
            if (bytes is not null) hash.AppendData(bytes);
        }
        return hash.GetHashAndReset();
    }

    /// <summary>Begins the hash of a seal; append its entries' hashes in order, then take it.</summary>
    internal IncrementalHash Begin(long number, DateTimeOffset sealedAt, ReadOnlySpan<byte> previous)
    {
        var hash = _key is not null && number >= _keyFrom ? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key) : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> numbers = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(numbers, number);
        BinaryPrimitives.WriteInt64BigEndian(numbers[8..], Microseconds(sealedAt));
        hash.AppendData(previous);
        hash.AppendData(numbers);
        return hash;
    }

    /// <summary>A moment as precisely as PostgreSQL keeps it.</summary>
    internal static DateTimeOffset Kept(DateTimeOffset time) => new(time.UtcTicks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    /// <summary>How far a seal reached: the time of its last id, unless somebody put in one of a time to come, after which nothing genuine would come.</summary>
    internal static DateTimeOffset Reached(Guid upTo, DateTimeOffset sealedAt) => Ids.TimeOf(upTo) is var time && time < sealedAt ? time : sealedAt;

    /// <summary>Whether an entry of this id can have been saved when the entries before it in the chain were already sealed.</summary>
    /// <param name="reached">How far the seal before reached; null for the first.</param>
    internal static bool CouldFollow(Guid id, DateTimeOffset? reached) => reached is not { } last || Ids.TimeOf(id) >= last - Margin;

    /// <summary>Whether an entry of this id came unusually late after those already sealed; see <see cref="Unusual"/>.</summary>
    internal static bool CameLate(Guid id, DateTimeOffset? reached) => reached is { } last && Ids.TimeOf(id) < last - Unusual;

    private static long Microseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
