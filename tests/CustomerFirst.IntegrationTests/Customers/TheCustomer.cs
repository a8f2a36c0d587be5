using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>Customers in tests: nobody is like another unless a test says so.</summary>
internal static class TheCustomer
{
    private static int s_count;

    /// <summary>An adviser who acts; the tests of customers need no account behind it.</summary>
    public static Actor Adviser() => Someone(Role.Adviser);

    /// <summary>Somebody with a role.</summary>
    public static Actor Someone(Role role) => A.Actor(A.Staff(role));

    /// <summary>A person with a family name that nobody else has.</summary>
    public static CustomerDetails Named(string family, string given = "Robin") => new() { GivenNames = given, FamilyName = family };

    /// <summary>A word of letters that nothing else has, so that tests can share a database; any two differ in three consonants at least, and so do not sound alike either.</summary>
    public static string Word()
    {
        const string consonants = "bfpksgjlntr";
        var n = Interlocked.Increment(ref s_count);
        int[] digits = [n % 11, n / 11 % 11, n / 121 % 11, n / 1331 % 11];
        // Two check digits, as a Reed-Solomon code has them.
        int[] checks = [digits.Sum() % 11, digits.Select((d, i) => d * (i + 1)).Sum() % 11];
        return "q" + string.Concat(checks.Concat(digits).Select(d => $"{consonants[d]}a"));
    }

    /// <summary>A telephone of the range kept free for drama that nobody else has.</summary>
    public static string Phone() => $"07700 900{Interlocked.Increment(ref s_count) % 1000:D3}";

    /// <summary>Creates one and gives its key. Nobody said of records made so that they are anybody's or nobody's, as of those that were there before the hub.</summary>
    public static async Task<Guid> CreateAsync(Hub hub, CustomerDetails details, Actor? by = null)
    {
        var id = (await hub.DoAsync(new CreateCustomerCommand(details, DespiteCandidates: true, DespiteReason: "Made for a test"), by ?? Adviser())).CustomerId;
        await hub.DatabaseAsync(db => db.Set<CustomerPair>().Where(p => p.HeldApart && (p.LowId == id || p.HighId == id)).ExecuteDeleteAsync());
        return id;
    }

    /// <summary>Erases who somebody is and keeps what was written on their tickets.</summary>
    public static AnonymiseCustomerCommand Erase(Guid id, int version, string because) => new(id, version, because) { Texts = TextsOfTickets.Keep, KeptBecause = "A claim is under way" };

    /// <summary>Keeps a pair with a score that is of the two as they are now; with none where nothing scored them.</summary>
    public static async Task ScoredAsync(Hub hub, Guid one, Guid other, double? probability, params string[] reasons)
    {
        var pair = CustomerPair.Of(one, other, null, reasons, hub.Clock.GetUtcNow());
        if (probability is { } score)
        {
            var versions = await hub.DatabaseAsync(db => db.Customers.Where(c => c.Id == one || c.Id == other).ToDictionaryAsync(c => c.Id, c => c.Version));
            pair.ScoreAnew(score, reasons, new ScoreBasis(versions[pair.LowId], versions[pair.HighId], null), hub.Clock.GetUtcNow());
        }
        await hub.SaveAsync(pair);
    }

    /// <summary>An address.</summary>
    public static AddressLines At(string line1, string postcode) => new(line1, null, "Testford", postcode, null);
}
