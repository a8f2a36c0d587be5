using System.Numerics;
using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;
using CustomerFirst.Domain.Staff;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// The search itself. Keys bring some hundred customers together (see <see cref="SearchKeys"/>); each is held against every word that was typed, and the best come first: those that have all words as typed before those that
/// have one in another spelling, whole words before beginnings, the present name before all else. Where nobody has all of it, numbers, dates and postcodes may have a slip as well. Only what no key can find (a part of an
/// e-mail, digits from the middle of a number) is looked for by trigrams.
/// </summary>
internal sealed class CustomerRanking(CustomerFirstDb db, KnownWords words, FormerFacts former, TimeProvider time)
{
    /// <summary>How many are ranked at most; a search that finds more says so.</summary>
    public const int Most = 200;

    // Customers that are brought together by keys; of those who have fewer of the words than others, so many.
    private const int Met = 400, Lacking = 60;
    // Fewer leave room among those that are seen at a glance.
    private const int Few = 5;
    // More than any score.
    private const int Slipped = 1_000;
    // A part of a word that very many have must not keep anybody waiting.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    /// <param name="Limited">There are more than could be ranked.</param>
    internal sealed record Ranked(IReadOnlyList<Guid> Ids, bool Limited)
    {
        /// <summary>Parts of the search that those listed lack; where nobody is listed, those that nobody has.</summary>
        public IReadOnlyList<SearchTerm> Lacking { get; init; } = [];

        /// <summary>Words that those listed have only in another spelling or form, each of them.</summary>
        public IReadOnlyList<SearchTerm> Otherwise { get; init; } = [];

        /// <summary>A given name that nobody listed has in any form: they have a part of a word that is like it.</summary>
        public SearchTerm? NobodyCalled { get; init; }
    }

    private sealed record Row(Guid Id, string SearchText);

    /// <summary>All that were found, the best first, up to <see cref="Most"/>.</summary>
    /// <param name="among">Only these customers; null for all.</param>
    /// <param name="partly">Where nobody has all of it, those who have nearly all.</param>
    public async Task<Ranked> RankAsync(IReadOnlyList<SearchTerm> terms, Guid[]? among, Actor actor, CancellationToken token, bool partly = false)
    {
        if (among is { Length: 0 } || (terms.Count == 0 && among is null)) return new Ranked([], false);
        if (among is not null) return await RankAsync(Sought(terms), await RowsAsync(Named, [new("states", CustomerRecords.UsableStates(actor)), new("among", among)], token), token);
        // A title says nothing beside a name, and stands in no text.
        if (terms.Any(t => !IsTitle(t))) terms = [.. terms.Where(t => !IsTitle(t))];
        if (SearchKeys.IsEverywhere(terms)) return new Ranked([], true);
        var ranked = await RankAllAsync(terms, actor, partly, token);
        if (SearchWords.WithMonth(terms, CouncilTime.DateOf(time.GetUtcNow())) is not { } inMonth || (ranked is { Ids.Count: > 0, Lacking.Count: 0 } && inMonth.Count > 1)) return ranked;
        // June of 1985 is somebody of that name, or whoever was born then.
        var born = await RankAllAsync(inMonth, actor, partly: false, token);
        if (born.Ids.Count == 0 && !born.Limited) return ranked;
        if (ranked.Lacking.Count > 0) return born;
        var both = ranked.Ids.Union(born.Ids).ToList();
        return new Ranked([.. both.Take(Most)], ranked.Limited || born.Limited || both.Count > Most);
    }

