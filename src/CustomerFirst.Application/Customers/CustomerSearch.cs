using CustomerFirst.Domain.Customers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// What somebody searched for. Names and telephone numbers must not stand in an address, a browser's history or a proxy's log: the results
/// page's address has only the id. Erased after a day.
/// </summary>
public sealed class CustomerSearch
{
    /// <summary>How long a search can be gone back to.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Random, so that nobody guesses another's.</summary>
    public Guid Id { get; init; }
    /// <summary>Who searched; nobody else can open the results.</summary>
    public Guid ActorId { get; init; }
    public string Terms { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

internal sealed class CustomerSearchMapping : IEntityTypeConfiguration<CustomerSearch>
{
    public void Configure(EntityTypeBuilder<CustomerSearch> search)
    {
        search.ToTable("searches");
        search.Property(s => s.Id).ValueGeneratedNever();
        search.Property(s => s.Terms).HasMaxLength(SearchWords.LongestText);
        search.HasIndex(s => s.At);
    }
}
