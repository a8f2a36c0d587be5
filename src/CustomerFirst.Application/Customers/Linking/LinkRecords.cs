using CustomerFirst.Application.Common;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers.Linking;

/// <summary>One linked pair, or with every candidate asked for, one that was looked at.</summary>
/// <param name="By">The row by way of which they were joined, or -1.</param>
/// <param name="HeldApart">By themselves they would be one person; what the others of their people say speaks against it.</param>
public readonly record struct LinkedPair(int A, int B, double Probability, int By, bool HeldApart = false);

/// <summary>What linking found.</summary>
/// <param name="Pairs">By rows.</param>
/// <param name="Looked">Pairs that were compared.</param>
/// <param name="People">Persons of whom there is more than one record.</param>
/// <param name="Missed">The share of matching pairs that blocking loses: that no key brings together, nor another record, as estimated from how few keys found others.</param>
public sealed record Linked(List<LinkedPair> Pairs, MatchModel Model, long Looked, int People, double Missed);

/// <summary>Links the records of one file with themselves, or of two with each other.</summary>
public static class LinkRecords
{
    // Components are made of pairs that may come to belong together (one in fifty): the rest of the group may yet speak for them.
    private const double MayBelong = -5.6;

    /// <summary>Links them.</summary>
    /// <param name="people">The records, read whole.</param>
    /// <param name="threshold">From which probability records are of one person, above 0 and below 1.</param>
    /// <param name="train">Learn from these records how fields agree, instead of taking the given weights' word for it.</param>
    /// <param name="all">Return every pair that was looked at.</param>
    public static Result<Linked> Link(People people, MatchWeights given, double threshold, bool train, bool all, DateOnly today, IProgress<Advance> progress, CancellationToken token)
    {
        // One record alone is nobody's second.
        if (people.Pairs < 1) return new Linked([], new MatchModel(given, PairShares.Expected(given.Pairs, 1, 1), people.Lexicon.Fields), 0, 0, 0);
        var lexicon = people.Lexicon;
        MatchModel Model(MatchWeights weights, PairShares shares) => new(weights, shares, lexicon.Fields);
        var (start, weights, blocks) = Prepare(people, given, progress, token);
        if (train)
        {
            var learnt = Learning.Learn(people, blocks, weights, start, today, progress, token);
            if (!learnt.Ok) return learnt.Error!;
            weights = learnt.Value.Weights;
        }
        var (candidates, looked) = PairScoring.Score(people, blocks, Model(weights, start), all, progress, token);
        // What is only written down must not change what is found.
        var pairs = all ? candidates.FindAll(p => PairScoring.MayMatter(p, start)) : candidates;
        progress.Report(new Advance("Weighing what was found", 0));
        var shares = PairCounts.Estimate(people, pairs, Model(weights, start), start);
        weights = Relatives.Fit(people, pairs, Model(weights, shares), start);
        // How many records a person has tells how common the values of other people are; so once more.
        lexicon.Settle(weights, shares.RecordsOfOne(people.Records.Count, people.Pairs));
        pairs = PairScoring.Again(people, pairs, Model(weights, shares), token);
        shares = PairCounts.Estimate(people, pairs, Model(weights, shares), start);
        var model = Model(weights, shares);
        progress.Report(new Advance("Bringing people together", 0));
        var components = Components(people, model, pairs, threshold);
        var prior = new GroupPrior(new PersonSizes(people, shares));
        var found = Join(people, model, prior, components, threshold, token);
        if (MadeUpPeople.CanTell(people, found))
        {
            // With what that shows they are found once more.
            progress.Report(new Advance("Trying people who are made up", 0));
            prior = MadeUpPeople.Learn(people, model, found, pairs, token);
            found = Join(people, model, prior, components, threshold, token);
        }
        var written = new List<LinkedPair>();
        var person = WhoIsWho(found);
        var rivals = new Rivals(people, model, prior, found, person, pairs);
        Within(people, model, prior, pairs, found, person, rivals, threshold, written);
        if (all) Between(model, PairScoring.Again(people, candidates, model, token), person, rivals, threshold, written);
        written.Sort((x, y) => x.A != y.A ? x.A.CompareTo(y.A) : x.B.CompareTo(y.B));
        return new Linked(written, model, looked, found.Count, Missed(blocks, found));
    }

