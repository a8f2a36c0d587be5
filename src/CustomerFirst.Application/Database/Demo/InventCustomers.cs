namespace CustomerFirst.Application.Database.Demo;

/// <summary>Invents customers: households that share an address and often a telephone, and some organisations. Pure; same seed, same people.</summary>
internal sealed class InventCustomers
{
    private const int Seed = 71204;
    private const double OrganisationShare = 0.04;

    private readonly Random _random = new(Seed);
    private readonly NameBook _names = new();
    private readonly FictionalNumbers _numbers;
    private readonly Dictionary<string, int> _emails = [];
    private readonly IReadOnlyList<DemoPostcode> _postcodes;
    private readonly Dictionary<DemoPostcode, DemoProperty[]> _properties;
    private readonly HashSet<long> _taken = [];
    private readonly DateOnly _today;
    private readonly List<DemoCustomer> _customers = [];
    private int _households;

    private InventCustomers(DemoPlaces places, DateOnly today)
    {
        _postcodes = places.Postcodes;
        _properties = places.Properties.GroupBy(p => p.Postcode).ToDictionary(g => g.Key, g => g.ToArray());
        _today = today;
        _numbers = new FictionalNumbers(_random);
    }

    /// <summary>As many customers as asked for, indexed from 0, with ages and dates that fit the day.</summary>
    public static IReadOnlyList<DemoCustomer> Create(DemoPlaces places, DateOnly today, int count = 5000)
    {
        var invent = new InventCustomers(places, today);
        var organisations = invent._names.Organisations(invent._random);
        while (invent._customers.Count < count)
        {
            if (invent._random.Of(OrganisationShare * 1.8))
                invent.AddOrganisation(organisations.Dequeue());
            else
                invent.AddHousehold(count);
        }

        return invent._customers;
    }

    private void AddOrganisation(string name)
    {
        var since = Ago(200, 3500);
        var letters = new string([.. name.ToLowerInvariant().Where(char.IsAsciiLetter)]);
        _customers.Add(new DemoCustomer(
            _customers.Count, null, null, name, null, _households++,
            [new DemoTelephone(_numbers.Landline(), "work", true)],
            [Email(_random.Of(0.5) ? "office." + letters : letters)],
            [new DemoAddress(Property(), since, null)],
            _random.Of(0.6) ? "email" : "phone", "en", "English", [], [], null, false, since));
    }

    private void AddHousehold(int most)
    {
        var household = _households++;
        var community = _names.Community(_random);
        var language = _names.Language(_random, community);
        var family = _names.Family(_random, community);
        var home = _random.Share(new Dictionary<string, double> { ["owner"] = 42, ["councilTenant"] = 29, ["privateTenant"] = 20, ["associationTenant"] = 9 });
        var livedHere = Ago(20, 6500);
        var address = new DemoAddress(Property(), livedHere, null);
        var landline = _random.Of(0.62) ? new DemoTelephone(_numbers.Landline(), "landline", _random.Of(0.8)) : null;
        var eldest = _random.Of(0.24) ? _random.Next(66, 95) : _random.Next(21, 66);
        var size = Math.Min(_random.Share(new Dictionary<int, double> { [1] = 44, [2] = 36, [3] = 13, [4] = 7 }), most - _customers.Count);
        var given = new HashSet<string>();
        for (var member = 0; member < size; member++)
        {
            var age = member < 2 ? Math.Max(18, eldest - member * _random.Next(0, 5)) : Math.Max(16, eldest - _random.Next(21, 36));
            var surname = member == 1 && _random.Of(0.25) ? _names.Family(_random, community) : family;
            AddPerson(household, community, language, surname, age, home, address, landline, given);
        }
    }

    private void AddPerson(int household, int community, (string Code, string Name) language, string family, int age, string home, DemoAddress address, DemoTelephone? landline, HashSet<string> taken)
    {
        var born = _today.AddYears(-age).AddDays(-_random.Next(0, 364));
        var given = _names.Given(_random, community, _random.Of(0.54), born.Year, family);
        while (!taken.Add(given))
            given = _names.Given(_random, community, _random.Of(0.54), born.Year, family);
        var addresses = Addresses(address);
        // Known since they came, but not as a child.
        var since = addresses[^1].From.AddDays(_random.Next(0, 19));
        since = since > born.AddYears(16) ? since : born.AddYears(16);
        since = since < _today ? since : _today.AddDays(-1);
        if (_random.Of(0.004))
            language = _names.SignLanguage;
        var telephones = Telephones(age, landline);
        var emails = Emails(given, family, age);
        _customers.Add(new DemoCustomer(
            _customers.Count, given, family, null, born, household, telephones, emails, addresses,
            PreferredChannel(telephones, emails), language.Code, language.Name, Formats(age),
            Needs(age, language.Code, since), home, telephones.Count > 0 && _random.Of(0.006), since));
    }

