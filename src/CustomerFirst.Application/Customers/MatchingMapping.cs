using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Customers.Matching;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerFirst.Application.Customers;

/// <summary>One key of a customer: see <see cref="Domain.Customers.Matching.MatchKeys"/>. PostgreSQL keeps the rows in step with <c>customers.match_keys</c> by itself, whoever writes that.</summary>
internal sealed class CustomerMatchKey
{
    public long Key { get; init; }
    public Guid CustomerId { get; init; }
}

/// <summary>
/// A word that stands in names or addresses of customers, or that it did when words were last counted. PostgreSQL adds new ones by itself when a customer is written, so that a misspelt word can be put right.
/// </summary>
internal sealed class CustomerWord
{
    public string Word { get; init; } = "";
    /// <summary>Counts up, so that a program can ask for those that it does not know yet.</summary>
    public long Number { get; init; }
    /// <summary>How many customers had it as given name when words were last counted.</summary>
    public int Given { get; init; }
    /// <summary>The same as family name; of names in several words the words in one.</summary>
    public int Family { get; init; }
    /// <summary>The same in an address: a word of it, or a town's whole name in one.</summary>
    public int Place { get; init; }
}

/// <summary>When words were last counted, and among how many customers. One row, or none.</summary>
internal sealed class WordCount
{
    public short Id { get; init; } = 1;
    public DateTimeOffset At { get; init; }
    public int Customers { get; init; }
}

internal sealed class MatchingMapping : IEntityTypeConfiguration<CustomerMatchKey>, IEntityTypeConfiguration<CustomerWord>, IEntityTypeConfiguration<WordCount>, IEntityTypeConfiguration<WeightLearning>
{
    public void Configure(EntityTypeBuilder<CustomerMatchKey> key)
    {
        key.ToTable("customer_match_keys");
        key.HasKey(k => new { k.Key, k.CustomerId });
    }

    public void Configure(EntityTypeBuilder<CustomerWord> word)
    {
        word.ToTable("customer_words");
        word.HasKey(w => w.Word);
        word.Property(w => w.Number).UseIdentityAlwaysColumn();
        word.HasIndex(w => w.Number);
    }

    public void Configure(EntityTypeBuilder<WordCount> count)
    {
        count.ToTable("customer_word_counts", t => t.HasCheckConstraint("ck_customer_word_counts_one", "id = 1"));
        count.Property(c => c.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<WeightLearning> learning)
    {
        learning.ToTable("weight_learnings");
        learning.Property(l => l.Id).ValueGeneratedNever();
        learning.Property(l => l.Version).IsConcurrencyToken();
        learning.Property(l => l.Weights).HasColumnType("jsonb");
        learning.Property(l => l.Refusal).HasMaxLength(500);
        learning.Property(l => l.Step).HasMaxLength(100);
        // Matching goes by one set of weights, and nobody need ask twice.
        learning.HasIndex(l => l.State).IsUnique().HasFilter("state in ('inUse', 'waiting')").HasDatabaseName("ix_weight_learnings_one");
    }
}
