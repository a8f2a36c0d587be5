using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerFirst.Application.Customers;

/// <summary>Counts how common names and words of addresses are among the council's own customers, and forgets words that nobody has any more. Matching weighs names by it. Safe to run at any time, and again.</summary>
/// <param name="WhenDue">Only when they were not counted for a day.</param>
[Needs(Permission.RunJobs)]
public sealed record LearnNamesCommand(bool WhenDue = false) : ICommand<NamesLearnt>, ITakesLong;

/// <summary>What was counted.</summary>
public sealed record NamesLearnt(int Customers, int Words, DateTimeOffset At);

internal sealed class LearnNamesHandler(CustomerFirstDb db, KnownWords words, AfterSave after, AuditTrail audit, TimeProvider time) : IRequestHandler<LearnNamesCommand, Result<NamesLearnt>>
{
    private static readonly TimeSpan s_due = TimeSpan.FromHours(20);

    private sealed class Count
    {
        public int Given, Family, Place;
    }

    public async Task<Result<NamesLearnt>> Handle(LearnNamesCommand request, CancellationToken cancellationToken)
    {
        await db.Database.BeginTransactionAsync(cancellationToken);
        // One at a time; two nodes would only do the same twice.
        await db.Database.ExecuteSqlRawAsync("select pg_advisory_xact_lock(hashtext('customer_words')::bigint)", cancellationToken);
        if (request.WhenDue && await db.Set<WordCount>().AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } before && before.At > time.GetUtcNow() - s_due) return new NamesLearnt(before.Customers, 0, before.At);
        var last = await db.Set<CustomerWord>().MaxAsync(w => (long?)w.Number, cancellationToken) ?? 0;
        var counts = new Dictionary<string, Count>(StringComparer.Ordinal);
        await NamesAsync(counts, cancellationToken);
        await PlacesAsync(counts, cancellationToken);
        var customers = await db.Customers.CountAsync(c => c.Erasure == ErasureState.Active && c.MergedIntoId == null, cancellationToken);
        var at = time.GetUtcNow();
        await KeepAsync(counts, last, customers, at, cancellationToken);
        audit.Did(RecordKind.Customer, null, "words");
        after.Do(words.Forget);
        return new NamesLearnt(customers, counts.Count, at);
    }

    private async Task NamesAsync(Dictionary<string, Count> counts, CancellationToken token)
    {
        await foreach (var name in db.Set<CustomerName>().AsNoTracking().Where(n => n.To == null).Select(n => new { n.GivenNames, n.FamilyName }).AsAsyncEnumerable().WithCancellation(token))
        {
            foreach (var given in NameText.Words(name.GivenNames ?? "").Distinct()) Of(counts, given).Given++;
            var family = NameText.Words(name.FamilyName);
            if (family.Count > 1) foreach (var word in family.Distinct()) Of(counts, word);
            if (family.Count > 0) Of(counts, string.Concat(family)).Family++;
        }
        // A former name is found by its words too, but does not make the name common.
        await foreach (var name in db.Set<CustomerName>().AsNoTracking().Where(n => n.To != null && n.To != n.From).Select(n => new { n.GivenNames, n.FamilyName }).AsAsyncEnumerable().WithCancellation(token))
            foreach (var word in NameText.Words($"{name.GivenNames} {name.FamilyName}")) Of(counts, word);
    }

    private async Task PlacesAsync(Dictionary<string, Count> counts, CancellationToken token)
    {
        await foreach (var address in db.Set<CustomerAddress>().AsNoTracking().Where(a => a.To != a.From || a.To == null).Select(a => new { a.Line1, a.Line2, a.Town }).AsAsyncEnumerable().WithCancellation(token))
        {
            var texts = new HashSet<string>(MatchKeys.PlaceWords(new AddressLines(address.Line1, address.Line2, address.Town, null, null)), StringComparer.Ordinal);
            foreach (var whole in (string?[])[CustomerProfile.HouseAndStreet(address.Line1).Street, address.Line2, address.Town])
                if (whole is not null && string.Concat(Folding.Fold(whole).Split(' ')) is { Length: > 0 } one) texts.Add(one);
            foreach (var text in texts) Of(counts, text).Place++;
        }
    }

    private async Task KeepAsync(Dictionary<string, Count> counts, long last, int customers, DateTimeOffset at, CancellationToken token)
    {
        await db.Database.ExecuteSqlRawAsync("create temporary table counted (word text, given int, family int, place int) on commit drop", token);
        await using (var copy = await ((NpgsqlConnection)db.Database.GetDbConnection()).BeginBinaryImportAsync("copy counted (word, given, family, place) from stdin (format binary)", token))
        {
            foreach (var (word, count) in counts) await copy.WriteRowAsync(token, word, count.Given, count.Family, count.Place);
            await copy.CompleteAsync(token);
        }
        // In the order of the words, as customers' triggers write them, so that nobody waits for one another in a circle.
        await db.Database.ExecuteSqlAsync($"""
            insert into customer_words (word, given, family, place) select word, given, family, place from counted order by word
              on conflict (word) do update set (given, family, place) = (excluded.given, excluded.family, excluded.place)
              where (customer_words.given, customer_words.family, customer_words.place) is distinct from (excluded.given, excluded.family, excluded.place);
            delete from customer_words w where w.number <= {last} and not exists (select from counted c where c.word = w.word);
            insert into customer_word_counts (id, at, customers) values (1, {at}, {customers}) on conflict (id) do update set at = excluded.at, customers = excluded.customers
            """, token);
    }

    private static Count Of(Dictionary<string, Count> counts, string word)
    {
        if (!counts.TryGetValue(word, out var count)) counts[word] = count = new Count();
        return count;
    }
}
