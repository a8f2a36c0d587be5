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

/// <summary>Somebody with all rights in the database, who switches the triggers off, tampers with the trail; each time it is found.</summary>
public sealed class AuditChainTests : IAsyncLifetime
{
    private static readonly Actor Auditor = TheCustomer.Someone(Role.Auditor);
    private readonly Hub hub = new();

    public async Task InitializeAsync()
    {
        await hub.InitializeAsync();
        var adviser = TheCustomer.Adviser();
        // Three seals: created; changed, which leaves values; looked at.
        var people = new List<Guid>();
        for (var i = 0; i < 4; i++) people.Add(await CreateAsync(adviser));
        await SealAsync();
        foreach (var id in people) await hub.DoAsync(new ChangeCustomerCommand(id, 1, TheCustomer.Named("Changed")), adviser);
        await SealAsync();
        foreach (var id in people) await hub.DoAsync(new GetCustomerQuery(id), adviser);
        await SealAsync();
    }

    public Task DisposeAsync() => hub.DisposeAsync();

    // One entry without a reason, and so without values: nobody is like another.
    private async Task<Guid> CreateAsync(Actor adviser) => (await hub.DoAsync(new CreateCustomerCommand(TheCustomer.Named(TheCustomer.Word())), adviser)).CustomerId;

    [Fact]
    public async Task An_untouched_trail_is_whole_and_erased_values_do_no_damage()
    {
        var found = await VerifyAsync();
        Assert.Equal((12, 3, 0, true, 0), (found.Entries, found.Seals, found.Pending, found.Whole, found.Late));
        Assert.Equal(64, found.Head!.Length);
        Assert.Equal(found.Head, (await VerifyAsync(found.Head.ToUpperInvariant())).Head);

        await TamperAsync("delete from audit_values");
        Assert.True((await VerifyAsync()).Whole);
    }

    [Fact]
    public async Task An_empty_trail_is_whole()
    {
        await TamperAsync("truncate audit_entries, audit_links, audit_seals, audit_values");
        Assert.Equal((0, 0, null, true), await VerifyAsync() is var found ? (found.Entries, found.Seals, found.Head, found.Whole) : default);
    }

    [Fact]
    public async Task An_alteration_of_any_column_of_any_entry_is_found()
    {
        await TamperAsync("create table kept as table audit_entries");
        var columns = await hub.DatabaseAsync(db => Task.FromResult(db.Model.FindEntityType(typeof(AuditEntry))!.GetProperties().Select(p => p.GetColumnName()).ToList()));
        // The signature is of all the others.
        Assert.Equal(AuditChain.ColumnCount, columns.Count - 1);
        var other = new Dictionary<string, string>
        {
            ["id"] = "gen_random_uuid()", ["at"] = "at + interval '1 microsecond'", ["actor_kind"] = "'job'", ["actor_id"] = "gen_random_uuid()", ["action"] = "action || ' '", ["record_kind"] = "'nonsense'",
            ["record_id"] = "null", ["fields"] = "fields || '{x}'", ["from"] = "null", ["correlation_id"] = "'other'", ["restricted_area_id"] = "gen_random_uuid()", ["values_digest"] = "'\\x00'", ["signature"] = "'\\x00'",
        };
        foreach (var column in columns)
        {
            await TamperAsync($"update audit_entries set \"{column}\" = {other[column]} where id = (select entry_id from audit_links where seal_number = 2 and position = 1)");
            var found = await VerifyAsync();
            Assert.True(!found.Whole, $"{column} was altered, which was not found.");
            Assert.Contains(found.Problems, p => p.Kind == column switch { "id" => AuditProblemKind.EntryRemoved, "signature" => AuditProblemKind.EntryInserted, _ => AuditProblemKind.EntryAltered });
            await TamperAsync("delete from audit_entries", "insert into audit_entries select * from kept");
            Assert.True((await VerifyAsync()).Whole);
        }
    }

