using System.Reflection;
using CustomerFirst.Application.Staff;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Tickets;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace CustomerFirst.Application.Database;

/// <summary>Everything that CustomerFirst keeps. Mappings stand in their features; names are snake_case, enumerations their camelCase codes.</summary>
public sealed class CustomerFirstDb(DbContextOptions<CustomerFirstDb> options) : IdentityUserContext<StaffAccount, Guid>(options)
{
    public DbSet<Customer> Customers => Set<Customer>();
    public DbSet<CustomerKey> CustomerKeys => Set<CustomerKey>();
    public DbSet<CustomerReference> CustomerReferences => Set<CustomerReference>();
    public DbSet<Contact> Contacts => Set<Contact>();
    public DbSet<ContactTicket> ContactTickets => Set<ContactTicket>();
    public DbSet<Ticket> Tickets => Set<Ticket>();
    public DbSet<TicketInterval> TicketIntervals => Set<TicketInterval>();
    public DbSet<TicketCustomer> TicketCustomers => Set<TicketCustomer>();
    public DbSet<TicketEntry> TicketEntries => Set<TicketEntry>();
    public DbSet<ExternalReference> ExternalReferences => Set<ExternalReference>();
    public DbSet<Attachment> Attachments => Set<Attachment>();
    public DbSet<ImportRun> ImportRuns => Set<ImportRun>();
    public DbSet<DueTimeChange> DueTimeChanges => Set<DueTimeChange>();
    public DbSet<SlaMark> SlaMarks => Set<SlaMark>();
    public DbSet<ServiceArea> ServiceAreas => Set<ServiceArea>();
    public DbSet<Team> Teams => Set<Team>();
    public DbSet<Service> Services => Set<Service>();
    public DbSet<SlaVersion> SlaVersions => Set<SlaVersion>();
    public DbSet<Calendar> Calendars => Set<Calendar>();
    public DbSet<BankHoliday> BankHolidays => Set<BankHoliday>();
    public DbSet<Ward> Wards => Set<Ward>();
    public DbSet<Constituency> Constituencies => Set<Constituency>();
    public DbSet<Postcode> Postcodes => Set<Postcode>();
    public DbSet<Property> Properties => Set<Property>();
    public DbSet<Office> Offices => Set<Office>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        foreach (var type in typeof(Ticket).Assembly.GetTypes().Where(t => t.IsEnum && t.IsPublic))
        {
            configurationBuilder.Properties(type).HaveConversion(typeof(CodeConverter<>).MakeGenericType(type)).HaveMaxLength(40);
            configurationBuilder.Properties(typeof(Nullable<>).MakeGenericType(type)).HaveConversion(typeof(CodeConverter<>).MakeGenericType(type)).HaveMaxLength(40);
        }
        // Every index costs each write: those that a question needs are named in the mappings, none comes by itself with a foreign key.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
        configurationBuilder.Properties<DateTimeOffset>().HaveColumnType("timestamp with time zone");
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasPostgresExtension("pg_trgm");
        builder.HasSequence<long>("ticket_numbers").StartsAt(0).HasMin(0).HasMax(TicketReference.Count - 1).IncrementsBy(TicketReferences.BlockSize);
        builder.Entity<StaffAccount>().ToTable("staff");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("staff_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("staff_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("staff_tokens");
        builder.ApplyConfigurationsFromAssembly(Assembly.GetExecutingAssembly());
        builder.UseSnakeCase();
    }
}
