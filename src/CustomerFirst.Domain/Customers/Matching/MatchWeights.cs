using System.Text.Json;
using System.Text.Json.Serialization;

namespace CustomerFirst.Domain.Customers.Matching;

/// <summary>What one field's levels say. The levels' shares are in the order of <see cref="MatchLevel"/> and sum to 1.</summary>
/// <param name="Same">How often each level comes between two records of one person, where both say something (in an address: of one who has not moved between them).</param>
/// <param name="Chance">How often each level comes between records of two unrelated people. For the exact level the value's own rarity counts instead.</param>
/// <param name="Floor">The least chance that another person has a value.</param>
/// <param name="Kin">The chance that people of one family share the value because they are a family.</param>
/// <param name="Dwelling">The chance that unrelated people at one address share it because of that.</param>
/// <param name="Place">The chance that people of one street or neighbourhood share it because of that.</param>
/// <param name="Moved">The chance that a person who moved keeps it.</param>
public sealed record FieldWeights(double[] Same, double[] Chance, double Floor, double Kin = 0, double Dwelling = 0, double Place = 0, double Moved = 0)
{
    /// <summary>
    /// How much likelier a level is between records of one person than by chance, 0.0001 to 1,000,000. A value that differs never speaks for one person, whatever few records seem to teach.
    /// </summary>
    public double Ratio(MatchLevel level) => Math.Clamp(Same[(int)level] / Math.Max(Chance[(int)level], 1e-9), 1e-4, level == MatchLevel.Different ? 1 : 1e6);
}

/// <summary>How many pairs of each kind there are to a record, before anything is known of the records at hand.</summary>
/// <param name="Same">Pairs of records of one person.</param>
/// <param name="Kin">Pairs of people of one family at one address.</param>
/// <param name="Dwelling">Pairs of unrelated people at one address.</param>
/// <param name="Place">Pairs of people of one street or neighbourhood.</param>
public sealed record PairsPerRecord(double Same, double Kin, double Dwelling, double Place);

/// <summary>The weights of matching, with when and from what they were learnt.</summary>
public sealed class MatchWeights
{
    // How much likelier of one person than by chance a telephone that is nearly the same is taken to be at most.
    private const double NearTelephone = 8;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private readonly FieldWeights[] _fields = new FieldWeights[MatchFields.Count];

    /// <summary>Makes them; a field that is not named is compared by <paramref name="other"/>.</summary>
    public MatchWeights(DateOnly made, string from, PairsPerRecord pairs, double swapped, double stayed, IReadOnlyDictionary<MatchField, FieldWeights> fields, FieldWeights other)
    {
        (Made, From, Pairs, Swapped, Stayed, Other) = (made, from, pairs, swapped, stayed, other);
        for (var f = 0; f < MatchFields.Count; f++) _fields[f] = fields.GetValueOrDefault((MatchField)f) ?? other;
    }

    /// <summary>The day on which they were made.</summary>
    public DateOnly Made { get; }

    /// <summary>From what: figures for people.</summary>
    public string From { get; }

    /// <summary>What to expect before the records at hand say more.</summary>
    public PairsPerRecord Pairs { get; }

    /// <summary>How often one of two records of a person has given and family name changed about.</summary>
    public double Swapped { get; }

    /// <summary>How often two records of one person give the same address, errors apart.</summary>
    public double Stayed { get; }

    /// <summary>What named others are compared by.</summary>
    public FieldWeights Other { get; }

    /// <summary>A field's weights.</summary>
    public FieldWeights this[MatchField field] => _fields[(int)field];

    /// <summary>The weights that ship, for a council that has learnt none of its own.</summary>
    public static MatchWeights Shipped { get; } = ReadShipped();

    /// <summary>
    /// The shipped weights as they serve for customers among whom nobody counted what comes by chance: numbers of an exchange or a firm stand so close together that a telephone which is nearly the same says little.
    /// Where weights are learnt, or files are linked, that is counted.
    /// </summary>
    public static MatchWeights ShippedForCustomers { get; } = WithCrowdedTelephones(Shipped);

    /// <summary>The same with some fields' weights replaced.</summary>
    public MatchWeights With(DateOnly made, string from, IReadOnlyDictionary<MatchField, FieldWeights> fields, double swapped, double stayed) =>
        new(made, from, Pairs, swapped, stayed, Enumerable.Range(0, MatchFields.Count).ToDictionary(f => (MatchField)f, f => fields.GetValueOrDefault((MatchField)f) ?? _fields[f]), Other);

    /// <summary>Reads them from JSON.</summary>
    /// <exception cref="JsonException">It is none, or lacks something.</exception>
    public static MatchWeights Read(Stream json)
    {
        var kept = JsonSerializer.Deserialize<Kept>(json, s_json) ?? throw new JsonException("There are no weights.");
        return new MatchWeights(kept.Made, kept.From, kept.Pairs, kept.Swapped, kept.Stayed, kept.Fields, kept.Other);
    }

    /// <summary>Writes them as JSON, to be read again by <see cref="Read"/>.</summary>
    public void Write(Stream json) =>
        JsonSerializer.Serialize(json, new Kept(Made, From, Pairs, Swapped, Stayed, Enum.GetValues<MatchField>().Where(f => f < MatchField.Other1).ToDictionary(f => f, f => this[f]), Other), s_json);

    private static MatchWeights WithCrowdedTelephones(MatchWeights shipped)
    {
        var telephone = shipped[MatchField.Telephone];
        var chance = telephone.Chance.Select((c, level) => (MatchLevel)level is MatchLevel.Exact or MatchLevel.Different ? c : Math.Max(c, telephone.Same[level] / NearTelephone)).ToArray();
        return shipped.With(shipped.Made, shipped.From, new Dictionary<MatchField, FieldWeights> { [MatchField.Telephone] = telephone with { Chance = chance } }, shipped.Swapped, shipped.Stayed);
    }

    private static MatchWeights ReadShipped()
    {
        using var json = typeof(MatchWeights).Assembly.GetManifestResourceStream("MatchWeights.json") ?? throw new InvalidOperationException("The shipped weights are missing from the program.");
        return Read(json);
    }

    private sealed record Kept(DateOnly Made, string From, PairsPerRecord Pairs, double Swapped, double Stayed, Dictionary<MatchField, FieldWeights> Fields, FieldWeights Other);
}
