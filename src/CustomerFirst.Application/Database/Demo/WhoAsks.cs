using CustomerFirst.Domain.Places;

namespace CustomerFirst.Application.Database.Demo;

/// <summary>Chooses who asks for a service and which place it is about. Some people ask far more often than others.</summary>
internal sealed class WhoAsks
{
    private readonly IReadOnlyList<DemoCustomer> _customers;
    private readonly Dictionary<string, DemoCustomer[]> _groups;
    private readonly IReadOnlyList<DemoPostcode> _postcodes;
    private readonly Dictionary<string, DemoPostcode[]> _byWard;

    public WhoAsks(IReadOnlyList<DemoCustomer> customers, DemoPlaces places, DateOnly today, Random random)
    {
        _customers = customers;
        _postcodes = places.Postcodes;
        _byWard = places.Postcodes.GroupBy(p => p.WardCode).ToDictionary(g => g.Key, g => g.ToArray());
        var people = customers.Where(c => !c.IsOrganisation).ToArray();
        random.Shuffle(people);
        _groups = new Dictionary<string, DemoCustomer[]>
        {
            ["anyone"] = people,
            ["tenant"] = [.. people.Where(c => c.Home == "councilTenant")],
            ["owner"] = [.. people.Where(c => c.Home == "owner")],
            ["older"] = [.. people.Where(c => Age(c) >= 60)],
            ["family"] = [.. people.Where(c => Age(c) is >= 22 and <= 52)],
            ["business"] = [.. customers.Where(c => c.IsOrganisation)],
        };

        int Age(DemoCustomer c) => (today.DayNumber - c.DateOfBirth!.Value.DayNumber) / 365;
    }

    /// <summary>The customer, or null for somebody who gives no name.</summary>
    public DemoCustomer? Customer(DemoService service, DateOnly day, Random random)
    {
        if (random.Of(service.Family switch { "street" => 0.23, "premises" => 0.15, "info" => 0.13, "care" => 0.05, _ => 0.012 }))
            return null;
        var group = _groups[service.AskedBy == "business" && random.Of(0.3) ? "anyone" : service.AskedBy];
        for (var tries = 0; tries < 20; tries++)
        {
            var customer = group[(int)(group.Length * Math.Pow(random.NextDouble(), 1.6))];
            if (customer.Since <= day)
                return customer;
        }

        return null;
    }

    /// <summary>A customer by index.</summary>
    public DemoCustomer this[int index] => _customers[index];

    /// <summary>The place: on the street near home or elsewhere for street matters, the customer's address otherwise.</summary>
    public DemoLocation? Location(DemoService service, DemoCustomer? customer, DateOnly day, Random random)
    {
        var home = customer?.AddressOn(day);
        if (service.Family is not ("street" or "premises"))
            return home is null ? null : At(home.FirstLine, home.Postcode, 0.0001, random);
        var postcode = home is not null && random.Of(0.7) ? random.One(_byWard[home.Postcode.WardCode]) : random.One(_postcodes);
        return At($"{random.Next(1, 160)} {postcode.Street}", postcode, 0.0004, random);
    }

    private static DemoLocation At(string description, DemoPostcode postcode, double jitter, Random random)
    {
        var latitude = postcode.Point.Latitude + (random.NextDouble() - 0.5) * jitter;
        var longitude = postcode.Point.Longitude + (random.NextDouble() - 0.5) * jitter * 1.6;
        return new DemoLocation(description, postcode.Postcode, new DemoPoint(Math.Round(latitude, 6), Math.Round(longitude, 6)), postcode.WardCode);
    }
}
