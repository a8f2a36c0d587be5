using System.Data;
using System.Globalization;
using System.Security.Cryptography;
using CustomerFirst.Application.Common;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace CustomerFirst.Application.Staff;

/// <summary>One reading of the whole chain, in the order in which it was made, a thousand seals at a time.</summary>
internal sealed class AuditReading(CustomerFirstDb db, AuditChain chain, AuditSigner signer, IProgress<Advance>? progress) : IAsyncDisposable
{
    private const int SealsAtOnce = 1000;
    private const int ProgressEvery = 5000;
    // The id and the time of an entry are taken from one look at the clock.
    private static readonly TimeSpan s_sameLook = TimeSpan.FromSeconds(1);

    private readonly List<AuditProblem> _problems = [];
    private readonly List<Guid> _lateEntries = [];
    private IDbContextTransaction? _transaction;
    private long _problemCount, _entries, _seals, _total, _late;
    private byte[] _previous = AuditChain.Beginning;
    private long _lastNumber;
    private DateTimeOffset? _reached;
    private DateTimeOffset? _headAt, _signedFrom;
    private bool _expectedSeen;

    private sealed record Seal(long Number, DateTimeOffset At, int Entries, byte[] Previous, byte[] Hash);

    /// <summary>Reads everything.</summary>
    public async Task<AuditVerification> VerifyAsync(string? expect, CancellationToken token)
    {
        // One snapshot for all statements: what is written meanwhile neither helps nor harms.
        _transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, token);
        _total = await CountAsync("select coalesce(sum(entries), 0)::bigint from audit_seals", token);
        _signedFrom = await db.Set<Installation>().Select(i => i.EntriesSignedFrom).SingleAsync(token);
        var expected = expect is null ? null : Convert.FromHexString(expect);
        while (await SealsAsync(token) is { Count: > 0 } seals)
        {
            await ReadAsync(seals, token);
            _expectedSeen |= expected is not null && seals.Any(s => s.Hash.AsSpan().SequenceEqual(expected));
        }
        await StrayLinksAsync(token);
        var pending = await UnsealedAsync(token);
        await StrayValuesAsync(token);
        if (expected is not null && !_expectedSeen) Found(AuditProblemKind.HeadMissing, "The expected hash is not in the chain: the chain was cut short or made anew.");
        return new AuditVerification(_entries, _seals, pending, _seals == 0 ? null : Convert.ToHexStringLower(_previous), _headAt, _problems, _problemCount) { Late = _late, LateEntries = _lateEntries };
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null) await _transaction.DisposeAsync();
    }

    private void Found(AuditProblemKind kind, string message, long? seal = null, Guid? entry = null)
    {
        if (_problemCount++ < AuditVerification.MostProblems) _problems.Add(new AuditProblem(kind, message, seal, entry));
    }

    private async Task<List<Seal>> SealsAsync(CancellationToken token)
    {
        var seals = new List<Seal>();
        await using var command = Command($"select number, sealed_at, entries, previous_hash, hash from audit_seals where number > $1 order by number limit {SealsAtOnce}", _lastNumber);
        await using var rows = await command.ExecuteReaderAsync(token);
        while (await rows.ReadAsync(token))
            seals.Add(new Seal(rows.GetInt64(0), new DateTimeOffset(rows.GetDateTime(1), TimeSpan.Zero), rows.GetInt32(2), rows.GetFieldValue<byte[]>(3), rows.GetFieldValue<byte[]>(4)));
        return seals;
    }

    private async Task ReadAsync(List<Seal> seals, CancellationToken token)
    {
        await using var command = Command($"""
            select l.seal_number, l.position, l.entry_id, l.entry_hash, e.id is null, v.salt, v.values, e.signature, {AuditChain.Columns}
              from audit_links l left join audit_entries e on e.id = l.entry_id left join audit_values v on v.entry_id = l.entry_id
             where l.seal_number between $1 and $2 order by l.seal_number, l.position
            """, seals[0].Number, seals[^1].Number);
        await using var rows = await command.ExecuteReaderAsync(token);
        var more = await rows.ReadAsync(token);
        foreach (var seal in seals)
        {
            if (seal.Number != _lastNumber + 1)
                Found(AuditProblemKind.SealRemoved, seal.Number == _lastNumber + 2 ? $"Seal {_lastNumber + 1} is gone." : $"Seals {_lastNumber + 1} to {seal.Number - 1} are gone.", _lastNumber + 1);
            // Links of no seal stand between: they are counted at the end.
            while (more && rows.GetInt64(0) < seal.Number) more = await rows.ReadAsync(token);
            using var hash = chain.Begin(seal.Number, seal.At, seal.Previous);
            var (next, upTo) = (0, (Guid?)null);
            for (; more && rows.GetInt64(0) == seal.Number; more = await rows.ReadAsync(token))
            {
                if (rows.GetInt32(1) != next) Found(AuditProblemKind.EntryRemoved, $"Seal {seal.Number} lacks its entry at place {next}.", seal.Number);
                next = rows.GetInt32(1) + 1;
                hash.AppendData(rows.GetFieldValue<byte[]>(3));
                upTo = rows.GetGuid(2);
                Entry(rows, seal);
            }
            Check(seal, next, hash);
            (_previous, _lastNumber, _headAt) = (seal.Hash, seal.Number, seal.At);
            if (upTo is { } last) _reached = AuditChain.Reached(last, seal.At);
            _seals++;
        }
    }

    private void Check(Seal seal, int entries, IncrementalHash hash)
    {
        if (entries < seal.Entries) Found(AuditProblemKind.EntryRemoved, $"Seal {seal.Number} lacks {seal.Entries - entries} of its {seal.Entries} entries at its end.", seal.Number);
        else if (entries > seal.Entries) Found(AuditProblemKind.EntryInserted, $"Seal {seal.Number} has more entries than when it was made.", seal.Number);
        // After a gap the seal before is not there to compare with; the gap has been told.
        if (_lastNumber + 1 == seal.Number && !seal.Previous.AsSpan().SequenceEqual(_previous)) Found(AuditProblemKind.SealAltered, $"Seal {seal.Number} does not follow the one before.", seal.Number);
        if (!CryptographicOperations.FixedTimeEquals(hash.GetHashAndReset(), seal.Hash)) Found(AuditProblemKind.SealAltered, $"Seal {seal.Number} is not what it was: its number, time, entries or their order were altered, or another key was used.", seal.Number);
    }

    private void Entry(NpgsqlDataReader rows, Seal seal)
    {
        if (++_entries % ProgressEvery == 0) progress?.Report(new Advance("Verifying the audit trail", _entries, _total));
        var id = rows.GetGuid(2);
        if (rows.GetBoolean(4))
        {
            Found(AuditProblemKind.EntryRemoved, $"Entry {id} of seal {seal.Number} is gone.", seal.Number, id);
            return;
        }
        var (columns, signature) = (Columns(rows, 8), rows.IsDBNull(7) ? null : rows.GetFieldValue<byte[]>(7));
        if (!AuditChain.HashOf(columns).AsSpan().SequenceEqual(rows.GetFieldValue<byte[]>(3)))
            Found(AuditProblemKind.EntryAltered, $"Entry {id} of seal {seal.Number} is not what it was when it was sealed.", seal.Number, id);
        else if (!IsOurs(id, columns, signature))
            Found(AuditProblemKind.EntryInserted, $"Entry {id} of seal {seal.Number} was not written by the hub as it stands.", seal.Number, id);
        else if (!AuditChain.CouldFollow(id, _reached) || !SameLook(id, columns[1]))
            Found(AuditProblemKind.EntryInserted, $"Entry {id} of seal {seal.Number} was put in later than its time says.", seal.Number, id);
        else if (signature is null && AuditChain.CameLate(id, _reached) && _late++ < AuditVerification.MostProblems)
            _lateEntries.Add(id);
        if (!rows.IsDBNull(5) && columns[^1] != Convert.ToHexStringLower(AuditTrail.Digest(rows.GetFieldValue<byte[]>(5), rows.GetString(6))))
            Found(AuditProblemKind.ValueAltered, $"The values of entry {id} are not those that were written with it.", seal.Number, id);
    }

    private static string?[] Columns(NpgsqlDataReader rows, int first)
    {
        var columns = new string?[AuditChain.ColumnCount];
        for (var i = 0; i < columns.Length; i++) columns[i] = rows.IsDBNull(first + i) ? null : rows.GetString(first + i);
        return columns;
    }

    private bool IsOurs(Guid id, string?[] columns, byte[]? signature) => signature is null ? AuditSigner.IsOlder(id, _signedFrom) : signer.IsGenuine(columns, signature);

    private static bool SameLook(Guid id, string? seconds) =>
        decimal.TryParse(seconds, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var at)
        && Math.Abs(at - Ids.TimeOf(id).ToUnixTimeMilliseconds() / 1000m) <= (decimal)s_sameLook.TotalSeconds;

    private async Task StrayLinksAsync(CancellationToken token)
    {
        // Where the last seals are gone no later number shows it, but their links do. Those of a gap have been told.
        await using var command = Command("select l.seal_number, count(*) from audit_links l where (l.seal_number > $1 or l.seal_number < 1) and not exists (select from audit_seals s where s.number = l.seal_number) group by 1 order by 1", _lastNumber);
        await using var rows = await command.ExecuteReaderAsync(token);
        while (await rows.ReadAsync(token)) Found(AuditProblemKind.SealRemoved, $"Seal {rows.GetInt64(0)}, which had {rows.GetInt64(1)} entries, is gone.", rows.GetInt64(0));
    }

    // Entries too young to be sealed are pending; older ones were never seen when their time came.
    private async Task<long> UnsealedAsync(CancellationToken token)
    {
        var pending = 0L;
        await using var command = Command($"select e.id, e.signature, {AuditChain.Columns} from audit_entries e where not exists (select from audit_links l where l.entry_id = e.id)");
        await using var rows = await command.ExecuteReaderAsync(token);
        while (await rows.ReadAsync(token))
        {
            var id = rows.GetGuid(0);
            if (!IsOurs(id, Columns(rows, 2), rows.IsDBNull(1) ? null : rows.GetFieldValue<byte[]>(1))) Found(AuditProblemKind.EntryInserted, $"Entry {id}, which is not sealed yet, was not written by the hub as it stands.", null, id);
            else if (AuditChain.CouldFollow(id, _reached)) pending++;
            else Found(AuditProblemKind.EntryInserted, $"Entry {id} was put in later than its time says, and was never sealed.", null, id);
        }
        return pending;
    }

    private async Task StrayValuesAsync(CancellationToken token)
    {
        await using var command = Command("select v.entry_id from audit_values v left join audit_entries e on e.id = v.entry_id where e.values_digest is null");
        await using var rows = await command.ExecuteReaderAsync(token);
        while (await rows.ReadAsync(token)) Found(AuditProblemKind.ValueAltered, $"There are values for entry {rows.GetGuid(0)}, which was written without any or is not there.", null, rows.GetGuid(0));
    }

    private async Task<long> CountAsync(string sql, CancellationToken token)
    {
        await using var command = Command(sql);
        return (long)(await command.ExecuteScalarAsync(token))!;
    }

    private NpgsqlCommand Command(string sql, params long[] numbers)
    {
        var command = (NpgsqlCommand)db.Database.GetDbConnection().CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 0);
        foreach (var number in numbers) command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
        return command;
    }
}
