using CustomerFirst.Application.Database.Demo;

namespace CustomerFirst.UnitTests.Database.Demo;

public sealed class DesksTests(DemoWorldFixture fixture) : IClassFixture<DemoWorldFixture>
{
    private readonly DemoWorld _world = fixture.World;
    private readonly List<DemoTicket> _open = [.. fixture.World.Activity.Tickets.Where(t => t.State is "new" or "inHand" or "withService" or "waitingForCustomer" or "waitingForOthers")];

    [Fact]
    public void Whoever_answers_customers_has_tickets_in_hand()
    {
        foreach (var person in _world.Organisation.Staff.Where(s => s.Role is "adviser"))
            Assert.InRange(_open.Count(t => t.State == "inHand" && t.Steps[^1].Actor == person.Index), 2, 9);
    }

    [Fact]
    public void Every_area_that_is_live_has_tickets_with_its_own_officers_and_some_with_nobody()
    {
        var staff = _world.Organisation.Staff;
        foreach (var area in _open.Where(t => t.State == "withService").GroupBy(t => t.Service.Area.Code))
        {
            Assert.Contains(area, t => Holder(t) is null);
            Assert.All(area.Where(t => Holder(t) is not null), t => Assert.Contains(area.Key, staff[Holder(t)!.Value].TeamCodes));
        }
        Assert.True(_open.Count(t => Holder(t) is not null) > 100);
    }

    [Fact]
    public void Doubles_are_of_people_who_asked_lately_and_differ_from_them()
    {
        Assert.Equal(25, _world.Doubles.Count);
        Assert.Equal(Enumerable.Range(_world.Customers.Count, 25), _world.Doubles.Select(d => d.Customer.Index));
        foreach (var twin in _world.Doubles)
        {
            var first = _world.Customers[twin.Of];
            Assert.Equal(first.Index, _world.Activity.Tickets[twin.Ticket].Customer);
            Assert.NotEqual((first.GivenName, first.FamilyName, first.DateOfBirth, first.Address.FirstLine), (twin.Customer.GivenName, twin.Customer.FamilyName, twin.Customer.DateOfBirth, twin.Customer.Address.FirstLine));
            Assert.NotEmpty(twin.Reasons);
        }
    }

    private static int? Holder(DemoTicket ticket) => ticket.Steps.LastOrDefault(s => s.Assignee is not null)?.Assignee;
}