    private async Task<Ranked> RankAllAsync(IReadOnlyList<SearchTerm> terms, Actor actor, bool partly, CancellationToken token)
    {
        var (vocabulary, thisYear) = (await words.GetAsync(db, SearchKeys.WordsOf(terms), token), CouncilTime.DateOf(time.GetUtcNow()).Year);
        var keys = SearchKeys.Of(terms, vocabulary, thisYear);
        List<Row> rows = keys.Count == 0 ? [] : await RowsAsync(ByKeys, Parameters(keys, actor), token);
        var (sought, fits) = (Sought(terms), Fitting(Sought(terms), rows));
        if (IsDoubtful(fits, terms) && SearchKeys.Of(terms, vocabulary, thisYear, slips: true) is var wider && wider.Count > keys.Count)
        {
            var others = await RowsAsync(ByKeys, Parameters(wider, actor), token);
            var typed = fits.Select(f => f.Row.Id).ToHashSet();
            sought = Sought(terms, slips: true);
            // Beside names that are spelt otherwise as often a number that is right comes before one that is not.
            fits.AddRange(Fitting(sought, others).Where(f => !typed.Contains(f.Row.Id)).Select(f => (f.Row, f.Fit with { Score = f.Fit.Score - Slipped })));
            rows = [.. rows.Concat(others).DistinctBy(r => r.Id)];
        }
        var name = SoughtName.Of(terms);
        var ranked = InOrder(fits, await FormerOfAsync(sought, fits, token), name) with
        {
            Otherwise = [.. terms.Where(t => SearchKeys.IsLetters(t) && !fits.Exists(f => name?.IsTyped(f.Row.SearchText) ?? t.In(f.Row.SearchText)))],
            NobodyCalled = name is not null && fits.Count > 0 && !fits.Exists(f => name.IsMeant(f.Row.SearchText)) ? name.Term : null,
        };
        // A district and a year with no name beside them are no key either; of a district alone the keys bring only some.
        if (SearchKeys.IsDistrictAlone(terms) ? !ranked.Limited : ranked.Ids.Count == 0 && (keys.Count == 0 || terms.Any(t => IsPart(t, thisYear))) && terms.Any(t => t.Text.Length >= SearchTerm.AnywhereLength))
        {
            var parts = await ByPartsAsync(terms, actor, token);
            ranked = parts.Ids.Count > 0 ? parts : ranked with { Limited = ranked.Limited || parts.Limited };
        }
        return ranked.Ids.Count > 0 || ranked.Limited ? ranked : await PartlyAsync(terms, rows, vocabulary, thisYear, partly, token);
    }

    /// <summary>The statement by keys with its parameters, also for a test that looks at its plan.</summary>
    internal static NpgsqlParameter[] Parameters(IReadOnlyList<SoughtKey> keys, Actor actor) =>
        [new("keys", keys.Select(k => k.Key).ToArray()), new("covers", keys.Select(k => k.Covers).ToArray()), new("weights", keys.Select(k => k.Weight).ToArray()), new("mosts", keys.Select(k => k.Most).ToArray()), new("states", CustomerRecords.UsableStates(actor))];

    /// <summary>Customers by keys: those that have most of the words.</summary>
    internal static readonly string ByKeys = $"""
        with met as materialized (
          select m.customer_id, bit_count(bit_or(sought.covers)::bit(16)) as had, sum(sought.weight) as weight from unnest(@keys, @covers, @weights, @mosts) as sought(key, covers, weight, most)
          cross join lateral (select k.customer_id from customer_match_keys k where k.key = sought.key limit sought.most) m
          group by m.customer_id order by 2 desc, 3 desc, 1 limit {Met}),
        best as (select customer_id, had, row_number() over (order by had desc, weight desc, customer_id) as place from met)
        select c.id, c.search_text from best cross join lateral (select id, search_text, erasure, merged_into_id from customers where id = best.customer_id offset 0) c
        where (best.place <= {Lacking} or best.had = (select max(had) from met)) and c.erasure = any(@states) and c.merged_into_id is null
        """;

    private const string Named = """select c.id, c.search_text from customers c where c.erasure = any(@states) and c.merged_into_id is null and c.id = any(@among)""";

    /// <summary>The statement by parts of words with its parameters, also for a test that looks at its plan.</summary>
    internal static (string Sql, NpgsqlParameter[] Parameters) ByParts(IReadOnlyList<SearchTerm> terms, Actor actor)
    {
        var patterns = terms.Select((t, i) => new NpgsqlParameter($"p{i}", t.Whole ? $"% {Escaped(t.Text)} %" : t.Begins ? $"% {Escaped(t.Text)}%" : $"%{Escaped(t.Text)}%")).ToList();
        // Materialised, so that the planner does not take the limit for a reason to read the whole table from its start.
        return ($"""
            with parts as materialized (select id, search_text from customers where erasure = any(@states) and merged_into_id is null and {string.Join(" and ", patterns.Select(p => $"search_text like @{p.ParameterName}"))})
            select id, search_text from parts limit {Met}
            """, [new("states", CustomerRecords.UsableStates(actor)), .. patterns]);
    }

