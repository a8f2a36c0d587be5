using CustomerFirst.Application.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerFirst.Application.Tickets;

/// <summary>A filter that somebody keeps under a name of their own.</summary>
public sealed class SavedFilter
{
    private SavedFilter() { }

    public Guid Id { get; private set; }
    public Guid StaffId { get; private set; }
    public string Name { get; private set; } = "";
    /// <summary>The filter's query string.</summary>
    public string Query { get; private set; } = "";
    public DateTimeOffset SavedAt { get; private set; }

    /// <summary>Keeps one.</summary>
    public static SavedFilter Keep(Guid id, Guid staffId, string name, TicketFilter filter, DateTimeOffset at) => new() { Id = id, StaffId = staffId, Name = name, Query = filter.Query(), SavedAt = at };

    /// <summary>Another filter under the same name.</summary>
    public void Become(TicketFilter filter, DateTimeOffset at) => (Query, SavedAt) = (filter.Query(), at);
}

internal sealed class SavedFilterMapping : IEntityTypeConfiguration<SavedFilter>
{
    public void Configure(EntityTypeBuilder<SavedFilter> filter)
    {
        filter.ToTable("saved_filters");
        filter.Property(f => f.Id).ValueGeneratedNever();
        filter.Property(f => f.Name).HasMaxLength(60);
        filter.Property(f => f.Query).HasMaxLength(4_000);
        filter.HasOne<StaffAccount>().WithMany().HasForeignKey(f => f.StaffId).OnDelete(DeleteBehavior.Cascade);
        filter.HasIndex(f => new { f.StaffId, f.Name }).IsUnique();
    }
}
