using System.Globalization;
using System.Text;

namespace CustomerFirst.Benchmarks.Customers;

/// <summary>A city's records: see <see cref="PeopleSets.City"/>.</summary>
internal sealed class CityPeople(int seed)
{
    private static readonly DateOnly s_oldest = new(1930, 1, 1);

    private readonly Random _random = new(seed);
    private readonly HashSet<string> _emails = new(StringComparer.Ordinal);

    private sealed record Dweller(string Given, string Family, DateOnly Born, string Sex, string Phone, string Email);

    public void Write(TextWriter to, int records)
    {
        var (words, spoil) = (new Words(_random), new Slips(_random));
        to.Write("id,cluster,given,family,born,phone,email,number,street,town,postcode,sex\n");
        var streets = Enumerable.Range(0, Math.Max(20, records / 120)).Select(i => (Name: words.Street(), Town: words.Common(Words.Towns), Postcode: Postcode())).ToArray();
        var (n, person) = (0, 0);
        while (n < records)
        {
            var street = streets[_random.Next(streets.Length)];
            var (number, flats) = (_random.Next(1, 200), spoil.Now(0.06) ? _random.Next(4, 30) : 1);
            for (var flat = 1; flat <= flats && n < records; flat++)
            {
                var address = (Number: flats == 1 ? $"{number}" : $"{flat}/{number}", street.Name, street.Town, street.Postcode);
                // In some blocks the flats have no numbers of their own.
                if (flats > 1 && number % 3 == 0) address.Number = $"{number}";
                foreach (var dweller in Household(words, spoil)) Records(dweller, address);
            }
        }

        void Records(Dweller dweller, (string Number, string Name, string Town, string Postcode) address)
        {
            var copies = spoil.Now(0.22) ? spoil.Now(0.25) ? 3 : 2 : 1;
            for (var copy = 0; copy < copies && n < records; copy++)
            {
                var (given, family, born, at, phone, email) = (dweller.Given, dweller.Family, dweller.Born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), address, dweller.Phone, dweller.Email);
                if (copy > 0)
                {
                    if (spoil.Now(0.10)) given = spoil.Now(0.3) ? given[..1] : spoil.Letter(given);
                    if (spoil.Now(0.10)) family = spoil.Now(0.4) ? spoil.Sound(family) : spoil.Letter(family);
                    if (dweller.Sex == "F" && spoil.Now(0.04)) family = words.Family();
                    if (spoil.Now(0.02)) (given, family) = (family, given);
                    if (spoil.Now(0.04)) born = spoil.Digit(born);
                    else if (spoil.Now(0.02) && dweller.Born.Day <= 12) born = new DateOnly(dweller.Born.Year, dweller.Born.Day, dweller.Born.Month).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                    if (spoil.Now(0.2)) at = Moved();
                    else if (spoil.Now(0.1)) at.Name = spoil.Letter(at.Name);
                    if (spoil.Now(0.25)) phone = Phone();
                    if (spoil.Now(0.15)) email = "";
                }
                if (spoil.Now(0.12)) born = "";
                if (spoil.Now(0.3)) phone = "";
                if (spoil.Now(0.4)) email = "";
                var line = new StringBuilder(160).Append(n++).Append(',').Append(person).Append(',').Append(given).Append(',').Append(family).Append(',').Append(born).Append(',').Append(phone).Append(',').Append(email).Append(',')
                    .Append(at.Number).Append(',').Append(at.Name).Append(',').Append(at.Town).Append(',').Append(at.Postcode).Append(',').Append(spoil.Now(0.1) ? "" : dweller.Sex).Append('\n');
                to.Write(line);
            }
            person++;
        }

        (string, string, string, string) Moved()
        {
            var to = streets[_random.Next(streets.Length)];
            return ($"{_random.Next(1, 200)}", to.Name, to.Town, to.Postcode);
        }
    }

    private List<Dweller> Household(Words words, Slips spoil)
    {
        var (family, phone) = (words.Family(), Phone());
        var eldest = s_oldest.AddDays(_random.Next(25_000));
        var people = new List<Dweller>();
        void Add(string given, string name, DateOnly born, string sex)
        {
            var own = spoil.Now(0.6) ? Phone() : phone;
            var email = spoil.Now(0.05) && people.Count > 0 ? people[0].Email : Email(words, given, name);
            people.Add(new(given, name, born, sex, own, email));
        }
        var size = _random.Next(1, 6);
        var man = _random.Next(2) == 0;
        Add(words.Common(man ? Words.Men : Words.Women), family, eldest, man ? "M" : "F");
        if (size > 1) Add(words.Common(man ? Words.Women : Words.Men), spoil.Now(0.75) ? family : words.Family(), eldest.AddDays(_random.Next(-1800, 1800)), man ? "F" : "M");
        for (var child = 2; child < size; child++)
        {
            var boy = _random.Next(2) == 0;
            // A child may bear its parent's name, and twins their birthday.
            var namesake = child == 2 && boy == man && spoil.Now(0.06);
            var born = child > 2 && spoil.Now(0.06) ? people[^1].Born : eldest.AddDays(_random.Next(7_500, 13_000));
            var given = words.Common(boy ? Words.Men : Words.Women);
            // Nobody calls two children the same.
            while (people.Any(p => p.Given == given)) given = words.Common(boy ? Words.Men : Words.Women);
            Add(namesake ? people[0].Given : given, family, born > new DateOnly(2025, 1, 1) ? new DateOnly(2024, 3, 4).AddDays(-_random.Next(3000)) : born, boy ? "M" : "F");
        }
        return people;
    }

    // No two households get the same one from a provider.
    private string Email(Words words, string given, string family)
    {
        string email;
        do email = $"{given}.{family}{_random.Next(1, 2000)}@{words.Any(["gmail.example", "mail.example", "outlook.example", "post.example"])}"; while (!_emails.Add(email));
        return email;
    }

    private string Phone() => $"07{_random.Next(100_000_000, 1_000_000_000)}";

    private string Postcode() => $"B{_random.Next(1, 99)} {_random.Next(10)}{(char)('A' + _random.Next(26))}{(char)('A' + _random.Next(26))}";
}