    private List<DemoTelephone> Telephones(int age, DemoTelephone? landline)
    {
        var telephones = new List<DemoTelephone>();
        // The range has a thousand mobile numbers, so only about every fifth person can have one.
        if (_random.Of(age < 70 ? 0.23 : 0.12) && _numbers.Mobile() is { } mobile)
            telephones.Add(new DemoTelephone(mobile, "mobile", _random.Of(0.7)));
        if (landline is not null && _random.Of(0.9))
            telephones.Add(landline);
        if (telephones.Count == 0 && _random.Of(0.6))
            telephones.Add(new DemoTelephone(_numbers.Landline(), "landline", false));
        else if (age < 66 && _random.Of(0.04))
            telephones.Add(new DemoTelephone(_numbers.Landline(), "work", false));
        return telephones;
    }

    private List<DemoEmail> Emails(string given, string family, int age)
    {
        var emails = new List<DemoEmail>();
        if (_random.Of(age < 70 ? 0.86 : 0.46))
            emails.Add(Email($"{given}.{family}"));
        if (emails.Count > 0 && _random.Of(0.1))
            emails.Add(Email($"{given[0]}{family}"));
        return emails;
    }

    private DemoEmail Email(string wish)
    {
        var local = new string([.. wish.ToLowerInvariant().Where(c => char.IsAsciiLetter(c) || c == '.')]);
        // example.org is the council's own.
        var domain = _random.Of(0.7) ? "com" : "net";
        var used = _emails[local] = _emails.GetValueOrDefault(local) + 1;
        return new DemoEmail($"{local}{(used == 1 ? "" : used.ToString())}@example.{domain}", _random.Of(0.75));
    }

    private List<DemoAddress> Addresses(DemoAddress now)
    {
        var addresses = new List<DemoAddress> { now };
        while (addresses.Count < 4 && _random.Of(0.22))
        {
            var until = addresses[^1].From;
            addresses.Add(new DemoAddress(Property(), until.AddDays(-_random.Next(200, 2500)), until));
        }

        return addresses;
    }

    private string PreferredChannel(List<DemoTelephone> telephones, List<DemoEmail> emails)
    {
        var wish = _random.Share(new Dictionary<string, double> { ["phone"] = 55, ["email"] = 24, ["sms"] = 9, ["post"] = 7, ["counter"] = 5 });
        return wish switch
        {
            "phone" when telephones.Count == 0 => "post",
            "email" when emails.Count == 0 => "phone",
            "sms" when !telephones.Exists(t => t.Kind == "mobile") => "phone",
            _ => wish,
        } is var channel && channel == "phone" && telephones.Count == 0 ? "post" : channel;
    }

    private List<string> Formats(int age)
    {
        var formats = new List<string>();
        if (_random.Of(age >= 70 ? 0.09 : 0.01))
            formats.Add("largePrint");
        if (_random.Of(0.012))
            formats.Add("easyRead");
        if (_random.Of(0.004))
            formats.Add("audio");
        if (_random.Of(0.0015))
            formats.Add("braille");
        return formats;
    }

    private List<DemoNeed> Needs(int age, string language, DateOnly since)
    {
        var needs = new List<DemoNeed>();
        void Add(double probability, string kind, params string[] details)
        {
            if (_random.Of(probability))
                needs.Add(new DemoNeed(kind, details.Length == 0 ? null : _random.One(details), since, kind == "vulnerable" && _random.Of(0.3) ? _today.AddDays(_random.Next(30, 300)) : null));
        }

        Add(language == "bfi" ? 1 : 0, "bsl", "Book an interpreter for every interview.");
        Add(language is "en" or "bfi" ? 0 : 0.55, "interpreter", "Speaks some English, wants an interpreter for letters and decisions.", "Interpreter by telephone is enough.", "Prefers a woman as interpreter.");
        Add(age >= 70 ? 0.07 : 0.008, "largePrint", "16 point or larger.");
        Add(age >= 70 ? 0.13 : 0.02, "stepFree", "Uses a wheelchair.", "Uses a frame, cannot manage steps.", "Needs a seat while waiting.");
        Add(age >= 80 ? 0.10 : 0.025, "vulnerable", "Memory trouble: say it twice and write it down.", "Recently bereaved.", "Very anxious on the telephone, give time.", "Lives alone, few visitors.");
        Add(age >= 75 ? 0.08 : 0.01, "carerActing", "Daughter speaks for her, consent on file.", "Son deals with letters.", "Neighbour may be told about repairs.");
        Add(age >= 75 ? 0.02 : 0.004, "appointeeActing", "Appointee for benefits.", "Deputy appointed by the court.");
        return needs;
    }

    // One where nobody else lives or lived, as long as the postcode has one.
    private DemoProperty Property()
    {
        var wished = _random.Of(0.12) ? _random.Next(1, 24) + _random.Next(1, 120) : _random.Next(1, 180);
        var there = _properties[_random.One(_postcodes)];
        for (var i = 0; i < there.Length; i++)
            if (_taken.Add(there[(wished + i) % there.Length].Uprn)) return there[(wished + i) % there.Length];
        return there[wished % there.Length];
    }

    private DateOnly Ago(int least, int most) => _today.AddDays(-_random.Next(least, most));
}
