using System.Globalization;
using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;
using Npgsql;

namespace CustomerFirst.Benchmarks.Customers;

/// <summary>A search and whom it means.</summary>
internal sealed record PlannedSearch(string Kind, string Typed, Guid Meant);

/// <summary>A customer that is typed in field by field, and whom it is.</summary>
internal sealed record PlannedTyping(CustomerDetails Details, Guid Meant);

/// <summary>What advisers type: mixed, with slips, of customers drawn at random from a database. A seed gives the same kinds and slips at every size.</summary>
internal sealed class SearchPlan(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Searches, each of a customer of its own.</summary>
    public async Task<IReadOnlyList<PlannedSearch>> SearchesAsync(string connection, int count, CancellationToken token)
    {
        var slips = new Slips(_random);
        return [.. (await DrawAsync(connection, count, token)).Select(c => Search(c, slips))];
    }

    /// <summary>Forms as they stand while a customer is typed, each of a customer of its own, with a slip in two of three.</summary>
    public async Task<IReadOnlyList<PlannedTyping>> TypingsAsync(string connection, int count, CancellationToken token)
    {
        var slips = new Slips(_random);
        return [.. (await DrawAsync(connection, count, token)).Select(c => Typing(c, slips))];
    }

    private PlannedSearch Search(HeldCustomer customer, Slips slips)
    {
        var profile = customer.Profile;
        var (name, born, home) = (profile.Names[0], profile.Born!.Value, profile.Addresses[0]);
        var (given, family, old, before) = (name.Given!.ToLowerInvariant(), name.Family.ToLowerInvariant(), profile.Names[^1].Family.ToLowerInvariant(), profile.Addresses[^1]);
        var (district, street) = (home.Postcode!.Split(' ')[0].ToLowerInvariant(), CustomerProfile.HouseAndStreet(home.Line1));
        string Misspelt(string word) => slips.Now(0.5) ? word : slips.Now(0.5) ? slips.Letter(word) : slips.Sound(word);
        string Familiar() => slips.Now(0.5) && Nicknames.FormsOf(given).FirstOrDefault() is { } form ? form : given;
        var phone = PhoneNumber.Show(customer.Telephones[0]);
        var (kind, typed) = _random.Next(15) switch
        {
            0 => ("initial, family, district, year", Mixed(given[..1], Misspelt(family), district, born.Year.ToString(CultureInfo.InvariantCulture))),
            1 => ("telephone", slips.Now(0.5) ? phone : phone.Replace(" ", "", StringComparison.Ordinal)),
            2 => ("given, family, locality, year", Mixed(Misspelt(given), Misspelt(family), home.Line2!, born.Year.ToString(CultureInfo.InvariantCulture))),
            3 => ("familiar, family, postcode", Mixed(Familiar(), Misspelt(family), home.Postcode!.Replace(" ", "", StringComparison.Ordinal))),
            4 => ("initial, beginning, postcode", Mixed(given[..1], family[..Math.Min(4, family.Length)], home.Postcode!)),
            5 => ("family, birth", Mixed(Misspelt(family), Date(born))),
            6 => ("familiar, family, birth", Mixed(Familiar(), Misspelt(family), Date(born))),
            7 => ("house, street, given", $"{street.Number} {Misspelt(street.Street!.Split(' ')[0])} {given}"),
            8 => ("e-mail", customer.Emails[0]),
            9 => ("former name, birth", Mixed(old, Date(born))),
            10 => ("former address, given", $"{given} {before.Postcode!.ToLowerInvariant()} {family[..Math.Min(2, family.Length)]}"),
            11 => ("postcode with a slip, family, initial", Mixed(given[..1], family, Slipped(home.Postcode!))),
            12 => ("birth with a slip, given, family", Mixed(given, Misspelt(family), Date(Slipped(born)))),
            13 => ("telephone with a slip, family", Mixed(family, phone.Replace(" ", "", StringComparison.Ordinal) is var digits ? digits[..4] + slips.Digit(digits[4..]) : "")),
            _ => ("end of telephone, family", Mixed(Misspelt(family), phone.Replace(" ", "", StringComparison.Ordinal)[^6..])),
        };
        return new(kind, typed, customer.Id);
    }

    private PlannedTyping Typing(HeldCustomer customer, Slips slips)
    {
        var profile = customer.Profile;
        var (given, family) = (profile.Names[0].Given!, profile.Names[0].Family);
        if (slips.Now(0.33)) given = slips.Letter(given);
        if (slips.Now(0.33)) family = slips.Now(0.5) ? slips.Sound(family) : slips.Letter(family);
        var details = new CustomerDetails { GivenNames = given, FamilyName = family };
        // How far the form is filled in.
        var far = _random.Next(4);
        if (far > 0) details = details with { DateOfBirth = profile.Born };
        if (far == 2) details = details with { Address = profile.Addresses[0] };
        if (far == 3) details = details with { Telephones = [new(customer.Telephones[0])] };
        return new(details, customer.Id);
    }

    // One figure of the year or the day, or day and month changed about.
    private DateOnly Slipped(DateOnly born) => _random.Next(3) switch
    {
        0 when born.Day <= 12 && born.Day != born.Month => new(born.Year, born.Day, born.Month),
        1 when born.Day % 10 < 8 => born.AddDays(born.Day % 10 == 0 ? 10 : 1) is var other && other.Month == born.Month ? other : born.AddDays(-1),
        _ => born.AddYears(born.Year % 10 == 0 ? 1 : -1),
    };

    // One sign of the second half.
    private string Slipped(string postcode)
    {
        var at = postcode.Length - _random.Next(1, 4);
        var signs = char.IsAsciiDigit(postcode[at]) ? "123456789" : "ABDEFGHJLN";
        return postcode[..at] + signs[(signs.IndexOf(postcode[at], StringComparison.Ordinal) + 1 + _random.Next(signs.Length - 1)) % signs.Length] + postcode[(at + 1)..];
    }

    private string Mixed(params string[] words)
    {
        if (_random.Next(2) == 0) _random.Shuffle(words);
        return string.Join(' ', words);
    }

    private string Date(DateOnly date) => date.ToString(_random.Next(3) switch { 0 => "d/M/yyyy", 1 => "yyyy-MM-dd", _ => "d MMM yyyy" }, CultureInfo.InvariantCulture);

    private async Task<List<HeldCustomer>> DrawAsync(string connection, int count, CancellationToken token)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand($"select {HeldRow.Columns} from (select * from customers c where created_at = @made order by md5(id::text || @seed) limit @count) c");
        command.Parameters.AddWithValue("made", CityCustomers.Made);
        command.Parameters.AddWithValue("seed", _random.Next().ToString(CultureInfo.InvariantCulture));
        command.Parameters.AddWithValue("count", count);
        command.CommandTimeout = 300;
        var drawn = new List<HeldCustomer>();
        await using var reader = await command.ExecuteReaderAsync(token);
        while (await reader.ReadAsync(token))
            drawn.Add(HeldRow.Of(reader).Read());
        return drawn;
    }
}
