using CustomerFirst.Application.Database;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerFirst.Application.Services;

internal sealed class ServicesMapping : IEntityTypeConfiguration<ServiceArea>, IEntityTypeConfiguration<Team>, IEntityTypeConfiguration<Service>, IEntityTypeConfiguration<SlaVersion>
{
    public void Configure(EntityTypeBuilder<ServiceArea> area)
    {
        area.ToTable("service_areas", t => t.HasCheckConstraint("ck_service_areas_wave", "wave between 1 and 5"));
        area.Property(a => a.Code).HasMaxLength(80);
        area.Property(a => a.Name).HasMaxLength(ImportLimits.Name);
        area.Property(a => a.ChangeChampion).HasMaxLength(120);
        area.Property(a => a.Version).IsConcurrencyToken();
        area.HasIndex(a => a.Code).IsUnique();
        area.HasIndex(a => a.Name).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Team> team)
    {
        team.ToTable("teams", t => t.HasCheckConstraint("ck_teams_area", "tier = 'first' or service_area_id is not null"));
        team.Property(t => t.Name).HasMaxLength(120);
        team.Property(t => t.Version).IsConcurrencyToken();
        team.HasIndex(t => t.Name).IsUnique();
        team.HasOne<ServiceArea>().WithMany().HasForeignKey(t => t.ServiceAreaId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Service> service)
    {
        service.ToTable("services", t => t.HasCheckConstraint("ck_services_objection_days", "objection_days between 0 and 365"));
        service.Property(s => s.Code).HasMaxLength(80);
        service.Property(s => s.Name).HasMaxLength(ImportLimits.Name);
        service.Property(s => s.Questions).HasJson();
        service.Property(s => s.Version).IsConcurrencyToken();
        service.HasIndex(s => s.Code).IsUnique();
        service.HasIndex(s => new { s.ServiceAreaId, s.Name }).IsUnique();
        service.HasOne<ServiceArea>().WithMany().HasForeignKey(s => s.ServiceAreaId).OnDelete(DeleteBehavior.Restrict);
        service.HasOne<Team>().WithMany().HasForeignKey(s => s.DefaultTeamId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SlaVersion> sla)
    {
        sla.ToTable("sla_versions");
        sla.Property(s => s.Targets).HasJson();
        // A version is never edited, because tickets name it: of two for the same day the later made one counts.
        sla.HasIndex(s => new { s.ServiceId, s.EffectiveFrom, s.CreatedAt }).IsUnique();
        sla.HasOne<Service>().WithMany().HasForeignKey(s => s.ServiceId).OnDelete(DeleteBehavior.Restrict);
        sla.HasOne<Calendar>().WithMany().HasForeignKey(s => s.CalendarId).OnDelete(DeleteBehavior.Restrict);
    }
}