    private async Task<Ranked> ByPartsAsync(IReadOnlyList<SearchTerm> terms, Actor actor, CancellationToken token)
    {
        var (sql, parameters) = ByParts(terms, actor);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(s_patience);
        try
        {
            return await RankAsync(Sought(terms), await RowsAsync(sql, parameters, patience.Token), patience.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return new Ranked([], true);
        }
    }

    private Task<List<Row>> RowsAsync(string sql, NpgsqlParameter[] parameters, CancellationToken token) => db.ReadAsync(sql, parameters, r => new Row(r.GetGuid(0), r.GetString(1)), token);

    private static List<SoughtTerm> Sought(IReadOnlyList<SearchTerm> terms, bool slips = false) => [.. terms.Select(t => new SoughtTerm(t, slips))];

    private async Task<Ranked> RankAsync(List<SoughtTerm> sought, List<Row> rows, CancellationToken token)
    {
        var fitting = Fitting(sought, rows);
        return InOrder(fitting, await FormerOfAsync(sought, fitting, token));
    }

    private static List<(Row Row, SearchFit Fit)> Fitting(List<SoughtTerm> sought, List<Row> rows) =>
        [.. rows.Select(r => (Row: r, Fit: SearchNearness.Fit(sought, r.SearchText))).Where(r => r.Fit is not null).Select(r => (r.Row, r.Fit!.Value))];

    // Whether a number, a date or a postcode may be wrong: nobody fits; or a few do, whose names are spelt otherwise; or none whose initial it is.
    private static bool IsDoubtful(List<(Row Row, SearchFit Fit)> fits, IReadOnlyList<SearchTerm> terms)
    {
        if (fits.Count == 0) return true;
        var nearest = fits.Min(f => f.Fit.Near);
        return (nearest > 1 || (nearest == 1 && fits.Count < Few)) && terms.Any(t => t.Whole) && !terms.All(t => t.Whole);
    }

    private Task<IReadOnlyDictionary<Guid, int>> FormerOfAsync(List<SoughtTerm> sought, List<(Row Row, SearchFit Fit)> fitting, CancellationToken token) =>
        former.OfAsync(sought, [.. fitting.Select(f => (f.Row.Id, f.Fit.Beside & ~f.Fit.Lacks))], token);

    // Those who live there before those who moved away, among people who have all of it equally well.
    private static Ranked InOrder(IEnumerable<(Row Row, SearchFit Fit)> fitting, IReadOnlyDictionary<Guid, int> former, SoughtName? name = null)
    {
        var ids = fitting.OrderBy(f => name?.Place(f.Row.SearchText) ?? 0).ThenBy(f => f.Fit.Near).ThenByDescending(f => f.Fit.Score).ThenBy(f => former.GetValueOrDefault(f.Row.Id)).ThenBy(f => f.Row.SearchText, StringComparer.Ordinal).ThenBy(f => f.Row.Id)
            .Select(f => f.Row.Id).Take(Most + 1).ToList();
        return new Ranked([.. ids.Take(Most)], ids.Count > Most);
    }

    // Nobody has all of it. A word that resembles nothing is passed over; of three others or more one may be missing, of fewer none: either of two names alone is half the town.
    private async Task<Ranked> PartlyAsync(IReadOnlyList<SearchTerm> terms, List<Row> rows, Vocabulary vocabulary, int thisYear, bool listed, CancellationToken token)
    {
        var sought = Sought(terms, slips: true);
        var fits = rows.Select(r => (Row: r, Fit: SearchNearness.Fit(sought, r.SearchText, partly: true)!.Value)).ToList();
        var all = (1 << terms.Count) - 1;
        var had = fits.Aggregate(0, (bits, f) => bits | (all & ~f.Fit.Lacks));
        var unknown = Enumerable.Range(0, terms.Count).Where(i => (had & 1 << i) == 0 && (SearchKeys.IsLetters(terms[i]) ? !vocabulary.Resembles(terms[i].Text) : terms[i].Whole || IsPart(terms[i], thisYear))).Sum(i => 1 << i);
        var known = BitOperations.PopCount((uint)(all & ~unknown));
        var best = !listed || known == 0 ? [] : fits.GroupBy(f => BitOperations.PopCount((uint)(f.Fit.Lacks & ~unknown))).Where(g => g.Key <= (known > 2 ? 1 : 0)).MinBy(g => g.Key)?.ToList() ?? [];
        var lacked = best.Aggregate(unknown, (bits, f) => bits | f.Fit.Lacks);
        return InOrder(best, await FormerOfAsync(sought, best, token)) with { Lacking = [.. terms.Where((_, i) => (lacked & 1 << i) != 0)] };
    }

    // What is no whole word, number or date: only trigrams find it.
    private static bool IsPart(SearchTerm term, int thisYear) =>
        (term.Kind == SearchTermKind.Email || term.Kind == SearchTermKind.Word && !term.Text.All(char.IsLetter) && !SearchKeys.IsYear(term.Text, thisYear) && !SearchKeys.IsDistrict(term.Text))
        && term.Text.Length >= SearchTerm.AnywhereLength;

    private static bool IsTitle(SearchTerm term) => term is { Kind: SearchTermKind.Word, Text: "mr" or "mrs" or "miss" or "ms" or "mx" or "dr" };

    // Percent signs and backslashes do not survive folding; they are escaped all the same.
    private static string Escaped(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