    /// <summary>Only learns from the records how fields agree, anchored on the given weights.</summary>
    public static Result<LearntWeights> Learn(People people, MatchWeights given, DateOnly today, IProgress<Advance> progress, CancellationToken token)
    {
        if (people.Records.Count < 2) return new ModelRefused("There are no two records to learn from; the shipped weights serve.");
        var (start, weights, blocks) = Prepare(people, given, progress, token);
        return Learning.Learn(people, blocks, weights, start, today, progress, token);
    }

    // How common values are, how often fields agree by chance, and what brings records together.
    private static (PairShares Start, MatchWeights Weights, Blocks Blocks) Prepare(People people, MatchWeights given, IProgress<Advance> progress, CancellationToken token)
    {
        people.Lexicon.Settle(given);
        var start = PairCounts.Start(people, given);
        progress.Report(new Advance("Counting chance agreement", 0));
        var weights = Chances.Count(people, new MatchModel(given, start, people.Lexicon.Fields), token);
        progress.Report(new Advance("Making blocks", 0));
        return (start, weights, new Blocks(people, token));
    }

    private static List<(List<int> Members, List<(int, int)> Links)> Components(People people, MatchModel model, List<ScoredPair> pairs, double threshold)
    {
        var may = Math.Min(MayBelong, Math.Log2(threshold / (1 - threshold)));
        return Components(people.Records.Count, pairs.Where(p => model.LogOdds(p.Evidence) >= may).Select(p => (p.A, p.B)).ToList());
    }

