using System.ComponentModel;
using System.Text.Json.Serialization;
using CustomerFirst.Application.Reporting;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Reporting;
using CustomerFirst.Web.Api.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Api;

/// <summary>Which tickets figures count.</summary>
internal sealed record PerformanceParameters
{
    [FromQuery(Name = "from"), Description("The first day, by the time at which tickets were raised.")] public DateOnly From { get; init; }
    [FromQuery(Name = "to"), Description("The first day that no longer counts.")] public DateOnly To { get; init; }
    [FromQuery(Name = "tz"), Description("The time zone of the days by its IANA name; Europe/London when left out.")] public string? Tz { get; init; }
    [FromQuery(Name = "area"), Description("Of this service area.")] public Guid? Area { get; init; }
    [FromQuery(Name = "service"), Description("About this service.")] public Guid? Service { get; init; }
    [FromQuery(Name = "team"), Description("That this team has.")] public Guid? Team { get; init; }
    [FromQuery(Name = "channel"), Description("Raised through this channel.")] public CodeOf<Channel>? Channel { get; init; }
    [FromQuery(Name = "wardCode"), Description("In the ward with this code.")] public string? WardCode { get; init; }
    [FromQuery(Name = "constituencyCode"), Description("In the constituency with this code.")] public string? ConstituencyCode { get; init; }

    /// <summary>The names of the parameters.</summary>
    public static IReadOnlySet<string> Names { get; } = ParameterNames.Of(typeof(PerformanceParameters));

    public ReportPeriod Period => new(From, To, Tz);

    public ReportFilter Filter => new()
    {
        Areas = One(Area), Services = One(Service), Teams = One(Team), Channels = One(Channel?.Value), WardCode = WardCode, ConstituencyCode = ConstituencyCode,
    };

    private static IReadOnlyList<T> One<T>(T? value) where T : struct => value is { } one ? [one] : [];
}

/// <summary>How the tickets raised in a period fared, as a whole and in groups.</summary>
/// <param name="Closed">Delivered at least once and not reopened since, or closed in another system; including negative durations.</param>
/// <param name="Open">Not ended.</param>
/// <param name="Cancelled">Cancelled ones and duplicates: with the closed and the open they are all.</param>
/// <param name="NegativeDurations">Closed before opened; left out of <paramref name="ValidClosed"/> and of every duration.</param>
/// <param name="Restricted">What the total and the service areas count and no other group does; null for none.</param>
internal sealed record PerformanceResource(
    long Requests, long Closed, long Open, long Cancelled, long NegativeDurations, long ValidClosed, double? MedianHours, double? P90Hours, IReadOnlyDictionary<string, long?> ClosedWithinDays, OnTime OnTime,
    IReadOnlyList<PerformanceGroup> BySource, IReadOnlyList<PerformanceGroup> ByChannel, IReadOnlyList<PerformanceGroup> ByService, IReadOnlyList<PerformanceGroup> ByServiceArea, IReadOnlyList<PerformanceGroup> ByDistrict,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PerformanceGroup? Restricted = null)
{
    /// <summary>Of a report, with the counts that the operator's documented JSON leaves out.</summary>
    public static PerformanceResource Of(PerformanceReport r) => new(
        r.Requests, r.Closed, r.Open, r.Cancelled, r.NegativeDurations, r.ValidClosed, r.MedianHours, r.P90Hours, r.ClosedWithinDays, r.OnTime,
        r.BySource, r.ByChannel, r.ByService, r.ByServiceArea, r.ByDistrict, r.Restricted);
}

/// <summary>Performance: the figures of the managers' page and of the command line's <c>report</c>, from the same code.</summary>
internal static class PerformanceApi
{
    /// <summary>Adds the addresses.</summary>
    public static void MapPerformance(this RouteGroupBuilder root)
    {
        var performance = root.MapGroup("/performance").WithTags("Performance");
        performance.MapGet("", ReportAsync).Sends<PerformanceReportQuery>("readPerformance", "Read how tickets fared",
                "Of those raised in a period: how many were closed, are open or were cancelled (duplicates too), how long it took in real hours (median and 90th percentile), and how many met their target; as a whole and by source, channel, service, service area and district. `closed` is the last resolution. Where restricted tickets that you may not read are counted with fewer than five others, how long they took is left out: `medianHours`, `p90Hours` and the numbers of `closedWithinDays` are null.")
            .Answers<PerformanceResource>()
            .Example(answer: new PerformanceResource(120, 100, 15, 5, 0, 100, 26.5, 190.25, new Dictionary<string, long?> { ["3"] = 70, ["10"] = 92 }, new OnTime(98, 80), [], [new("phone", 90, 80, 80, 24, 180)], [], [], []));
        performance.MapGet("/first-contact", FirstContactAsync).Sends<FirstContactReportQuery>("readFirstContactResolution", "Read first-contact resolution",
                "Three definitions side by side, each with numerator and denominator: as marked, measured gross, measured net of services that the first response cannot finish.")
            .Answers<FirstContactFigures>().Example(answer: new FirstContactFigures(new(60, 110), new(52, 110), new(52, 90), 14, 9));
    }

    private static Task<IResult> ReportAsync([AsParameters] PerformanceParameters figures, ApiCall call) =>
        call.UnknownParameter(PerformanceParameters.Names) is { } unknown ? Task.FromResult<IResult>(unknown) : call.SendAsync(new PerformanceReportQuery(figures.Period, figures.Filter), report => ApiCall.Ok(PerformanceResource.Of(report)));

    private static Task<IResult> FirstContactAsync([AsParameters] PerformanceParameters figures, ApiCall call) =>
        call.UnknownParameter(PerformanceParameters.Names) is { } unknown ? Task.FromResult<IResult>(unknown) : call.SendAsync(new FirstContactReportQuery(figures.Period, figures.Filter), ApiCall.Ok);
}
