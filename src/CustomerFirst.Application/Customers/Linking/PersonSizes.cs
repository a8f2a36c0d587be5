using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers.Linking;

/// <summary>
/// How likely two groups of so many records are one person before anything else is known of them. To begin with, from how many records a person has on average; then from how many people were found with so many each: where
/// many have half a dozen, one record more belongs to five others sooner than to one other, and where nobody has more than nine, a tenth does not belong.
/// </summary>
internal sealed class PersonSizes
{
    // How many people what was assumed counts as, beside those that were found.
    private const double Assumed = 300;

    // How many people an even fall-off counts as, so that a number that nobody has is not impossible.
    private const double Even = 20;

    // Beyond this many records nobody tells one number from the next.
    private const int Most = 200;

    // One bit: of many ways to join records those that look likeliest are taken, and so those that look likelier than they are.
    private const double Favoured = 1;

    // A single record may go to many groups, and looks the likelier to belong the more records a group has that it may be like: for each doubling a quarter of a bit.
    private const double Tempted = 0.25;

    private readonly double _pair;
    private readonly double[]? _logs;
    private readonly double _people, _known;

    /// <summary>As the records of one person are on average.</summary>
    public PersonSizes(People people, PairShares shares) => _pair = Math.Log2(shares.Same) - Math.Log2(Alone(shares.RecordsOfOne(people.Records.Count, people.Pairs))) - Favoured;

    /// <summary>As they were found.</summary>
    /// <param name="found">For each number of records, how many people have so many.</param>
    public PersonSizes(People people, PairShares shares, double[] found) : this(people, shares)
    {
        var last = Math.Sqrt(Alone(shares.RecordsOfOne(people.Records.Count, people.Pairs)));
        var spread = Spread(found);
        _people = found.Sum();
        _known = _people / (_people + Assumed);
        _logs = new double[Most + 1];
        for (var n = 1; n <= Most; n++) _logs[n] = Math.Log2((spread[n] + (Even * last * Math.Pow(Math.Max(1e-9, 1 - last), n - 1))) / (_people + Even));
    }

    /// <summary>Log to base 2 of the odds.</summary>
    public double LogOdds(int one, int other)
    {
        var (fewer, more) = (Math.Min(one, other), Math.Max(one, other));
        // A person's records may have fallen into two such groups in as many ways as one can choose the smaller out of all.
        var ways = 0.0;
        for (var i = 1; i <= fewer; i++) ways += Math.Log2((double)(more + i) / i);
        var assumed = fewer == 1 ? _pair - (Tempted * Math.Log2(more)) : _pair + ways - Math.Log2(more + fewer);
        if (_logs is null) return assumed;
        // So many people of both together against one of each.
        var counted = ways + At(one + other) - At(one) - At(other) - Math.Log2(_people) - Favoured;
        return assumed + (_known * (counted - assumed));
    }

    private double At(int size) => _logs![Math.Clamp(size, 1, Most)];

    // The share of records that are their person's only one, where numbers of records fall off geometrically. Where nearly everybody has several, a record belongs to one group or another, and the likeliest need only be likelier than the rest.
    private static double Alone(double recordsOfOne) => Math.Pow(2 / (recordsOfOne + 1), 2);

    // A number is hardly told from its neighbours, the less the larger it is.
    private static double[] Spread(double[] found)
    {
        var (spread, weights) = (new double[Most + 1], new double[Most + 1]);
        for (var n = 1; n < found.Length; n++)
        {
            if (found[n] == 0) continue;
            var (at, whole) = (Math.Min(n, Most), 0.0);
            for (var m = 1; m <= Most; m++) whole += weights[m] = Math.Exp(-Math.Pow((m - at) / (0.3 * Math.Sqrt(at)), 2) / 2);
            for (var m = 1; m <= Most; m++) spread[m] += found[n] * weights[m] / whole;
        }
        return spread;
    }
}
