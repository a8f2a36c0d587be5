using CustomerFirst.Application.Database.Demo;

namespace CustomerFirst.UnitTests.Database.Demo;

public sealed class ServiceCatalogueTests
{
    private static readonly ServiceCatalogue Catalogue = ServiceCatalogue.Read();
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Fact]
    public void There_are_sixty_areas_in_five_waves_and_250_services_each_with_its_own_code_and_name()
    {
        Assert.Equal(5, Catalogue.Waves.Count);
        Assert.Equal(60, Catalogue.Areas.Count);
        Assert.Equal(250, Catalogue.Services.Count);
        Assert.Equal(60, Catalogue.Areas.Select(a => a.Code).Distinct().Count());
        Assert.Equal(60, Catalogue.Areas.Select(a => a.Name).Distinct().Count());
        Assert.Equal(60, Catalogue.Areas.Select(a => a.ChangeChampion).Distinct().Count());
        Assert.Equal(60, Catalogue.Areas.Select(a => a.Team).Distinct().Count());
        Assert.Equal(250, Catalogue.Services.Select(s => s.Code).Distinct().Count());
        Assert.Equal(250, Catalogue.Services.Select(s => s.Name).Distinct().Count());
        Assert.Equal(250, Catalogue.Services.Select(s => s.Description).Distinct().Count());
        Assert.All(Catalogue.Waves, w => Assert.Equal(12, Catalogue.Areas.Count(a => a.Wave == w)));
    }

    [Fact]
    public void All_waves_but_the_last_went_live_within_three_years()
    {
        Assert.All(Catalogue.Areas, a => Assert.Equal(a.Wave.Number == 5, a.GoLive(Today) > Today));
        Assert.All(Catalogue.Areas, a => Assert.True(a.GoLive(Today) >= Today.AddYears(-3)));
        Assert.All(Catalogue.Areas, a => Assert.Equal(DayOfWeek.Monday, a.GoLive(Today).DayOfWeek));
    }

    [Fact]
    public void Every_service_has_targets_for_every_priority_that_tighten_with_it()
    {
        var calendars = DemoCouncil.Read().BusinessCalendars();
        foreach (var service in Catalogue.Services)
        {
            var calendar = calendars[service.Sla.CalendarKey];
            var targets = new[] { "low", "normal", "high", "urgent" }.Select(p => service.Sla.Targets[p]).ToList();
            Assert.All(targets, t => Assert.True(t.Reply.Length(calendar) <= t.Resolution.Length(calendar), service.Code));
            Assert.All(targets.Zip(targets.Skip(1)), pair => Assert.True(pair.Second.Resolution.Length(calendar) <= pair.First.Resolution.Length(calendar), service.Code));
        }
    }

    [Fact]
    public void Every_service_is_described_in_customers_words_and_has_sensible_settings()
    {
        foreach (var service in Catalogue.Services)
        {
            Assert.InRange(service.CustomersWords.Count, 5, 12);
            Assert.Equal(service.CustomersWords.Count, service.CustomersWords.Distinct().Count());
            Assert.InRange(service.ObjectionDays, 3, 14);
            Assert.InRange(service.Questions.Count, 0, 5);
            Assert.Contains(service.FinishedBy, new[] { "first", "second" });
            Assert.True(service.FinishableAtFirstContact || service.FinishedBy == "second", service.Code);
            Assert.InRange(service.AvoidableRate, 0, 1);
            Assert.Equal(12, service.Season.Count);
            Assert.True(service.Weight > 0 && service.Channels.Count > 1, service.Code);
            Assert.All(service.Cases, c => Assert.Contains(" | ", c, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Care_and_abuse_are_restricted_and_never_tracked_in_public()
    {
        var restricted = Catalogue.Services.Where(s => s.Restricted).ToList();
        Assert.Superset(new HashSet<string> { "adult-care", "domestic-abuse", "children" }, restricted.Select(s => s.Area.Code).ToHashSet());
        Assert.All(restricted, s => Assert.False(s.PubliclyTrackable, s.Code));
    }

    [Fact]
    public void Every_question_can_be_asked_and_answered()
    {
        foreach (var question in Catalogue.Services.SelectMany(s => s.Questions).DistinctBy(q => q.Key))
        {
            Assert.False(string.IsNullOrWhiteSpace(question.Label), question.Key);
            Assert.True(question.Type switch
            {
                "choice" => question.Choices is { Count: > 1 },
                "text" => question.Samples is { Count: > 0 },
                "number" => question.Range is { Count: 2 },
                // An invented answer is one that the question takes, on whichever day it is asked.
                "date" => question.Range is [var first, var last] && question.Dates is null or "upToToday" or "fromToday" && (question.Dates != "upToToday" || last <= 0) && (question.Dates != "fromToday" || first >= 0),
                "location" or "yesNo" => true,
                _ => false,
            }, question.Key);
        }
    }

    [Fact]
    public void Every_case_and_closing_word_of_every_service_can_be_told()
    {
        var wording = new Wording(["Sextant Row"]);
        var location = new DemoLocation("Flat 3, 80 Mariner Walk", "ZY1 1AA", new DemoPoint(53.3, 0.9), "E05999001");
        foreach (var service in Catalogue.Services)
        {
            foreach (var pattern in service.Cases)
            {
                var answers = wording.Answers(service, pattern, location, Today, new Random(1));
                var (subject, details) = wording.Case(service, pattern, answers, location, Today, new Random(1));
                Assert.DoesNotMatch("[{}@#|]", subject + details);
                Assert.True(subject.Length is > 5 and < 120, subject);
            }

            Assert.All(service.Resolved, text => Assert.DoesNotMatch("[{}]", wording.Fill(text, service, [], location, Today, new Random(1))));
        }
    }

    [Fact]
    public void Every_service_area_whose_callers_rang_an_old_number_exists()
    {
        var areas = Catalogue.Areas.Select(a => a.Code).ToHashSet();
        var council = DemoCouncil.Read();
        Assert.All(council.OldNumbers.SelectMany(n => n.Areas), a => Assert.Contains(a, areas));
        Assert.All(council.OldNumbers.Select(n => n.Number).Concat(council.Offices.Select(o => o.Telephone)).Append(council.Telephone), n => Assert.Matches(Fictional.Telephone, n));
        Assert.Matches(Fictional.Email, council.Email);
    }
}
