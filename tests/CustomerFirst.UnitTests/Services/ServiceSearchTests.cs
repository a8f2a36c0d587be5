using CustomerFirst.Domain.Services;

namespace CustomerFirst.UnitTests.Services;

public sealed class ServiceSearchTests
{
    private static readonly SearchableService[] s_services =
    [
        Service("Missed bin collection", "Waste", "Report a bin or a bag that was not collected.", "bin not emptied", "bins not taken", "rubbish left behind"),
        Service("New or replacement bin", "Waste", "Ask for a bin.", "lost bin", "broken bin", "bigger bin"),
        Service("Bulky waste collection", "Waste", "Have furniture taken away.", "old sofa", "mattress", "fridge collection"),
        Service("Pothole", "Highways", "Report a hole in a road or pavement.", "hole in the road", "broken pavement"),
        Service("Street light", "Highways", "Report a lamp that does not work.", "street lamp out", "dark street"),
        Service("Council tax: moving house", "Revenues", "Tell us that you move.", "change of address", "moved home"),
        Service("Council tax: reduction", "Revenues", "Help with the bill.", "cannot pay council tax", "single person discount"),
        Service("Noise nuisance", "Environmental health", "Report noise.", "loud music", "neighbours noisy", "dog barking"),
        Service("School admission", "Education", "Apply for a place.", "school place", "apply for school"),
        Service("Crèche and nursery", "Education", "Find a place.", "childminder"),
    ];

    private static readonly ServiceSearch s_search = new(s_services);

    [Fact]
    public void What_another_system_called_a_matter_comes_after_what_the_council_offers()
    {
        var search = new ServiceSearch([.. s_services, Service("Pothole", "Streets of another system", "") with { Imported = true }, Service("Graffiti", "Streets of another system", "") with { Imported = true }]);
        Assert.Equal([true, false], search.Find("pothole", 2).Select(match => s_services.Any(s => s.Id == match.Id)));
        Assert.Single(search.Find("graffiti", 5));
    }

    [Theory]
    [InlineData("bin not emptied", "Missed bin collection")]
    [InlineData("my bin has not been emptied", "Missed bin collection")]
    [InlineData("missed bin", "Missed bin collection")]
    [InlineData("bins weren't collected", "Missed bin collection")]
    [InlineData("rubbish", "Missed bin collection")]
    [InlineData("broken bin", "New or replacement bin")]
    [InlineData("matress", "Bulky waste collection")]
    [InlineData("pot hole", "Pothole")]
    [InlineData("pothoel", "Pothole")]
    [InlineData("potholes on my street", "Pothole")]
    [InlineData("street lamp is out", "Street light")]
    [InlineData("NOISY NEIGHBOURS!", "Noise nuisance")]
    [InlineData("neighbour's music too loud", "Noise nuisance")]
    [InlineData("can't pay my council tax", "Council tax: reduction")]
    [InlineData("i moved house", "Council tax: moving house")]
    [InlineData("creche", "Crèche and nursery")]
    [InlineData("scool place", "School admission")]
    public void The_words_of_customers_find_the_service(string typed, string name) => Assert.Equal(name, Names(typed).FirstOrDefault());

    [Theory]
    [InlineData("m", "Missed bin collection")]
    [InlineData("mis", "Missed bin collection")]
    [InlineData("missed b", "Missed bin collection")]
    [InlineData("street li", "Street light")]
    [InlineData("council tax red", "Council tax: reduction")]
    [InlineData("nurs", "Crèche and nursery")]
    public void It_finds_while_somebody_types(string typed, string name) => Assert.Contains(name, Names(typed));

    [Fact]
    public void The_phrase_that_fits_is_shown_and_none_where_the_name_does()
    {
        Assert.Equal("bin not emptied", s_search.Find("bin emptied", 1)[0].Phrase);
        Assert.Null(s_search.Find("missed bin collection", 1)[0].Phrase);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ?! ")]
    [InlineData("zxqv")]
    public void Nothing_fits_nothing(string typed) => Assert.Empty(s_search.Find(typed, 10));

    [Fact]
    public void No_more_are_given_than_asked_for() => Assert.Equal(2, s_search.Find("council bin street", 2).Count);

    [Theory]
    [InlineData("emptied", "empty", 0)]
    [InlineData("pothole", "pothoel", 1)]
    [InlineData("mattress", "matress", 1)]
    [InlineData("street", "stret", 1)]
    [InlineData("bin", "sofa", 3)]
    public void Slips_are_counted_up_to_a_limit(string a, string b, int most)
    {
        var distance = SearchWords.Distance(a, b, 2);

        Assert.Equal(most == 0 ? 3 : most, distance);
    }

    [Theory]
    [InlineData("collected", "collection")]
    [InlineData("emptied", "empty")]
    [InlineData("bins", "bin")]
    [InlineData("stopped", "stop")]
    [InlineData("parking", "parked")]
    public void Endings_do_not_matter(string one, string other) => Assert.Equal(SearchWords.Stem(one), SearchWords.Stem(other));

    private static IEnumerable<string> Names(string typed) => s_search.Find(typed, 5).Select(match => s_services.Single(s => s.Id == match.Id).Name);

    private static SearchableService Service(string name, string area, string description, params string[] words) => new(Guid.NewGuid(), name, description, area, words);
}
