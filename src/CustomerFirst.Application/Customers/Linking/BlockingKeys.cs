using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers.Linking;

/// <summary>One way to bring records together that may be of one person.</summary>
/// <param name="Name">For figures.</param>
/// <param name="Fields">What records that it brings together have in common by its making, and so cannot teach.</param>
/// <param name="Key">A record's key; 0 when it has none.</param>
/// <param name="Finer">What is added to the key, one after the other, while too many records share it.</param>
internal sealed record BlockingKey(string Name, MatchField[] Fields, Func<MatchRecord, ulong> Key, params Func<MatchRecord, ulong>[] Finer)
{
    /// <summary>Whether nothing but the address is in it: what such a key brings together are households.</summary>
    public bool AddressOnly => Fields.All(MatchFields.OfAddress);
}

/// <summary>The keys: each true pair that is not spoilt all over should share some of them.</summary>
internal static class BlockingKeys
{
    // Letters at the start or end of a name.
    private const int Few = 3;

    private static readonly MatchField[] s_names = [MatchField.GivenName, MatchField.FamilyName, MatchField.OtherNames];

    /// <summary>All of them, the most telling first: of a large file the last ones are left out.</summary>
    public static readonly IReadOnlyList<BlockingKey> All =
    [
        new("identifier", [MatchField.Identifier], r => Whole(r, MatchField.Identifier), GivenInitial),
        new("telephone", [MatchField.Telephone], r => Whole(r, MatchField.Telephone), GivenInitial, Year),
        new("e-mail", [MatchField.Email], r => Whole(r, MatchField.Email), GivenInitial, Year),
        new("date of birth", [MatchField.BirthDate], WholeDate, NameSounds, FamilySound, Sex),
        new("both names", s_names, BothNames, Year, r => Whole(r, MatchField.Postcode)),
        new("both names by sound", s_names, BothSounds, Year, Month),
        new("postcode and given name", [MatchField.Postcode, MatchField.GivenName], r => Join(Whole(r, MatchField.Postcode), GivenSound(r)), Year),
        new("postcode and family name", [MatchField.Postcode, MatchField.FamilyName], r => Join(Whole(r, MatchField.Postcode), FamilySound(r)), GivenInitial, Year),
        new("house and street", [MatchField.HouseNumber, MatchField.Street], r => Join(Whole(r, MatchField.HouseNumber), Whole(r, MatchField.Street)), GivenInitial, Year),
        new("postcode and birth", [MatchField.Postcode, MatchField.BirthDate], r => Join(Whole(r, MatchField.Postcode), Year(r)), Month),
        new("family name and year", [MatchField.FamilyName, MatchField.BirthDate], r => Join(FamilySound(r), Year(r)), GivenInitial, Month),
        new("given name and year", [MatchField.GivenName, MatchField.BirthDate], r => Join(GivenSound(r), Year(r)), FamilyInitial, Month),
        new("family name and day", [MatchField.FamilyName, MatchField.BirthDate], r => Join(FamilySound(r), MonthDay(r)), GivenInitial),
        new("given name and day", [MatchField.GivenName, MatchField.BirthDate], r => Join(GivenSound(r), MonthDay(r)), FamilyInitial),
        new("family name and initial", s_names, r => Join(FamilySound(r), GivenInitial(r)), Town, Year, Month),
        new("family name", [MatchField.FamilyName], r => Whole(r, MatchField.FamilyName), Town, GivenInitial, Decade, Year),
        new("given name", [MatchField.GivenName], r => Whole(r, MatchField.GivenName), Town, FamilyInitial, Decade, Year),
        new("start of the identifier", [MatchField.Identifier], r => Part(r, MatchField.Identifier, 0, 4), GivenInitial, FamilyInitial, Year),
        new("end of the identifier", [MatchField.Identifier], r => Part(r, MatchField.Identifier, -4, 4), GivenInitial, FamilyInitial, Year),
        new("end of the telephone", [MatchField.Telephone], r => Part(r, MatchField.Telephone, -6, 6), GivenInitial, Year),
        new("start of the e-mail", [MatchField.Email], r => Part(r, MatchField.Email, 0, 6), Year, Month),
        new("end of the e-mail", [MatchField.Email], Domain, GivenInitial, Year),
        new("month of birth", [MatchField.BirthDate], r => Join(Year(r), Month(r)), Town, GivenInitial, FamilyInitial),
        new("street and initial", [MatchField.Street, MatchField.GivenName], r => Join(Whole(r, MatchField.Street), GivenInitial(r)), Town, Year),
        new("street", [MatchField.Street, MatchField.Postcode], r => Join(Whole(r, MatchField.Street), Whole(r, MatchField.Postcode)), r => Whole(r, MatchField.HouseNumber), GivenInitial),
        new("other names", s_names, r => Join(Whole(r, MatchField.OtherNames), GivenInitial(r)), Decade, Year),
        // For names that are both misspelt.
        new("starts of both names", s_names, r => Both(Start(r, MatchField.GivenName), Start(r, MatchField.FamilyName)), Year, Town, Month),
        new("ends of both names", s_names, r => Both(End(r, MatchField.GivenName), End(r, MatchField.FamilyName)), Year, Town, Month),
        new("start of the given and end of the family name", s_names, r => Join(Start(r, MatchField.GivenName), End(r, MatchField.FamilyName)), Year, Town, Month),
        new("end of the given and start of the family name", s_names, r => Join(End(r, MatchField.GivenName), Start(r, MatchField.FamilyName)), Year, Town, Month),
        new("start of the family name and initial", s_names, r => Join(Start(r, MatchField.FamilyName), GivenInitial(r)), Town, Decade, Year, Month),
        new("end of the family name and initial", s_names, r => Join(End(r, MatchField.FamilyName), GivenInitial(r)), Town, Decade, Year, Month),
        new("start of the given name and initial", s_names, r => Join(Start(r, MatchField.GivenName), FamilyInitial(r)), Town, Decade, Year, Month),
        new("start of the family name and town", [MatchField.FamilyName, MatchField.Town], r => Join(Start(r, MatchField.FamilyName), Town(r)), GivenInitial, Decade, Year),
        new("end of the family name and town", [MatchField.FamilyName, MatchField.Town], r => Join(End(r, MatchField.FamilyName), Town(r)), GivenInitial, Decade, Year),
        new("start of the family name and district", [MatchField.FamilyName, MatchField.Postcode], r => Join(Start(r, MatchField.FamilyName), District(r)), GivenInitial, Decade, Year),
        new("end of the family name and district", [MatchField.FamilyName, MatchField.Postcode], r => Join(End(r, MatchField.FamilyName), District(r)), GivenInitial, Decade, Year),
        new("start of the given name and district", [MatchField.GivenName, MatchField.Postcode], r => Join(Start(r, MatchField.GivenName), District(r)), FamilyInitial, Decade, Year),
        new("initials and postcode", [MatchField.GivenName, MatchField.FamilyName, MatchField.Postcode], r => Join(Both(GivenInitial(r), FamilyInitial(r)), Whole(r, MatchField.Postcode)), Year),
    ];

