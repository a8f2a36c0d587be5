namespace CustomerFirst.Application.Database.Demo;

/// <summary>A team: first response (contact centre, counters) or the second response of areas.</summary>
public sealed record DemoTeam(string Code, string Name, bool FirstResponse, string? AreaCode);

/// <summary>Somebody who signs in.</summary>
/// <param name="Index">0 upwards; the activity's actors point at it.</param>
/// <param name="Role">adviser, counterStaff, officer, manager, steward, administrator, auditor or member.</param>
/// <param name="TeamCodes">Teams of <see cref="DemoTeam"/>; a manager's are those that they answer for.</param>
/// <param name="OfficeCode">Where counter staff work.</param>
/// <param name="WardCode">Whom a member serves.</param>
public sealed record DemoStaff(int Index, string GivenName, string FamilyName, string Email, string Role, string JobTitle, IReadOnlyList<string> TeamCodes, string? OfficeCode, string? WardCode);

/// <summary>The teams, sixty staff and a member for each ward. Pure and always the same.</summary>
public sealed record DemoOrganisation(IReadOnlyList<DemoTeam> Teams, IReadOnlyList<DemoStaff> Staff, IReadOnlyList<DemoStaff> Members)
{
    private const int Seed = 8861;
    private const int Advisers = 18;
    private const int Officers = 20;

    /// <summary>Code of the contact centre's own team.</summary>
    public const string ContactCentre = "contact-centre";

    /// <summary>Code of the team that answers what comes in writing.</summary>
    public const string WrittenContact = "written-contact";

    /// <summary>Code of the team of the counters.</summary>
    public const string Counters = "counters";

    /// <summary>Staff for these areas and places.</summary>
    public static DemoOrganisation Create(ServiceCatalogue catalogue, DemoPlaces places)
    {
        List<DemoTeam> teams =
        [
            new(ContactCentre, "Contact centre", true, null),
            new(WrittenContact, "Online and written contact", true, null),
            new(Counters, "Counters", true, null),
            .. catalogue.Areas.Select(a => new DemoTeam(a.Code, a.Team, false, a.Code)),
        ];
        var random = new Random(Seed);
        var names = new NameBook();
        var used = new HashSet<string>();
        var staff = new List<DemoStaff>();
        for (var i = 0; i < Advisers; i++)
            Hire("adviser", i % 6 == 5 ? "Senior adviser" : "Customer adviser", i % 6 >= 4 ? [WrittenContact, ContactCentre] : [ContactCentre]);
        foreach (var office in places.Offices)
            Hire("counterStaff", $"Customer adviser, {office.Name}", [Counters], office.Code);
        var areas = catalogue.Areas;
        for (var i = 0; i < Officers; i++)
        {
            // Three areas each, and one of the two busiest waves besides, so that most of those have two officers.
            var own = areas.Where((_, n) => n % Officers == i).Append(areas[i * 7 % 24]).Distinct().ToList();
            Hire("officer", $"Officer, {own[0].Name}", [.. own.Select(a => a.Code)]);
        }

        Hire("manager", "Contact centre manager", [ContactCentre, WrittenContact]);
        Hire("manager", "Counters and hubs manager", [Counters]);
        foreach (var wave in catalogue.Waves)
            Hire("manager", $"Service manager, {wave.Name.Split(": ")[1]}", [.. areas.Where(a => a.Wave == wave).Select(a => a.Code)]);
        Hire("steward", "Customer records steward", []);
        Hire("administrator", "Systems administrator", []);
        Hire("auditor", "Internal auditor", []);

        var people = staff.Count;
        foreach (var ward in places.Wards)
            Hire("member", $"Councillor for {ward.Name}", [], ward: ward.Code);
        return new DemoOrganisation(teams, staff[..people], staff[people..]);

        void Hire(string role, string title, IReadOnlyList<string> teamCodes, string? office = null, string? ward = null)
        {
            string given, family, email;
            do
            {
                var community = names.Community(random);
                family = names.Family(random, community);
                given = names.Given(random, community, random.Of(0.55), random.Next(1962, 2002), family);
                email = $"{given}.{family}@example.org".Replace(" ", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal).ToLowerInvariant();
            }
            while (!used.Add(email));
            staff.Add(new DemoStaff(staff.Count, given, family, email, role, title, teamCodes, office, ward));
        }
    }
}
