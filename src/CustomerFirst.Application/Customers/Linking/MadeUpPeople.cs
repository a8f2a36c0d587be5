using CustomerFirst.Application.Common;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers.Linking;

/// <summary>
/// Learns, without being told any match, how far the evidence of whole groups is to be believed in these files. People are made up who are certainly nobody: given names, sex and date of birth of one person that was found, all the
/// rest of another. How many groups they look like, and how much, shows how many strangers are alike by chance; what is alike oftener than that is one person. The errors of one person need not be known for it, nor that they are
/// independent.
/// </summary>
internal static class MadeUpPeople
{
    // Fewer people show too little, and for more records it would take too long.
    private const int FewestPeople = 1_000, MostRecords = 100_000;

    // How many records are made up.
    private const int Rows = 6_000;

    // Groups of which no two records are as likely as this (one in fifty) are not compared.
    private const double Least = 0.02;

    // The logs of odds that are looked at; below and above it hardly matters how wrong they are.
    private const int Low = -7, High = 8;

    // How far the evidence is expected to be off, in bits; and how far, as a share, a bit of it.
    private const double Off = 1, SlopeOff = 0.4;

    // Where families live together, so many to a match, strangers are alike for another reason than chance, which the made-up people do not show: then how many people are found is left as it was, and only how sure of them one may be is learnt.
    private const double Families = 0.02;

    /// <summary>Whether the files show enough. Two files would have to be tried across, which shows other strangers than one.</summary>
    /// <param name="found">People of whom there is more than one record.</param>
    public static bool CanTell(People people, List<Person> found) =>
        !people.TwoFiles && people.Records.Count <= MostRecords && people.Records.Count - found.Sum(person => person.Rows.Length - 1) >= FewestPeople;

    /// <summary>What to make of the evidence, given the people that were found with what was made of it before.</summary>
    /// <param name="pairs">Pairs that may be of one person.</param>
    public static GroupPrior Learn(People people, MatchModel model, List<Person> found, List<ScoredPair> pairs, CancellationToken token)
    {
        var (groups, of) = Groups(people, found);
        var (donors, made, whose) = Make(people, groups);
        var families = model.Shares.Kin + model.Shares.Dwelling > Families * model.Shares.Same;
        var sizes = families ? new PersonSizes(people, model.Shares) : new PersonSizes(people, model.Shares, Sizes(groups));
        if (donors.Count == 0) return new GroupPrior(sizes);
        var both = people.With(made);
        var cache = new PairCache(both, model, new GroupPrior(sizes));
        var known = new Dictionary<int, GroupEvidence>();
        GroupEvidence Real(int group) => known.TryGetValue(group, out var evidence) ? evidence : known[group] = GroupEvidence.Of(cache, groups[group]);
        var (seen, chance) = (new double[High - Low], new double[High - Low]);
        void Count(double[] into, double odds, double strange = 1)
        {
            if (odds is >= Low and < High) into[(int)Math.Floor(odds) - Low] += strange;
        }

        // Who is likely to be one of the two whom somebody is made of, though not found to be, shows nothing of strangers.
        double Strange(int one, int other) => MatchModel.Probability(-Real(one).LogOdds(Real(other)));

        var met = new HashSet<(int, int)>();
        var invented = new Dictionary<int, GroupEvidence>();
        foreach (var pair in PairScoring.Score(both, new Blocks(both, token), model, all: false, new Unheard(), token).Pairs)
        {
            if (MatchModel.Probability(model.LogOdds(pair.Evidence)) < Least) continue;
            var (group, who) = (of[pair.A], whose[pair.B - people.Records.Count]);
            if (group == donors[who].One || group == donors[who].Other || !met.Add((group, who))) continue;
            if (!invented.TryGetValue(who, out var evidence)) invented[who] = evidence = GroupEvidence.Of(cache, donors[who].Rows);
            Count(chance, evidence.LogOdds(Real(group)), Strange(donors[who].One, group) * Strange(donors[who].Other, group));
        }
        met.Clear();
        foreach (var pair in pairs)
        {
            var (one, other) = (of[pair.A], of[pair.B]);
            if (one == other || MatchModel.Probability(model.LogOdds(pair.Evidence)) < Least || !met.Add((Math.Min(one, other), Math.Max(one, other)))) continue;
            Count(seen, Real(one).LogOdds(Real(other)));
        }
        for (var group = 0; group < found.Count; group++)
        {
            token.ThrowIfCancellationRequested();
            // Of two, what the one says of the other is the same both ways.
            if (groups[group].Length > 1)
                foreach (var odds in Real(group).Belonging().Take(groups[group].Length == 2 ? 1 : int.MaxValue)) Count(seen, odds);
        }
        // As many strangers as there are pairs of groups; each made-up person met them all, where a pair of groups counts once.
        var each = groups.Count / 2.0 / donors.Count;
        return Fit(new GroupPrior(sizes), seen, chance, Low, each, families);
    }

