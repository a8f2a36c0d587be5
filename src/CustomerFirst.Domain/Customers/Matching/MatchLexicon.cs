using System.Globalization;
using System.Text;

namespace CustomerFirst.Domain.Customers.Matching;

/// <summary>
/// All values of a set of records, each kept once with how often it comes. <see cref="Read"/> the records first, then <see cref="Settle"/>, then compare.
/// Not for several threads while reading; for any number afterwards.
/// </summary>
public sealed class MatchLexicon
{
    private const double Lifetime = 80;

    private readonly Dictionary<string, MatchValue>[] _values = Tables<MatchValue>();
    private readonly Dictionary<string, MatchValue?>[] _typed = Tables<MatchValue?>();
    private readonly int[] _filled = new int[MatchFields.Count];
    private readonly Dictionary<int, int> _years = [];

    /// <summary>Records read so far.</summary>
    public int Records { get; private set; }

    /// <summary>Records whose date of birth could not be read as a date and is compared as text.</summary>
    public int NotDates { get; private set; }

    /// <summary>In how many records the field says something.</summary>
    public int Filled(MatchField field) => _filled[(int)field];

    /// <summary>The fields that say something in any record.</summary>
    public IEnumerable<MatchField> Fields => Enum.GetValues<MatchField>().Where(f => Filled(f) > 0);

    /// <summary>Makes a record ready and counts its values.</summary>
    public MatchRecord Read(PersonFacts facts)
    {
        var record = new MatchRecord();
        foreach (var (field, text) in facts.Facts)
            if (Value(field, text) is { } value) record.Add(field, value);
        foreach (var name in facts.FullNames) AddFullName(record, name);
        Records++;
        for (var field = 0; field < MatchFields.Count; field++)
        {
            var values = record.Values((MatchField)field);
            if (values.Length == 0) continue;
            _filled[field]++;
            foreach (var value in values) value.Counted((MatchField)field);
            if ((MatchField)field != MatchField.BirthDate) continue;
            if (values[0].Date.Year is var year and > 0) _years[year] = _years.GetValueOrDefault(year) + 1;
            else NotDates++;
        }
        return record;
    }

    /// <summary>Says how many records have a value, where that is known from elsewhere (a database) and not from the records read. Before <see cref="Settle"/>.</summary>
    public void Know(MatchField field, string text, int records)
    {
        if (Value(field, text) is { } value) value.Counted(field, records - value.Count(field));
    }

    /// <summary>
    /// Works out from the counts how likely each value is to be another person's: its share of the records beyond those that one person is likely to have, and never less than
    /// the weights' floor for the field. Also finds whether 1 January stands for a date that nobody knew: where it comes five times as often as a day should.
    /// </summary>
    /// <param name="recordsOfOne">How many records one person has, on average over the records; at least 1.</param>
    /// <param name="population">How many records the counts are to be seen against; by default those read.</param>
    public void Settle(MatchWeights weights, double recordsOfOne = 2, int? population = null)
    {
        double records = Math.Max(1, population ?? Records);
        for (var f = 0; f < MatchFields.Count; f++)
        {
            var field = (MatchField)f;
            // Names share a table, each part with its own counts.
            var floor = weights[field].Floor;
            var filled = Math.Max(1.0, population is null ? _filled[f] : records);
            // What hardly anybody shares is believed to be one person's up to many records; of a name that comes a few times that is less sure.
            var unshared = field is MatchField.Identifier or MatchField.Telephone or MatchField.Email;
            var own = unshared ? Math.Max(12, 3 * recordsOfOne) : recordsOfOne;
            var unseen = unshared ? floor : Math.Max(floor, 0.3 * recordsOfOne / filled);
            foreach (var value in _values[TableOf(field)].Values)
                if (value.Count(field) > 0 || MatchFields.OfName(field)) value.Believe(field, Math.Min(1, unseen + (Math.Max(0, value.Count(field) - own) / filled)));
        }
        SettleDates(recordsOfOne, weights[MatchField.BirthDate].Floor, population);
        SettleProviders(recordsOfOne);
    }