    private static List<Person> Join(People people, MatchModel model, GroupPrior prior, List<(List<int> Members, List<(int, int)> Links)> components, double threshold, CancellationToken token)
    {
        var persons = new List<Person>[components.Count];
        Parallel.For(0, components.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = token }, i =>
            persons[i] = new Clustering(people, model, prior, threshold).Cluster(components[i].Members, components[i].Links));
        return [.. persons.SelectMany(p => p)];
    }

    private static List<(List<int> Members, List<(int, int)> Links)> Components(int count, List<(int A, int B)> links)
    {
        var root = new int[count];
        for (var i = 0; i < count; i++) root[i] = i;
        int Root(int i)
        {
            while (root[i] != i) i = root[i] = root[root[i]];
            return i;
        }
        foreach (var (a, b) in links)
        {
            var (x, y) = (Root(a), Root(b));
            if (x != y) root[Math.Max(x, y)] = Math.Min(x, y);
        }
        var components = new Dictionary<int, (List<int> Members, List<(int, int)> Links)>();
        foreach (var link in links)
        {
            if (!components.TryGetValue(Root(link.A), out var component)) components[Root(link.A)] = component = ([], []);
            component.Links.Add(link);
        }
        for (var i = 0; i < count; i++)
            if (components.TryGetValue(Root(i), out var component)) component.Members.Add(i);
        // The large ones first, so that no processor is left with one at the end.
        return [.. components.OrderByDescending(c => c.Value.Links.Count).ThenBy(c => c.Key).Select(c => c.Value)];
    }

    // Rows to places in the list, for those of whom there are several.
    private static Dictionary<int, int> WhoIsWho(List<Person> found)
    {
        var person = new Dictionary<int, int>();
        for (var p = 0; p < found.Count; p++)
            foreach (var row in found[p].Rows) person[row] = p;
        return person;
    }

    private static bool OfOne(ScoredPair pair, Dictionary<int, int> person) => person.TryGetValue(pair.A, out var one) && person.TryGetValue(pair.B, out var other) && one == other;

    private static void Within(People people, MatchModel model, GroupPrior prior, List<ScoredPair> pairs, List<Person> found, Dictionary<int, int> person, Rivals rivals, double threshold, List<LinkedPair> written)
    {
        var direct = new Dictionary<(int, int), double>();
        foreach (var pair in pairs)
            if (OfOne(pair, person)) direct[(pair.A, pair.B)] = MatchModel.Probability(model.LogOdds(pair.Evidence));
        foreach (var one in found) Within(people, one, direct, rivals, prior.Learnt ? new(() => new PairCache(people, model, prior)) : null, threshold, written);
    }

    private static void Between(MatchModel model, List<ScoredPair> pairs, Dictionary<int, int> person, Rivals rivals, double threshold, List<LinkedPair> written)
    {
        foreach (var pair in pairs)
        {
            if (OfOne(pair, person)) continue;
            var alone = MatchModel.Probability(model.LogOdds(pair.Evidence));
            written.Add(new(pair.A, pair.B, Math.Min(Math.BitDecrement(threshold), rivals.Apart(pair.A, pair.B, alone)), -1, alone >= threshold));
        }
    }

    private static void Within(People people, Person person, Dictionary<(int, int), double> direct, Rivals rivals, Lazy<PairCache>? cache, double threshold, List<LinkedPair> written)
    {
        double Direct(int a, int b) => direct.GetValueOrDefault(a < b ? (a, b) : (b, a));
        var rows = person.Rows;
        double[] belongs = [.. rows.Zip(person.Belongs, rivals.Belongs)];
        for (var i = 0; i < rows.Length; i++)
            for (var j = i + 1; j < rows.Length; j++)
            {
                if (!people.Pair(rows[i], rows[j])) continue;
                var (a, b) = rows[i] < rows[j] ? (rows[i], rows[j]) : (rows[j], rows[i]);
                var alone = Direct(a, b);
                // That both belong to the rest; where all but one are copies there is no rest.
                var together = person.Telling == 1 ? 0 : rows.Length == 2 ? rivals.Both(a, b, person.Belongs[0]) : belongs[i] * belongs[j];
                // Or that they are of one person, whoever the rest is: as likely as that two groups of one are, where it was learnt how likely that is.
                if (cache is null) together = Math.Max(together, alone);
                else if (together < Clustering.Certain && alone >= threshold && !(rows.Length == 2 && person.Telling == 2)) together = Math.Max(together, MatchModel.Probability(new GroupEvidence(cache.Value, a).LogOdds(new GroupEvidence(cache.Value, b))));
                var by = alone >= threshold || rows.Length == 2 ? -1 : rows.Where(r => r != a && r != b).MaxBy(r => Math.Min(Direct(a, r), Direct(r, b)));
                written.Add(new(a, b, Math.Max(threshold, together), by));
            }
    }

    // Pairs within people that share no key were joined by way of others. How many more nobody found follows from how many few keys found (Chao 1987): at least f1²/2f2, where f1 were found by one key and f2 by two.
    private static double Missed(Blocks blocks, List<Person> found)
    {
        var byKeys = new long[3];
        var pairs = 0L;
        foreach (var person in found.Take(20_000))
        {
            var rows = person.Rows.AsSpan(0, Math.Min(person.Rows.Length, 12));
            for (var i = 0; i < rows.Length; i++)
                for (var j = i + 1; j < rows.Length; j++)
                {
                    var keys = System.Numerics.BitOperations.PopCount(blocks.Shared(rows[i], rows[j]));
                    if (keys < byKeys.Length) byKeys[keys]++;
                    pairs++;
                }
        }
        // What shares no key and was joined all the same is a part of what shares none.
        var unseen = Math.Max(0, (byKeys[1] * byKeys[1] / (2.0 * Math.Max(1, byKeys[2]))) - byKeys[0]);
        return pairs == 0 ? 0 : unseen / (pairs + unseen);
    }
}
