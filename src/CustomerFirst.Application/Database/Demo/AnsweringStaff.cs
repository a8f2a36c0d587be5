namespace CustomerFirst.Application.Database.Demo;

/// <summary>Who takes a contact, who works on it afterwards, and which number was rung.</summary>
internal sealed class AnsweringStaff
{
    private readonly string _mainNumber;
    private readonly string _switchboard;
    private readonly Dictionary<string, string[]> _oldNumbers;
    private readonly DemoStaff[] _telephone;
    private readonly DemoStaff[] _written;
    private readonly DemoStaff[] _counters;
    private readonly Dictionary<string, DemoStaff[]> _officers;

    public AnsweringStaff(DemoCouncil council, DemoOrganisation organisation)
    {
        _mainNumber = council.Telephone;
        _switchboard = council.OldNumbers[^1].Number;
        _oldNumbers = council.OldNumbers.SelectMany(n => n.Areas.Select(area => (area, n.Number))).GroupBy(n => n.area).ToDictionary(g => g.Key, g => g.Select(n => n.Number).ToArray());
        _telephone = [.. organisation.Staff.Where(s => s.Role == "adviser" && s.TeamCodes.Contains(DemoOrganisation.ContactCentre))];
        _written = [.. organisation.Staff.Where(s => s.Role == "adviser" && s.TeamCodes.Contains(DemoOrganisation.WrittenContact))];
        _counters = [.. organisation.Staff.Where(s => s.Role == "counterStaff")];
        _officers = organisation.Staff.Where(s => s.Role == "officer").SelectMany(s => s.TeamCodes.Select(team => (team, s))).GroupBy(x => x.team).ToDictionary(g => g.Key, g => g.Select(x => x.s).ToArray());
    }

    /// <summary>The person (null on a website or kiosk), the office (for counters) and the first-response team.</summary>
    public (int? Actor, string? Office, string Team) Answering(string channel, Random random)
    {
        switch (channel)
        {
            case "phone" or "webchat":
                return (random.One(_telephone).Index, null, DemoOrganisation.ContactCentre);
            case "counter" or "homeVisit" or "kiosk":
                var person = random.Early(_counters);
                return (channel == "kiosk" ? null : person.Index, person.OfficeCode, DemoOrganisation.Counters);
            case "web" or "api":
                return (null, null, DemoOrganisation.WrittenContact);
            default:
                return (Written(random), null, DemoOrganisation.WrittenContact);
        }
    }

    /// <summary>Somebody of the team that answers what comes in writing.</summary>
    public int Written(Random random) => random.One(_written).Index;

    /// <summary>An officer of the area.</summary>
    public int Officer(DemoArea area, Random random) => random.One(_officers[area.Code]).Index;

    /// <summary>The main number more and more; a diverted old one less and less.</summary>
    /// <param name="progress">0 at the beginning of the period, 1 at its end.</param>
    public string NumberDialled(DemoArea area, double progress, Random random)
    {
        if (!random.Of(0.36 * Math.Exp(-2.2 * progress)))
            return _mainNumber;
        return _oldNumbers.TryGetValue(area.Code, out var numbers) ? random.One(numbers) : _switchboard;
    }
}
