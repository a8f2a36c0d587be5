using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerFirst.IntegrationTests.Pipeline;

public sealed class DatabaseGuardTests(Hub hub) : IClassFixture<Hub>
{
    [Fact]
    public async Task A_ticket_comes_back_from_the_database_as_it_was_raised()
    {
        var area = A.ServiceArea();
        var service = A.Service(area);
        var staff = A.Staff(Role.Adviser);
        var ticket = Raise(service.Id, area.Id, staff.Id);
        await hub.SaveAsync(area, service, staff, ticket);

        var read = await hub.DatabaseAsync(db => db.Tickets.Include(t => t.Intervals).SingleAsync(t => t.Id == ticket.Id));

        Assert.Equal(ticket.Reference, read.Reference);
        Assert.Equal("Which colour?", Assert.Single(read.Answers).Question);
        Assert.Equal(TicketState.New, Assert.Single(read.Intervals).State);
        Assert.Equal(read.OpenedAt, read.FirstReplyAt);
    }

    [Fact]
    public async Task The_first_row_of_a_query_without_an_order_fails_in_tests() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.DatabaseAsync(db => db.Wards.FirstOrDefaultAsync()));

    [Theory]
    [InlineData("update ticket_intervals set running = false")]
    [InlineData("update audit_entries set action = 'nothing'")]
    [InlineData("delete from audit_entries")]
    [InlineData("truncate audit_entries")]
    public async Task Rows_that_are_only_appended_cannot_be_changed(string sql)
    {
        var area = A.ServiceArea();
        var service = A.Service(area);
        var staff = A.Staff(Role.Adviser);
        await hub.SaveAsync(area, service, staff, Raise(service.Id, area.Id, staff.Id),
            new Application.Pipeline.AuditEntry { Id = A.Key(), At = DateTimeOffset.UnixEpoch, ActorKind = "job", Action = "Test" });

        await using var command = hub.Database.CreateCommand(sql);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(PostgresErrorCodes.RestrictViolation, refused.SqlState);
    }

    private static Ticket Raise(Guid serviceId, Guid areaId, Guid staffId)
    {
        var now = new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
        var opening = new TicketOpening(serviceId, areaId, false, null, Priority.Normal, "A matter", "Details", [new Answer("colour", "Which colour?", "Blue")],
            TicketPlace.None, Domain.Common.Channel.Phone, null, null, null);
        var reference = TicketReference.Make(Random.Shared.NextInt64(TicketReference.Count), new byte[32]);
        return Ticket.Raise(A.Key(), reference, opening, Domain.Services.SlaTerms.None(Domain.Places.BusinessCalendar.RoundTheClock()), new StepBy(staffId, now));
    }
}
