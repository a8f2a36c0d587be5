using CustomerFirst.Domain.Services;

namespace CustomerFirst.Application.Database.Demo;

/// <summary>Sixty service areas in five waves with 250 services, read from the data files with the areas' defaults filled in.</summary>
public sealed record ServiceCatalogue(
    IReadOnlyList<DemoWave> Waves,
    IReadOnlyList<DemoArea> Areas,
    IReadOnlyList<DemoService> Services,
    IReadOnlyDictionary<string, DemoRetention> RetentionClasses)
{
    private const int LastWave = 5;

    /// <summary>The catalogue; the same each time.</summary>
    /// <exception cref="InvalidDataException">A file names a profile or a question that is not there.</exception>
    public static ServiceCatalogue Read()
    {
        var profiles = DemoData.Read<Profiles>("profiles.json");
        var questions = ReadQuestions();
        var waves = new List<DemoWave>();
        var areas = new List<DemoArea>();
        var services = new List<DemoService>();
        for (var number = 1; number <= LastWave; number++)
        {
            var file = DemoData.Read<WaveFile>($"services.wave-{number}.json");
            var wave = new DemoWave(file.Wave, file.Name, file.GoLiveWeeks);
            waves.Add(wave);
            for (var place = 0; place < file.Areas.Count; place++)
            {
                var entry = file.Areas[place];
                var area = new DemoArea(entry.Code, entry.Name, wave, place, entry.Champion, entry.Team, entry.Late, entry.Cases, entry.Resolved);
                areas.Add(area);
                services.AddRange(entry.Services.Select(service => Resolve(area, entry.Defaults, service, profiles, questions)));
            }
        }

        return new ServiceCatalogue(waves, areas, services, profiles.Retention);
    }

    private static Dictionary<string, DemoQuestion> ReadQuestions()
    {
        var offices = DemoCouncil.Read().Offices.Select(o => o.Name).ToList();
        return DemoData.Read<Dictionary<string, DemoQuestion>>("questions.json").ToDictionary(
            q => q.Key,
            q => q.Value with { Key = q.Key, Choices = q.Value.Choices is ["@offices"] ? offices : q.Value.Choices });
    }

    private static DemoService Resolve(DemoArea area, ServiceEntry defaults, ServiceEntry own, Profiles profiles, Dictionary<string, DemoQuestion> questions)
    {
        var first = own.First ?? throw Missing(own, "first");
        return new DemoService(
            own.Code ?? throw Missing(own, "code"),
            own.Name ?? throw Missing(own, "name"),
            area,
            own.About ?? throw Missing(own, "about"),
            (own.Words ?? throw Missing(own, "words")).Split(';', StringSplitOptions.TrimEntries),
            first,
            own.By ?? (first ? "first" : "second"),
            own.Restricted ?? defaults.Restricted ?? false,
            own.Trackable ?? defaults.Trackable ?? false,
            own.Home ?? defaults.Home ?? (own.Family ?? defaults.Family) is "home" or "care",
            own.Objection ?? defaults.Objection ?? throw Missing(own, "objection"),
            Known(profiles.Retention, own.Retention ?? defaults.Retention, own).Key,
            Sla(own, defaults, profiles),
            [.. (own.Ask ?? []).Select(key => Known(questions, key, own).Value)],
            own.Weight ?? throw Missing(own, "weight"),
            Known(profiles.Seasons, own.Season ?? defaults.Season, own).Value,
            Known(profiles.Channels, own.Channels ?? defaults.Channels, own).Value,
            Known(profiles.Paces, own.Pace ?? defaults.Pace, own).Value,
            own.Avoidable ?? defaults.Avoidable ?? throw Missing(own, "avoidable"),
            own.Who ?? defaults.Who ?? "anyone",
            own.Family ?? defaults.Family ?? throw Missing(own, "family"),
            own.Cases ?? area.Cases,
            own.Resolved ?? area.Resolved);
    }

    private static DemoSla Sla(ServiceEntry own, ServiceEntry defaults, Profiles profiles)
    {
        var entry = Known(profiles.Slas, own.Sla ?? defaults.Sla, own).Value;
        return new DemoSla(
            own.Calendar ?? defaults.Calendar ?? throw Missing(own, "calendar"),
            entry.PausesForCustomer,
            entry.PausesForOthers,
            new Dictionary<string, DemoTargets>
            {
                ["low"] = Targets(entry.Low),
                ["normal"] = Targets(entry.Normal),
                ["high"] = Targets(entry.High),
                ["urgent"] = Targets(entry.Urgent),
            });
    }

    /// <summary>Reads "1d 3d": reply, then resolution; m minutes, h hours, d working days.</summary>
    private static DemoTargets Targets(string text)
    {
        var parts = text.Split(' ');
        return new DemoTargets(Target(parts[0]), Target(parts[1]));
    }

    private static TargetTime Target(string text)
    {
        var amount = int.Parse(text.AsSpan(0, text.Length - 1));
        return text[^1] switch
        {
            'm' => TargetTime.OfMinutes(amount),
            'h' => TargetTime.OfHours(amount),
            'd' => TargetTime.OfWorkingDays(amount),
            _ => throw new InvalidDataException($"{text} is not a target."),
        };
    }

    private static KeyValuePair<string, T> Known<T>(IReadOnlyDictionary<string, T> among, string? key, ServiceEntry service) =>
        key is not null && among.TryGetValue(key, out var value) ? new(key, value) : throw Missing(service, key ?? "a profile");

    private static InvalidDataException Missing(ServiceEntry service, string what) => new($"Service {service.Code} lacks {what}.");

    private sealed record WaveFile(int Wave, string Name, int GoLiveWeeks, IReadOnlyList<AreaEntry> Areas);

    private sealed record AreaEntry(string Code, string Name, string Champion, string Team, double Late, ServiceEntry Defaults, IReadOnlyList<string> Cases, IReadOnlyList<string> Resolved, IReadOnlyList<ServiceEntry> Services);

    private sealed record ServiceEntry(
        string? Code, string? Name, string? About, string? Words, double? Weight, bool? First, string? By, bool? Restricted, bool? Trackable, bool? Home, int? Objection, string? Retention, string? Sla,
        string? Calendar, string? Season, string? Channels, string? Pace, double? Avoidable, string? Who, string? Family, IReadOnlyList<string>? Ask, IReadOnlyList<string>? Cases, IReadOnlyList<string>? Resolved);

    private sealed record Profiles(
        IReadOnlyDictionary<string, SlaEntry> Slas,
        IReadOnlyDictionary<string, IReadOnlyList<double>> Seasons,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Channels,
        IReadOnlyDictionary<string, DemoPace> Paces,
        IReadOnlyDictionary<string, DemoRetention> Retention);

    private sealed record SlaEntry(string Low, string Normal, string High, string Urgent, bool PausesForCustomer, bool PausesForOthers);
}
