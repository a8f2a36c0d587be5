using System.ComponentModel;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.Web.Api.Common;

namespace CustomerFirst.Web.Api;

/// <summary>A service in a list.</summary>
/// <param name="FinishedBy">Who finishes it: the first response, or a second-response team.</param>
/// <param name="WithdrawnAt">Since then it is not offered any more.</param>
internal sealed record ServiceSummary(Guid Id, string Code, string Name, NamedResource ServiceArea, ResponseTier FinishedBy, bool CanFinishAtFirstContact, bool Restricted, bool PubliclyTrackable, DateTimeOffset? WithdrawnAt)
{
    public static ServiceSummary Of(ServiceLine s) => new(s.Id, s.Code, s.Name, new(s.ServiceAreaId, s.ServiceAreaName), s.FinishedBy, s.CanFinishAtFirstContact, s.Restricted, s.PubliclyTrackable, s.WithdrawnAt);
}

/// <summary>A service with what it asks and promises.</summary>
/// <param name="AtCustomersAddress">The matter is where the customer lives, so that their address is its place unless they say otherwise.</param>
/// <param name="DefaultTeam">The team that its tickets go to.</param>
/// <param name="ObjectionDays">Calendar days after which a resolved ticket closes.</param>
/// <param name="Live">Its enquiries are taken in the hub today.</param>
/// <param name="Sla">The SLA in force today; null when there is none.</param>
internal sealed record ServiceResource(Guid Id, string Code, int Version, string Name, string Description, NamedResource ServiceArea, ResponseTier FinishedBy, bool CanFinishAtFirstContact, bool Restricted,
    bool PubliclyTrackable, bool AtCustomersAddress, NamedResource? DefaultTeam, int ObjectionDays, bool Live, DateTimeOffset? WithdrawnAt, IReadOnlyList<string> CustomerWords, IReadOnlyList<QuestionResource> Questions, SlaResource? Sla)
{
    public static ServiceResource Of(OfferedService s) => new(s.Id, s.Code, s.Version, s.Terms.Name, s.Terms.Description, new(s.Terms.ServiceAreaId, s.ServiceAreaName), s.Terms.FinishedBy, s.Terms.CanFinishAtFirstContact,
        s.Terms.Restricted, s.Terms.PubliclyTrackable, s.Terms.AtCustomersAddress, NamedResource.Of(s.Terms.DefaultTeamId, s.DefaultTeamName), s.Terms.ObjectionDays, s.Live, s.WithdrawnAt, s.Terms.CustomerWords,
        [.. s.Terms.Questions.Select(q => new QuestionResource(q.Key, q.Label, q.Hint, q.Kind, q.Required, q.Choices, q.Dates))], s.Sla is { } sla ? SlaResource.Of(sla) : null);
}

/// <summary>A question that a service asks when its ticket is raised.</summary>
/// <param name="Key">What its answer is sent under.</param>
/// <param name="Dates">Which dates answer one of kind <c>date</c>, seen from the council's today.</param>
internal sealed record QuestionResource(string Key, string Label, string? Hint, QuestionKind Kind, bool Required, IReadOnlyList<string> Choices, AnswerDates Dates = AnswerDates.Any);

/// <summary>What a service promises.</summary>
/// <param name="Calendar">Hours that count are the ones in which this calendar is open.</param>
internal sealed record SlaResource(DateOnly EffectiveFrom, string Calendar, bool WaitingForCustomerPauses, bool WaitingForOthersPauses, IReadOnlyList<SlaTargetResource> Targets)
{
    public static SlaResource Of(OfferedSla sla) => new(sla.EffectiveFrom, sla.CalendarName, sla.WaitingForCustomerPauses, sla.WaitingForOthersPauses,
        [.. sla.Targets.Select(t => new SlaTargetResource(t.Priority, TargetResource.Of(t.Reply), TargetResource.Of(t.Resolution)))]);
}

/// <summary>The targets of a priority; null where there is none.</summary>
internal sealed record SlaTargetResource(Priority Priority, TargetResource? FirstReply, TargetResource? Resolution);

/// <summary>A target in open hours of the calendar.</summary>
internal sealed record TargetResource(int Amount, TargetUnit Unit)
{
    public static TargetResource? Of(TargetTime? target) => target is null ? null : new(target.Amount, target.Unit);
}

/// <summary>Words of a customer.</summary>
internal sealed record ServiceSearchBody
{
    /// <summary>At most 200 characters.</summary>
    public string Words { get; init; } = "";
    /// <summary>1 to 50.</summary>
    public int Limit { get; init; } = 10;
}

/// <summary>Services found, the best first.</summary>
internal sealed record ServicesFound(IReadOnlyList<ServiceFound> Items);

/// <summary>A service among those found.</summary>
/// <param name="Phrase">The customers' phrase that fits best; null where the name does.</param>
/// <param name="Live">Its enquiries are taken in the hub today.</param>
/// <param name="LiveFrom">The day from which they will be.</param>
internal sealed record ServiceFound(Guid Id, string Code, string Name, string Description, NamedResource ServiceArea, string? Phrase, bool Restricted, bool CanFinishAtFirstContact, bool Live, DateOnly? LiveFrom)
{
    public static ServiceFound Of(FoundService s) => new(s.Id, s.Code, s.Name, s.Description, new(s.ServiceAreaId, s.ServiceAreaName), s.Phrase, s.Restricted, s.CanFinishAtFirstContact, s.Live, s.LiveFrom);
}

/// <summary>A service area.</summary>
/// <param name="Wave">The rollout wave.</param>
/// <param name="Services">How many it offers.</param>
internal sealed record ServiceAreaResource(Guid Id, string Code, string Name, int? Wave, DateOnly? GoLive, bool Live, int Services);

