namespace CustomerFirst.Domain.Customers.Matching;

/// <summary>What is known of a person, as typed: any number of values in any field. Empty texts say nothing.</summary>
public sealed class PersonFacts
{
    private readonly List<(MatchField Field, string Text)> _facts = [];
    private readonly List<string> _fullNames = [];

    /// <summary>The facts by field.</summary>
    public IReadOnlyList<(MatchField Field, string Text)> Facts => _facts;

    /// <summary>Names that stand in one piece.</summary>
    public IReadOnlyList<string> FullNames => _fullNames;

    /// <summary>Adds a value.</summary>
    public PersonFacts With(MatchField field, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text)) _facts.Add((field, text));
        return this;
    }

    /// <summary>Adds a name of which it is not known where the family name begins.</summary>
    public PersonFacts WithFullName(string? text)
    {
        if (!string.IsNullOrWhiteSpace(text)) _fullNames.Add(text);
        return this;
    }

    /// <summary>Empties it, to be filled anew.</summary>
    public void Clear()
    {
        _facts.Clear();
        _fullNames.Clear();
    }
}
