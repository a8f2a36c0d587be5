using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Places;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerFirst.Application.Places;

internal sealed class PlaceImportMapping : IEntityTypeConfiguration<PlaceImport>
{
    public void Configure(EntityTypeBuilder<PlaceImport> import)
    {
        import.ToTable("place_imports");
        import.Property(i => i.Id).ValueGeneratedNever();
        import.Property(i => i.FileName).HasMaxLength(200);
        import.Property(i => i.Step).HasMaxLength(200);
        import.Property(i => i.Outcome).HasMaxLength(400);
        import.Property(i => i.Rejected).HasJson();
        import.HasIndex(i => i.StartedAt);
    }
}
