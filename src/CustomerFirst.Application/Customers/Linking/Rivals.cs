using System.Runtime.InteropServices;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers.Linking;

/// <summary>
/// How likely rows are where they were put, and how likely elsewhere. A row that fits another person as well is the less likely to belong to its own, and as likely as it fits to the other:
/// to be of the one, of the other or of nobody else are held against each other.
/// </summary>
internal sealed class Rivals
{
    // Pairs less likely than this (one in fifty) do not bring a row near a person.
    private const double Least = 0.02;

    // Odds beyond this (forty bits) are no more certain.
    private const double Most = 1e12;

    private readonly List<Person> _found;
    private readonly Dictionary<int, int> _person;
    private readonly PairCache _pairs;
    private readonly Dictionary<int, HashSet<int>> _near = [];
    private readonly Dictionary<int, GroupEvidence> _groups = [];
    private readonly Dictionary<(int, int), double> _same = [];
    private readonly Dictionary<(int Row, int Person), double> _odds = [];
    private readonly Dictionary<int, double> _others = [];

    /// <summary>Of those who were found.</summary>
    /// <param name="pairs">Pairs that may be of one person.</param>
    public Rivals(People people, MatchModel model, GroupPrior prior, List<Person> found, Dictionary<int, int> person, List<ScoredPair> pairs)
    {
        (_found, _person, _pairs) = (found, person, new PairCache(people, model, prior));
        foreach (var pair in pairs)
        {
            var (one, other) = (Of(pair.A), Of(pair.B));
            if (one == other || MatchModel.Probability(model.LogOdds(pair.Evidence)) < Least) continue;
            Near(pair.A).Add(other);
            Near(pair.B).Add(one);
        }
    }

    /// <summary>The probability that the two rows of a person who has no other are of one.</summary>
    /// <param name="belongs">The same, if there were nobody else.</param>
    public double Both(int a, int b, double belongs)
    {
        var odds = Odds(belongs);
        return odds / (1 + odds + Elsewhere(a) + Elsewhere(b));
    }

    /// <summary>The probability that a row belongs to its person.</summary>
    /// <param name="belongs">The same, if there were nobody else.</param>
    public double Belongs(int row, double belongs)
    {
        var odds = Odds(belongs);
        return odds / (1 + odds + Elsewhere(row));
    }

    /// <summary>The probability that rows of two people, who were kept apart, are of one.</summary>
    /// <param name="alone">The pair's by itself; below one in fifty it stays what it is, the rest of its people would only make it less.</param>
    public double Apart(int a, int b, double alone)
    {
        if (alone < Least) return alone;
        var (one, other) = (Of(a), Of(b));
        if (one < 0 && other < 0)
        {
            var odds = Fits(a, other);
            return odds / (1 + odds + Elsewhere(a, other) + Elsewhere(b, one));
        }
        var moved = 0.0;
        if (other >= 0) moved += Moves(a, other) * Belongs(b, Own(b));
        if (one >= 0) moved += Moves(b, one) * Belongs(a, Own(a));
        if (one < 0 || other < 0) return moved;
        var same = Same(one, other);
        return same + ((1 - same) * Math.Min(1, moved));
    }

    private HashSet<int> Near(int row) => CollectionsMarshal.GetValueRefOrAddDefault(_near, row, out _) ??= [];

    // A person's place in the list; of who was found alone less than none.
    private int Of(int row) => _person.TryGetValue(row, out var person) ? person : ~row;

    private double Own(int row) => _person.TryGetValue(row, out var person) ? _found[person].Belongs[Array.IndexOf(_found[person].Rows, row)] : 0;

    private static double Odds(double probability) => Math.Min(Most, probability / Math.Max(1 / Most, 1 - probability));

    private double Moves(int row, int person)
    {
        var odds = Fits(row, person);
        return odds / (1 + odds + Odds(Own(row)) + Elsewhere(row, person));
    }

    // The odds that a row is of somebody else than its own person, or than another; the likeliest only, because those whom it may be of may well be one and the same.
    private double Elsewhere(int row, int? than = null)
    {
        if (!_near.TryGetValue(row, out var near)) return 0;
        if (than is null && _others.TryGetValue(row, out var others)) return others;
        var most = 0.0;
        foreach (var person in near)
        {
            if (person == than) continue;
            var odds = Fits(row, person);
            if (than is { } other && odds > Math.Max(most, 1e-3)) odds *= 1 - Same(person, other);
            most = Math.Max(most, odds);
        }
        return than is null ? _others[row] = most : most;
    }

    // The odds that a row is of another person, who is none but its own by another name.
    private double Fits(int row, int person)
    {
        if (_odds.TryGetValue((row, person), out var odds)) return odds;
        var own = Of(row);
        odds = Math.Min(Most, Math.Pow(2, Group(person).LogOdds(new GroupEvidence(_pairs, row))));
        if (own >= 0 && odds > 1e-3) odds *= 1 - Same(own, person);
        return _odds[(row, person)] = odds;
    }

    private double Same(int one, int other)
    {
        ref var same = ref CollectionsMarshal.GetValueRefOrAddDefault(_same, one < other ? (one, other) : (other, one), out var known);
        return known ? same : same = MatchModel.Probability(Group(one).LogOdds(Group(other)));
    }

    private GroupEvidence Group(int person) => _groups.TryGetValue(person, out var group) ? group : _groups[person] = person < 0 ? new GroupEvidence(_pairs, ~person) : GroupEvidence.Of(_pairs, _found[person].Rows.AsSpan(0, _found[person].Telling));
}
