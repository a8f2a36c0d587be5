using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;

namespace CustomerFirst.Benchmarks.Customers;

/// <summary>
/// The customers of a city, to be searched: households of up to five on streets of a few hundred people, with a mobile, a landline that the household shares and an e-mail each, where they live and where they lived before;
/// one in twelve had another family name. A seed always gives the same.
/// </summary>
internal sealed class CityCustomers
{
    private const int PeopleOfStreet = 250;
    private const int StreetsOfDistrict = 60;
    // The letters that stand in the second half of a postcode.
    private const string Inward = "ABDEFGHJLNPQRSTUWXYZ";
    /// <summary>When all of them were created, by which they are told from the demonstration's.</summary>
    public static readonly DateTimeOffset Made = new(2015, 6, 1, 9, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset s_since = new(2021, 6, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly Random _random;
    private readonly Words _words;
    private readonly int _customers;
    private readonly (string Name, string Locality, string District)[] _streets;
    private long _phone = 7_000_000_000;
    private long _landline;

    public CityCustomers(int seed, int customers)
    {
        (_random, _customers) = (new Random(seed), customers);
        _words = new Words(_random);
        var streets = Math.Max(50, customers / PeopleOfStreet);
        var districts = Enumerable.Range(0, Math.Max(4, streets / StreetsOfDistrict)).Select(i => (Locality: Capital(_words.Rare()), District: $"ZB{i + 1}")).ToArray();
        _streets = [.. Enumerable.Range(0, streets).Select(i => (string.Join(' ', _words.Street().Split(' ').Select(Capital)), districts[i % districts.Length].Locality, districts[i % districts.Length].District))];
    }

    /// <summary>All of them, made as they are asked for.</summary>
    public IEnumerable<Customer> Make()
    {
        for (var n = 0; n < _customers;)
        {
            var (home, before, family, landline) = (Address(), Address(), _words.Family(), Landline());
            var eldest = new DateOnly(1930, 1, 1).AddDays(_random.Next(25_000));
            for (var size = _random.Next(1, 6); size > 0 && n < _customers; size--, n++)
            {
                var woman = _random.Next(2) == 0;
                var born = size is 1 or 2 ? eldest.AddDays(_random.Next(-1800, 1800)) : eldest.AddDays(_random.Next(7_500, 13_000));
                yield return One(_words.Common(woman ? Words.Women : Words.Men), _random.NextDouble() < 0.85 ? family : _words.Family(), born > new DateOnly(2025, 1, 1) ? new DateOnly(2016, 3, 4) : born, landline, home, before);
            }
        }
    }

    private Customer One(string given, string family, DateOnly born, string landline, AddressLines home, AddressLines before)
    {
        var customer = Customer.Create(Ids.New(s_since.AddSeconds(_random.Next(100_000_000))), CustomerKind.Person, Made);
        customer.Describe(born, Verification.Unverified, null, null, []);
        if (_random.Next(12) == 0) customer.IsCalled(Id(), null, Capital(given), Capital(_words.Family()), "staff", Verification.Unverified, Made);
        customer.IsCalled(Id(), null, Capital(given), Capital(family), "staff", Verification.Unverified, s_since);
        customer.CanBeReachedAt(Id(), ContactPointKind.Phone, $"+44{_phone += _random.Next(1, 700)}", "mobile", "staff", Verification.Unverified, s_since);
        customer.CanBeReachedAt(Id(), ContactPointKind.Phone, landline, "home", "staff", Verification.Unverified, s_since);
        customer.CanBeReachedAt(Id(), ContactPointKind.Email, $"{given}.{family}{_random.Next(1, 9999)}@{_words.Any(["mail.example", "post.example", "letters.example"])}", null, "staff", Verification.Unverified, s_since);
        customer.LivesAt(Id(), before, "staff", Verification.Unverified, Made);
        customer.LivesAt(Id(), home, "staff", Verification.Unverified, s_since);
        customer.Reindex();
        return customer;
    }

    private AddressLines Address()
    {
        var street = _streets[_random.Next(_streets.Length)];
        // Some forty people to a postcode.
        var unit = (street.Name[0] + street.Name[1] + street.Name[2]) % 10;
        var number = _random.Next(1, 120);
        return new($"{number} {street.Name}", street.Locality, "Kelderby", $"{street.District} {unit}{Inward[number / 20]}{Inward[street.Name.Length % Inward.Length]}", null);
    }

    private string Landline() => $"+44121{(_landline += 7) % 10_000_000:D7}";

    private static Guid Id() => Guid.CreateVersion7(s_since);

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
