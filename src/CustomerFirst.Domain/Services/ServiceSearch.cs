namespace CustomerFirst.Domain.Services;

/// <summary>What the search knows of a service.</summary>
/// <param name="CustomerWords">The phrases that customers use for it.</param>
/// <param name="Imported">It came in with another system's requests, and nobody took it up.</param>
public sealed record SearchableService(Guid Id, string Name, string Description, string AreaName, IReadOnlyList<string> CustomerWords, bool Imported = false);

/// <summary>A service that was found, with the phrase that fits best where it is not the name.</summary>
public readonly record struct ServiceMatch(Guid Id, double Score, string? Phrase);

/// <summary>
/// Finds services by the words of customers: their own phrases first, then names, descriptions and areas; while somebody types, with slips of
/// the keyboard and with other endings of a word. A word counts by how rare it is among the services, and those of every sentence (my, was, the) next to nothing. Immutable and safe to share between threads; build one per state of the catalogue.
/// </summary>
public sealed class ServiceSearch
{
    private const int LongestQuery = 12;

    // What a typed word that no service has would weigh: it is as telling as a rare one.
    private const double Unknown = 3;

    // What another system called a matter comes after what the council offers for it.
    private const double OfImported = 0.3;

    // What a customer's question is worth to somebody who does not ask.
    private const double OfQuestion = 0.5;

    // What fits less than a tenth as well as the best only shares a beginning with a word, or one of many words.
    private const double Least = 0.1;

    private readonly IReadOnlyList<SearchableService> _services;
    private readonly Dictionary<string, Word> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Word> _joined = new(StringComparer.Ordinal);
    private readonly Word[] _vocabulary;
    private readonly List<Phrase> _phrases = [];
    private readonly Dictionary<string, HashSet<int>> _texts = new(StringComparer.Ordinal);

    /// <summary>Builds the index.</summary>
    public ServiceSearch(IReadOnlyList<SearchableService> services)
    {
        _services = services;
        for (var i = 0; i < services.Count; i++)
        {
            AddPhrase(i, services[i].Name, null, 3);
            foreach (var words in services[i].CustomerWords) AddPhrase(i, words, words, 3);
            AddPhrase(i, services[i].Description, null, 0.8, scored: false);
            AddPhrase(i, services[i].AreaName, null, 0.6, scored: false);
        }
        _vocabulary = [.. _words.Values];
        // Rare words tell more than common ones (inverse document frequency).
        foreach (var word in _vocabulary.Concat(_joined.Values)) word.Rarity = Math.Log(1 + (double)services.Count / word.Services);
        foreach (var word in _vocabulary)
        {
            foreach (var phrase in word.Phrases) _phrases[phrase].Telling += word.Tells;
        }
    }

    /// <summary>The services that fit what was typed, the best first.</summary>
    /// <param name="most">At most so many.</param>
    public IReadOnlyList<ServiceMatch> Find(string typed, int most)
    {
        var query = SearchWords.OfQuery(typed, LongestQuery).Select(Meant).Select(SearchWord.Of).ToList();
        if (query.Count == 0) return [];
        var (scores, fits, asked) = (new double[_services.Count], new Dictionary<int, double>(), 0.0);
        // A word of every sentence may be the beginning of a telling one only where it is all that was typed.
        for (var q = 0; q < query.Count; q++) asked += Score(query[q], q == query.Count - 1 && (q == 0 || !query[q].Common), scores, fits);

        // Who says that something did not happen asks for nothing, whatever words they share with a question.
        var denies = query.Exists(word => SearchWords.Denies(word.Text)) && !query.Exists(word => SearchWords.Asks(word.Text));
        var best = new (double Fit, Phrase? Phrase)[_services.Count];
        foreach (var (index, matched) in fits)
        {
            // How much of what the phrase and the query tell fits each other (Dice's coefficient): a phrase that says the same wins.
            var phrase = _phrases[index];
            var fit = 2 * matched / (asked + phrase.Telling) * (denies && phrase.Asks ? OfQuestion : 1);
            if (phrase.Scored && fit > best[phrase.Service].Fit) best[phrase.Service] = (fit, phrase);
        }
        var same = _texts.GetValueOrDefault(SearchWords.Whole(typed)) ?? [];
        var words = query.Sum(word => word.Telling);
        var found = Enumerable.Range(0, scores.Length).Where(i => scores[i] > 0)
            .Select(i => new ServiceMatch(_services[i].Id, scores[i] / words * (0.4 + 2 * best[i].Fit) * (same.Contains(i) ? 2 : 1) * (_services[i].Imported ? OfImported : 1), best[i].Phrase?.Shown))
            .OrderByDescending(match => match.Score).ThenBy(match => match.Id).Take(most).ToList();
        return [.. found.TakeWhile(match => match.Score >= Least * found[0].Score)];
    }

