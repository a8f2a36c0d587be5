using System.Security.Cryptography;
using System.Text.Json;
using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerFirst.Application.Pipeline;

/// <summary>A command that was done, so that its retry gets the same answer and is not done again.</summary>
public sealed class IdempotentRequest
{
    public Guid ActorId { get; init; }
    public string Key { get; init; } = "";
    public string Request { get; init; } = "";
    /// <summary>SHA-256 of the request, to refuse the same key for another one.</summary>
    public byte[] Fingerprint { get; init; } = [];
    /// <summary>The answer: ids and references, no personal data.</summary>
    public string Answer { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

internal sealed class IdempotentRequestMapping : IEntityTypeConfiguration<IdempotentRequest>
{
    public void Configure(EntityTypeBuilder<IdempotentRequest> request)
    {
        request.ToTable("idempotent_requests");
        request.HasKey(r => new { r.ActorId, r.Key });
        request.Property(r => r.Key).HasMaxLength(100);
        request.Property(r => r.Request).HasMaxLength(120);
        request.Property(r => r.Answer).HasColumnType("text");
        request.HasIndex(r => r.At);
    }
}

/// <summary>Finds and remembers answered commands, per sender.</summary>
public sealed class IdempotencyKeys(CustomerFirstDb db, NewRows rows, CurrentActor current, TimeProvider time)
{
    private static readonly Func<CustomerFirstDb, Guid, string, CancellationToken, Task<IdempotentRequest?>> s_find =
        EF.CompileAsyncQuery((CustomerFirstDb db, Guid actor, string key, CancellationToken token) =>
            db.Set<IdempotentRequest>().AsNoTracking().FirstOrDefault(r => r.ActorId == actor && r.Key == key));

    /// <summary>The answer of this scope's request is one that was given before.</summary>
    public bool Replayed { get; private set; }

    internal async Task<Result<TResponse>?> FindAsync<TRequest, TResponse>(TRequest request, string key, CancellationToken token)
    {
        if (await s_find(db, current.Actor.Id, key, token) is not { } earlier) return null;
        if (earlier.Request != typeof(TRequest).Name || !earlier.Fingerprint.AsSpan().SequenceEqual(Fingerprint(request))) return new KeyUsedBefore();
        Replayed = true;
        return JsonSerializer.Deserialize<TResponse>(earlier.Answer, Json.Options)!;
    }

    internal void Remember<TRequest, TResponse>(TRequest request, string key, TResponse answer) =>
        rows.Add(new IdempotentRequest
        {
            ActorId = current.Actor.Id, Key = key, Request = typeof(TRequest).Name, Fingerprint = Fingerprint(request),
            Answer = JsonSerializer.Serialize(answer, Json.Options), At = time.GetUtcNow(),
        });

    private static byte[] Fingerprint<TRequest>(TRequest request) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, Json.Options));
}
