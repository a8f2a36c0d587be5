using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Reporting;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Reporting;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages;

/// <summary>Where advisers, counter staff, officers and managers begin: their contacts, their tickets, their team's queue, today's figures.</summary>
public sealed class IndexModel(TimeProvider time) : StaffPage
{
    /// <summary>What is on the person's desk.</summary>
    public MyWork Work { get; private set; } = null!;

    /// <summary>Pairs of records that wait for a steward; null for others.</summary>
    public int? PairsToReview { get; private set; }

    /// <summary>How the week behind went, today left out; null for who does not see performance.</summary>
    public WeekBehind? Week { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        // Others begin elsewhere: a member in their ward, an auditor in the trail.
        if (Landing.Of(Actor) is var landing and not "/") return LocalRedirect(landing);
        var work = await SendAsync(new GetMyWorkQuery());
        if (work.Error is { } error) return Problem(error);
        Work = work.Value;
        if (May(Permission.StewardCustomers)) PairsToReview = (await SendAsync(new CountPairsToReviewQuery())).Value.Waiting;
        if (May(Permission.SeePerformance)) Week = await ReadWeekAsync();
        return Page();
    }

    private async Task<WeekBehind?> ReadWeekAsync()
    {
        var today = CouncilTime.DateOf(time.GetUtcNow());
        var period = new ReportPeriod(today.AddDays(-7), today);
        var overview = await SendAsync(new GetOverviewQuery(period));
        return overview.Ok ? new WeekBehind(period.From, period.To.AddDays(-1), overview.Value.All.Headlines, overview.Value.All.FirstContact) : null;
    }
}

/// <summary>The headline figures of the last seven whole days.</summary>
public sealed record WeekBehind(DateOnly From, DateOnly Until, Headlines Headlines, FirstContactFigures FirstContact);
