using CustomerFirst.Domain.Reporting;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.UnitTests.Common;

namespace CustomerFirst.UnitTests.Reporting;

public sealed class FirstContactResolutionTests
{
    private static readonly DateTimeOffset s_opened = At.Utc("2026-06-01 10:00");
    private static readonly DateTimeOffset s_now = At.Utc("2026-07-01 10:00");
    private static readonly Guid s_service = Guid.CreateVersion7();
    private static readonly Guid s_customer = Guid.CreateVersion7();
    private static readonly Guid s_contact = Guid.CreateVersion7();

    // Raised in a call that ended after ten minutes, resolved after five.
    private static readonly TicketAtFirstContact s_ticket =
        new(s_service, s_customer, s_contact, s_opened.AddMinutes(10), TicketState.Closed, s_opened, s_opened.AddMinutes(5), 0, true, true);

    [Fact]
    public void A_matter_resolved_in_its_call_counts_in_all_three_definitions()
    {
        var figures = Of([s_ticket]);

        Assert.Equal((new Proportion(1, 1), new Proportion(1, 1), new Proportion(1, 1), 0, 0), (figures.AsMarked, figures.Gross, figures.Net, figures.Anonymous, figures.Unsettled));
        Assert.Equal(1, figures.Gross.Share);
    }

    [Fact]
    public void Duplicates_and_cancelled_tickets_count_nowhere()
    {
        var figures = Of([s_ticket with { State = TicketState.Cancelled }, s_ticket with { State = TicketState.Duplicate, CustomerId = null }]);

        Assert.Equal(new FirstContactFigures(new Proportion(0, 0), new Proportion(0, 0), new Proportion(0, 0), 0, 0), figures);
        Assert.Null(figures.Net.Share);
    }

    [Theory]
    [InlineData(9, 0, true)]
    [InlineData(10, 0, true)]
    [InlineData(10.01, 0, false)]
    [InlineData(5, 1, false)]
    [InlineData(-1, 0, false)]
    public void Gross_asks_for_a_resolution_before_the_call_ended_and_no_reopening(double resolvedAfterMinutes, int reopened, bool counts) =>
        Assert.Equal(counts ? 1 : 0, Of([s_ticket with { ResolvedAt = s_opened.AddMinutes(resolvedAfterMinutes), ReopenedCount = reopened }]).Gross.Numerator);

    [Fact]
    public void A_call_that_goes_on_has_not_ended_before_the_resolution() => Assert.Equal(1, Of([s_ticket with { ContactEndedAt = null }]).Gross.Numerator);

    [Fact]
    public void A_ticket_that_no_contact_raised_or_that_is_open_is_not_resolved_at_first_contact() =>
        Assert.Equal(new Proportion(0, 2), Of([s_ticket with { ContactId = null }, s_ticket with { ResolvedAt = null, State = TicketState.InHand }]).Gross);

    [Theory]
    [InlineData(0.1, false)]
    [InlineData(168, false)]
    [InlineData(168.01, true)]
    [InlineData(0, true)]
    [InlineData(-24, true)]
    public void A_further_contact_within_seven_days_takes_it_out_of_the_measured_ones(double hoursLater, bool counts)
    {
        var figures = Of([s_ticket], new ContactAbout(Guid.CreateVersion7(), s_customer, s_opened.AddHours(hoursLater), s_service));

        Assert.Equal((counts ? 1 : 0, 1), (figures.Gross.Numerator, figures.AsMarked.Numerator));
    }

    [Fact]
    public void Only_another_contact_of_the_same_customer_about_the_same_service_is_a_repeat()
    {
        var later = s_opened.AddHours(1);

        var figures = Of([s_ticket, s_ticket with { CustomerId = null }],
            new ContactAbout(s_contact, s_customer, later, s_service),
            new ContactAbout(Guid.CreateVersion7(), Guid.CreateVersion7(), later, s_service),
            new ContactAbout(Guid.CreateVersion7(), s_customer, later, Guid.CreateVersion7()));

        Assert.Equal((2, 1), (figures.Gross.Numerator, figures.Anonymous));
    }

    [Fact]
    public void Net_leaves_out_services_that_the_first_response_cannot_finish()
    {
        var figures = Of([s_ticket, s_ticket with { FirstResponseAble = false }, s_ticket with { FirstResponseAble = false, ResolvedAt = null }]);

        Assert.Equal((new Proportion(2, 3), new Proportion(1, 1)), (figures.Gross, figures.Net));
    }

    [Fact]
    public void A_ticket_younger_than_seven_days_is_not_settled()
    {
        var figures = Of([s_ticket with { OpenedAt = s_now.AddDays(-7) }, s_ticket with { OpenedAt = s_now.AddDays(-7).AddTicks(1) }, s_ticket]);

        Assert.Equal(1, figures.Unsettled);
    }

    private static FirstContactFigures Of(TicketAtFirstContact[] tickets, params ContactAbout[] contacts) => FirstContactResolution.Of(tickets, contacts, s_now);
}
