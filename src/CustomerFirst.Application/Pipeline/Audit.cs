using CustomerFirst.Domain.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CustomerFirst.Application.Pipeline;

/// <summary>The kinds of record that the audit trail speaks of.</summary>
public enum RecordKind { Customer, Contact, Ticket, Attachment, Service, ServiceArea, Team, Sla, Calendar, BankHolidays, Wards, Constituencies, Postcodes, Properties, Office, Staff, RolePolicy, ApiClient, AuditTrail, Import, Search, Report, MergeRun, Installation }

/// <summary>
/// One line of the append-only trail: who, which record, which fields, when, from where. It holds ids and field names; what the values
/// were, and why, stands in <see cref="AuditValue"/>, which can be erased. Sealed into the chain later (<c>audit_seals</c>), so that writers
/// never wait for one another.
/// </summary>
public sealed class AuditEntry
{
    public Guid Id { get; init; }
    public DateTimeOffset At { get; init; }
    /// <summary>staff, public, apiClient, job or operator.</summary>
    public string ActorKind { get; init; } = "";
    public Guid ActorId { get; init; }
    /// <summary>viewed, or the command's name without its ending: RaiseTicket.</summary>
    public string Action { get; init; } = "";
    public RecordKind RecordKind { get; init; }

    /// <summary>Stands for a kind of record that the hub does not write: somebody else put the entry in.</summary>
    internal const RecordKind UnknownKind = (RecordKind)(-1);

    public Guid? RecordId { get; init; }
    public string[] Fields { get; init; } = [];
    /// <summary>IP address, or "command line".</summary>
    public string? From { get; init; }
    public string? CorrelationId { get; init; }
    /// <summary>For a restricted ticket its service area: only that area's officers see the entry.</summary>
    public Guid? RestrictedAreaId { get; init; }
    /// <summary>SHA-256 over salt and values of the <see cref="AuditValue"/>; shows an altered value, says nothing of an erased one.</summary>
    public byte[]? ValuesDigest { get; init; }
    /// <summary>That the hub wrote the entry as it stands (<see cref="Staff.AuditSigner"/>); null for entries from before there were signatures. Not chained: it speaks for itself.</summary>
    public byte[]? Signature { get; set; }
}

/// <summary>What changed from what to what, and the reason given. May be erased without breaking the chain.</summary>
public sealed class AuditValue
{
    public Guid EntryId { get; init; }
    public byte[] Salt { get; init; } = [];
    /// <summary>A JSON object: <c>{"reason": …, "changes": {"field": [old, new]}}</c>.</summary>
    public string Values { get; init; } = "{}";
}

/// <summary>One link of the chain: a batch of entries sealed together.</summary>
public sealed class AuditSeal
{
    /// <summary>1, 2, 3 … without a gap.</summary>
    public long Number { get; init; }
    public DateTimeOffset SealedAt { get; init; }
    public int Entries { get; init; }
    public byte[] PreviousHash { get; init; } = [];
    /// <summary>SHA-256 (or HMAC with the configured key) over previous hash, number, time and the entries' hashes in order.</summary>
    public byte[] Hash { get; init; } = [];
}

/// <summary>That an entry was sealed, and what it hashed to then.</summary>
public sealed class AuditLink
{
    public Guid EntryId { get; init; }
    public long SealNumber { get; init; }
    /// <summary>Place in its batch, from 0.</summary>
    public int Position { get; init; }
    public byte[] EntryHash { get; init; } = [];
}

/// <summary>The kind's code, letter by letter as the hub writes it; what else somebody put in is read as one kind too, so that the rest of the trail stays legible.</summary>
internal sealed class RecordKindConverter() : ValueConverter<RecordKind, string>(kind => kind.Code(), code => Read(code))
{
    private static RecordKind Read(string code) => Codes.Read<RecordKind>(code) is { } kind && kind.Code() == code ? kind : AuditEntry.UnknownKind;
}

internal sealed class AuditMapping : IEntityTypeConfiguration<AuditEntry>, IEntityTypeConfiguration<AuditValue>, IEntityTypeConfiguration<AuditSeal>, IEntityTypeConfiguration<AuditLink>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("audit_entries");
        entry.Property(e => e.Id).ValueGeneratedNever();
        entry.Property(e => e.ActorKind).HasMaxLength(20);
        entry.Property(e => e.Action).HasMaxLength(80);
        entry.Property(e => e.RecordKind).HasConversion<RecordKindConverter>().HasMaxLength(40);
        entry.Property(e => e.From).HasMaxLength(64);
        entry.Property(e => e.CorrelationId).HasMaxLength(64);
        entry.HasIndex(e => new { e.RecordId, e.Id });
        entry.HasIndex(e => new { e.ActorId, e.Id });
    }

    public void Configure(EntityTypeBuilder<AuditValue> value)
    {
        // No foreign key: entries are never removed, and a check on every insert would only cost.
        value.ToTable("audit_values");
        value.HasKey(v => v.EntryId);
        value.Property(v => v.EntryId).ValueGeneratedNever();
        value.Property(v => v.Values).HasColumnType("text");
    }

    public void Configure(EntityTypeBuilder<AuditSeal> seal)
    {
        seal.ToTable("audit_seals");
        seal.HasKey(s => s.Number);
        seal.Property(s => s.Number).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<AuditLink> link)
    {
        link.ToTable("audit_links");
        link.HasKey(l => l.EntryId);
        link.Property(l => l.EntryId).ValueGeneratedNever();
        link.HasIndex(l => new { l.SealNumber, l.Position }).IsUnique();
    }
}
