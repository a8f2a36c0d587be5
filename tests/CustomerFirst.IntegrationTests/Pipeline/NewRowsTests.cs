using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.IntegrationTests.Pipeline;

public sealed class NewRowsTests(Hub hub) : IClassFixture<Hub>
{
    [Fact]
    public async Task New_rows_stand_as_EF_Core_would_have_written_them()
    {
        var scene = await TicketScene.SetAsync(hub);
        var opening = new TicketOpening(scene.Bins.Id, scene.Bins.ServiceAreaId, Restricted: false, TeamId: null, Priority.High, "Subject with \"quotes\" and ü", null,
            [new Answer("size", "How big is it?", "3")], new TicketPlace("1 Mill Lane", "ZY1 1AA", 10_001, 52.5, -1.25, null, null), Channel.Counter, Source: null, ContactId: null, scene.Customer.Id);
        var by = new StepBy(null, new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.Zero));
        Ticket Raise(string reference) => Ticket.Raise(Ids.New(by.At), reference, opening, SlaTerms.None(BusinessCalendar.RoundTheClock()), by);

        await using var scope = hub.Services.CreateAsyncScope();
        var references = hub.Services.GetRequiredService<TicketReferences>();
        var (ours, theirs) = (Raise(await references.NextAsync(CancellationToken.None)), Raise(await references.NextAsync(CancellationToken.None)));
        var rows = scope.ServiceProvider.GetRequiredService<NewRows>();
        rows.Add(ours);
        rows.Add(ours.Intervals[0]);
        rows.Add(TicketEntry.Write(Ids.New(by.At), ours.Id, EntryKind.Note, "Same", null, null, null, by.At));
        await rows.SaveAsync(CancellationToken.None);
        var db = scope.ServiceProvider.GetRequiredService<CustomerFirstDb>();
        Assert.Empty(db.ChangeTracker.Entries());
        db.AddRange(theirs, TicketEntry.Write(Ids.New(by.At), theirs.Id, EntryKind.Note, "Same", null, null, null, by.At));
        await db.SaveChangesAsync();

        foreach (var (table, key) in new[] { ("tickets", "id"), ("ticket_intervals", "ticket_id"), ("ticket_entries", "ticket_id") })
        {
            var sql = $"select (to_jsonb(r) - 'id' - 'reference' - 'ticket_id')::text from {table} r where {key} = @id";
            var written = await hub.ScalarAsync<string>(sql, ("id", ours.Id));
            Assert.Equal(await hub.ScalarAsync<string>(sql, ("id", theirs.Id)), written);
        }
    }

    // A few are one statement, more a batch of one for each; of both nothing stays where one row is refused.
    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(40)]
    public async Task However_many_new_rows_there_are_all_are_written_or_none(int count)
    {
        var ticket = (await (await TicketScene.SetAsync(hub)).RaiseAsync()).Id!.Value;
        await using var scope = hub.Services.CreateAsyncScope();
        var rows = scope.ServiceProvider.GetRequiredService<NewRows>();
        TicketEntry Note(Guid of) => TicketEntry.Write(Ids.New(hub.Clock.GetUtcNow()), of, EntryKind.Note, "One of several", null, null, null, hub.Clock.GetUtcNow());
        Task<long> WrittenAsync() => hub.ScalarAsync<long>("select count(*) from ticket_entries where ticket_id = @id", ("id", ticket));

        for (var i = 1; i < count; i++) rows.Add(Note(ticket));
        rows.Add(Note(A.Key()));
        await Assert.ThrowsAsync<DbUpdateException>(() => rows.SaveAsync(CancellationToken.None));
        Assert.Equal(0, await WrittenAsync());

        for (var i = 0; i < count; i++) rows.Add(Note(ticket));
        await rows.SaveAsync(CancellationToken.None);
        Assert.Equal(count, await WrittenAsync());
    }

    [Fact]
    public async Task New_rows_beside_a_change_are_saved_with_it_or_not_at_all()
    {
        var scene = await TicketScene.SetAsync(hub);
        var raised = await scene.RaiseAsync();
        await using var scope = hub.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomerFirstDb>();
        var rows = scope.ServiceProvider.GetRequiredService<NewRows>();
        var ticket = await db.Tickets.Include(t => t.Intervals).SingleAsync(t => t.Id == raised.Id);
        ticket.LetMemberKnowCustomer(may: true, new StepBy(null, hub.Clock.GetUtcNow()));
        db.ChangeTracker.DetectChanges();
        rows.Add(TicketEntry.Write(Ids.New(hub.Clock.GetUtcNow()), A.Key(), EntryKind.Note, "Of a ticket that is not there", null, null, null, hub.Clock.GetUtcNow()));
        await Assert.ThrowsAsync<DbUpdateException>(() => rows.SaveAsync(CancellationToken.None));
        Assert.False(await hub.ScalarAsync<bool>("select member_may_know_customer from tickets where id = @id", ("id", raised.Id!.Value)));
        Assert.Empty(rows.Waiting);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rows_whose_condition_does_not_hold_are_not_written_nor_what_would_be_saved_with_them(bool besideAChange)
    {
        var scene = await TicketScene.SetAsync(hub);
        var raised = await scene.RaiseAsync();
        await using var scope = hub.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomerFirstDb>();
        var rows = scope.ServiceProvider.GetRequiredService<NewRows>();
        if (besideAChange)
        {
            var ticket = await db.Tickets.Include(t => t.Intervals).SingleAsync(t => t.Id == raised.Id);
            ticket.LetMemberKnowCustomer(may: true, new StepBy(null, hub.Clock.GetUtcNow()));
            db.ChangeTracker.DetectChanges();
        }
        TicketEntry Note() => TicketEntry.Write(Ids.New(hub.Clock.GetUtcNow()), raised.Id!.Value, EntryKind.Note, "Only if", null, null, null, hub.Clock.GetUtcNow());
        Task<long> NotesAsync() => hub.ScalarAsync<long>("select count(*) from ticket_entries where ticket_id = @id and text = 'Only if'", ("id", raised.Id!.Value));
        WriteCondition Condition(int number) => new("@number = 1", [new Npgsql.NpgsqlParameter<int>("number", number)], _ => Task.FromResult<Error?>(new NotFound("reason")));

        rows.Add(Note());
        rows.OnlyIf(Condition(2));
        var failed = await Assert.ThrowsAsync<ConditionFailedException>(() => rows.SaveAsync(CancellationToken.None));
        Assert.Equal(new NotFound("reason"), await failed.Condition.WhyAsync(CancellationToken.None));
        Assert.Equal(0, await NotesAsync());
        Assert.False(await hub.ScalarAsync<bool>("select member_may_know_customer from tickets where id = @id", ("id", raised.Id!.Value)));
        Assert.Empty(rows.Waiting);

        // It was of those rows alone.
        rows.Add(Note());
        await rows.SaveAsync(CancellationToken.None);
        rows.Add(Note());
        rows.OnlyIf(Condition(1));
        await rows.SaveAsync(CancellationToken.None);
        Assert.Equal(2, await NotesAsync());
    }
}
