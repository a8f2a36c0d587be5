using System.Text.Json;
using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerFirst.IntegrationTests.Database;

public sealed class BulkCopyTests(Hub hub) : IClassFixture<Hub>
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 15, 15, 0, TimeSpan.Zero);
    private static readonly SlaTerms Terms = SlaTerms.None(BusinessCalendar.RoundTheClock());

    [Fact]
    public async Task Copied_rows_read_back_as_if_they_had_been_inserted()
    {
        var (ticket, contact) = await ATicketAsync("CF-2222-2222");

        var copied = await CopyAsync(ticket, contact);

        var read = await hub.DatabaseAsync(db => db.Tickets.Include(t => t.Intervals).AsNoTracking().SingleAsync(t => t.Id == ticket.Id));
        Assert.Equal(1, copied);
        Assert.Equal(JsonSerializer.Serialize(ticket), JsonSerializer.Serialize(read));
        Assert.Equal(JsonSerializer.Serialize(contact), JsonSerializer.Serialize(await hub.DatabaseAsync(db => db.Contacts.AsNoTracking().SingleAsync(c => c.Id == contact.Id))));
    }

    [Fact]
    public async Task A_copy_that_breaks_a_constraint_writes_nothing()
    {
        var (first, contact) = await ATicketAsync("CF-3333-3333");
        var (second, _) = await ATicketAsync("CF-3333-3333");

        await hub.SaveAsync(contact);
        var broken = await Assert.ThrowsAsync<PostgresException>(() => hub.DatabaseAsync(db => db.CopyAsync([first, second], CancellationToken.None)));

        Assert.Equal("ix_tickets_reference", broken.ConstraintName);
        Assert.False(await hub.DatabaseAsync(db => db.Tickets.AnyAsync(t => t.Id == first.Id || t.Id == second.Id)));
    }

    private Task<long> CopyAsync(Ticket ticket, Contact contact) => hub.DatabaseAsync(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.CopyAsync([contact], CancellationToken.None);
        var copied = await db.CopyAsync([ticket], CancellationToken.None);
        await db.CopyAsync(ticket.Intervals, CancellationToken.None);
        await transaction.CommitAsync();
        return copied;
    });

    private async Task<(Ticket Ticket, Contact Contact)> ATicketAsync(string reference)
    {
        var area = A.ServiceArea();
        var service = A.Service(area);
        await hub.SaveAsync(area, service);
        var contact = Contact.Begin(A.Key(), new ContactStart(Channel.HomeVisit, "+441214960000", null, "At home", null, "Visit"), null, At);
        var place = new TicketPlace("1 Made Up Street", "B1 1AA", 10001234567, 52.48, -1.9, null, null, "Quarter “A”");
        var ticket = Ticket.Raise(A.Key(), reference, new TicketOpening(service.Id, area.Id, false, null, Priority.High, "A “subject”", "Line one\nline two",
            [new Answer("colour", "Which colour?", "blue, or \"green\"")], place, Channel.HomeVisit, "Visit", contact.Id, null), Terms, new StepBy(null, At));
        Assert.True(ticket.Cancel(Terms, new StepBy(null, At.AddHours(1), "Raised in error")).Ok);
        return (ticket, contact);
    }
}
