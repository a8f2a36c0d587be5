using CustomerFirst.Domain.Contacts;

namespace CustomerFirst.UnitTests.Contacts;

public sealed class ContactOutcomesTests
{
    [Theory]
    [InlineData(ContactOutcome.TicketProgressed, ContactAct.Progressed)]
    [InlineData(ContactOutcome.TicketRaised, ContactAct.Raised)]
    [InlineData(ContactOutcome.TicketRaised, ContactAct.Progressed, ContactAct.Raised)]
    public void What_happened_is_proposed_and_never_contradicts_itself(ContactOutcome likely, params ContactAct[] acts)
    {
        Assert.Equal(likely, ContactOutcomes.Likely(acts));
        Assert.Null(ContactOutcomes.Contradiction(likely, acts));
    }

    [Fact]
    public void Where_nothing_happened_to_a_ticket_nothing_is_proposed() => Assert.Null(ContactOutcomes.Likely([]));

    [Theory]
    [InlineData(ContactOutcome.TicketRaised, "No ticket was raised in this contact: select how it ended")]
    [InlineData(ContactOutcome.TicketRaised, "No ticket was raised in this contact: select how it ended", ContactAct.Progressed)]
    [InlineData(ContactOutcome.TicketProgressed, "No ticket was progressed in this contact: select how it ended")]
    [InlineData(ContactOutcome.TicketProgressed, "The ticket of this contact was raised in it, not progressed: select how it ended", ContactAct.Raised)]
    public void What_did_not_happen_is_no_outcome(ContactOutcome outcome, string said, params ContactAct[] acts) => Assert.Equal(said, ContactOutcomes.Contradiction(outcome, acts));

    [Fact]
    public void Every_other_outcome_goes_with_anything() =>
        Assert.All(Enum.GetValues<ContactOutcome>().Except([ContactOutcome.TicketRaised, ContactOutcome.TicketProgressed]), o => Assert.Null(ContactOutcomes.Contradiction(o, [ContactAct.Raised])));
}
