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
    private readonly SealedTrail trail = new();

    public Task InitializeAsync() => trail.InitializeAsync();

    public Task DisposeAsync() => trail.DisposeAsync();

    [Fact]
    public async Task An_untouched_trail_is_whole_and_erased_values_do_no_damage()
    {
        var found = await trail.VerifyAsync();
        Assert.Equal((12, 3, 0, true, 0), (found.Entries, found.Seals, found.Pending, found.Whole, found.Late));
        Assert.Equal(64, found.Head!.Length);
        Assert.Equal(found.Head, (await trail.VerifyAsync(found.Head.ToUpperInvariant())).Head);

        await trail.TamperAsync("delete from audit_values");
        Assert.True((await trail.VerifyAsync()).Whole);
    }

    [Fact]
    public async Task An_empty_trail_is_whole()
    {
        await trail.TamperAsync("truncate audit_entries, audit_links, audit_seals, audit_values");
        Assert.Equal((0, 0, null, true), await trail.VerifyAsync() is var found ? (found.Entries, found.Seals, found.Head, found.Whole) : default);
    }

    [Fact]
    public async Task An_alteration_of_any_column_of_any_entry_is_found()
    {
        await trail.TamperAsync("create table kept as table audit_entries");
        var columns = await trail.Hub.DatabaseAsync(db => Task.FromResult(db.Model.FindEntityType(typeof(AuditEntry))!.GetProperties().Select(p => p.GetColumnName()).ToList()));
        // The signature is of all the others.
        Assert.Equal(AuditChain.ColumnCount, columns.Count - 1);
        var other = new Dictionary<string, string>
        {
            ["id"] = "gen_random_uuid()", ["at"] = "at + interval '1 microsecond'", ["actor_kind"] = "'job'", ["actor_id"] = "gen_random_uuid()", ["action"] = "action || ' '", ["record_kind"] = "'nonsense'",
            ["record_id"] = "null", ["fields"] = "fields || '{x}'", ["from"] = "null", ["correlation_id"] = "'other'", ["restricted_area_id"] = "gen_random_uuid()", ["values_digest"] = "'\\x00'", ["signature"] = "'\\x00'",
        };
        foreach (var column in columns)
        {
            await trail.TamperAsync($"update audit_entries set \"{column}\" = {other[column]} where id = (select entry_id from audit_links where seal_number = 2 and position = 1)");
            var found = await trail.VerifyAsync();
            Assert.True(!found.Whole, $"{column} was altered, which was not found.");
            Assert.Contains(found.Problems, p => p.Kind == column switch { "id" => AuditProblemKind.EntryRemoved, "signature" => AuditProblemKind.EntryInserted, _ => AuditProblemKind.EntryAltered });
            await trail.TamperAsync("delete from audit_entries", "insert into audit_entries select * from kept");
            Assert.True((await trail.VerifyAsync()).Whole);
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
        await trail.TamperAsync(statements);

        var found = await trail.VerifyAsync();

        Assert.False(found.Whole);
        Assert.Contains(found.Problems, p => p.Kind == kind);
    }

    [Fact]
    public async Task An_entry_signed_by_the_hub_that_comes_too_late_to_be_true_is_found()
    {
        await trail.InsertAsync(trail.Hub.Clock.GetUtcNow().AddHours(-1), null);
        Assert.Equal(AuditProblemKind.EntryInserted, Assert.Single((await trail.VerifyAsync()).Problems).Kind);
        await trail.SealAsync();
        Assert.Equal(AuditProblemKind.EntryInserted, Assert.Single((await trail.VerifyAsync()).Problems).Kind);
    }

    [Fact]
    public async Task An_entry_whose_time_was_made_up_is_found_though_its_id_is_new()
    {
        await trail.InsertAsync(trail.Hub.Clock.GetUtcNow(), trail.Hub.Clock.GetUtcNow().AddDays(-30));
        await trail.SealAsync();

        Assert.Equal(AuditProblemKind.EntryInserted, Assert.Single((await trail.VerifyAsync()).Problems).Kind);
    }

    [Fact]
    public async Task An_entry_linked_into_a_seal_that_was_made_before_is_found()
    {
        await trail.InsertAsync(trail.Hub.Clock.GetUtcNow(), null);
        await trail.TamperAsync("insert into audit_links (entry_id, seal_number, position, entry_hash) select e.id, 2, 4, '\\x00' from audit_entries e where not exists (select from audit_links l where l.entry_id = e.id)");

        Assert.Contains((await trail.VerifyAsync()).Problems, p => p.Kind == AuditProblemKind.EntryInserted);
    }

    [Fact]
    public async Task A_cut_tail_is_found_with_the_head_that_was_noted()
    {
        var head = (await trail.VerifyAsync()).Head;
        await trail.TamperAsync("delete from audit_entries where id in (select entry_id from audit_links where seal_number = 3)", "delete from audit_links where seal_number = 3", "delete from audit_seals where number = 3");

        Assert.True((await trail.VerifyAsync()).Whole);
        Assert.Equal(AuditProblemKind.HeadMissing, Assert.Single((await trail.VerifyAsync(head)).Problems).Kind);

        await TheCustomer.CreateAsync(trail.Hub, TheCustomer.Named("Later"));
        await trail.SealAsync();
        Assert.False((await trail.VerifyAsync(head)).Whole);
        Assert.IsType<Invalid>((await trail.Hub.SendAsync(new VerifyAuditQuery("abc"), SealedTrail.Auditor)).Error);
    }

    [Fact]
    public async Task Who_has_the_database_but_not_the_key_cannot_make_a_chain_that_the_key_accepts()
    {
        // What was sealed without a key stands before the number from which the key holds.
        await using var keyed = WithKey("a key that stands outside the database", 4);
        await TheCustomer.CreateAsync(trail.Hub, TheCustomer.Named("Sealed with the key"));
        await SendAsync(keyed, new SealAuditCommand(), Actor.Job);
        Assert.True((await SendAsync(keyed, new VerifyAuditQuery(), SealedTrail.Auditor)).Whole);
        Assert.Contains((await trail.VerifyAsync()).Problems, p => p is { Kind: AuditProblemKind.SealAltered, Seal: 4 });

        await trail.TamperAsync("update audit_entries set actor_id = gen_random_uuid() where id = (select entry_id from audit_links where seal_number = 4)", "delete from audit_links where seal_number = 4", "delete from audit_seals where number = 4");
        await trail.SealAsync();

        // Without the key only the entry's own signature tells, and its key stands in the database.
        Assert.Equal(AuditProblemKind.EntryInserted, Assert.Single((await trail.VerifyAsync()).Problems).Kind);
        Assert.Contains((await SendAsync(keyed, new VerifyAuditQuery(), SealedTrail.Auditor)).Problems, p => p is { Kind: AuditProblemKind.SealAltered, Seal: 4 });
        Assert.Throws<ArgumentException>(() => new AuditChain("too short"));
    }

    private ServiceProvider WithKey(string key, long from) =>
        new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Audit:Key", key), new("Audit:KeyFrom", $"{from}")]).Build())
            .AddCustomerFirst(trail.Hub.ConnectionString).BuildServiceProvider();

    private static async Task<T> SendAsync<T>(ServiceProvider services, MediatR.IRequest<Result<T>> request, Actor actor)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = actor;
        return (await scope.ServiceProvider.GetRequiredService<MediatR.IMediator>().Send(request)).Value;
    }
}
