using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers.Linking;

/// <summary>
/// Puts records together that are of one person. Two groups become one when all that is known of the one and of the other speaks for it (<see cref="GroupEvidence"/>), the likeliest first;
/// so a weak link does not chain two people, and several noisy records carry one another.
/// </summary>
internal sealed class Clustering(People people, MatchModel model, GroupPrior prior, double threshold)
{
    // Groups that are this far apart (one in a thousand) are not looked at again.
    private const double Hopeless = -10;

    /// <summary>What is as likely as this need not be looked at another way.</summary>
    public const double Certain = 0.999;

    private readonly double _least = Math.Log2(threshold / (1 - threshold));

    /// <summary>The groups of two records or more of one component, and what is left between its groups.</summary>
    /// <param name="members">The component's rows.</param>
    /// <param name="links">Pairs of them that may be of one person.</param>
    public List<Person> Cluster(IReadOnlyList<int> members, IEnumerable<(int A, int B)> links)
    {
        var pairs = new PairCache(people, model, prior);
        var copies = Copies(members, pairs);
        var groups = new Dictionary<int, GroupEvidence>();
        var near = new Dictionary<int, HashSet<int>>();
        var place = new Dictionary<int, int>();
        foreach (var (row, others) in copies)
        {
            var i = groups.Count;
            (groups[i], near[i], place[row]) = (new GroupEvidence(pairs, row), [], i);
            foreach (var other in others) place[other] = i;
        }
        var queue = new PriorityQueue<(int A, int B), (double, int, int)>();
        foreach (var (a, b) in links)
            if (place[a] != place[b] && !near[place[a]].Contains(place[b])) Meet(place[a], place[b]);
        var next = groups.Count;
        while (queue.TryDequeue(out var link, out _))
        {
            if (!groups.TryGetValue(link.A, out var a) || !groups.TryGetValue(link.B, out var b)) continue;
            groups[next] = a.With(b);
            near[next] = [];
            var around = near[link.A].Union(near[link.B]).Where(g => g != link.A && g != link.B).Order().ToList();
            foreach (var gone in (ReadOnlySpan<int>)[link.A, link.B])
            {
                foreach (var other in near[gone]) near[other].Remove(gone);
                groups.Remove(gone);
                near.Remove(gone);
            }
            foreach (var other in around) Meet(other, next);
            next++;
        }
        var found = new List<Person>();
        foreach (var group in groups.OrderBy(g => g.Key).Select(g => g.Value))
        {
            var (pure, belongs) = Purged(group);
            int[] all = [.. pure.Rows, .. pure.Rows.SelectMany(row => copies[row])];
            if (all.Length > 1) found.Add(new Person(all, [.. belongs, .. pure.Rows.Zip(belongs).SelectMany(row => copies[row.First].Select(_ => row.Second))], pure.Rows.Length));
        }
        return found;

        void Meet(int a, int b)
        {
            var odds = groups[a].LogOdds(groups[b]);
            if (odds < Hopeless) return;
            near[a].Add(b);
            near[b].Add(a);
            if (odds >= _least) queue.Enqueue((a, b), (-odds, a, b));
        }
    }

    // Rows by the first that says the very same, where that is enough to be one person: a copy proves nothing that the first did not, neither for its person nor against another.
    private Dictionary<int, List<int>> Copies(IReadOnlyList<int> members, PairCache pairs)
    {
        var copies = new Dictionary<int, List<int>>();
        foreach (var alike in members.GroupBy(row => Said(people.Records[row])))
        {
            var firsts = new List<int>();
            foreach (var row in alike)
            {
                var first = firsts.FindIndex(f => SaysTheSame(people.Records[f], people.Records[row]));
                if (first >= 0 && new GroupEvidence(pairs, firsts[first]).LogOdds(new GroupEvidence(pairs, row)) >= _least)
                {
                    copies[firsts[first]].Add(row);
                    continue;
                }
                firsts.Add(row);
                copies[row] = [];
            }
        }
        return copies;
    }

    private static int Said(MatchRecord record)
    {
        var said = new HashCode();
        for (var field = 0; field < MatchFields.Count; field++) said.Add(record[(MatchField)field]?.Id ?? -1);
        return said.ToHashCode();
    }

    private static bool SaysTheSame(MatchRecord one, MatchRecord other)
    {
        for (var field = 0; field < MatchFields.Count; field++)
            if (!one.Values((MatchField)field).SequenceEqual(other.Values((MatchField)field))) return false;
        return true;
    }

    // Whoever, seen from the end, does not belong leaves.
    private (GroupEvidence Group, double[] Belongs) Purged(GroupEvidence group)
    {
        while (true)
        {
            var odds = group.Belonging();
            var worst = 0;
            for (var i = 1; i < odds.Length; i++)
                if (odds[i] < odds[worst]) worst = i;
            if (group.Rows.Length < 3 || odds[worst] >= _least) return (group, [.. odds.Select(MatchModel.Probability)]);
            group = group.Without(worst);
        }
    }
}

/// <summary>The rows of one person, and for each the probability that it belongs to the others.</summary>
/// <param name="Telling">How many of them, the first, say something that no other says; the rest are copies.</param>
internal sealed record Person(int[] Rows, double[] Belongs, int Telling);
