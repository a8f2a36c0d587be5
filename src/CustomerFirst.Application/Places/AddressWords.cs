using CustomerFirst.Application.Common;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Places;
using Npgsql;

namespace CustomerFirst.Application.Places;

/// <summary>The words of the gazetteer's addresses, in memory, for who misspells one. Read when somebody first does, and anew every now and then.</summary>
public sealed class AddressWords : IDisposable
{
    private const int Spellings = 6;
    private const int LeastLetters = 4;
    private static readonly TimeSpan s_fresh = TimeSpan.FromMinutes(30);
    private readonly Kept<Vocabulary> _words;

    /// <summary>Reads nothing yet.</summary>
    public AddressWords(NpgsqlDataSource database, TimeProvider time) => _words = new Kept<Vocabulary>(token => ReadAsync(database, token), time, s_fresh);

    /// <summary>The same terms, with words of addresses in place of each that none has; null when there is nothing to put right, or nothing to put in its place.</summary>
    internal async Task<PropertyTerms?> PutRightAsync(PropertyTerms terms, CancellationToken token)
    {
        var words = await _words.GetAsync(token);
        var wrong = terms.Terms.Where(t => !t.IsNumber && t.Words[0].Length >= LeastLetters && t.Words[0].All(char.IsLetter) && !t.Words.Any(words.Knows)).ToList();
        var meant = wrong.ToDictionary(t => t, t => words.Near(t.Words[0], Spellings));
        return wrong.Count == 0 || meant.Values.Any(m => m.Count == 0) ? null : terms with { Terms = [.. terms.Terms.Select(t => meant.TryGetValue(t, out var others) ? t with { Words = others } : t)] };
    }

    /// <summary>Addresses were added or changed.</summary>
    public void Forget() => _words.Forget();

    /// <inheritdoc />
    public void Dispose() => _words.Dispose();

    private static async Task<Vocabulary> ReadAsync(NpgsqlDataSource database, CancellationToken token)
    {
        var words = await database.ReadAsync("select w.word, count(*)::int from properties cross join lateral string_to_table(search_text, ' ') as w(word) where status <> 'historic' and w.word ~ '^[^0-9|]+$' group by w.word", [],
            row => new CustomerWord { Word = row.GetString(0), Place = row.GetInt32(1) }, token);
        return new Vocabulary(words, words.Sum(w => w.Place), null);
    }
}
