using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Customers;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>A record in one line. The name is the one that was written on it last; empty where it was erased.</summary>
public sealed record RunRecord(Guid Id, string Name, DateOnly? DateOfBirth);

/// <summary>Reads records as lists show them.</summary>
internal static class RunRecords
{
    /// <summary>Each of them, by its own names, whichever record shows these now.</summary>
    public static async Task<IReadOnlyDictionary<Guid, RunRecord>> OfAsync(CustomerFirstDb db, IEnumerable<Guid> records, CancellationToken token)
    {
        var ids = records.Distinct().ToArray();
        var keys = await db.CustomerKeys.Where(k => ids.Contains(k.Key)).Select(k => k.CustomerId).Distinct().ToArrayAsync(token);
        var names = (await db.Set<CustomerName>().AsNoTracking().Where(n => keys.Contains(n.CustomerId) && ids.Contains(n.OriginId)).ToListAsync(token)).ToLookup(n => n.OriginId);
        var born = await db.Customers.Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.DateOfBirth }).ToDictionaryAsync(c => c.Id, c => c.DateOfBirth, token);
        return ids.ToDictionary(id => id, id => new RunRecord(id, names[id].OrderBy(n => n.Holds).ThenBy(n => n.From).LastOrDefault()?.Full ?? "", born.GetValueOrDefault(id)));
    }
}