    private static ulong Whole(MatchRecord record, MatchField field) => record[field] is { } value ? Mix((ulong)value.Id + 1) : 0;

    private static ulong WholeDate(MatchRecord record) => record[MatchField.BirthDate] is { YearOnly: false } date ? Mix((ulong)date.Id + 1) : 0;

    private static ulong GivenSound(MatchRecord record) => Sound(record[MatchField.GivenName]);

    private static ulong FamilySound(MatchRecord record) => Sound(record[MatchField.FamilyName]);

    private static ulong NameSounds(MatchRecord record) => record[MatchField.GivenName] is { } given ? Sound(given) : 0;

    // The same for both orders of the names.
    private static ulong BothNames(MatchRecord record) => Both(Whole(record, MatchField.GivenName), Whole(record, MatchField.FamilyName));

    private static ulong BothSounds(MatchRecord record) => Both(GivenSound(record), FamilySound(record));

    private static ulong Year(MatchRecord record) => record[MatchField.BirthDate] is { Date.Year: > 0 and var year } ? Mix((ulong)year) : 0;

    private static ulong Decade(MatchRecord record) => record[MatchField.BirthDate] is { Date.Year: > 0 and var year } ? Mix((ulong)year / 10) : 0;

    private static ulong Month(MatchRecord record) => record[MatchField.BirthDate] is { YearOnly: false, Date.Month: > 0 and var month } ? Mix((ulong)month) : 0;

    private static ulong MonthDay(MatchRecord record) => record[MatchField.BirthDate] is { YearOnly: false, DayNumber: > 0, Date: var date } ? Mix((ulong)((date.Month * 32) + date.Day)) : 0;

    private static ulong GivenInitial(MatchRecord record) => Initial(record[MatchField.GivenName]);

    private static ulong FamilyInitial(MatchRecord record) => Initial(record[MatchField.FamilyName]);

    private static ulong Town(MatchRecord record) => Whole(record, MatchField.Town);

    private static ulong Sex(MatchRecord record) => Whole(record, MatchField.Sex);

    private static ulong Domain(MatchRecord record)
    {
        if (record[MatchField.Email] is not { } email) return 0;
        var at = email.Text.IndexOf('@', StringComparison.Ordinal);
        return at < 0 || email.Text.Length - at < 4 ? 0 : Letters(email.Text.AsSpan(at));
    }

    private static ulong Initial(MatchValue? name) => name is null ? 0 : Mix(name.Text[0]);

    private static ulong Sound(MatchValue? name) => name is null ? 0 : name.Sound > 0 ? Mix((ulong)name.Sound + (1UL << 40)) : Mix((ulong)name.Id + 1);

    private static ulong Part(MatchRecord record, MatchField field, int from, int length)
    {
        if (record[field] is not { } value || value.Text.Length < length + 2) return 0;
        return Letters(value.Text.AsSpan(from < 0 ? value.Text.Length + from : from, length));
    }

    private static ulong District(MatchRecord record) => record[MatchField.Postcode] is { } postcode ? Letters(FieldComparison.Outward(postcode.Text)) : 0;

    private static ulong Start(MatchRecord record, MatchField field) => record[field] is { Text: var text } && text.Length >= Few ? Letters(text.AsSpan(0, Few)) : 0;

    private static ulong End(MatchRecord record, MatchField field) => record[field] is { Text: var text } && text.Length >= Few ? Letters(text.AsSpan(text.Length - Few)) : 0;

    private static ulong Letters(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text) hash = (hash ^ c) * 1099511628211UL;
        return Mix(hash);
    }

    private static ulong Both(ulong one, ulong other) => one == 0 || other == 0 ? 0 : Mix(one + other);

    /// <summary>Two keys as one; 0 when either is missing.</summary>
    public static ulong Join(ulong one, ulong other) => one == 0 || other == 0 ? 0 : Mix((one * 31) + other);

    // SplitMix64's last steps; never 0.
    private static ulong Mix(ulong value)
    {
        value = (value + 0x9E3779B97F4A7C15UL) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return (value ^ (value >> 31)) | 1;
    }
}
