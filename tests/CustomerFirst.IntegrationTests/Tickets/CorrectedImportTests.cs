using CustomerFirst.Application.Reporting;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Tickets;

/// <summary>A later file says otherwise when a request was closed: figures, intervals, the ticket's page and its timeline tell what the source says now.</summary>
public sealed class CorrectedImportTests(Hub hub) : IClassFixture<Hub>
{
    private static readonly DateTimeOffset s_opened = RequestImport.Utc("2016-06-01 13:00");

    [Theory]
    [InlineData("2016-06-05 09:00", 96)]
    [InlineData("2016-06-02 09:00", 24)]
    public async Task A_corrected_closing_is_no_reopening(string corrected, double hours)
    {
        var import = new RequestImport(hub, $"corrected {hours}");
        await import.RowsAsync("1,2016-06-01 09:00,2016-06-03 09:00,,Form,Tree,Parks");

        await import.RowsAsync($"1,2016-06-01 09:00,{corrected},,Form,Tree,Parks");

        var ticket = await import.TicketAsync("1");
        var closed = s_opened.AddHours(hours);
        Assert.Equal((TicketState.Closed, closed, closed, closed, 0), (ticket.State, ticket.ResolvedAt!.Value, ticket.ClosedAt!.Value, ticket.FirstReplyAt!.Value, ticket.ReopenedCount));
        Assert.Equal([(TicketStep.Close, closed), (TicketStep.Resolve, closed), (TicketStep.Raise, s_opened)], await ToldAsync(ticket.Id));
        // The same file again changes nothing more.
        await import.RowsAsync($"1,2016-06-01 09:00,{corrected},,Form,Tree,Parks");
        Assert.Equal((5, ticket.Version), ((await import.TicketAsync("1")).Intervals.Count, (await import.TicketAsync("1")).Version));
    }

    [Fact]
    public async Task A_withdrawn_closing_was_never_one_and_a_first_closing_ends_it()
    {
        var import = new RequestImport(hub, "withdrawn");
        await import.RowsAsync("1,2017-06-01 09:00,2017-06-01 09:00,,Form,Tree,Parks");
        var (opened, id) = (RequestImport.Utc("2017-06-01 13:00"), (await import.TicketAsync("1")).Id);
        Assert.Equal((1L, 1L), await FinishedAsync("2017"));

        await import.RowsAsync("1,2017-06-01 09:00,,,Form,Tree,Parks");
        var open = await import.TicketAsync("1");
        Assert.Equal((TicketState.New, null, null, null, 0), (open.State, open.ResolvedAt, open.ClosedAt, open.FirstReplyAt, open.ReopenedCount));
        Assert.Equal([(TicketStep.Raise, opened)], await ToldAsync(id));
        Assert.Equal((0L, 1L), await FinishedAsync("2017"));
        var report = await import.ReportAsync("2017-06-01", "2017-06-02");
        Assert.Equal((1L, 0L), (report.Requests, report.Closed));

        await import.RowsAsync("1,2017-06-01 09:00,2017-06-01 09:00,,Form,Tree,Parks");
        Assert.Equal([(TicketStep.Close, opened), (TicketStep.Resolve, opened), (TicketStep.Raise, opened)], await ToldAsync(id));
        // Closed in its first contact, as far as the source tells, and not reopened since.
        Assert.Equal((1L, 1L), await FinishedAsync("2017"));
    }

    [Fact]
    public async Task A_corrected_opening_is_where_the_life_begins()
    {
        var import = new RequestImport(hub, "begun");
        await import.RowsAsync("1,2018-06-01 09:00,2018-06-03 09:00,,Form,Tree,Parks");

        await import.RowsAsync("1,2018-06-02 09:00,2018-06-03 09:00,,Form,Tree,Parks");

        var ticket = await import.TicketAsync("1");
        var opened = RequestImport.Utc("2018-06-02 13:00");
        Assert.Equal((opened, opened.AddDays(1), 0), (ticket.OpenedAt, ticket.ResolvedAt!.Value, ticket.ReopenedCount));
        Assert.Equal([(TicketStep.Close, opened.AddDays(1)), (TicketStep.Resolve, opened.AddDays(1)), (TicketStep.Raise, opened)], await ToldAsync(ticket.Id));
        Assert.Equal(24.0, (await import.ReportAsync("2018-06-01", "2018-06-03")).MedianHours);
    }

    [Fact]
    public async Task What_staff_reopened_stays_open_when_the_closing_before_it_is_corrected()
    {
        var scene = await TicketScene.SetAsync(hub);
        var import = new RequestImport(hub, "reopened");
        await import.RowsAsync($"1,2019-06-01 09:00,2019-06-03 09:00,,Form,{scene.Bins.Name},{scene.Area.Name}");
        var id = (await import.TicketAsync("1")).Id;
        await hub.DoAsync(new ReopenTicketCommand { TicketId = id, Version = (await scene.GetAsync(id)).Version, Reason = "Not done" }, scene.Adviser);

        await import.RowsAsync($"1,2019-06-01 09:00,2019-06-04 09:00,,Form,{scene.Bins.Name},{scene.Area.Name}");

        var ticket = await scene.GetAsync(id);
        Assert.Equal((TicketState.New, 1, null), (ticket.State, ticket.ReopenedCount, ticket.ResolvedAt));
        Assert.Equal([TicketStep.Reopen, TicketStep.Close, TicketStep.Resolve, TicketStep.Raise], ticket.Timeline.Where(i => i.Kind == TimelineKind.Step).Select(i => i.Step!.Value));
        Assert.Equal(("Not done", "Ada Adviser"), (ticket.Timeline[0].Text, ticket.Timeline[0].By));
        Assert.Equal(RequestImport.Utc("2019-06-04 13:00"), ticket.Timeline.First(i => i.Step == TicketStep.Resolve).At);
    }

    // As staff read it, and the figures of its clocks with it.
    private async Task<IReadOnlyList<(TicketStep, DateTimeOffset)>> ToldAsync(Guid id) =>
        [.. (await hub.DoAsync(new GetTicketQuery(id), A.Actor(A.Staff(Role.Adviser)))).Timeline.Where(i => i.Kind == TimelineKind.Step).Select(i => (i.Step!.Value, i.At))];

    private async Task<(long Finished, long All)> FinishedAsync(string year)
    {
        var figures = await hub.DoAsync(new FirstContactReportQuery(new ReportPeriod(DateOnly.Parse($"{year}-06-01"), DateOnly.Parse($"{year}-06-02"), "America/New_York")), Actor.Operator);
        return (figures.Gross.Numerator, figures.Gross.Denominator);
    }
}
