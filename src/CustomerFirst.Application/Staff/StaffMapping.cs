using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;

namespace CustomerFirst.Application.Staff;

internal sealed class StaffMapping : IEntityTypeConfiguration<StaffAccount>, IEntityTypeConfiguration<StaffRole>, IEntityTypeConfiguration<StaffServiceArea>,
    IEntityTypeConfiguration<StaffTeam>, IEntityTypeConfiguration<WardMember>, IEntityTypeConfiguration<RolePolicy>, IEntityTypeConfiguration<ApiClient>
{
    public void Configure(EntityTypeBuilder<StaffAccount> staff)
    {
        staff.Property(s => s.DisplayName).HasMaxLength(120);
        staff.Property(s => s.JobTitle).HasMaxLength(120);
        staff.Property(s => s.Version).IsConcurrencyToken();
        staff.HasOne<Office>().WithMany().HasForeignKey(s => s.OfficeId).OnDelete(DeleteBehavior.Restrict);
        staff.HasMany(s => s.Roles).WithOne().HasForeignKey(r => r.StaffId).OnDelete(DeleteBehavior.Cascade);
        staff.HasMany(s => s.ServiceAreas).WithOne().HasForeignKey(r => r.StaffId).OnDelete(DeleteBehavior.Cascade);
        staff.HasMany(s => s.Teams).WithOne().HasForeignKey(r => r.StaffId).OnDelete(DeleteBehavior.Cascade);
        staff.HasIndex(s => s.DisplayName);
    }

    public void Configure(EntityTypeBuilder<StaffRole> role)
    {
        role.ToTable("staff_roles");
        role.HasKey(r => new { r.StaffId, r.Role });
    }

    public void Configure(EntityTypeBuilder<StaffServiceArea> area)
    {
        area.ToTable("staff_service_areas");
        area.HasKey(a => new { a.StaffId, a.ServiceAreaId });
        area.HasOne<ServiceArea>().WithMany().HasForeignKey(a => a.ServiceAreaId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<StaffTeam> team)
    {
        team.ToTable("staff_teams");
        team.HasKey(t => new { t.StaffId, t.TeamId });
        team.HasOne<Team>().WithMany().HasForeignKey(t => t.TeamId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<WardMember> member)
    {
        member.ToTable("ward_members", t => t.HasCheckConstraint("ck_ward_members_dates", "\"to\" is null or \"to\" > \"from\""));
        member.Property(m => m.WardCode).HasMaxLength(20);
        member.HasOne<StaffAccount>().WithMany().HasForeignKey(m => m.StaffId).OnDelete(DeleteBehavior.Restrict);
        member.HasIndex(m => m.WardCode);
        member.HasIndex(m => m.StaffId);
    }

    public void Configure(EntityTypeBuilder<RolePolicy> policy)
    {
        policy.ToTable("role_policies");
        policy.HasKey(p => p.Role);
        policy.Property(p => p.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<ApiClient> client)
    {
        client.ToTable("api_clients");
        client.Property(c => c.Name).HasMaxLength(120);
        client.Property(c => c.KeyPrefix).HasMaxLength(20);
        client.HasIndex(c => c.KeyPrefix).IsUnique();
    }
}
