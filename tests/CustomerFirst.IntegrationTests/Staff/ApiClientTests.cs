using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.IntegrationTests.Staff;

public sealed class ApiClientTests(Hub hub) : IClassFixture<Hub>
{
    private static readonly string[] s_raise = ["raiseTicket"];

    [Fact]
    public async Task A_key_is_shown_once_and_kept_as_a_hash_only()
    {
        var administrator = await AdministratorAsync();
        var command = Command() with { IdempotencyKey = "once" };
        var client = await hub.DoAsync(command, administrator);
        var again = await hub.DoAsync(command, administrator);

        Assert.Matches("^cf_live_[a-z0-9]{8}_[A-Za-z0-9_-]{43}$", client.Key);
        Assert.StartsWith(client.KeyPrefix + "_", client.Key);
        Assert.Equal((client.Id, null), (again.Id, again.Key));
        var secret = client.Key![(client.KeyPrefix.Length + 1)..];
        foreach (var table in new[] { "api_clients", "idempotent_requests", "audit_entries", "audit_values" })
            Assert.Equal(0L, await hub.ScalarAsync<long>($"select count(*) from {table} x where x::text like @secret", ("secret", $"%{secret}%")));
        Assert.Equal(ApiKey.HashOf(client.Key), await hub.ScalarAsync<byte[]>("select key_hash from api_clients where id = @id", ("id", client.Id)));
        Assert.Equal(1L, await hub.ScalarAsync<long>("select count(*) from audit_entries where record_id = @id and action = 'CreateApiClient'", ("id", client.Id)));
    }

    [Fact]
    public async Task Its_holder_has_the_scopes_and_areas_that_it_was_given()
    {
        var area = A.ServiceArea();
        await hub.SaveAsync(area);
        var client = await hub.DoAsync(Command() with { ServiceAreaIds = [area.Id] }, await AdministratorAsync());

        var holder = await KeysOf(hub).HolderOfAsync(client.Key!, "192.0.2.7", CancellationToken.None);

        Assert.NotNull(holder.Actor);
        Assert.Equal((ActorKind.ApiClient, client.Id, "192.0.2.7"), (holder.Actor.Kind, holder.Actor.Id, holder.Actor.From));
        Assert.Equal([Permission.Anyone, Permission.RaiseTicket], holder.Actor.Permissions.Order());
        Assert.Equal([area.Id], holder.Actor.ServiceAreas);
    }

