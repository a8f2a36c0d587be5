namespace CustomerFirst.Domain.Customers.Matching;

/// <summary>What a key is made of. Each kind counts by how much two records that share it are likely to be one customer's.</summary>
public enum MatchKeyKind : byte { Word = 1, Names, NameYear, NameDay, NameDistrict, NamesYear, NamesDistrict, NameYearDistrict, NamePlace, PlaceNumber, Postcode, Born, Telephone, TelephoneEnd, Email, EmailName, OrganisationStart, OrganisationEnd }

/// <summary>A key to look for, with what it counts.</summary>
public readonly record struct WeighedKey(long Key, int Weight);

/// <summary>
/// The keys by which customers are found and brought together: numbers made of names by sound, years, districts, telephones … that records of one customer are likely to share though they are spelt differently.
/// Each kind that may be common has finer ones beside it, so that of a common key only a few rows need be looked at. Keys that begin with one name or word have their first bits from it and so stand together in an index,
/// where those of one search, and of one customer, are few places then. The numbers are kept: whoever changes how they are made raises <see cref="Version"/>.
/// </summary>
public static class MatchKeys
{
    /// <summary>Of how the keys are made. Records that were written by an earlier one are written anew.</summary>
    public const int Version = 3;

    private const int MostWords = 3, MostPairs = 16, ShortestOfOrganisation = 6;
    private const ulong FirstBits = ~0UL << 40;
    private static readonly string[] s_streets = ["street", "st", "road", "rd", "avenue", "ave", "lane", "close", "drive", "place", "court", "crescent", "way", "gardens", "grove", "terrace", "the", "and", "of", "flat", "apartment", "house", "unit"];

    /// <summary>All keys of a customer, each once, in ascending order.</summary>
    public static long[] Of(CustomerProfile profile)
    {
        var keys = new SortedSet<long>();
        foreach (var (key, _) in Made(profile, Itself)) keys.Add(key);
        foreach (var (key, _) in OfOrganisation(profile, slips: false)) keys.Add(key);
        foreach (var word in Words(profile)) keys.Add(Word(word));
        return [.. keys];
    }

    /// <summary>The keys to look for records that may be of the customer, with what each counts.</summary>
    /// <param name="alike">Other forms of a name: familiar ones, other spellings.</param>
    public static IReadOnlyList<WeighedKey> ToMeet(CustomerProfile profile, Func<string, IEnumerable<string>> alike)
    {
        var keys = new Dictionary<long, int>();
        foreach (var (key, kind) in Made(profile, name => [.. Itself(name).Concat(alike(name).SelectMany(Itself)).Distinct()])) keys[key] = Weight(kind);
        foreach (var (key, kind) in OfOrganisation(profile, slips: true)) keys[key] = Weight(kind);
        // Of somebody of whom only one name is known; and an organisation has hardly more than its name.
        if (keys.Count == 0 || profile.Kind == CustomerKind.Organisation)
            foreach (var word in Words(profile)) keys[Word(word)] = Weight(MatchKeyKind.Word);
        // Day and month are often changed about.
        if (profile.Born is { Day: <= 12 } born && born.Day != born.Month) keys[Born(new DateOnly(born.Year, born.Day, born.Month))] = Weight(MatchKeyKind.Born);
        return [.. keys.Select(k => new WeighedKey(k.Key, k.Value)).OrderByDescending(k => k.Weight)];
    }

