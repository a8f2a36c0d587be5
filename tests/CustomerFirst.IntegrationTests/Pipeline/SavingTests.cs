using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;

namespace CustomerFirst.IntegrationTests.Pipeline;

public sealed class SavingTests(Hub hub) : IClassFixture<Hub>
{
    [Fact]
    public async Task Everything_that_raising_a_ticket_writes_is_one_transaction()
    {
        var scene = await TicketScene.SetAsync(hub);
        var raised = await scene.RaiseAsync(scene.Raising() with { IdempotencyKey = $"one-{A.Key()}", CustomerId = scene.Customer.Id });
        var together = await hub.ScalarAsync<long>("""
            with t as (select id, xmin::text as x from tickets where id = @id)
            select (select count(*) from t join ticket_intervals i on i.ticket_id = t.id and i.xmin::text = t.x)
                 + (select count(*) from t join ticket_customers c on c.ticket_id = t.id and c.xmin::text = t.x)
                 + (select count(*) from t join audit_entries a on a.record_id = t.id and a.xmin::text = t.x)
                 + (select count(*) from t join idempotent_requests r on r.xmin::text = t.x)
            """, ("id", raised.Id!.Value));
        Assert.Equal(4, together);
    }

    [Fact]
    public async Task When_its_last_row_is_refused_a_command_leaves_none()
    {
        var scene = await TicketScene.SetAsync(hub);
        var key = $"none-{A.Key()}";
        var refused = await hub.SendAsync(scene.Raising() with { IdempotencyKey = key, OtherCustomers = [new OtherCustomer(A.Key(), CustomerRole.Reporter)], Subject = key }, scene.Adviser);
        Assert.False(refused.Ok);
        Assert.Equal(0, await hub.ScalarAsync<long>("select count(*) from tickets where subject = @key", ("key", key)));
        Assert.Equal(0, await hub.ScalarAsync<long>("select count(*) from idempotent_requests where key = @key", ("key", key)));
        Assert.Equal(0, await hub.ScalarAsync<long>("select count(*) from audit_entries where record_kind = 'ticket' and not exists (select from tickets t where t.id = record_id)"));
    }

    [Fact]
    public async Task A_step_that_comes_twice_gets_its_first_answer_although_the_ticket_has_moved_on()
    {
        var scene = await TicketScene.SetAsync(hub);
        var raised = await scene.RaiseAsync();
        var take = new TakeTicketCommand { TicketId = raised.Id!.Value, Version = raised.Version!.Value, IdempotencyKey = $"take-{A.Key()}" };
        var first = await hub.DoAsync(take, scene.Officer);
        Assert.Equal(first, await hub.DoAsync(take, scene.Officer));
        Assert.IsType<Stale>((await hub.SendAsync(take with { IdempotencyKey = $"other-{A.Key()}" }, scene.Officer)).Error);
    }

    [Fact]
    public async Task Twins_sent_at_once_are_done_once_and_get_one_answer()
    {
        var scene = await TicketScene.SetAsync(hub);
        var command = scene.Raising() with { IdempotencyKey = $"twin-{A.Key()}", Subject = $"Twin {A.Key()}" };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => hub.SendAsync(command, scene.Adviser)));
        Assert.Single(answers.Select(a => a.Value.Reference).Distinct());
        Assert.Equal(1, await hub.ScalarAsync<long>("select count(*) from tickets where subject = @subject", ("subject", command.Subject!)));
    }
}
