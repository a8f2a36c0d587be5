using System.Collections.Concurrent;
using System.Security.Cryptography;
using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.Application.Staff;

/// <summary>Why a key opens nothing.</summary>
public enum KeyRefusal { Unknown, Expired, Revoked }

/// <summary>Who holds a key, or why it opens nothing.</summary>
public readonly record struct KeyHolder(Actor? Actor, KeyRefusal? Refusal);

/// <summary>
/// Every API client in memory, so that no request asks the database who sends it. What is known is half a minute old at most: for so long
/// another node may still accept a key that was revoked.
/// </summary>
public sealed class ApiKeys(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan s_oldest = TimeSpan.FromSeconds(30);
    // A key that was just made on another node is not known yet; guesses must not make a statement each.
    private static readonly TimeSpan s_soonest = TimeSpan.FromSeconds(1);
    private static readonly byte[] s_nobody = new byte[SHA256.HashSizeInBytes];

    private readonly SemaphoreSlim _gate = new(1);
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _used = new();
    private Known? _known;

    /// <summary>Finds who holds a key.</summary>
    /// <param name="from">The sender's address, for the audit trail.</param>
    public async ValueTask<KeyHolder> HolderOfAsync(string key, string? from, CancellationToken token)
    {
        if (ApiKey.PrefixOf(key) is not { } prefix) return new(null, KeyRefusal.Unknown);
        var now = time.GetUtcNow();
        var known = await KnownAsync(s_oldest, token);
        if (!known.Clients.TryGetValue(prefix, out var client))
            client = (await KnownAsync(s_soonest, token)).Clients.GetValueOrDefault(prefix);
        if (!CryptographicOperations.FixedTimeEquals(ApiKey.HashOf(key), client?.Hash ?? s_nobody)) return new(null, KeyRefusal.Unknown);
        if (client!.Revoked) return new(null, KeyRefusal.Revoked);
        if (client.ExpiresAt <= now) return new(null, KeyRefusal.Expired);
        _used[client.Actor.Id] = now;
        return new(client.Actor with { From = from }, null);
    }

    /// <summary>Forgets what was read: a client was made or revoked here.</summary>
    public void Forget() => _known = null;

    /// <summary>The clients that used their keys since the last call, and when they did last.</summary>
    public IReadOnlyDictionary<Guid, DateTimeOffset> TakeUses()
    {
        var taken = new Dictionary<Guid, DateTimeOffset>();
        foreach (var id in _used.Keys)
            if (_used.TryRemove(id, out var at)) taken[id] = at;
        return taken;
    }

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();

    private async ValueTask<Known> KnownAsync(TimeSpan oldest, CancellationToken token)
    {
        if (_known is { } known && known.IsYounger(oldest, time)) return known;
        await _gate.WaitAsync(token);
        try
        {
            if (_known is { } meanwhile && meanwhile.IsYounger(oldest, time)) return meanwhile;
            var at = time.GetUtcNow();
            await using var scope = scopes.CreateAsyncScope();
            var clients = await scope.ServiceProvider.GetRequiredService<CustomerFirstDb>().Set<ApiClient>().AsNoTracking().ToListAsync(token);
            return _known = new Known(clients.ToDictionary(c => c.KeyPrefix, Client.Of), at);
        }
        finally
        {
            _gate.Release();
        }
    }

    private sealed record Client(byte[] Hash, bool Revoked, DateTimeOffset ExpiresAt, Actor Actor)
    {
        public static Client Of(ApiClient client) => new(client.KeyHash, client.RevokedAt is not null, client.ExpiresAt,
            new Actor(ActorKind.ApiClient, client.Id, client.Name) { Permissions = ApiScope.PermissionsOf(client.Scopes), ServiceAreas = client.ServiceAreaIds.ToHashSet() });
    }

    private sealed record Known(Dictionary<string, Client> Clients, DateTimeOffset At)
    {
        public bool IsYounger(TimeSpan age, TimeProvider time) => (time.GetUtcNow() - At).Duration() < age;
    }
}