    private void SettleDates(double recordsOfOne, double floor, int? population)
    {
        var dated = Math.Max(1.0, population ?? _years.Values.Sum());
        var dates = _values[TableOf(MatchField.BirthDate)].Values;
        var firsts = dates.Where(d => d.DayNumber > 0 && d.Date is (_, 1, 1)).Sum(d => d.Count(MatchField.BirthDate));
        var stands = firsts > Math.Max(20, 5 * dated / 365.25);
        foreach (var value in dates)
        {
            if (value.Date.Year == 0) continue;
            // Years next to one another have much the same share; a year that only this person was born in is not rarer than its neighbours by that.
            var around = 0.0;
            for (var year = value.Date.Year - 5; year <= value.Date.Year + 5; year++) around += _years.GetValueOrDefault(year);
            // A few records picked from many are picked for being alike, by year as well: then a year is one of a lifetime's.
            value.ChanceOfYear = population is null ? Math.Max(Math.Max(around / 11, 1), _years.GetValueOrDefault(value.Date.Year) - (2 * recordsOfOne)) / dated : 1.0 / Lifetime;
            if (value.Date is (_, 1, 1) && value.DayNumber > 0) value.YearOnly = stands;
            value.Believe(MatchField.BirthDate, value.YearOnly ? value.ChanceOfYear
                : Math.Max(floor, Math.Max(value.ChanceOfYear / 365.25, (value.Count(MatchField.BirthDate) - Math.Max(12, 3 * recordsOfOne)) / dated)));
        }
    }

    private void SettleProviders(double recordsOfOne)
    {
        var emails = _values[TableOf(MatchField.Email)].Values;
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var email in emails) counts[Provider(email)] = counts.GetValueOrDefault(Provider(email)) + email.Count(MatchField.Email);
        foreach (var email in emails) email.ChanceOfProvider = Math.Max(1, counts[Provider(email)] - (2 * recordsOfOne)) / Math.Max(1, Filled(MatchField.Email));

