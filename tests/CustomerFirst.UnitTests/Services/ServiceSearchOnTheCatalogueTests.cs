using System.Diagnostics;
using CustomerFirst.Application.Database.Demo;
using CustomerFirst.Domain.Services;
using Xunit.Abstractions;

namespace CustomerFirst.UnitTests.Services;

/// <summary>The search over the 250 services of the demonstration council.</summary>
public sealed class ServiceSearchOnTheCatalogueTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<DemoService> s_services = ServiceCatalogue.Read().Services;
    private static readonly Guid[] s_ids = [.. s_services.Select(_ => Guid.NewGuid())];
    private static readonly ServiceSearch s_search = new([.. s_services.Select((s, i) => new SearchableService(s_ids[i], s.Name, s.Description, s.Area.Name, s.CustomersWords))]);

    [Fact]
    public void Every_service_is_found_by_its_name_and_by_its_customers_phrases()
    {
        Assert.All(s_services, service => Assert.Equal(service.Name, First(service.Name)));
        var phrases = s_services.SelectMany(service => service.CustomersWords.Select(phrase => (service, phrase))).ToList();
        var first = phrases.Count(p => First(p.phrase) == p.service.Name);
        var amongFive = phrases.Where(p => !Names(p.phrase).Contains(p.service.Name)).ToList();

        output.WriteLine($"{first} of {phrases.Count} phrases find their service first. Not among five: {string.Join("; ", amongFive.Select(p => $"{p.phrase} ({p.service.Name})"))}");
        Assert.True(first >= 0.95 * phrases.Count, $"Only {first} of {phrases.Count}.");
        Assert.True(amongFive.Count <= 0.01 * phrases.Count);
    }

    [Theory]
    [InlineData("my bin was not collectd", "Missed bin collection")]
    [InlineData("they didnt colect my rubish", "Missed bin collection")]
    [InlineData("my bin has not been emptyed for two weeks", "Missed bin collection")]
    [InlineData("the bin men havent been and my bin is still ful", "Missed bin collection")]
    [InlineData("when do you colect the bins", "When is my bin day?")]
    [InlineData("wich bin is it this week", "When is my bin day?")]
    [InlineData("my bin has been stollen", "Order a new or replacement bin")]
    [InlineData("there is a big hole in the raod outside my house", "Pothole")]
    [InlineData("the street ligt outside my house is not workin", "Street light not working")]
    [InlineData("i cant pay my counsil tax", "Behind with Council Tax")]
    [InlineData("i have moved house and need to tell counsil tax", "Moving home: Council Tax")]
    [InlineData("somebody has dumpd an old matress in the alley", "Fly-tipping")]
    [InlineData("can you take away my old fridge and washing mashine", "Book a bulky waste collection")]
    [InlineData("my kichen tap wont stop leeking", "Leaks, taps and blocked sinks")]
    [InlineData("there is black mold in my bedrom", "Damp and mould")]
    [InlineData("i want to regster my babys birth", "Register a birth")]
    [InlineData("there are rats in my gardin", "Rats")]
    [InlineData("there is dog pooh on the pavment", "Dog fouling")]
    [InlineData("the plummer didnt turn up for my repair", "Change or check a repair appointment")]
    [InlineData("an abandond car has been left on our street", "Abandoned vehicle")]
    [InlineData("lampost is out", "Street light not working")]
    [InlineData("there was no colection today", "Missed bin collection")]
    [InlineData("lamp post is out", "Street light not working")]
    [InlineData("recyling not colected again", "Missed bin collection")]
    [InlineData("our rubbish is still there and it should have gone this morning", "Missed bin collection")]
    [InlineData("no bin colection this week", "Missed bin collection")]
    [InlineData("pothole", "Pothole")]
    [InlineData("i want compensation for my car it got dammaged by a pothole", "Claim for damage to a vehicle or property")]
    [InlineData("ther is no light in our street its pitch black at nite", "Street light not working")]
    [InlineData("lamp outside number 12 keeps flikering", "Street light not working")]
    [InlineData("somone has sprayed paint on the wall of the subway", "Graffiti and fly-posting")]
    [InlineData("i have lost my job and cant pay the rent", "Behind with the rent")]
    [InlineData("heating not comming on", "No heating or hot water")]
    [InlineData("boiler broke", "No heating or hot water")]
    [InlineData("i need to get rid of a sofa", "Book a bulky waste collection")]
    [InlineData("neighbours are playing loud musik every night until 3 in the morning", "Noise from a home")]
    [InlineData("how do i get a blue badge for my mum", "Apply for or renew a Blue Badge")]
    [InlineData("theres a wasp nest in the roof", "Wasps and bees")]
    [InlineData("my husband has dyed and i need to register it", "Register a death")]
    [InlineData("a tree has falen across the road", "Dangerous or fallen tree")]
    [InlineData("my landlrd is throwing me out next month", "At risk of losing your home")]
    [InlineData("can i have a single person discount on my counsel tax", "Single person and other discounts")]
    public void Sentences_of_callers_find_their_service_first_however_they_are_spelt(string sentence, string service) => Assert.Equal(service, First(sentence));

    [Fact]
    public void What_hardly_fits_does_not_stand_below_what_fits_well() =>
        // Not the whole, the holiday and the homeless.
        Assert.Equal(["Pothole", "Manhole and grid covers"], Names("pot hole"));

    [Fact]
    public void Slips_of_the_keyboard_cost_little()
    {
        var phrases = Sample();
        var random = new Random(17);
        var found = phrases.Count(p => Names(Slip(p.Phrase, random)).Contains(p.Service.Name));

        output.WriteLine($"{found} of {phrases.Count} phrases with a slip find their service among five.");
        Assert.True(found >= 0.9 * phrases.Count, $"Only {found} of {phrases.Count}.");
    }

    [Fact]
    public void While_a_phrase_is_typed_the_service_comes_up_before_the_end()
    {
        var phrases = Sample();
        var watch = Stopwatch.StartNew();
        var found = phrases.Count(p => Names(p.Phrase[..^2]).Contains(p.Service.Name));

        output.WriteLine($"{found} of {phrases.Count} phrases without their last two letters; {phrases.Count / watch.Elapsed.TotalSeconds:#,0} searches a second.");
        Assert.True(found >= 0.97 * phrases.Count, $"Only {found} of {phrases.Count}.");
    }

    private static List<(DemoService Service, string Phrase)> Sample() =>
        [.. s_services.SelectMany(service => service.CustomersWords.Where(phrase => phrase.Length >= 8).Select(phrase => (service, phrase))).Where((_, i) => i % 5 == 0)];

    private static string? First(string typed) => Names(typed).FirstOrDefault();

    private static List<string> Names(string typed) => [.. s_search.Find(typed, 5).Select(match => s_services[Array.IndexOf(s_ids, match.Id)].Name)];

    // Two neighbouring letters inside a word change places.
    private static string Slip(string phrase, Random random)
    {
        var letters = phrase.ToCharArray();
        for (var tries = 0; tries < 50; tries++)
        {
            var at = random.Next(1, letters.Length - 1);
            if (!char.IsLetter(letters[at - 1]) || !char.IsLetter(letters[at]) || !char.IsLetter(letters[at + 1]) || letters[at] == letters[at + 1]) continue;
            (letters[at], letters[at + 1]) = (letters[at + 1], letters[at]);
            break;
        }
        return new string(letters);
    }
}
