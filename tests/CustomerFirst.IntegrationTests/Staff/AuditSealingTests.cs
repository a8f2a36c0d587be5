using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Customers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.IntegrationTests.Staff;

/// <summary>How entries of the audit trail come to be sealed, by several at once and without anybody waiting.</summary>
public sealed class AuditSealingTests : IAsyncLifetime
{
    private readonly SealedTrail trail = new();

    public Task InitializeAsync() => trail.InitializeAsync();

    public Task DisposeAsync() => trail.DisposeAsync();

    [Theory]
    [InlineData(3, 4, "delete from audit_seals where number = 3")]
    [InlineData(2, 4, "delete from audit_seals where number > 1")]
    [InlineData(1, 4, "delete from audit_seals")]
    public async Task Sealing_goes_on_after_the_last_seal_was_removed_which_every_later_check_names(long gone, long next, string tampering)
    {
        await trail.TamperAsync(tampering);
        for (var later = 0; later < 2; later++)
        {
            await trail.CreateAsync(TheCustomer.Adviser());
            Assert.Equal(new SealedAudit(1, false), await trail.Hub.DoAsync(new SealAuditCommand(), Actor.Job));

            var problem = Assert.Single((await trail.VerifyAsync()).Problems);
            Assert.Equal((AuditProblemKind.SealRemoved, gone), (problem.Kind, problem.Seal));
            Assert.Equal(next + later, await trail.Hub.DatabaseAsync(db => db.Set<AuditSeal>().MaxAsync(s => s.Number)));
        }
    }

    [Fact]
    public async Task Many_writers_and_sealers_at_once_leave_a_whole_chain_with_every_entry_once()
    {
        using var done = new CancellationTokenSource();
        var sealers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested) await trail.Hub.DoAsync(new SealAuditCommand(), Actor.Job);
        })).ToList();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async w =>
        {
            var adviser = TheCustomer.Adviser();
            for (var i = 0; i < 20; i++) await trail.CreateAsync(adviser);
        }));
        await done.CancelAsync();
        await Task.WhenAll(sealers);
        await trail.SealAsync();

        var found = await trail.VerifyAsync();
        Assert.Equal((132, 0, true), (found.Entries, found.Pending, found.Whole));
        Assert.True(found.Seals > 4);
    }

    [Fact]
    public async Task Nobody_who_writes_waits_for_the_sealing_and_a_second_sealer_leaves_it_to_the_first()
    {
        await using var scope = trail.Hub.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomerFirstDb>();
        await TheCustomer.CreateAsync(trail.Hub, TheCustomer.Named("Before"));
        // A sealing that has done all but its last step, and stays there.
        var handler = new SealAuditHandler(db, new AuditChain(null), trail.Hub.Clock);
        Assert.Equal(1, (await handler.Handle(new SealAuditCommand(), default)).Value.Entries);
        await db.SaveChangesAsync();

        await TheCustomer.CreateAsync(trail.Hub, TheCustomer.Named("Meanwhile")).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(new SealedAudit(0, false), await trail.Hub.DoAsync(new SealAuditCommand(), Actor.Job).WaitAsync(TimeSpan.FromSeconds(20)));

        await db.Database.CommitTransactionAsync();
        Assert.Equal(1, (await trail.Hub.DoAsync(new SealAuditCommand(), Actor.Job)).Entries);
        Assert.True((await trail.VerifyAsync()).Whole);
    }

    [Fact]
    public async Task A_backlog_is_sealed_batch_by_batch()
    {
        const int Count = SealAuditHandler.Batch + 10;
        var from = trail.Hub.Clock.GetUtcNow();
        await trail.Hub.DatabaseAsync(db => db.CopyAsync(Enumerable.Range(0, Count).Select(i => trail.Entry(AuditChain.Kept(from.AddMilliseconds(-i)))), default));

        Assert.Equal(new SealedAudit(SealAuditHandler.Batch, true), await trail.Hub.DoAsync(new SealAuditCommand(), Actor.Job));
        Assert.Equal(new SealedAudit(10, false), await trail.Hub.DoAsync(new SealAuditCommand(), Actor.Job));
        Assert.True((await trail.VerifyAsync()).Whole);
    }

    [Fact]
    public async Task An_entry_that_was_saved_late_is_sealed_within_a_minute()
    {
        var now = trail.Hub.Clock.GetUtcNow();
        trail.Hub.Clock.Is(now);
        await trail.Hub.DatabaseAsync(async db =>
        {
            db.Add(trail.Entry(AuditChain.Kept(now)));
            return await db.SaveChangesAsync();
        });
        await trail.SealAsync();
        await trail.InsertAsync(now.AddMinutes(-10), null);
        await trail.SealAsync();
        Assert.Equal((true, 1), await trail.VerifyAsync() is var pending ? (pending.Whole, pending.Pending) : default);

        trail.Hub.Clock.Is(now.AddMinutes(1));
        await trail.SealAsync();
        var found = await trail.VerifyAsync();
        // Its signature says that the hub wrote it.
        Assert.Equal((true, 0, 0), (found.Whole, found.Pending, found.Late));
    }
}
