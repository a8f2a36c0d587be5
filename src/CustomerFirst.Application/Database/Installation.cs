using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerFirst.Application.Database;

/// <summary>What is decided once for a database: one row.</summary>
public sealed class Installation
{
    public int Id { get; init; } = 1;
    /// <summary>32 random bytes that make references impossible to guess in sequence.</summary>
    public byte[] ReferenceKey { get; init; } = [];
    public DateTimeOffset CreatedAt { get; init; }
    /// <summary>Entries of the audit trail from before this moment may stand without a signature, for they are older than signatures; null where every entry has one.</summary>
    public DateTimeOffset? EntriesSignedFrom { get; init; }
    /// <summary>Set when the demonstration council was seeded.</summary>
    public bool Demonstration { get; set; }

    /// <summary>A new one with a random key.</summary>
    public static Installation Create(DateTimeOffset at) => new() { ReferenceKey = RandomNumberGenerator.GetBytes(32), CreatedAt = at };
}

internal sealed class InstallationMapping : IEntityTypeConfiguration<Installation>
{
    public void Configure(EntityTypeBuilder<Installation> installation)
    {
        installation.ToTable("installation", t => t.HasCheckConstraint("ck_installation_one_row", "id = 1"));
        installation.Property(i => i.Id).ValueGeneratedNever();
    }
}
