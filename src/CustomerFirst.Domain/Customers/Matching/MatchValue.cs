using System.Runtime.CompilerServices;

namespace CustomerFirst.Domain.Customers.Matching;

/// <summary>One value of one kind of field, normalised once and shared by all records that have it, with what comparing needs of it.</summary>
public sealed class MatchValue
{
    private Three<int> _counts;
    private Three<double> _chances;

    internal MatchValue(int id, string text)
    {
        (Id, Text) = (id, text);
        for (var i = 0; i < 3; i++) _chances[i] = 1;
        foreach (var c in text) Signs |= 1UL << (c & 63);
    }

    /// <summary>Its number among the values of its kind, from 0.</summary>
    public int Id { get; }

    /// <summary>Normalised: a name without spaces, a date as eight digits where it is one, a telephone in E.164.</summary>
    public string Text { get; }

    /// <summary>Words, where there are several; otherwise empty.</summary>
    public string[] Words { get; internal init; } = [];

    /// <summary>See <see cref="Sounds"/>; 0 where there is nothing to sound.</summary>
    public int Sound { get; internal init; }

    /// <summary>See <see cref="Nicknames"/>.</summary>
    public int[] Familiar { get; internal init; } = [];

    /// <summary>For a date: year, month and day, 0 where not known or not possible. All 0 for what is no date.</summary>
    public (int Year, int Month, int Day) Date { get; internal init; }

    /// <summary>For a date: days since 1 January of the year 1, or 0 for what is not a whole date.</summary>
    public int DayNumber { get; internal init; }

    /// <summary>For a date: only its year says something; day and month are not known, or 1 January stands for that.</summary>
    public bool YearOnly { get; internal set; }

    // Which signs it has, to see soon that two values are far apart.
    internal ulong Signs { get; }

    /// <summary>For a name its parts by place: given, family and other names; for others the first.</summary>
    internal double[] ChanceOf { get; } = [1, 1, 1];

    internal double ChanceOfYear { get; set; } = 1;

    // For an e-mail: of what stands after the @, and the digits before it.
    internal double ChanceOfProvider { get; set; } = 1;

    internal string Digits { get; init; } = "";

    /// <summary>How many records have it in this field.</summary>
    public int Count(MatchField field) => _counts[Place(field)];

    internal void Counted(MatchField field, int more = 1) => _counts[Place(field)] += more;

    /// <summary>The chance that a record of somebody else has it in this field, above 0, at most 1.</summary>
    public double Chance(MatchField field) => _chances[Place(field)];

    internal void Believe(MatchField field, double chance) => _chances[Place(field)] = chance;

    // A name has figures for its place as given, family and other name.
    private static int Place(MatchField field) => MatchFields.OfName(field) ? (int)field : 0;

    [InlineArray(3)]
    private struct Three<T>
    {
        private T _first;
    }
}

/// <summary>A record made ready for comparing.</summary>
public sealed class MatchRecord
{
    private FirstOf _first;
    private MatchValue[]?[]? _all;

    /// <summary>The field's first value, or null.</summary>
    public MatchValue? this[MatchField field] => _first[(int)field];

    /// <summary>True when a field of it has several values.</summary>
    public bool HasSeveral => _all is not null;

    /// <summary>All of the field's values.</summary>
    public ReadOnlySpan<MatchValue> Values(MatchField field) =>
        _all?[(int)field] is { } all ? all : _first[(int)field] is null ? [] : new ReadOnlySpan<MatchValue>(ref _first[(int)field]!);

    /// <summary>A record that says of some fields what the one says, and of all others what the other says.</summary>
    public static MatchRecord Of(MatchRecord one, IReadOnlyCollection<MatchField> fields, MatchRecord other)
    {
        var made = new MatchRecord();
        for (var field = 0; field < MatchFields.Count; field++)
            foreach (var value in (fields.Contains((MatchField)field) ? one : other).Values((MatchField)field)) made.Add((MatchField)field, value);
        return made;
    }

    internal void Add(MatchField field, MatchValue value)
    {
        ref var first = ref _first[(int)field];
        if (first is null)
        {
            first = value;
            return;
        }
        var values = Values(field);
        if (values.Contains(value)) return;
        (_all ??= new MatchValue[]?[MatchFields.Count])[(int)field] = [.. values, value];
    }

    // In the record itself: comparing millions of pairs is mostly waiting for memory.
    [InlineArray(MatchFields.Count)]
    private struct FirstOf
    {
        private MatchValue? _value;
    }
}
