using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>Every merge that concerned a customer, by any of their keys: those that hold, and those that were undone.</summary>
[Needs(Permission.MergeCustomers)]
public sealed record ListMergesQuery(Guid CustomerId) : IQuery<CustomerMerges>;

/// <summary>The merges, the latest first; at most 200.</summary>
/// <param name="CustomerId">The record that answers to the key.</param>
/// <param name="Version">Of that record.</param>
public sealed record CustomerMerges(Guid CustomerId, int Version, string Name, IReadOnlyList<MergeRow> Merges) : IShowsRecords
{
    /// <inheritdoc />
    public IEnumerable<SeenRecord> Seen => [new SeenRecord(RecordKind.Customer, CustomerId, ["merges"])];
}

/// <summary>A merge.</summary>
/// <param name="RunId">The run that merged it among many; null when it was merged by itself.</param>
/// <param name="Because">Null where it was erased.</param>
/// <param name="Verdict">What is said of the two records now.</param>
public sealed record MergeRow(Guid MergeId, RunRecord Survivor, RunRecord Other, DateTimeOffset At, string? By, string? Because, Guid? RunId, DateTimeOffset? UndoneAt, string? UndoneBy, string? UndoneBecause,
    PairVerdict? Verdict, bool CanBeUndone);

internal sealed class ListMergesHandler(CustomerFirstDb db, StaffNames staff, CurrentActor current) : IRequestHandler<ListMergesQuery, Result<CustomerMerges>>
{
    private const int Most = 200;

    public async Task<Result<CustomerMerges>> Handle(ListMergesQuery request, CancellationToken cancellationToken)
    {
        if (await db.RecordOfAsync(request.CustomerId, cancellationToken) is not { } id) return new NotFound("customer");
        var record = await db.Customers.AsNoTracking().Where(c => c.Id == id).Select(c => new { c.Version, c.Erasure }).FirstAsync(cancellationToken);
        if (CustomerRecords.Refusal(record.Erasure, current.Actor) is { } refusal) return refusal;
        var merges = await db.Set<CustomerMerge>().AsNoTracking().Where(m => db.KeysOf(id).Contains(m.SurvivorId) || db.KeysOf(id).Contains(m.OtherId)).Include(m => m.Values)
            .OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(Most).ToListAsync(cancellationToken);
        var records = await RunRecords.OfAsync(db, merges.SelectMany(m => new[] { m.SurvivorId, m.OtherId }).Append(id), cancellationToken);
        var names = await staff.OfAsync(merges.SelectMany(m => new Guid?[] { m.By, m.UndoneBy }), cancellationToken);
        var (ones, others) = (merges.Select(m => m.SurvivorId).ToArray(), merges.Select(m => m.OtherId).ToArray());
        var verdicts = (await db.Set<CustomerPair>().AsNoTracking().Where(p => (ones.Contains(p.LowId) && others.Contains(p.HighId)) || (others.Contains(p.LowId) && ones.Contains(p.HighId)))
            .Select(p => new { p.LowId, p.HighId, p.Verdict }).ToListAsync(cancellationToken)).ToDictionary(p => (p.LowId, p.HighId), p => p.Verdict);
        return new CustomerMerges(id, record.Version, records[id].Name, [.. merges.Select(m => new MergeRow(m.Id, records[m.SurvivorId], records[m.OtherId], m.At, names.GetValueOrDefault(m.By), m.Values?.Because, m.RunId,
            m.UndoneAt, m.UndoneBy is { } by ? names.GetValueOrDefault(by) : null, m.Values?.UndoneBecause, verdicts.GetValueOrDefault(CustomerPair.Ordered(m.SurvivorId, m.OtherId)),
            m is { Active: true, FinalSince: null, Values: not null }))]);
    }
}