/// <summary>A team that tickets are handed to.</summary>
/// <param name="ServiceArea">Null for a team of the first response.</param>
internal sealed record TeamResource(Guid Id, string Name, ResponseTier Tier, NamedResource? ServiceArea);

/// <summary>Services, their areas and teams: list, read, search.</summary>
internal static class ServicesApi
{
    private static readonly Guid s_id = Guid.Parse("0199d3a4-7f00-7000-8000-000000000501");
    private static readonly NamedResource s_area = new(Guid.Parse("0199d3a4-7f00-7000-8000-000000000502"), "Waste management");
    private static readonly NamedResource s_team = new(Guid.Parse("0199d3a4-7f00-7000-8000-000000000503"), "Waste crews");

    /// <summary>Adds the addresses.</summary>
    public static void MapServices(this RouteGroupBuilder root)
    {
        var services = root.MapGroup("").WithTags("Services");
        services.MapGet("/services", ListAsync).Sends<ListServicesQuery>("listServices", "List services", "By name.").Answers<Page<ServiceSummary>>()
            .Example(answer: new Page<ServiceSummary>([new(s_id, "missed-bin", "Missed bin collection", s_area, ResponseTier.Second, false, false, true, null)], null, null));
        services.MapGet("/services/{service:guid}", ReadAsync).Sends<ReadOfferedServiceQuery>("readService", "Read a service", "With its questions, whose answers a ticket carries, and the SLA in force today.")
            .Answers<ServiceResource>().Refuses(404, "There is no such service.")
            .Example(answer: new ServiceResource(s_id, "missed-bin", 3, "Missed bin collection", "A bin that was not emptied on its day.", s_area, ResponseTier.Second, false, false, true, true, s_team, 7, true, null, ["bin not emptied"],
                [new("bin", "Which bin was missed?", null, QuestionKind.Choice, true, ["Grey", "Green"])], new(new DateOnly(2026, 4, 1), "Office hours", true, false, [new(Priority.Normal, new(4, TargetUnit.Hours), new(2, TargetUnit.WorkingDays))])));
        services.MapPost("/services/search", FindAsync).Sends<FindServicesQuery>("findServices", "Find services by customers' words", "The words are posted: customers may say more in them than they mean to.").Answers<ServicesFound>()
            .Example(new ServiceSearchBody { Words = "they did not empty my bin" }, new ServicesFound([new(s_id, "missed-bin", "Missed bin collection", "A bin that was not emptied on its day.", s_area, "bin not emptied", false, false, true, null)]));
        services.MapGet("/service-areas", AreasAsync).Sends<ListServiceAreasQuery>("listServiceAreas", "List service areas", "All of them, by rollout wave and name.").Answers<Page<ServiceAreaResource>>()
            .Example(answer: new Page<ServiceAreaResource>([new(s_area.Id, "waste", s_area.Name, 1, new DateOnly(2025, 4, 1), true, 12)], null, null));
        services.MapGet("/teams", TeamsAsync).Sends<ListTeamsQuery>("listTeams", "List teams", "The active ones, by name.").Answers<Page<TeamResource>>()
            .Example(answer: new Page<TeamResource>([new(s_team.Id, s_team.Name, ResponseTier.Second, s_area)], null, null));
    }

    private static readonly HashSet<string> s_listParameters = ["area", "withdrawn", "limit", "cursor"];
    private static readonly HashSet<string> s_teamParameters = ["area"];
    private static readonly HashSet<string> s_noParameters = [];

    private static async Task<IResult> ListAsync(ApiCall call, [Description("Only this service area's.")] Guid? area = null, [Description("Those too that are not offered any more.")] bool withdrawn = false,
        [Description("Services on a page, 1 to 200; 50 when left out.")] int? limit = null, [Description("The `nextCursor` of the page before.")] string? cursor = null)
    {
        if (call.UnknownParameter(s_listParameters) is { } unknown) return unknown;
        if (!Cursor.TryRead(cursor, out var place)) return Cursor.Unreadable;
        return await call.SendAsync(new ListServicesQuery(area, withdrawn, place) { Limit = limit ?? ListServicesQuery.PageSize },
            page => call.Page<ServiceSummary>([.. page.Services.Select(ServiceSummary.Of)], Cursor.Of(page.Next)));
    }

    private static Task<IResult> ReadAsync(Guid service, ApiCall call) => call.SendAsync(new ReadOfferedServiceQuery(service), found => ApiCall.Ok(ServiceResource.Of(found)));

    private static Task<IResult> FindAsync(ServiceSearchBody body, ApiCall call) =>
        call.SendAsync(new FindServicesQuery(body.Words, body.Limit), found => ApiCall.Ok(new ServicesFound([.. found.Select(ServiceFound.Of)])));

    private static async Task<IResult> AreasAsync(ApiCall call) => call.UnknownParameter(s_noParameters) is { } unknown ? unknown : await call.SendAsync(new ListServiceAreasQuery(), areas =>
        ApiCall.Ok(new Page<ServiceAreaResource>([.. areas.Select(a => new ServiceAreaResource(a.Id, a.Code, a.Name, a.Wave, a.GoLive, a.Live, a.Services))], null, null)));

    private static async Task<IResult> TeamsAsync(ApiCall call, [Description("Only this service area's.")] Guid? area = null) => call.UnknownParameter(s_teamParameters) is { } unknown ? unknown : await call.SendAsync(new ListTeamsQuery(area), teams =>
        ApiCall.Ok(new Page<TeamResource>([.. teams.Select(t => new TeamResource(t.Id, t.Name, t.Tier, NamedResource.Of(t.ServiceAreaId, t.ServiceAreaName)))], null, null)));
}
