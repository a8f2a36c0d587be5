using CustomerFirst.Application.Database;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Customers;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>One word of a customer on a purpose.</summary>
/// <param name="Wording">What the customer was told or signed.</param>
/// <param name="RecordedBy">The name of who recorded it; null where the account is gone.</param>
/// <param name="WithdrawnAt">When consent that was given was taken back; null while it holds, and for every other word.</param>
/// <param name="Counts">It is the latest on its purpose.</param>
public sealed record ConsentView(ConsentPurpose Purpose, ConsentWord Word, ConsentHow How, string Wording, DateTimeOffset SaidAt, DateTimeOffset RecordedAt, string? RecordedBy, DateTimeOffset? WithdrawnAt, bool Counts);

/// <summary>Reads what a customer said. A statement of its own, because there may be many words, and with the customer's other facts they would multiply.</summary>
internal sealed class CustomerConsents(CustomerFirstDb db)
{
    /// <summary>Every word on every purpose, the latest first.</summary>
    public async Task<IReadOnlyList<ConsentView>> OfAsync(Guid customerId, CancellationToken token)
    {
        var rows = await db.Set<CustomerConsent>().AsNoTracking().Where(c => c.CustomerId == customerId).Select(c => new
        {
            Word = c,
            By = db.Users.Where(u => u.Id == c.RecordedBy).Select(u => u.DisplayName).FirstOrDefault() ?? db.Set<ApiClient>().Where(a => a.Id == c.RecordedBy).Select(a => a.Name).FirstOrDefault(),
        }).ToListAsync(token);
        if (rows.Count == 0) return [];
        var by = rows.ToDictionary(r => r.Word.Id, r => r.By);
        var (views, after) = (new List<ConsentView>(rows.Count), new Dictionary<ConsentPurpose, CustomerConsent>());
        foreach (var word in CustomerConsent.LatestFirst(rows.Select(r => r.Word)))
        {
            after.TryGetValue(word.Purpose, out var later);
            var takenBack = word.Word == ConsentWord.Given && later is { Word: not ConsentWord.Given } ? later.From : (DateTimeOffset?)null;
            views.Add(new ConsentView(word.Purpose, word.Word, word.How, word.Wording, word.From, word.RecordedAt, by[word.Id], takenBack, later is null));
            after[word.Purpose] = word;
        }
        return views;
    }
}
