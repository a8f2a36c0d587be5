using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using Npgsql;

namespace CustomerFirst.Application.Staff;

/// <summary>
/// Signs each entry of the audit trail as it is written, with a key of the installation, so that a row that somebody else put in is told from the hub's own at once
/// and whatever its time. The key is made from one that stands in the database: who has that and knows how can sign too (the chain's <c>Audit:Key</c> is what they lack).
/// </summary>
public sealed class AuditSigner(NpgsqlDataSource database)
{
    // Half of SHA-256: nobody guesses it, and the trail is the largest table there is.
    private const int Length = 16;
    private const int At = 1, Fields = 7;
    private const decimal MicrosecondsPerSecond = 1_000_000;

    private readonly Lazy<byte[]> _key = new(() =>
    {
        using var command = database.CreateCommand("select reference_key from installation");
        return HMACSHA256.HashData((byte[])command.ExecuteScalar()!, "entries of the audit trail"u8);
    }, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The signature of an entry: 16 bytes.</summary>
    public byte[] Sign(AuditEntry entry) => Sign(
    [
        entry.Id.ToString(), Microseconds(entry.At), entry.ActorKind, entry.ActorId.ToString(), entry.Action, entry.RecordKind.Code(), entry.RecordId?.ToString(), JsonSerializer.Serialize(entry.Fields),
        entry.From, entry.CorrelationId, entry.RestrictedAreaId?.ToString(), entry.ValuesDigest is { } digest ? Convert.ToHexStringLower(digest) : null,
    ]);

    /// <summary>Whether the hub wrote an entry as it stands.</summary>
    /// <param name="signedFrom"><see cref="Database.Installation.EntriesSignedFrom"/>.</param>
    internal bool IsGenuine(AuditEntry entry, DateTimeOffset? signedFrom) => entry.Signature is { } signature ? CryptographicOperations.FixedTimeEquals(Sign(entry), signature) : IsOlder(entry.Id, signedFrom);

    /// <summary>Whether an entry is older than signatures, and has none. Whether it is where its time says has to be asked besides.</summary>
    internal static bool IsOlder(Guid id, DateTimeOffset? signedFrom) => Ids.TimeOf(id) < signedFrom;

    /// <summary>Whether the hub wrote an entry as it stands.</summary>
    /// <param name="columns">The texts of <see cref="AuditChain.Columns"/>.</param>
    internal bool IsGenuine(string?[] columns, byte[] signature)
    {
        // PostgreSQL writes these two otherwise than .NET.
        if (!decimal.TryParse(columns[At], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)) return false;
        string?[] signed = [.. columns];
        signed[At] = ((long)(seconds * MicrosecondsPerSecond)).ToString(CultureInfo.InvariantCulture);
        try
        {
            signed[Fields] = columns[Fields] is { } fields ? JsonSerializer.Serialize(JsonSerializer.Deserialize<string?[]>(fields)) : null;
        }
        catch (JsonException)
        {
            return false;
        }
        return CryptographicOperations.FixedTimeEquals(Sign(signed), signature);
    }

    private byte[] Sign(ReadOnlySpan<string?> columns) => HMACSHA256.HashData(_key.Value, AuditChain.HashOf(columns))[..Length];

    private static string Microseconds(DateTimeOffset time) => ((time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);
}