    /// <summary>With what shift and slopes the odds foretell best how many of those seen are strangers.</summary>
    /// <param name="seen">How many were seen at each log of odds.</param>
    /// <param name="chance">How many made-up people were.</param>
    /// <param name="low">The log of odds where they begin, each one bit wide.</param>
    /// <param name="each">How many strangers each made-up one stands for.</param>
    /// <param name="onlyFor">Whether nothing but what a bit for one person is worth can be learnt.</param>
    internal static GroupPrior Fit(GroupPrior prior, double[] seen, double[] chance, int low, double each, bool onlyFor)
    {
        var (best, found, most) = (double.MaxValue, prior, onlyFor ? 0 : 50);
        for (var step = -most; step <= most; step++)
        {
            var shift = step / 10.0;
            var (above, slope) = Slope(shift, Math.Max(0, -low), seen.Length);
            var (below, against) = onlyFor ? (0, 1) : Slope(shift, 0, Math.Max(0, -low));
            var loss = above + below + (Math.Pow(shift / Off, 2) / 2);
            if (loss < best) (best, found) = (loss, prior with { Shift = shift, Slope = slope, Against = against, Learnt = true });
        }
        return found;

        (double Loss, double Slope) Slope(double shift, int from, int to)
        {
            var (least, slope) = (double.MaxValue, 1.0);
            for (var step = 40; step <= 200; step += 5)
            {
                var tried = step / 100.0;
                var loss = Math.Pow(Math.Log(tried) / SlopeOff, 2) / 2;
                for (var i = from; i < to; i++)
                {
                    if (seen[i] == 0) continue;
                    var strangers = Math.Max(1e-3, seen[i] * MatchModel.Probability(-(shift + (tried * (i + low + 0.5)))));
                    loss += (strangers - (Math.Min(seen[i], chance[i] * each) * Math.Log(strangers))) / Math.Max(1, each);
                }
                if (loss < least) (least, slope) = (loss, tried);
            }
            return (least, slope);
        }
    }

    // The rows of everybody found, and of those who were found alone; and whose a row is. A row that says the very same as another says nothing more.
    private static (List<int[]> Groups, int[] Of) Groups(People people, List<Person> found)
    {
        var groups = found.ConvertAll(f => f.Rows[..f.Telling]);
        var of = new int[people.Records.Count];
        Array.Fill(of, -1);
        for (var group = 0; group < found.Count; group++)
            foreach (var row in found[group].Rows) of[row] = group;
        for (var row = 0; row < of.Length; row++)
        {
            if (of[row] >= 0) continue;
            of[row] = groups.Count;
            groups.Add([row]);
        }
        return (groups, of);
    }

    // For each number of records how many people have so many.
    private static double[] Sizes(List<int[]> groups)
    {
        var sizes = new double[groups.Max(rows => rows.Length) + 1];
        foreach (var rows in groups) sizes[rows.Length]++;
        return sizes;
    }

    // Each of two people who have about as many records.
    private static (List<(int One, int Other, int[] Rows)> Donors, List<MatchRecord> Made, List<int> Whose) Make(People people, List<int[]> groups)
    {
        var random = new Random(4);
        var order = groups.Select((rows, group) => (rows.Length, Place: random.Next(), group)).OrderByDescending(g => g.Length).ThenBy(g => g.Place).Select(g => g.group).ToArray();
        var (donors, made, whose) = (new List<(int, int, int[])>(), new List<MatchRecord>(), new List<int>());
        var share = (double)Rows / people.Records.Count;
        for (var i = 0; i + 1 < order.Length; i++)
        {
            if (random.NextDouble() >= share) continue;
            var (one, other) = (groups[order[i]], groups[order[i + 1]]);
            donors.Add((order[i], order[i + 1], [.. Enumerable.Range(people.Records.Count + made.Count, one.Length)]));
            for (var row = 0; row < one.Length; row++)
            {
                made.Add(MatchRecord.Of(people.Records[one[row]], [MatchField.GivenName, MatchField.OtherNames, MatchField.Sex, MatchField.BirthDate], people.Records[other[row % other.Length]]));
                whose.Add(donors.Count - 1);
            }
        }
        return (donors, made, whose);
    }

    private sealed class Unheard : IProgress<Advance>
    {
        public void Report(Advance value) { }
    }
}
