using CustomerFirst.Domain.Places;

namespace CustomerFirst.Application.Database.Demo;

/// <summary>The whole demonstration council, as plain records that refer to each other by code and index.</summary>
public sealed record DemoWorld(
    DemoCouncil Council, ServiceCatalogue Catalogue, DemoPlaces Places, DemoOrganisation Organisation, IReadOnlyList<DemoCustomer> Customers, DemoActivity Activity,
    IReadOnlyList<DemoDouble> Doubles)
{
    /// <summary>Invents the council as it stands at a moment. Pure and without I/O but for the embedded files; the same moment gives the same council.</summary>
    public static DemoWorld Create(DateTimeOffset now, int customers = 5000, int tickets = 20_000)
    {
        var council = DemoCouncil.Read();
        var catalogue = ServiceCatalogue.Read();
        var places = DrawCity.Draw(council);
        var organisation = DemoOrganisation.Create(catalogue, places);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, LocalTime.London).DateTime);
        var people = InventCustomers.Create(places, today, customers);
        var activity = InventActivity.Create(council, catalogue, places, people, organisation, now, tickets);
        return new DemoWorld(council, catalogue, places, organisation, people, activity, DemoDoubles.Create(people, activity.Tickets, places));
    }
}
