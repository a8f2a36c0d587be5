using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.UnitTests.Tickets;

public sealed class TicketFilterSqlTests
{
    private const string Open = "t.state in ('new', 'inHand', 'withService', 'waitingForCustomer', 'waitingForOthers')";
    private static readonly DateTimeOffset s_now = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);

    private static string Condition(TicketFilter filter) => new TicketFilterSql(filter, Actor.Operator, s_now).Condition;

    public static TheoryData<TicketScope, DueFilter?> ScopesAndDueTimes()
    {
        var all = new TheoryData<TicketScope, DueFilter?>();
        foreach (var scope in Enum.GetValues<TicketScope>())
            foreach (var due in new DueFilter?[] { null }.Concat(Enum.GetValues<DueFilter>().Cast<DueFilter?>()))
                all.Add(scope, due);
        return all;
    }

    // PostgreSQL multiplies what stands twice: it expected 7 rows where 21,000 were and sorted them.
    [Theory]
    [MemberData(nameof(ScopesAndDueTimes))]
    public void The_states_of_a_list_are_said_at_most_once(TicketScope scope, DueFilter? due)
    {
        foreach (var states in new TicketState[][] { [], [TicketState.New], [TicketState.New, TicketState.Closed], Enum.GetValues<TicketState>() })
            Assert.True(Condition(new TicketFilter { Scope = scope, Due = due, States = states }).Split("t.state").Length <= 2);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(DueFilter.Overdue)]
    [InlineData(DueFilter.Soon)]
    [InlineData(DueFilter.Today)]
    [InlineData(DueFilter.Week)]
    public void Open_tickets_are_asked_for_as_their_indexes_say_it(DueFilter? due) => Assert.Contains(Open, Condition(new TicketFilter { Due = due }));

    [Fact]
    public void Among_chosen_states_only_those_with_a_due_time_can_be_due()
    {
        var chosen = new TicketFilter { States = [TicketState.Closed, TicketState.WithService, TicketState.WaitingForOthers] };
        Assert.Contains("t.state in ('withService', 'waitingForOthers', 'closed')", Condition(chosen));
        Assert.Contains("t.state in ('withService', 'waitingForOthers')", Condition(chosen with { Due = DueFilter.Week }));
        Assert.Contains("t.state = 'waitingForOthers'", Condition(chosen with { Due = DueFilter.Paused }));
    }

    [Fact]
    public void What_has_ended_is_never_due() =>
        Assert.Contains("false", Condition(new TicketFilter { Scope = TicketScope.Ended, Due = DueFilter.Overdue }));
}