    /// <summary>What a shared key of a kind counts.</summary>
    public static int Weight(MatchKeyKind kind) => kind switch
    {
        MatchKeyKind.Telephone or MatchKeyKind.Email => 8,
        MatchKeyKind.NamesYear or MatchKeyKind.NamesDistrict or MatchKeyKind.NameYearDistrict or MatchKeyKind.OrganisationStart or MatchKeyKind.OrganisationEnd => 5,
        MatchKeyKind.Born or MatchKeyKind.TelephoneEnd or MatchKeyKind.EmailName or MatchKeyKind.NameDay or MatchKeyKind.PlaceNumber => 4,
        MatchKeyKind.Names or MatchKeyKind.NameYear or MatchKeyKind.NamePlace or MatchKeyKind.Postcode => 3,
        MatchKeyKind.NameDistrict => 2,
        MatchKeyKind.Word => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Every word of names and addresses that is a key by itself; of double names the whole as well.</summary>
    public static IEnumerable<string> Words(CustomerProfile profile)
    {
        foreach (var name in profile.Names)
        {
            var (given, family) = (NameText.Words(name.Given ?? ""), NameText.Words(name.Family));
            foreach (var word in given.Concat(family)) yield return word;
            if (family.Count > 1) yield return string.Concat(family);
        }
        foreach (var word in profile.Addresses.SelectMany(PlaceWords)) yield return word;
    }

    /// <summary>A word of a name or an address, spelt just so.</summary>
    public static long Word(string word) => Make(MatchKeyKind.Word, Letters(word));

    /// <summary>Two names by sound, in any order.</summary>
    public static long Names(ulong one, ulong other) => Make(MatchKeyKind.Names, Math.Min(one, other), Math.Max(one, other));

    /// <summary>A name by sound and the year of birth.</summary>
    public static long NameYear(ulong name, int year) => Make(MatchKeyKind.NameYear, name, (ulong)year);

    /// <summary>A name by sound and the birthday, in whatever year.</summary>
    public static long NameDay(ulong name, DateOnly born) => Make(MatchKeyKind.NameDay, name, (ulong)((born.Month * 32) + born.Day));

    /// <summary>A name by sound and a postcode's district ("b14").</summary>
    public static long NameDistrict(ulong name, string district) => Make(MatchKeyKind.NameDistrict, name, Letters(district));

    /// <summary>Two names by sound, in any order, and the year of birth.</summary>
    public static long NamesYear(ulong one, ulong other, int year) => Make(MatchKeyKind.NamesYear, Math.Min(one, other), Math.Max(one, other), (ulong)year);

    /// <summary>Two names by sound, in any order, and a postcode's district.</summary>
    public static long NamesDistrict(ulong one, ulong other, string district) => Make(MatchKeyKind.NamesDistrict, Math.Min(one, other), Math.Max(one, other), Letters(district));

    /// <summary>A family name by sound, the year of birth and a postcode's district.</summary>
    public static long NameYearDistrict(ulong name, int year, string district) => Make(MatchKeyKind.NameYearDistrict, name, (ulong)year, Letters(district));

    /// <summary>A family name by sound and a word of an address.</summary>
    public static long NamePlace(ulong name, string place) => Make(MatchKeyKind.NamePlace, name, Letters(place));

    /// <summary>A word of an address and the house's number.</summary>
    public static long PlaceNumber(string place, string number) => Make(MatchKeyKind.PlaceNumber, Letters(place), Letters(number));

    /// <summary>A postcode, in lower case without space.</summary>
    public static long Postcode(string postcode) => Make(MatchKeyKind.Postcode, Letters(postcode));

    /// <summary>A date of birth.</summary>
    public static long Born(DateOnly born) => Make(MatchKeyKind.Born, (ulong)born.DayNumber);

    /// <summary>A telephone in E.164.</summary>
    public static long Telephone(string number) => Make(MatchKeyKind.Telephone, Letters(number));

    /// <summary>The last six digits of a telephone.</summary>
    public static long TelephoneEnd(ReadOnlySpan<char> digits) => Make(MatchKeyKind.TelephoneEnd, Letters(digits[^6..]));

    /// <summary>An e-mail in lower case.</summary>
    public static long Email(string email) => Make(MatchKeyKind.Email, Letters(email));

    /// <summary>What stands before the @ of an e-mail.</summary>
    public static long EmailName(ReadOnlySpan<char> name) => Make(MatchKeyKind.EmailName, Letters(name));

    /// <summary>The letters with which an organisation's name begins, half of them, whatever its words.</summary>
    public static long OrganisationStart(ReadOnlySpan<char> letters) => Make(MatchKeyKind.OrganisationStart, Letters(letters));

    /// <summary>The letters with which an organisation's name ends, half of them.</summary>
    public static long OrganisationEnd(ReadOnlySpan<char> letters) => Make(MatchKeyKind.OrganisationEnd, Letters(letters));

    /// <summary>How a name sounds, as the keys take it; what has no sound stands for itself.</summary>
    public static ulong Sound(string name) => Sounds.Of(name) is > 0 and var sound ? (ulong)sound : Letters(name) | (1UL << 40);

    /// <summary>Whether it is a word that half of all addresses have: "road". It is no key.</summary>
    public static bool IsStreetWord(string word) => s_streets.Contains(word);

    /// <summary>The words of an address that tell it from others.</summary>
    public static IEnumerable<string> PlaceWords(AddressLines address) =>
        Folding.Fold($"{address.Line1} {address.Line2} {address.Town}").Split(' ').Where(w => w.Length >= 3 && char.IsLetter(w[0]) && !s_streets.Contains(w)).Distinct().Take(6);

    private static ulong[] Itself(string name) => [Sound(name)];

    private static IEnumerable<(long Key, MatchKeyKind Kind)> Made(CustomerProfile profile, Func<string, ulong[]> sounds)
    {
        var districts = profile.Addresses.Select(a => a.Postcode).OfType<string>().Select(CustomerSearchText.Postcode).Distinct().ToList();
        foreach (var postcode in districts) yield return (Postcode(postcode), MatchKeyKind.Postcode);
        districts = [.. districts.Select(p => FieldComparison.Outward(p).ToString()).Distinct()];
        foreach (var address in profile.Addresses)
            if (CustomerProfile.HouseAndStreet(address.Line1) is ({ } number, { } street))
                foreach (var word in street.Split(' ').Where(w => w.Length >= 3 && !s_streets.Contains(w)).Take(MostWords)) yield return (PlaceNumber(word, number), MatchKeyKind.PlaceNumber);
        if (profile.Born is { } born) yield return (Born(born), MatchKeyKind.Born);
        foreach (var made in OfPoints(profile)) yield return made;
        var places = profile.Addresses.SelectMany(PlaceWords).Distinct().ToList();
        foreach (var name in profile.Names)
        {
            var given = NameText.Words(name.Given ?? "").Take(MostWords).Select(sounds).ToList();
            var family = NameText.Words(name.Family).Take(MostWords).Select(sounds).ToList();
            foreach (var made in OfName(given, family, profile.Born, districts, places)) yield return made;
        }
    }

    // One slip leaves a half of the name as it was; a letter too many or too few moves the middle, so that somebody who is looked for has a half for each length.
    private static IEnumerable<(long Key, MatchKeyKind Kind)> OfOrganisation(CustomerProfile profile, bool slips)
    {
        if (profile.Kind != CustomerKind.Organisation) yield break;
        foreach (var letters in profile.Names.Select(n => OrganisationName.Letters(n.Family)).Where(l => l.Length >= ShortestOfOrganisation).Distinct())
            for (var half = (letters.Length - (slips ? 1 : 0)) / 2; half <= (letters.Length + (slips ? 1 : 0)) / 2; half++)
            {
                yield return (OrganisationStart(letters.AsSpan(0, half)), MatchKeyKind.OrganisationStart);
                yield return (OrganisationEnd(letters.AsSpan(letters.Length - half)), MatchKeyKind.OrganisationEnd);
            }
    }

    private static IEnumerable<(long, MatchKeyKind)> OfPoints(CustomerProfile profile)
    {
        foreach (var (kind, value) in profile.Points)
        {
            if (kind == ContactPointKind.Phone)
            {
                yield return (Telephone(value), MatchKeyKind.Telephone);
                if (value.Length > 7) yield return (TelephoneEnd(value), MatchKeyKind.TelephoneEnd);
                continue;
            }
            var email = value.ToLowerInvariant();
            yield return (Email(email), MatchKeyKind.Email);
            if (email.IndexOf('@', StringComparison.Ordinal) is >= 5 and var at) yield return (EmailName(email.AsSpan(0, at)), MatchKeyKind.EmailName);
        }
    }

    private static IEnumerable<(long, MatchKeyKind)> OfName(List<ulong[]> given, List<ulong[]> family, DateOnly? born, List<string> districts, List<string> places)
    {
        var all = given.Concat(family).ToList();
        for (var i = 0; i < all.Count; i++)
            for (var j = i + 1; j < all.Count; j++)
                foreach (var (one, other) in Pairs(all[i], all[j])) yield return (Names(one, other), MatchKeyKind.Names);
        // Of given names the one that people go by is nearly always the first.
        var first = given.Count > 0 ? given[0] : [];
        foreach (var name in family.Append(first).SelectMany(s => s).Distinct())
        {
            if (born is { } day)
            {
                yield return (NameYear(name, day.Year), MatchKeyKind.NameYear);
                yield return (NameDay(name, day), MatchKeyKind.NameDay);
            }
            foreach (var district in districts) yield return (NameDistrict(name, district), MatchKeyKind.NameDistrict);
        }
        foreach (var name in family.SelectMany(s => s).Distinct())
        {
            foreach (var place in places) yield return (NamePlace(name, place), MatchKeyKind.NamePlace);
            if (born is null) continue;
            foreach (var district in districts) yield return (NameYearDistrict(name, born.Value.Year, district), MatchKeyKind.NameYearDistrict);
        }
        foreach (var word in family)
            foreach (var (one, other) in Pairs(first, word))
            {
                if (born is not null) yield return (NamesYear(one, other, born.Value.Year), MatchKeyKind.NamesYear);
                foreach (var district in districts) yield return (NamesDistrict(one, other, district), MatchKeyKind.NamesDistrict);
            }
    }

    // Of names that may stand for many the likeliest pairs; the others are found by one name.
    private static IEnumerable<(ulong, ulong)> Pairs(ulong[] some, ulong[] others) => some.Length == 1 && others.Length == 1 ? [(some[0], others[0])]
        : some.SelectMany((one, i) => others.Select((other, j) => (One: one, Other: other, Rank: i + j))).OrderBy(p => p.Rank).Take(MostPairs).Select(p => (p.One, p.Other));

    private static ulong Letters(ReadOnlySpan<char> text)
    {
        // FNV-1a over the signs.
        var hash = 14695981039346656037UL;
        foreach (var c in text) hash = (hash ^ c) * 1099511628211UL;
        return hash;
    }

    private static long Make(MatchKeyKind kind, ulong one, ulong two = 0, ulong three = 0)
    {
        var hash = (ulong)kind;
        foreach (var part in (ReadOnlySpan<ulong>)[one, two, three]) hash = Mix((hash * 31) + part);
        return (long)((Mix(one) & FirstBits) | (hash >> 24));
    }

    // SplitMix64's last steps (Steele, Lea and Flood 2014).
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15UL;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
