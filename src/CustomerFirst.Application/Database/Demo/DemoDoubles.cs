namespace CustomerFirst.Application.Database.Demo;

/// <summary>A second record of somebody who is there already, as one comes to be: by a slip, a pet name, a move.</summary>
/// <param name="Customer">The second record; its index follows those of all customers.</param>
/// <param name="Of">Index of the first record.</param>
/// <param name="Ticket">Index of the ticket that was raised under the second record.</param>
/// <param name="Reasons">Why the two are put before a steward, without personal data.</param>
public sealed record DemoDouble(DemoCustomer Customer, int Of, int Ticket, IReadOnlyList<string> Reasons);

/// <summary>Invents the doubles. Pure; the same council has the same ones.</summary>
internal static class DemoDoubles
{
    private const int Count = 25;
    private const int Seed = 30577;

    private static readonly Dictionary<string, string> s_shortForms = new()
    {
        ["Margaret"] = "Maggie", ["Patricia"] = "Pat", ["Kenneth"] = "Ken", ["Ronald"] = "Ron", ["Raymond"] = "Ray", ["Geoffrey"] = "Geoff", ["Dorothy"] = "Dot", ["Barbara"] = "Babs",
        ["Susan"] = "Sue", ["Deborah"] = "Debbie", ["Jacqueline"] = "Jackie", ["Amanda"] = "Mandy", ["Joanne"] = "Jo", ["Nicola"] = "Nicky", ["Gillian"] = "Gill", ["Stephen"] = "Steve",
        ["David"] = "Dave", ["Andrew"] = "Andy", ["Philip"] = "Phil", ["Stuart"] = "Stu", ["Thomas"] = "Tom", ["Daniel"] = "Dan", ["Joshua"] = "Josh", ["Jessica"] = "Jess", ["Bethany"] = "Beth", ["Abigail"] = "Abbie",
    };

    /// <summary>Doubles of people who asked for something lately: the latest of it stands under the second record.</summary>
    public static IReadOnlyList<DemoDouble> Create(IReadOnlyList<DemoCustomer> customers, IReadOnlyList<DemoTicket> tickets, DemoPlaces places)
    {
        var random = new Random(Seed);
        var asked = tickets.Where(t => t.Customer is not null && !t.Service.Restricted).GroupBy(t => t.Customer!.Value).Where(t => t.Count() > 1).Select(t => t.MaxBy(t => t.RaisedAt)!)
            .OrderByDescending(t => t.RaisedAt).Where(t => customers[t.Customer!.Value] is { IsOrganisation: false } c && (c.Telephones.Count > 0 || c.Emails.Count > 0)).Take(400).ToList();
        var doubles = new List<DemoDouble>();
        var households = new HashSet<int>();
        foreach (var slip in Enumerable.Range(0, Count))
        {
            var (kind, index) = ((Slip)(slip % 5), customers.Count + doubles.Count);
            var ticket = asked.Find(t => customers[t.Customer!.Value] is var c && !households.Contains(c.Household) && Fits(kind, c));
            if (ticket is null) continue;
            var first = customers[ticket.Customer!.Value];
            households.Add(first.Household);
            var (second, reasons) = Twin(kind, first with { Index = index, Since = DateOnly.FromDateTime(ticket.RaisedAt.UtcDateTime), Needs = [], Formats = [] }, places, random);
            doubles.Add(new DemoDouble(second, first.Index, ticket.Index, reasons));
        }
        return doubles;
    }

    private enum Slip { Letter, ShortForm, Moved, Birthday, NewName }

    private static bool Fits(Slip kind, DemoCustomer c) => kind switch
    {
        Slip.Letter => c.FamilyName!.Length > 5,
        Slip.ShortForm => s_shortForms.ContainsKey(c.GivenName!) && c.Telephones.Count > 0,
        Slip.Moved => c.Telephones.Count > 0 && c.Emails.Count > 0,
        Slip.Birthday => c.DateOfBirth!.Value.Day <= 12 && c.DateOfBirth.Value.Day != c.DateOfBirth.Value.Month,
        _ => c.Emails.Count > 0,
    };

    private static (DemoCustomer, string[]) Twin(Slip kind, DemoCustomer c, DemoPlaces places, Random random)
    {
        var (born, home) = (c.DateOfBirth!.Value, c.Address with { From = c.Since });
        switch (kind)
        {
            case Slip.Letter:
                var at = random.Next(1, c.FamilyName!.Length - 2);
                var slipped = $"{c.FamilyName[..at]}{c.FamilyName[at + 1]}{c.FamilyName[at]}{c.FamilyName[(at + 2)..]}";
                return (c with { FamilyName = slipped == c.FamilyName ? c.FamilyName + "e" : slipped, Emails = [], Addresses = [home] }, ["Family names that differ by a letter", "Same given name, date of birth and address"]);
            case Slip.ShortForm:
                return (c with { GivenName = s_shortForms[c.GivenName!], Emails = [], Addresses = [home], DateOfBirth = random.Of(0.5) ? born : null }, ["Given names that are forms of one name", "Same family name and telephone"]);
            case Slip.Moved:
                return (c with { Addresses = [new DemoAddress(random.One(places.Properties), c.Since, null)], Telephones = [c.Telephones[0]] }, ["Same name and date of birth", "Same telephone", "Other address"]);
            case Slip.Birthday:
                return (c with { DateOfBirth = new DateOnly(born.Year, born.Day, born.Month), Emails = [], Addresses = [home] }, ["Same name and address", "Dates of birth with day and month changed about"]);
            default:
                return (c with { FamilyName = new NameBook().Family(random, 0), Addresses = [home], Telephones = [] }, ["Same given name, date of birth and e-mail", "Other family name"]);
        }
    }
}
