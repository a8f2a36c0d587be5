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
public sealed record ConsentView(Guid Id, ConsentPurpose Purpose, ConsentWord Word, ConsentHow How, string Wording, DateTimeOffset SaidAt, DateTimeOffset RecordedAt, string? RecordedBy, DateTimeOffset? WithdrawnAt, bool Counts)
{
    /// <summary>That it was recorded by mistake, and counts no more; null for every other.</summary>
    public StruckConsent? Struck { get; init; }
}

/// <summary>Why and by whom a word was struck out.</summary>
/// <param name="By">The name of who did; null where the account is gone.</param>
public sealed record StruckConsent(DateTimeOffset At, string? By, string Because);

/// <summary>Reads what a customer said. A statement of its own, because there may be many words, and with the customer's other facts they would multiply.</summary>
internal sealed class CustomerConsents(CustomerFirstDb db, StaffNames staff)
{
    /// <summary>Every word on every purpose, the latest first.</summary>
    public async Task<IReadOnlyList<ConsentView>> OfAsync(Guid customerId, CancellationToken token)
    {
        var words = await db.Set<CustomerConsent>().AsNoTracking().Where(c => c.CustomerId == customerId).ToListAsync(token);
        if (words.Count == 0) return [];
        var names = await staff.OfAsync(words.SelectMany(w => new Guid?[] { w.RecordedBy, w.StruckBy }), token);
        var (views, after) = (new List<ConsentView>(words.Count), new Dictionary<ConsentPurpose, CustomerConsent>());
        foreach (var word in CustomerConsent.LatestFirst(words))
        {
            var view = new ConsentView(word.Id, word.Purpose, word.Word, word.How, word.Wording, word.From, word.RecordedAt, names.GetValueOrDefault(word.RecordedBy), null, false);
            if (word is { StruckAt: { } struck, StruckBy: { } by, StruckBecause: { } because })
            {
                views.Add(view with { Struck = new StruckConsent(struck, names.GetValueOrDefault(by), because) });
                continue;
            }
            after.TryGetValue(word.Purpose, out var later);
            var takenBack = word.Word == ConsentWord.Given && later is { Word: not ConsentWord.Given } ? later.From : (DateTimeOffset?)null;
            views.Add(view with { WithdrawnAt = takenBack, Counts = later is null });
            after[word.Purpose] = word;
        }
        return views;
    }
}
