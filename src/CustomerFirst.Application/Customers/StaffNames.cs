using CustomerFirst.Application.Database;
using CustomerFirst.Application.Staff;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>Names of members of staff and of API clients, for saying who did something.</summary>
internal sealed class StaffNames(CustomerFirstDb db)
{
    /// <summary>Those that are there; who is gone is left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> OfAsync(IEnumerable<Guid?> ids, CancellationToken token)
    {
        var asked = ids.OfType<Guid>().Distinct().ToArray();
        if (asked.Length == 0) return new Dictionary<Guid, string>();
        var names = await db.Users.Where(u => asked.Contains(u.Id)).Select(u => new { u.Id, Name = u.DisplayName }).ToListAsync(token);
        if (names.Count < asked.Length) names.AddRange(await db.Set<ApiClient>().Where(c => asked.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToListAsync(token));
        return names.ToDictionary(n => n.Id, n => n.Name);
    }
}
