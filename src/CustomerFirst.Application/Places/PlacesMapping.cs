using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Places;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerFirst.Application.Places;

internal sealed class PlacesMapping : IEntityTypeConfiguration<Ward>, IEntityTypeConfiguration<Constituency>, IEntityTypeConfiguration<Postcode>, IEntityTypeConfiguration<Property>, IEntityTypeConfiguration<Office>,
    IEntityTypeConfiguration<Calendar>, IEntityTypeConfiguration<CalendarVersion>, IEntityTypeConfiguration<ExceptionalDay>, IEntityTypeConfiguration<BankHoliday>
{
    private const string DatesInOrder = "effective_to is null or effective_to > effective_from";

    public void Configure(EntityTypeBuilder<Ward> ward)
    {
        ward.ToTable("wards", t => t.HasCheckConstraint("ck_wards_dates", DatesInOrder));
        ward.Property(w => w.Code).HasMaxLength(20);
        ward.Property(w => w.Name).HasMaxLength(120);
        ward.HasIndex(w => new { w.Code, w.EffectiveFrom }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Constituency> constituency)
    {
        constituency.ToTable("constituencies", t => t.HasCheckConstraint("ck_constituencies_dates", DatesInOrder));
        constituency.Property(c => c.Code).HasMaxLength(20);
        constituency.Property(c => c.Name).HasMaxLength(120);
        constituency.HasIndex(c => new { c.Code, c.EffectiveFrom }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Postcode> postcode)
    {
        postcode.ToTable("postcodes");
        postcode.HasKey(p => p.Code);
        postcode.Property(p => p.Code).HasMaxLength(8);
    }

    public void Configure(EntityTypeBuilder<Property> property)
    {
        property.ToTable("properties", t => t.HasCheckConstraint("ck_properties_uprn", "uprn between 1 and 999999999999"));
        property.HasKey(p => p.Uprn);
        property.Property(p => p.Uprn).ValueGeneratedNever();
        property.Property(p => p.Organisation).HasMaxLength(AddressFile.LongestName);
        property.Property(p => p.SubBuilding).HasMaxLength(AddressFile.LongestName);
        property.Property(p => p.BuildingName).HasMaxLength(AddressFile.LongestName);
        property.Property(p => p.Number).HasMaxLength(AddressFile.LongestNumber);
        property.Property(p => p.Street).HasMaxLength(AddressFile.LongestName);
        property.Property(p => p.Locality).HasMaxLength(AddressFile.LongestName);
        property.Property(p => p.Town).HasMaxLength(AddressFile.LongestTown);
        property.Property(p => p.Postcode).HasMaxLength(8);
        property.Property(p => p.Source).HasMaxLength(AddressFile.LongestSource);
        property.Ignore(p => p.Parts);
        property.HasOne<Domain.Tickets.ImportRun>().WithMany().HasForeignKey(p => p.ImportRunId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Office> office)
    {
        office.ToTable("offices");
        office.Property(o => o.Version).IsConcurrencyToken();
        office.Property(o => o.Code).HasMaxLength(40);
        office.Property(o => o.Name).HasMaxLength(120);
        office.HasIndex(o => o.Code).IsUnique();
        office.HasOne<Calendar>().WithMany().HasForeignKey(o => o.CalendarId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Calendar> calendar)
    {
        calendar.ToTable("calendars");
        calendar.Property(c => c.Code).HasMaxLength(40);
        calendar.Property(c => c.Name).HasMaxLength(120);
        calendar.Property(c => c.Version).IsConcurrencyToken();
        calendar.HasIndex(c => c.Code).IsUnique();
        calendar.HasMany(c => c.Versions).WithOne().HasForeignKey(v => v.CalendarId).OnDelete(DeleteBehavior.Cascade);
        calendar.HasMany(c => c.ExceptionalDays).WithOne().HasForeignKey(d => d.CalendarId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<CalendarVersion> version)
    {
        version.ToTable("calendar_versions", t => t.HasCheckConstraint("ck_calendar_versions_working_day", "working_day_minutes between 1 and 1440"));
        version.Property(v => v.Id).ValueGeneratedNever();
        version.Property(v => v.Windows).HasJson();
        version.HasIndex(v => new { v.CalendarId, v.EffectiveFrom }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ExceptionalDay> day)
    {
        day.ToTable("exceptional_days");
        day.HasKey(d => new { d.CalendarId, d.Date });
        day.Property(d => d.Windows).HasJson();
        day.Property(d => d.Reason).HasMaxLength(200);
    }

    public void Configure(EntityTypeBuilder<BankHoliday> holiday)
    {
        holiday.ToTable("bank_holidays");
        holiday.HasKey(h => new { h.Division, h.Date });
        holiday.Property(h => h.Division).HasMaxLength(40);
        holiday.Property(h => h.Title).HasMaxLength(120);
    }
}