    [Theory]
    [InlineData(AuditProblemKind.EntryRemoved, "delete from audit_entries where id = (select entry_id from audit_links where seal_number = 2 and position = 1)")]
    [InlineData(AuditProblemKind.EntryRemoved, "delete from audit_entries where id = (select entry_id from audit_links where seal_number = 2 and position = 1)", "delete from audit_links where seal_number = 2 and position = 1")]
    [InlineData(AuditProblemKind.EntryRemoved, "delete from audit_entries where id = (select entry_id from audit_links where seal_number = 2 and position = 3)", "delete from audit_links where seal_number = 2 and position = 3")]
    [InlineData(AuditProblemKind.SealAltered, "delete from audit_entries where id = (select entry_id from audit_links where seal_number = 2 and position = 3)", "delete from audit_links where seal_number = 2 and position = 3", "update audit_seals set entries = 3 where number = 2")]
    [InlineData(AuditProblemKind.SealAltered, "update audit_links set position = 99 where seal_number = 2 and position = 0", "update audit_links set position = 0 where seal_number = 2 and position = 1", "update audit_links set position = 1 where seal_number = 2 and position = 99")]
    [InlineData(AuditProblemKind.EntryAltered, "update audit_entries a set action = b.action, record_id = b.record_id from audit_entries b where a.id = (select entry_id from audit_links where seal_number = 1 and position = 0) and b.id = (select entry_id from audit_links where seal_number = 3 and position = 0)")]
    [InlineData(AuditProblemKind.EntryRemoved, "update audit_links set seal_number = 3, position = 4 where seal_number = 2 and position = 3")]
    [InlineData(AuditProblemKind.ValueAltered, "update audit_values set values = values || ' ' where entry_id = (select entry_id from audit_links where seal_number = 2 and position = 1)")]
    [InlineData(AuditProblemKind.ValueAltered, "insert into audit_values (entry_id, salt, values) select entry_id, '\\x00', '{}' from audit_links where seal_number = 1 and position = 0")]
    [InlineData(AuditProblemKind.ValueAltered, "insert into audit_values (entry_id, salt, values) values (gen_random_uuid(), '\\x00', '{}')")]
    [InlineData(AuditProblemKind.SealRemoved, "delete from audit_seals where number = 2")]
    [InlineData(AuditProblemKind.SealRemoved, "delete from audit_seals where number = 1")]
    [InlineData(AuditProblemKind.SealRemoved, "delete from audit_seals where number = 3")]
    [InlineData(AuditProblemKind.SealRemoved, "delete from audit_entries where id in (select entry_id from audit_links where seal_number = 2)", "delete from audit_links where seal_number = 2", "delete from audit_seals where number = 2")]
    [InlineData(AuditProblemKind.SealAltered, "delete from audit_links where seal_number = 1", "delete from audit_seals where number = 1", "update audit_seals set number = number - 1", "update audit_links set seal_number = seal_number - 1")]
    [InlineData(AuditProblemKind.SealAltered, "update audit_seals set sealed_at = sealed_at - interval '1 hour' where number = 2")]
    [InlineData(AuditProblemKind.SealAltered, "update audit_seals set hash = '\\x00' where number = 2")]
    [InlineData(AuditProblemKind.SealAltered, "update audit_seals set previous_hash = '\\x00' where number = 1")]
    public async Task Tampering_is_found_and_named(AuditProblemKind kind, params string[] statements)
    {
        await TamperAsync(statements);

        var found = await VerifyAsync();

        Assert.False(found.Whole);
        Assert.Contains(found.Problems, p => p.Kind == kind);
    }

    [Fact]
    public async Task An_entry_signed_by_the_hub_that_comes_too_late_to_be_true_is_found()
    {
        await InsertAsync(hub.Clock.GetUtcNow().AddHours(-1), null);
        Assert.Equal(AuditProblemKind.EntryInserted, Assert.Single((await VerifyAsync()).Problems).Kind);
        await SealAsync();
        Assert.Equal(AuditProblemKind.EntryInserted, Assert.Single((await VerifyAsync()).Problems).Kind);
    }

    [Fact]
    public async Task An_entry_whose_time_was_made_up_is_found_though_its_id_is_new()
    {
        await InsertAsync(hub.Clock.GetUtcNow(), hub.Clock.GetUtcNow().AddDays(-30));
        await SealAsync();

        Assert.Equal(AuditProblemKind.EntryInserted, Assert.Single((await VerifyAsync()).Problems).Kind);
    }

