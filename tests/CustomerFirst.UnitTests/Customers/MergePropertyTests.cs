using CustomerFirst.Domain.Customers;
using Xunit.Abstractions;

namespace CustomerFirst.UnitTests.Customers;

/// <summary>Any sequence of merges, edits and un-merges. A failure names its seed.</summary>
public sealed class MergePropertyTests(ITestOutputHelper output)
{
    // More of them on request: MERGE_SEQUENCES=2500 dotnet test --filter MergeProperty
    private static readonly int s_sequences = int.TryParse(Environment.GetEnvironmentVariable("MERGE_SEQUENCES"), out var asked) ? asked : 500;
    private const int Steps = 40;
    private const int FixedSeed = 20_261_121;

    [Fact]
    public void After_any_sequence_every_record_is_as_if_the_undone_merges_had_never_been_made() => Each(FixedSeed, seed =>
    {
        var lives = new MergedLives(seed);
        for (var step = 0; step < Steps; step++)
        {
            lives.Step();
            AgreesWithReplay(lives, seed, step);
        }
    });

    [Fact]
    public void Sequences_never_seen_before_agree_too() => Each(Random.Shared.Next(), seed =>
    {
        var lives = new MergedLives(seed);
        for (var step = 0; step < Steps; step++) lives.Step();
        AgreesWithReplay(lives, seed, Steps);
    });

    [Fact]
    public void Undoing_everything_in_any_order_gives_back_each_record_with_its_own_edits() => Each(FixedSeed + 7, seed =>
    {
        var (lives, order) = (new MergedLives(seed), new Random(seed));
        for (var step = 0; step < Steps; step++) lives.Step();
        while (lives.ActiveMerges.ToList() is { Count: > 0 } active) lives.Undo(active[order.Next(active.Count)]);

        AgreesWithReplay(lives, seed, Steps);
        foreach (var record in lives.All)
        {
            Assert.Null(record.MergedIntoId);
            Assert.All(record.Facts, f => Assert.Equal((record.Id, record.Id, (Guid?)null), (f.CustomerId, f.OriginId, f.SetAsideById)));
            Assert.Equal(lives.Diary.OfType<FactWritten>().Where(w => w.On == record.Id).Select(w => w.Fact).Order(), record.Facts.Select(f => f.Id).Order());
        }
    });

    [Fact]
    public void Values_that_are_given_to_the_other_record_are_as_if_they_had_been_written_there() => Each(FixedSeed + 17, seed =>
    {
        var lives = new MergedLives(seed);
        for (var step = 0; step < Steps; step++)
        {
            lives.Step(giving: true);
            AgreesWithReplay(lives, seed, step);
        }
        while (lives.ActiveMerges.ToList() is { Count: > 0 } active) lives.Undo(active[seed % active.Count], giving: true);
        AgreesWithReplay(lives, seed, Steps);
        Assert.All(lives.Merges, m => Assert.False(m.Active));
    });

    [Fact]
    public void Nothing_is_asked_of_values_that_nobody_changed_since() => Each(FixedSeed + 23, seed =>
    {
        var lives = new MergedLives(seed);
        for (var step = 0; step < Steps; step++)
        {
            lives.Step();
            foreach (var merge in lives.ActiveMerges)
            {
                var stoodFor = lives.Forest.StoodForBoth(merge);
                var written = lives.Diary.OfType<ValueSet>().Where(s => stoodFor.TryGetValue(s.On, out var since) && s.At >= since).Select(s => s.Value).ToHashSet();
                Assert.True(lives.Forest.ValuesSince(merge).All(s => written.Contains(s.Value)), $"seed {seed}, step {step}: asks about what nobody changed");
            }
        }
    });

    [Fact]
    public void Whatever_is_given_to_the_other_record_nothing_is_lost_doubled_or_shown_twice() => Each(FixedSeed + 11, seed =>
    {
        var lives = new MergedLives(seed);
        for (var step = 0; step < Steps; step++) lives.Step(choosing: true);
        Sound(lives, seed);
        while (lives.ActiveMerges.ToList() is { Count: > 0 } active) lives.Undo(active[^1], choosing: true);
        Sound(lives, seed);
        Assert.All(lives.All.SelectMany(r => r.Facts), f => Assert.Null(f.SetAsideById));
    });