    // Returns how much the word tells.
    private double Score(in SearchWord typed, bool unfinished, double[] scores, Dictionary<int, double> fits)
    {
        var best = new Dictionary<int, double>();
        var perPhrase = new Dictionary<int, double>();
        var (likest, tells) = (0.0, Unknown * typed.Telling);
        foreach (var word in _vocabulary) Match(word, SearchWords.Likeness(typed, word.Known, unfinished), typed);
        foreach (var word in _joined.Values) Match(word, SearchWords.JoinedLikeness(typed, word.Known), typed);
        foreach (var (service, score) in best) scores[service] += score;
        foreach (var (phrase, matched) in perPhrase) fits[phrase] = fits.GetValueOrDefault(phrase) + matched;
        return tells;

        void Match(Word word, double likeness, in SearchWord typed)
        {
            if (likeness <= 0) return;
            if (likeness > likest || (likeness == likest && word.Rarity * typed.Telling > tells)) (likest, tells) = (likeness, word.Rarity * typed.Telling);
            var matched = likeness * word.Tells;
            foreach (var index in word.Phrases)
            {
                var phrase = _phrases[index];
                var score = matched * phrase.Weight;
                if (score > best.GetValueOrDefault(phrase.Service)) best[phrase.Service] = score;
                if (matched > perPhrase.GetValueOrDefault(index)) perPhrase[index] = matched;
            }
        }
    }

    // Another spelling of "there" is no rare word.
    private string Meant(string word) => _words.ContainsKey(word) || _joined.ContainsKey(word) ? word : SearchWords.CommonMeant(word) ?? word;

    private void AddPhrase(int service, string text, string? shown, double weight, bool scored = true)
    {
        var words = SearchWords.Of(text).Distinct().ToList();
        if (words.Count == 0) return;
        _phrases.Add(new Phrase(service, weight, scored, shown, words.Exists(SearchWords.Asks)));
        if (scored && !_texts.TryAdd(SearchWords.Whole(text), [service])) _texts[SearchWords.Whole(text)].Add(service);
        foreach (var part in words)
        {
            if (!_words.TryGetValue(part, out var word)) _words[part] = word = new Word(part);
            word.Add(_phrases.Count - 1, service);
        }
        if (scored) AddJoined(SearchWords.Of(text), service);
    }

    // Two words that callers write as one.
    private void AddJoined(IReadOnlyList<string> words, int service)
    {
        foreach (var (one, next) in words.Zip(words.Skip(1)))
        {
            if (one.Length < 3 || next.Length < 3 || SearchWord.Of(one).Telling < 1 || SearchWord.Of(next).Telling < 1 || _words.ContainsKey(one + next)) continue;
            if (!_joined.TryGetValue(one + next, out var word)) _joined[one + next] = word = new Word(one + next);
            word.Add(_phrases.Count - 1, service);
        }
    }

    private sealed record Phrase(int Service, double Weight, bool Scored, string? Shown, bool Asks)
    {
        /// <summary>How much its words tell together.</summary>
        public double Telling { get; set; }
    }

    private sealed class Word(string text)
    {
        private int _lastService = -1;

        public SearchWord Known { get; } = SearchWord.Of(text);
        public List<int> Phrases { get; } = [];
        public int Services { get; private set; }

        /// <summary>How rare it is among the services.</summary>
        public double Rarity { get; set; }

        /// <summary>How much it tells: by how rare it is, and next to nothing where every sentence may have it.</summary>
        public double Tells => Rarity * Known.Telling;

        public void Add(int phrase, int service)
        {
            Phrases.Add(phrase);
            if (service == _lastService) return;
            _lastService = service;
            Services++;
        }
    }
}
