using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerFirst.Application.Services;

/// <summary>
/// That the due times of open tickets must be worked out again, because an SLA, a calendar or the bank holidays changed. Written in the same
/// transaction as the change; the sweep over tickets takes the rows that are due, follows the SLA in force and removes them.
/// </summary>
public sealed class SlaRecomputation
{
    private SlaRecomputation() { }

    public Guid Id { get; private set; }
    /// <summary>Only the open tickets of this service; null for all of them.</summary>
    public Guid? ServiceId { get; private set; }
    public DateTimeOffset RequestedAt { get; private set; }
    /// <summary>When the change begins to hold: the sweep leaves the row alone before.</summary>
    public DateTimeOffset DueAt { get; private set; }
    /// <summary>What changed; null where it was asked for before this was kept.</summary>
    public TargetsCause? Cause { get; private set; }
    /// <summary>The last ticket that was looked at, in the order of keys; null before the first batch.</summary>
    public Guid? DoneUpTo { get; private set; }

    /// <summary>Asks for one.</summary>
    /// <param name="holdsFrom">The day from which the change holds; null, or a day that has come, means at once.</param>
    public static SlaRecomputation Create(Guid? serviceId, DateOnly? holdsFrom, TargetsCause cause, DateTimeOffset now)
    {
        var start = holdsFrom is { } day ? CouncilTime.StartOf(day) : now;
        return new SlaRecomputation { Id = Ids.New(now), ServiceId = serviceId, Cause = cause, RequestedAt = now, DueAt = start > now ? start : now };
    }

    /// <summary>A batch of tickets was done; the next begins after this one.</summary>
    public void GoOnAfter(Guid ticketId) => DoneUpTo = ticketId;
}

internal sealed class SlaRecomputationMapping : IEntityTypeConfiguration<SlaRecomputation>
{
    public void Configure(EntityTypeBuilder<SlaRecomputation> recomputation)
    {
        recomputation.ToTable("sla_recomputations");
        recomputation.Property(r => r.Id).ValueGeneratedNever();
        recomputation.HasIndex(r => r.DueAt);
        recomputation.HasOne<Service>().WithMany().HasForeignKey(r => r.ServiceId).OnDelete(DeleteBehavior.Cascade);
    }
}