    [Fact]
    public void The_sequences_hold_what_they_are_meant_to_hold()
    {
        var all = Enumerable.Range(FixedSeed, 200).Select(seed =>
        {
            var lives = new MergedLives(seed);
            for (var step = 0; step < Steps; step++) lives.Step();
            return lives;
        }).ToList();

        Assert.True(all.Count(l => l.Merges.Exists(m => !m.Active)) > 150, "Few have an undone merge.");
        Assert.True(all.Count(l => l.ActiveMerges.Any(m => l.ActiveMerges.Any(other => other.SurvivorId == m.OtherId))) > 80, "Few have a chain.");
        Assert.True(all.Count(l => l.All.Exists(r => r.Facts.Any(f => f.SetAsideById is not null))) > 100, "Few set something aside.");
        Assert.True(Enumerable.Range(FixedSeed, 200).Sum(seed =>
        {
            var lives = new MergedLives(seed);
            for (var step = 0; step < Steps; step++) lives.Step(giving: true);
            return lives.Given;
        }) > 50, "Few values are given to the other record.");
        Assert.True(all.Sum(l => l.Merges.Count(m => m.Values!.Changes.Count > 0)) > 200, "Few merges change a value.");
        Assert.True(all.Count(l => l.All.Exists(r => r.Consents.Exists(c => c.StruckAt is not null))) > 50, "Few strike a consent.");
        Assert.True(all.Count(l => l.All.Exists(r => r.Consents.Exists(c => c.OriginId != r.Id && r.Said(c.Purpose) == c))) > 50, "In few a merged record's word counts.");
    }

    private static void AgreesWithReplay(MergedLives lives, int seed, int step)
    {
        var replay = new Replay(lives.All.Select(r => r.Id), lives.Diary);
        foreach (var record in lives.All)
        {
            var (what, expected) = ($"seed {seed}, step {step}", replay[record.Id]);
            Assert.True(expected.Facts.SetEquals(record.Facts.Select(f => f.Id)) && record.Facts.Count() == expected.Facts.Count, $"{what}: facts lost or doubled");
            var shown = record.Facts.Where(f => f.To is null).Select(f => (f.Slot, Word(f))).Order().ToList();
            var should = expected.Shown.Select(s => (s.Key, s.Value)).Order().ToList();
            Assert.True(should.SequenceEqual(shown), $"{what}: shows {string.Join(' ', shown)}, should show {string.Join(' ', should)}");
            foreach (var purpose in Enum.GetValues<ConsentPurpose>())
            {
                var said = record.Said(purpose);
                Assert.True(expected.Consent(purpose) == (said is null ? null : ((DateTimeOffset, bool)?)(said.From, said.Word == ConsentWord.Given)), $"{what}: another word counts on {purpose}");
            }
            if (record.MergedIntoId is not null)
            {
                Assert.Equal("", record.SearchText);
                continue;
            }
            foreach (var (value, text) in expected.Values) Assert.True(text == record.Read(value), $"{what}: {value} is {record.Read(value)}, should be {text}");
        }
    }

    private static void Sound(MergedLives lives, int seed)
    {
        var facts = lives.All.SelectMany(r => r.Facts.Select(f => (On: r.Id, Fact: f))).ToList();
        Assert.True(lives.Diary.OfType<FactWritten>().Select(w => w.Fact).Order().SequenceEqual(facts.Select(f => f.Fact.Id).Order()), $"seed {seed}: facts lost or doubled");
        foreach (var (on, fact) in facts)
        {
            Assert.Equal(on, fact.CustomerId);
            Assert.Equal(on, lives.Forest.RootOf(lives.All.Single(r => r.Id == fact.OriginId)).Id);
        }
        Assert.All(facts.Where(f => f.Fact.To is null).GroupBy(f => (f.On, f.Fact.Slot)), slot => Assert.True(slot.Count() == 1, $"seed {seed}: {slot.Key.Slot} is shown twice"));
    }

    private static string Word(CustomerFact fact) => fact switch
    {
        CustomerName name => name.FamilyName,
        CustomerAddress address => address.Line1,
        ContactPoint point => point.Value,
        CustomerNeed need => need.Detail!,
        CustomerConsent consent => $"{consent.Purpose} {consent.Word}",
        _ => "",
    };

    private void Each(int seed, Action<int> check)
    {
        output.WriteLine($"{s_sequences} sequences from seed {seed}");
        for (var i = 0; i < s_sequences; i++) check(unchecked(seed + i));
    }
}
