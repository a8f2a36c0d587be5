using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerFirst.Application.Customers.Importing;

internal sealed class ImportingMapping : IEntityTypeConfiguration<CustomerReference>, IEntityTypeConfiguration<SourceTrust>, IEntityTypeConfiguration<PlannedMove>
{
    public void Configure(EntityTypeBuilder<CustomerReference> reference)
    {
        reference.ToTable("customer_references");
        reference.HasKey(r => new { r.System, r.Reference });
        reference.Property(r => r.System).HasMaxLength(CustomerReference.LongestSystem);
        reference.Property(r => r.Reference).HasMaxLength(CustomerReference.LongestReference);
        reference.HasOne<CustomerKey>().WithMany().HasForeignKey(r => r.CustomerId).OnDelete(DeleteBehavior.Restrict);
        reference.HasOne<ImportRun>().WithMany().HasForeignKey(r => r.ImportRunId).OnDelete(DeleteBehavior.Restrict);
        reference.HasIndex(r => r.CustomerId);
    }

    public void Configure(EntityTypeBuilder<PlannedMove> move)
    {
        move.ToTable("planned_moves");
        move.Property(m => m.Id).ValueGeneratedNever();
        move.Property(m => m.Line1).HasMaxLength(200);
        move.Property(m => m.Line2).HasMaxLength(200);
        move.Property(m => m.Town).HasMaxLength(120);
        move.Property(m => m.Postcode).HasMaxLength(8);
        move.Property(m => m.Source).HasMaxLength(80);
        move.Ignore(m => m.Lines);
        move.HasOne<CustomerKey>().WithMany().HasForeignKey(m => m.CustomerId).OnDelete(DeleteBehavior.Restrict);
        move.HasIndex(m => m.CustomerId);
        move.HasIndex(m => m.From);
    }

    public void Configure(EntityTypeBuilder<SourceTrust> trust)
    {
        trust.ToTable("source_trust", t => t.HasCheckConstraint("ck_source_trust_rank", "rank between 0 and 100"));
        trust.HasKey(t => new { t.Source, t.Field });
        trust.Property(t => t.Source).HasMaxLength(CustomerReference.LongestSystem);
    }
}
