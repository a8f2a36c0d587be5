namespace CustomerFirst.Application.Database.Demo;

/// <summary>Names as a diverse English city has them: given names by sex and time of birth, family names, languages.</summary>
internal sealed class NameBook
{
    private const int MiddleEraBegins = 1958;
    private const int YoungEraBegins = 1988;

    private readonly NameFile _file = DemoData.Read<NameFile>("names.json");
    private readonly double[] _communities;
    private readonly HashSet<string> _avoid;

    public NameBook()
    {
        var total = 0.0;
        _communities = [.. _file.Communities.Select(c => total += c.Share)];
        // Invented people only: no pairing that is somebody well known.
        _avoid = _file.Avoid.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>One of the communities, by its share of the city.</summary>
    public int Community(Random random) => random.Index(_communities);

    /// <summary>A family name of the community.</summary>
    public string Family(Random random, int community) => random.Early(_file.Communities[community].Family);

    /// <summary>A given name of the community and time that makes no well-known person of the family name.</summary>
    public string Given(Random random, int community, bool female, int birthYear, string family)
    {
        var names = female ? _file.Communities[community].Female : _file.Communities[community].Male;
        var era = birthYear < MiddleEraBegins ? 0 : birthYear < YoungEraBegins ? 1 : 2;
        string given;
        do
            given = random.Early(names[era]);
        while (_avoid.Contains($"{given} {family}"));
        return given;
    }

    /// <summary>A household's language: its code and name.</summary>
    public (string Code, string Name) Language(Random random, int community)
    {
        var spoken = _file.Communities[community];
        if (!random.Of(spoken.TongueShare))
            return ("en", "English");
        var code = random.Early(spoken.Tongues);
        return (code, _file.Languages[code]);
    }

    /// <summary>British Sign Language, which is the first language of some.</summary>
    public (string Code, string Name) SignLanguage => ("bfi", _file.Languages["bfi"]);

    /// <summary>Every organisation's name that can be made, each once, shuffled.</summary>
    public Queue<string> Organisations(Random random)
    {
        var names = _file.OrganisationStarts.SelectMany(start => _file.OrganisationTrades.Select(trade => $"{start} {trade}")).ToArray();
        random.Shuffle(names);
        return new Queue<string>(names);
    }

    private sealed record NameFile(
        IReadOnlyList<CommunityNames> Communities,
        IReadOnlyDictionary<string, string> Languages,
        IReadOnlyList<string> Avoid,
        IReadOnlyList<string> OrganisationStarts,
        IReadOnlyList<string> OrganisationTrades);

    private sealed record CommunityNames(
        double Share,
        IReadOnlyList<string> Tongues,
        double TongueShare,
        IReadOnlyList<IReadOnlyList<string>> Male,
        IReadOnlyList<IReadOnlyList<string>> Female,
        IReadOnlyList<string> Family);
}