    [Fact]
    public async Task An_entry_linked_into_a_seal_that_was_made_before_is_found()
    {
        await InsertAsync(hub.Clock.GetUtcNow(), null);
        await TamperAsync("insert into audit_links (entry_id, seal_number, position, entry_hash) select e.id, 2, 4, '\\x00' from audit_entries e where not exists (select from audit_links l where l.entry_id = e.id)");

        Assert.Contains((await VerifyAsync()).Problems, p => p.Kind == AuditProblemKind.EntryInserted);
    }

    [Fact]
    public async Task A_cut_tail_is_found_with_the_head_that_was_noted()
    {
        var head = (await VerifyAsync()).Head;
        await TamperAsync("delete from audit_entries where id in (select entry_id from audit_links where seal_number = 3)", "delete from audit_links where seal_number = 3", "delete from audit_seals where number = 3");

        Assert.True((await VerifyAsync()).Whole);
        Assert.Equal(AuditProblemKind.HeadMissing, Assert.Single((await VerifyAsync(head)).Problems).Kind);

        await TheCustomer.CreateAsync(hub, TheCustomer.Named("Later"));
        await SealAsync();
        Assert.False((await VerifyAsync(head)).Whole);
        Assert.IsType<Invalid>((await hub.SendAsync(new VerifyAuditQuery("abc"), Auditor)).Error);
    }

    [Theory]
    [InlineData(3, 4, "delete from audit_seals where number = 3")]
    [InlineData(2, 4, "delete from audit_seals where number > 1")]
    [InlineData(1, 4, "delete from audit_seals")]
    public async Task Sealing_goes_on_after_the_last_seal_was_removed_which_every_later_check_names(long gone, long next, string tampering)
    {
        await TamperAsync(tampering);
        for (var later = 0; later < 2; later++)
        {
            await CreateAsync(TheCustomer.Adviser());
            Assert.Equal(new SealedAudit(1, false), await hub.DoAsync(new SealAuditCommand(), Actor.Job));

            var problem = Assert.Single((await VerifyAsync()).Problems);
            Assert.Equal((AuditProblemKind.SealRemoved, gone), (problem.Kind, problem.Seal));
            Assert.Equal(next + later, await hub.DatabaseAsync(db => db.Set<AuditSeal>().MaxAsync(s => s.Number)));
        }
    }

    [Fact]
    public async Task Who_has_the_database_but_not_the_key_cannot_make_a_chain_that_the_key_accepts()
    {
        // What was sealed without a key stands before the number from which the key holds.
        await using var keyed = WithKey("a key that stands outside the database", 4);
        await TheCustomer.CreateAsync(hub, TheCustomer.Named("Sealed with the key"));
        await SendAsync(keyed, new SealAuditCommand(), Actor.Job);
        Assert.True((await SendAsync(keyed, new VerifyAuditQuery(), Auditor)).Whole);
        Assert.Contains((await VerifyAsync()).Problems, p => p is { Kind: AuditProblemKind.SealAltered, Seal: 4 });

        await TamperAsync("update audit_entries set actor_id = gen_random_uuid() where id = (select entry_id from audit_links where seal_number = 4)", "delete from audit_links where seal_number = 4", "delete from audit_seals where number = 4");
        await SealAsync();

        // Without the key only the entry's own signature tells, and its key stands in the database.
        Assert.Equal(AuditProblemKind.EntryInserted, Assert.Single((await VerifyAsync()).Problems).Kind);
        Assert.Contains((await SendAsync(keyed, new VerifyAuditQuery(), Auditor)).Problems, p => p is { Kind: AuditProblemKind.SealAltered, Seal: 4 });
        Assert.Throws<ArgumentException>(() => new AuditChain("too short"));
    }