    [Fact]
    public async Task A_wrong_secret_behind_a_right_prefix_opens_nothing()
    {
        var client = await hub.DoAsync(Command(), await AdministratorAsync());
        var wrong = client.Key![..^1] + (client.Key[^1] == 'A' ? 'B' : 'A');
        foreach (var key in new[] { wrong, client.Key + "A", client.KeyPrefix, "", "cf_live_" })
            Assert.Equal(KeyRefusal.Unknown, (await KeysOf(hub).HolderOfAsync(key, null, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task A_revoked_key_stops_at_once_here_and_within_half_a_minute_elsewhere()
    {
        hub.Clock.Is(hub.Clock.GetUtcNow());
        var administrator = await AdministratorAsync();
        var client = await hub.DoAsync(Command(), administrator);
        using var otherNode = new ApiKeys(hub.Services.GetRequiredService<IServiceScopeFactory>(), hub.Clock);
        Assert.NotNull((await otherNode.HolderOfAsync(client.Key!, null, CancellationToken.None)).Actor);

        await hub.DoAsync(new RevokeApiClientCommand(client.Id), administrator);
        await hub.DoAsync(new RevokeApiClientCommand(client.Id), administrator);

        Assert.Equal(KeyRefusal.Revoked, (await KeysOf(hub).HolderOfAsync(client.Key!, null, CancellationToken.None)).Refusal);
        hub.Clock.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(KeyRefusal.Revoked, (await otherNode.HolderOfAsync(client.Key!, null, CancellationToken.None)).Refusal);
        var lines = await hub.DoAsync(new ListApiClientsQuery(), administrator);
        Assert.NotNull(Assert.Single(lines.Lines, l => l.Id == client.Id).RevokedAt);
        hub.Clock.Runs();
    }

    [Fact]
    public async Task A_key_made_on_another_node_is_known_after_a_second()
    {
        hub.Clock.Is(hub.Clock.GetUtcNow());
        using var otherNode = new ApiKeys(hub.Services.GetRequiredService<IServiceScopeFactory>(), hub.Clock);
        await otherNode.HolderOfAsync(ApiKey.Make().Key, null, CancellationToken.None);
        var client = await hub.DoAsync(Command(), await AdministratorAsync());
        hub.Clock.Pass(TimeSpan.FromSeconds(1));
        Assert.NotNull((await otherNode.HolderOfAsync(client.Key!, null, CancellationToken.None)).Actor);
        hub.Clock.Runs();
    }

    [Fact]
    public async Task An_expired_key_opens_nothing_to_the_second()
    {
        hub.Clock.Is(hub.Clock.GetUtcNow());
        var client = await hub.DoAsync(Command() with { ExpiresAt = hub.Clock.GetUtcNow().AddMinutes(10) }, await AdministratorAsync());
        hub.Clock.Pass(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.NotNull((await KeysOf(hub).HolderOfAsync(client.Key!, null, CancellationToken.None)).Actor);
        hub.Clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(KeyRefusal.Expired, (await KeysOf(hub).HolderOfAsync(client.Key!, null, CancellationToken.None)).Refusal);
        hub.Clock.Runs();
    }

    [Fact]
    public async Task When_a_key_was_last_used_is_written_down_later_and_never_goes_back()
    {
        var client = await hub.DoAsync(Command(), await AdministratorAsync());
        await KeysOf(hub).HolderOfAsync(client.Key!, null, CancellationToken.None);
        Assert.Equal(0L, await hub.ScalarAsync<long>("select count(last_used_at) from api_clients where id = @id", ("id", client.Id)));

        Assert.True((await hub.DoAsync(new RecordKeyUseCommand(), Actor.Job)).Clients >= 1);
        Assert.Equal(0, (await hub.DoAsync(new RecordKeyUseCommand(), Actor.Job)).Clients);

        var used = await hub.ScalarAsync<DateTime>("select last_used_at from api_clients where id = @id", ("id", client.Id));
        var now = hub.Clock.GetUtcNow().UtcDateTime;
        Assert.InRange(used, now.AddMinutes(-1), now);
    }

    [Fact]
    public async Task Scopes_must_be_ones_for_programs_and_a_key_must_end()
    {
        var administrator = await AdministratorAsync();
        async Task Refused(string field, CreateApiClientCommand command) =>
            Assert.Contains(Assert.IsType<Invalid>((await hub.SendAsync(command, administrator)).Error).Problems.Keys, key => key.StartsWith(field, StringComparison.Ordinal));
        await Refused("Scopes", Command() with { Scopes = [] });
        await Refused("Scopes", Command() with { Scopes = ["manageStaff"] });
        await Refused("Name", Command() with { Name = " " });
        await Refused("ExpiresAt", Command() with { ExpiresAt = hub.Clock.GetUtcNow().AddDays(-1) });
        await Refused("ExpiresAt", Command() with { ExpiresAt = hub.Clock.GetUtcNow().AddYears(3) });
        Assert.IsType<NotAccepted>((await hub.SendAsync(Command() with { ServiceAreaIds = [Guid.NewGuid()] }, administrator)).Error);
    }

    private CreateApiClientCommand Command() => new("Street works diary", s_raise, [], hub.Clock.GetUtcNow().AddDays(90));

    private static ApiKeys KeysOf(Hub hub) => hub.Services.GetRequiredService<ApiKeys>();

    private async Task<Actor> AdministratorAsync()
    {
        var account = A.Staff(Role.Administrator);
        await hub.SaveAsync(account);
        return A.Actor(account);
    }
}
