using CustomerFirst.Application.Database.Demo;

namespace CustomerFirst.UnitTests.Database.Demo;

[Collection(DemoWorldTests.Name)]
public sealed class PeopleTests(DemoWorldFixture fixture)
{
    private readonly DemoWorld _world = fixture.World;

    [Fact]
    public void There_are_five_thousand_customers_and_some_are_organisations()
    {
        Assert.Equal(5000, _world.Customers.Count);
        Assert.Equal(Enumerable.Range(0, 5000), _world.Customers.Select(c => c.Index));
        Assert.InRange(_world.Customers.Count(c => c.IsOrganisation), 120, 300);
        Assert.All(_world.Customers, c => Assert.Equal(c.IsOrganisation, c.DateOfBirth is null));
    }

    [Fact]
    public void Telephones_and_emails_are_fictional_and_emails_belong_to_one_customer_each()
    {
        Assert.All(_world.Customers.SelectMany(c => c.Telephones), t => Assert.Matches(Fictional.Telephone, t.Number));
        var emails = _world.Customers.SelectMany(c => c.Emails).Select(e => e.Address)
            .Concat(_world.Organisation.Staff.Concat(_world.Organisation.Members).Select(s => s.Email)).ToList();
        Assert.All(emails, e => Assert.Matches(Fictional.Email, e));
        Assert.Equal(emails.Count, emails.Distinct().Count());
    }

    [Fact]
    public void A_telephone_is_shared_only_within_a_household()
    {
        var owners = _world.Customers.SelectMany(c => c.Telephones.Select(t => (t.Number, c.Household))).GroupBy(x => x.Number);
        Assert.All(owners, o => Assert.Single(o.Select(x => x.Household).Distinct()));
        var council = _world.Council.Offices.Select(o => o.Telephone).Concat(_world.Council.OldNumbers.Select(n => n.Number)).Append(_world.Council.Telephone);
        Assert.Empty(council.Intersect(owners.Select(o => o.Key)));
    }

    [Fact]
    public void Households_share_an_address_and_address_history_joins_up()
    {
        Assert.All(_world.Customers.GroupBy(c => c.Household), h => Assert.Single(h.Select(c => c.Address).Distinct()));
        Assert.Contains(_world.Customers, c => c.Addresses.Count > 2);
        foreach (var customer in _world.Customers)
        {
            Assert.Null(customer.Address.To);
            Assert.All(customer.Addresses.Zip(customer.Addresses.Skip(1)), pair => Assert.Equal(pair.First.From, pair.Second.To));
        }
    }

    [Fact]
    public void About_one_in_eight_speaks_another_language_and_needs_are_all_there()
    {
        Assert.InRange(Share(c => c.Language != "en"), 0.09, 0.15);
        Assert.True(_world.Customers.Select(c => c.Language).Distinct().Count() > 12);
        var needs = _world.Customers.SelectMany(c => c.Needs).Select(n => n.Kind).ToHashSet();
        Assert.Superset(new HashSet<string> { "interpreter", "bsl", "largePrint", "stepFree", "vulnerable", "carerActing", "appointeeActing" }, needs);
        Assert.InRange(Share(c => c.Addresses.Count > 1), 0.15, 0.3);
        Assert.InRange(Share(c => c.Telephones.Count > 0), 0.8, 0.97);
    }

    [Fact]
    public void Nobody_is_too_young_and_names_vary()
    {
        var today = DateOnly.FromDateTime(fixture.Now.DateTime);
        var people = _world.Customers.Where(c => !c.IsOrganisation).ToList();
        Assert.All(people, p => Assert.InRange(p.DateOfBirth!.Value, today.AddYears(-101), today.AddYears(-16)));
        Assert.True(people.Select(p => p.FamilyName).Distinct().Count() > 150);
        Assert.True(people.GroupBy(p => p.GivenName + p.FamilyName).Max(g => g.Count()) < people.Count / 100);
        Assert.All(_world.Customers, c => Assert.True(c.Since < today));
    }

    [Fact]
    public void Preferred_channels_can_be_used()
    {
        Assert.All(_world.Customers, c => Assert.True(c.PreferredChannel switch
        {
            "phone" => c.Telephones.Count > 0,
            "email" => c.Emails.Count > 0,
            "sms" => c.Telephones.Any(t => t.Kind == "mobile"),
            _ => true,
        }));
    }

    [Fact]
    public void Customers_live_at_properties_of_the_gazetteer_and_hardly_any_household_where_another_lives()
    {
        var known = _world.Places.Properties.ToHashSet();
        Assert.All(_world.Customers.SelectMany(c => c.Addresses), a => Assert.Contains(a.Property, known));
        var homes = _world.Customers.GroupBy(c => c.Address.Property).ToList();
        Assert.True(homes.Count(h => h.Select(c => c.Household).Distinct().Count() > 1) < 20);
    }

    [Fact]
    public void Sixty_staff_cover_every_office_and_area_and_every_ward_has_a_member()
    {
        var organisation = _world.Organisation;
        Assert.Equal(60, organisation.Staff.Count);
        Assert.Equal(40, organisation.Members.Count);
        Assert.Equal(Enumerable.Range(0, 100), organisation.Staff.Concat(organisation.Members).Select(s => s.Index));
        Assert.Equal(_world.Places.Wards.Select(w => w.Code), organisation.Members.Select(m => m.WardCode!));
        Assert.Equal(_world.Places.Offices.Select(o => o.Code).Order(), organisation.Staff.Where(s => s.Role == "counterStaff").Select(s => s.OfficeCode!).Order());
        var teams = organisation.Teams.Select(t => t.Code).ToHashSet();
        Assert.Equal(63, teams.Count);
        Assert.All(organisation.Staff.SelectMany(s => s.TeamCodes), t => Assert.Contains(t, teams));
        Assert.All(_world.Catalogue.Areas, a => Assert.Contains(organisation.Staff, s => s.Role == "officer" && s.TeamCodes.Contains(a.Code)));
        Assert.Equal(["administrator", "adviser", "auditor", "counterStaff", "manager", "officer", "steward"], organisation.Staff.Select(s => s.Role).Distinct().Order());
    }

    private double Share(Func<DemoCustomer, bool> which) => _world.Customers.Count(which) / (double)_world.Customers.Count;
}