    [Fact]
    public async Task Many_writers_and_sealers_at_once_leave_a_whole_chain_with_every_entry_once()
    {
        using var done = new CancellationTokenSource();
        var sealers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested) await hub.DoAsync(new SealAuditCommand(), Actor.Job);
        })).ToList();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async w =>
        {
            var adviser = TheCustomer.Adviser();
            for (var i = 0; i < 20; i++) await CreateAsync(adviser);
        }));
        await done.CancelAsync();
        await Task.WhenAll(sealers);
        await SealAsync();

        var found = await VerifyAsync();
        Assert.Equal((132, 0, true), (found.Entries, found.Pending, found.Whole));
        Assert.True(found.Seals > 4);
    }

    [Fact]
    public async Task Nobody_who_writes_waits_for_the_sealing_and_a_second_sealer_leaves_it_to_the_first()
    {
        await using var scope = hub.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomerFirstDb>();
        await TheCustomer.CreateAsync(hub, TheCustomer.Named("Before"));
        // A sealing that has done all but its last step, and stays there.
        var handler = new SealAuditHandler(db, new AuditChain(null), hub.Clock);
        Assert.Equal(1, (await handler.Handle(new SealAuditCommand(), default)).Value.Entries);
        await db.SaveChangesAsync();

        await TheCustomer.CreateAsync(hub, TheCustomer.Named("Meanwhile")).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(new SealedAudit(0, false), await hub.DoAsync(new SealAuditCommand(), Actor.Job).WaitAsync(TimeSpan.FromSeconds(20)));

        await db.Database.CommitTransactionAsync();
        Assert.Equal(1, (await hub.DoAsync(new SealAuditCommand(), Actor.Job)).Entries);
        Assert.True((await VerifyAsync()).Whole);
    }

    [Fact]
    public async Task A_backlog_is_sealed_batch_by_batch()
    {
        const int Count = SealAuditHandler.Batch + 10;
        var from = hub.Clock.GetUtcNow();
        await hub.DatabaseAsync(db => db.CopyAsync(Enumerable.Range(0, Count).Select(i => Entry(AuditChain.Kept(from.AddMilliseconds(-i)))), default));

        Assert.Equal(new SealedAudit(SealAuditHandler.Batch, true), await hub.DoAsync(new SealAuditCommand(), Actor.Job));
        Assert.Equal(new SealedAudit(10, false), await hub.DoAsync(new SealAuditCommand(), Actor.Job));
        Assert.True((await VerifyAsync()).Whole);
    }

    [Fact]
    public async Task An_entry_that_was_saved_late_is_sealed_within_a_minute()
    {
        var now = hub.Clock.GetUtcNow();
        hub.Clock.Is(now);
        await hub.DatabaseAsync(async db =>
        {
            db.Add(Entry(AuditChain.Kept(now)));
            return await db.SaveChangesAsync();
        });
        await SealAsync();
        await InsertAsync(now.AddMinutes(-10), null);
        await SealAsync();
        Assert.Equal((true, 1), await VerifyAsync() is var pending ? (pending.Whole, pending.Pending) : default);

        hub.Clock.Is(now.AddMinutes(1));
        await SealAsync();
        var found = await VerifyAsync();
        // Its signature says that the hub wrote it.
        Assert.Equal((true, 0, 0), (found.Whole, found.Pending, found.Late));
    }

    private Task<int> InsertAsync(DateTimeOffset idTime, DateTimeOffset? at) => hub.DatabaseAsync(async db =>
    {
        db.Add(Entry(AuditChain.Kept(idTime), at is { } said ? AuditChain.Kept(said) : null));
        return await db.SaveChangesAsync();
    });

    private AuditEntry Entry(DateTimeOffset idTime, DateTimeOffset? at = null)
    {
        var entry = new AuditEntry { Id = Ids.New(idTime), At = at ?? idTime, ActorKind = "staff", ActorId = Guid.NewGuid(), Action = "viewed", RecordKind = RecordKind.Customer, RecordId = Guid.NewGuid() };
        entry.Signature = hub.Services.GetRequiredService<AuditSigner>().Sign(entry);
        return entry;
    }

    private async Task SealAsync() => await hub.DoAsync(new SealAuditCommand(), Actor.Job);

    private Task<AuditVerification> VerifyAsync(string? expect = null) => hub.DoAsync(new VerifyAuditQuery(expect), Auditor);

    private ServiceProvider WithKey(string key, long from) =>
        new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Audit:Key", key), new("Audit:KeyFrom", $"{from}")]).Build())
            .AddCustomerFirst(hub.ConnectionString).BuildServiceProvider();

    private static async Task<T> SendAsync<T>(ServiceProvider services, MediatR.IRequest<Result<T>> request, Actor actor)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = actor;
        return (await scope.ServiceProvider.GetRequiredService<MediatR.IMediator>().Send(request)).Value;
    }

    private async Task TamperAsync(params string[] statements)
    {
        await using var connection = await hub.Database.OpenConnectionAsync();
        foreach (var sql in statements.Prepend("set session_replication_role = replica").Append("set session_replication_role = default"))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
    }
}
