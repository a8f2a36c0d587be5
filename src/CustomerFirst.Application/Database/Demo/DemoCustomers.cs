using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Places;

namespace CustomerFirst.Application.Database.Demo;

/// <summary>The demonstration council's customers and the second records of some, in the order of their indexes.</summary>
internal sealed record DemoCustomers(IReadOnlyList<Customer> All)
{
    private const string Source = "customer";

    /// <param name="advisers">Who asked the customers for their consents.</param>
    public static DemoCustomers Of(DemoWorld world, IReadOnlyList<Guid> advisers, DateTimeOffset now) =>
        new([.. world.Customers.Concat(world.Doubles.Select(d => d.Customer)).Select(c => Customer(c, world.Council.City, advisers, now))]);

    /// <summary>The doubles and their first records, for the stewards to look at.</summary>
    public IEnumerable<CustomerPair> Pairs(DemoWorld world, DateTimeOffset now) => world.Doubles.Select(d => CustomerPair.Of(All[d.Of].Id, All[d.Customer.Index].Id, null, d.Reasons, now));

    private static Customer Customer(DemoCustomer demo, string city, IReadOnlyList<Guid> advisers, DateTimeOffset now)
    {
        var since = CouncilTime.StartOf(demo.Since);
        var customer = Domain.Customers.Customer.Create(Ids.New(since), demo.IsOrganisation ? CustomerKind.Organisation : CustomerKind.Person, since);
        customer.Describe(demo.DateOfBirth, demo.DateOfBirth is null ? Verification.Unverified : Verification.SeenByStaff,
            Codes.Read<Channel>(demo.PreferredChannel), demo.Language == "en" ? null : demo.Language, demo.Formats);
        customer.SetContactSafety(demo.DoNotRing, demo.DoNotRing ? "Somebody else at home may answer" : null);
        customer.IsCalled(Ids.New(since), null, demo.GivenName, demo.OrganisationName ?? demo.FamilyName!, Source, Verification.SeenByStaff, since);
        foreach (var phone in demo.Telephones)
            customer.CanBeReachedAt(Ids.New(since), ContactPointKind.Phone, phone.Number, phone.Kind, Source, Seen(phone.Verified), since);
        foreach (var email in demo.Emails)
            customer.CanBeReachedAt(Ids.New(since), ContactPointKind.Email, email.Address.ToLowerInvariant(), null, Source, Seen(email.Verified), since);
        foreach (var address in demo.Addresses.OrderBy(a => a.From))
            customer.LivesAt(Ids.New(since), address.Property.Parts(city).Lines(address.Property.Uprn), Source, Verification.Unverified, CouncilTime.StartOf(address.From));
        foreach (var need in demo.Needs)
        {
            customer.HasNeed(Ids.New(since), Codes.Read<NeedKind>(need.Kind)!.Value, need.Detail, Source, CouncilTime.StartOf(need.From));
            if (need.To is { } to) customer.NoLongerNeeds(Codes.Read<NeedKind>(need.Kind)!.Value, CouncilTime.StartOf(to));
        }
        DemoConsents.Tell(customer, demo, advisers, now);
        customer.Reindex();
        return customer;
    }

    private static Verification Seen(bool verified) => verified ? Verification.SeenByStaff : Verification.Unverified;
}
