using CustomerFirst.Application.Common;
using CustomerFirst.Application.Customers.Linking;
using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>The council's own records of people as they came, merged ones as the two that they were: what one person's records differ by is to be seen in those above all.</summary>
internal sealed class CouncilPeople
{
    private const int Reported = 20_000;

    // As HeldRow, but of the record that each fact came with; without identifiers, of which only those of one kind can be compared. A million rows are read in one go, once in a long while.
    private const string Sql = $"""
        select c.id as "Id", c.kind as "Kind", c.date_of_birth as "Born", n.facts as "Names", p.facts as "Points", a.facts as "Addresses", null as "Identifiers", c.version as "Version" from customers c
        left join (select f.origin_id, {HeldRow.NamesOfRows}::text as facts from customer_names f where {HeldRow.AreFacts} group by 1) n on n.origin_id = c.id
        left join (select f.origin_id, {HeldRow.PointsOfRows}::text as facts from contact_points f where {HeldRow.AreFacts} group by 1) p on p.origin_id = c.id
        left join (select f.origin_id, {HeldRow.AddressesOfRows}::text as facts from customer_addresses f where {HeldRow.AreFacts} group by 1) a on a.origin_id = c.id
        where c.erasure = 'active' and c.kind = 'person' and n.facts is not null
        """;

    private CouncilPeople(People people, Dictionary<Guid, int> rows) => (People, Rows) = (people, rows);

    /// <summary>The records.</summary>
    public People People { get; }

    /// <summary>Where each record stands among them.</summary>
    public IReadOnlyDictionary<Guid, int> Rows { get; }

    /// <summary>Reads them all.</summary>
    public static async Task<CouncilPeople> ReadAsync(CustomerFirstDb db, IProgress<Advance> progress, CancellationToken token)
    {
        var (people, rows) = (new People(), new Dictionary<Guid, int>());
        await foreach (var row in db.Database.SqlQueryRaw<HeldRow>(Sql).AsAsyncEnumerable().WithCancellation(token))
        {
            rows[row.Id] = people.Records.Count;
            people.Add(row.Read().Profile.Facts());
            if (rows.Count % Reported == 0) progress.Report(new Advance("Reading customers", rows.Count));
        }
        return new CouncilPeople(people, rows);
    }

    /// <summary>What reviewers decided of pairs of these records: where they stand, and whether they are one person's.</summary>
    public async Task<IReadOnlyList<(int A, int B, bool Same)>> DecidedAsync(CustomerFirstDb db, CancellationToken token)
    {
        var decided = await db.Set<CustomerPair>().AsNoTracking().Where(p => p.Verdict == PairVerdict.Same || p.Verdict == PairVerdict.Different).Select(p => new { p.LowId, p.HighId, Same = p.Verdict == PairVerdict.Same }).ToListAsync(token);
        return [.. decided.Where(p => Rows.ContainsKey(p.LowId) && Rows.ContainsKey(p.HighId)).Select(p => (Rows[p.LowId], Rows[p.HighId], p.Same))];
    }
}