        static string Provider(MatchValue email) => email.Text[Math.Max(0, email.Text.IndexOf('@', StringComparison.Ordinal))..];
    }

    private void AddFullName(MatchRecord record, string text)
    {
        var (given, family, rest) = NameText.Split(text);
        // Where the columns already say what is what, the full name only adds what they leave out.
        var known = new List<string>();
        foreach (var field in (ReadOnlySpan<MatchField>)[MatchField.GivenName, MatchField.FamilyName])
            foreach (var value in record.Values(field)) known.Add(value.Text);
        var more = new List<string>(rest);
        if (record[MatchField.GivenName] is null && given is not null) record.Add(MatchField.GivenName, Interned(MatchField.GivenName, given)!);
        else if (given is not null) more.Add(given);
        if (record[MatchField.FamilyName] is null && family is not null) record.Add(MatchField.FamilyName, Interned(MatchField.FamilyName, family)!);
        else if (family is not null) more.Add(family);
        foreach (var word in more)
            if (!known.Contains(word)) record.Add(MatchField.OtherNames, Interned(MatchField.OtherNames, word)!);
    }

    // What is typed the same way again is not normalised again, except where hardly anything comes twice.
    private MatchValue? Value(MatchField field, string typed)
    {
        if (field is MatchField.Identifier or MatchField.Telephone or MatchField.Email) return Interned(field, typed);
        var table = _typed[(int)field];
        if (!table.TryGetValue(typed, out var value)) table[typed] = value = Interned(field, typed);
        return value;
    }

    private MatchValue? Interned(MatchField field, string typed)
    {
        if (MatchFields.OfName(field)) return Name(field, typed);
        if (field == MatchField.BirthDate) return Date(typed);
        var text = field switch
        {
            MatchField.Identifier or MatchField.Postcode or MatchField.HouseNumber => Folding.Fold(typed).Replace(" ", "", StringComparison.Ordinal),
            MatchField.Telephone => Telephone(typed),
            MatchField.Email => typed.Trim().ToLowerInvariant(),
            MatchField.Sex => Sex(typed),
            _ => Folding.Fold(typed),
        };
        if (text.Length == 0) return null;
        var words = field is MatchField.Street or MatchField.Locality or MatchField.Town or >= MatchField.Other1 ? text.Split(' ') : [];
        if (words.Length > 0) text = string.Concat(words);
        return Keep(field, text, id => new MatchValue(id, text) { Words = words.Length > 1 ? words : [], Sound = words.Length > 0 ? Sounds.Of(text) : 0, Digits = field == MatchField.Email ? string.Concat(text.TakeWhile(c => c != '@').Where(char.IsAsciiDigit)) : "" });
    }

    private MatchValue? Name(MatchField field, string typed)
    {
        var words = NameText.Words(typed);
        if (words.Count == 0) return null;
        var text = string.Concat(words);
        return Keep(field, text, id => new MatchValue(id, text) { Words = words.Count > 1 ? [.. words] : [], Sound = Sounds.Of(text), Familiar = Familiar(text, words) });
    }

    // Bob is Robert James, too.
    private static int[] Familiar(string text, List<string> words) => words.Count < 2 || Nicknames.GroupsOf(text).Length > 0 ? Nicknames.GroupsOf(text) : Nicknames.GroupsOf(words[0]);

    private MatchValue? Date(string typed)
    {
        var digits = new StringBuilder(8);
        foreach (var c in typed)
            if (char.IsAsciiDigit(c)) digits.Append(c);
        var text = digits.ToString();
        var trimmed = typed.Trim();
        var whole = DateOnly.TryParseExact(trimmed, ["yyyyMMdd", "yyyy-MM-dd", "yyyy/MM/dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        if (!whole && trimmed.Length == 10 && DateOnly.TryParseExact(trimmed, ["dd/MM/yyyy", "dd-MM-yyyy", "dd.MM.yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out date))
            (whole, text) = (true, date.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        if (whole) return Keep(MatchField.BirthDate, text, id => new MatchValue(id, text) { Date = (date.Year, date.Month, date.Day), DayNumber = date.DayNumber });
        // Only a year, or a year and month.
        if (text.Length == 4 && trimmed.Length == 4) return Keep(MatchField.BirthDate, text, id => new MatchValue(id, text) { Date = (int.Parse(text, CultureInfo.InvariantCulture), 0, 0), YearOnly = true });
        var other = Folding.Fold(typed).Replace(" ", "", StringComparison.Ordinal);
        if (other.Length == 0) return null;
        return Keep(MatchField.BirthDate, other, id => new MatchValue(id, other));
    }

    private static string Telephone(string typed)
    {
        if (PhoneNumber.Normalise(typed) is { } number) return number;
        return string.Concat(typed.Where(char.IsAsciiDigit));
    }

    private static string Sex(string typed) => Folding.Fold(typed) switch
    {
        "m" or "male" or "man" or "boy" or "1" => "m",
        "f" or "female" or "woman" or "girl" or "2" => "f",
        "u" or "unknown" or "not known" or "not stated" or "0" or "9" => "",
        var other => other,
    };

    private MatchValue Keep(MatchField field, string text, Func<int, MatchValue> make)
    {
        var table = _values[TableOf(field)];
        if (!table.TryGetValue(text, out var value)) table[text] = value = make(table.Count);
        return value;
    }

    // The parts of a name stand in one table, so that they can be compared across.
    private static int TableOf(MatchField field) => MatchFields.OfName(field) ? 0 : (int)field;

    private static Dictionary<string, T>[] Tables<T>() => [.. Enumerable.Range(0, MatchFields.Count).Select(_ => new Dictionary<string, T>(StringComparer.Ordinal))];
}
