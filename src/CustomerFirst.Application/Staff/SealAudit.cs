using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerFirst.Application.Staff;

/// <summary>
/// Chains the audit entries that are not chained yet, one batch at a time. One node seals at a time, the others leave it to that one; nobody who
/// writes entries waits. Send it again at once while <see cref="SealedAudit.More"/>.
/// </summary>
[Needs(Permission.RunJobs)]
public sealed record SealAuditCommand : ICommand<SealedAudit>;

/// <summary>What was sealed.</summary>
/// <param name="More">The batch was full: there are probably more.</param>
public sealed record SealedAudit(int Entries, bool More);

internal sealed class SealAuditHandler(CustomerFirstDb db, AuditChain chain, TimeProvider time) : IRequestHandler<SealAuditCommand, Result<SealedAudit>>
{
    /// <summary>Entries of one seal.</summary>
    internal const int Batch = 5000;

    // Any number that nothing else locks.
    private const long Lock = 0x0A5D_17C4_A1B2;
    // Nearly every entry is visible a moment after the time in its id. Only once a minute are those looked for that took longer.
    private static readonly TimeSpan s_usual = TimeSpan.FromSeconds(20);

    public async Task<Result<SealedAudit>> Handle(SealAuditCommand request, CancellationToken cancellationToken)
    {
        // Ended by the pipeline, which saves the seal in it.
        await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await db.Database.SqlQuery<bool>($"select pg_try_advisory_xact_lock({Lock}) as \"Value\"").SingleAsync(cancellationToken)) return new SealedAudit(0, false);

        var now = AuditChain.Kept(time.GetUtcNow());
        var last = await db.Set<AuditSeal>().AsNoTracking().OrderByDescending(s => s.Number).FirstOrDefaultAsync(cancellationToken);
        var from = Guid.Empty;
        if (last is not null)
        {
            var upTo = await db.Set<AuditLink>().Where(l => l.SealNumber == last.Number).OrderByDescending(l => l.Position).Select(l => l.EntryId).FirstOrDefaultAsync(cancellationToken);
            var thorough = now.UtcTicks / TimeSpan.TicksPerMinute != last.SealedAt.UtcTicks / TimeSpan.TicksPerMinute;
            from = Ids.FirstAt(AuditChain.Reached(upTo, last.SealedAt) - (thorough ? AuditChain.Margin : s_usual));
        }
        var entries = await UnsealedAsync(from, cancellationToken);
        if (entries.Count == 0) return new SealedAudit(0, false);

        // A number that only links have was that of a seal which is gone: it stays a gap, which every check names.
        var number = Math.Max(last?.Number ?? 0, await db.Set<AuditLink>().MaxAsync(l => (long?)l.SealNumber, cancellationToken) ?? 0) + 1;
        var previous = last?.Hash ?? AuditChain.Beginning;
        using var hash = chain.Begin(number, now, previous);
        foreach (var (_, entryHash) in entries) hash.AppendData(entryHash);
        db.Add(new AuditSeal { Number = number, SealedAt = now, Entries = entries.Count, PreviousHash = previous, Hash = hash.GetHashAndReset() });
        await db.CopyAsync(entries.Select((entry, position) => new AuditLink { EntryId = entry.Id, SealNumber = number, Position = position, EntryHash = entry.Hash }), cancellationToken);
        return new SealedAudit(entries.Count, entries.Count == Batch);
    }

    private async Task<List<(Guid Id, byte[] Hash)>> UnsealedAsync(Guid from, CancellationToken token)
    {
        await using var command = (NpgsqlCommand)db.Database.GetDbConnection().CreateCommand();
        // The ids of both tables are compared as two sets, read in their order: most of the entries in the range are sealed already, and looking up the link of each
        // cost four times as much where PostgreSQL did not know yet how many there were.
        command.CommandText = $"""
            select e.id, {AuditChain.Columns} from audit_entries e
            where e.id = any(array(
                select i.id from audit_entries i where i.id >= $1
                except select l.entry_id from audit_links l where l.entry_id >= $1
                order by 1 limit {Batch}))
            order by e.id
            """;
        command.Parameters.Add(new NpgsqlParameter { Value = from });
        var entries = new List<(Guid, byte[])>();
        var columns = new string?[AuditChain.ColumnCount];
        await using var rows = await command.ExecuteReaderAsync(token);
        while (await rows.ReadAsync(token))
        {
            for (var i = 0; i < columns.Length; i++) columns[i] = rows.IsDBNull(i + 1) ? null : rows.GetString(i + 1);
            entries.Add((rows.GetGuid(0), AuditChain.HashOf(columns)));
        }
        return entries;
    }
}
