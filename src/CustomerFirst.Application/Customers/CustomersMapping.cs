using CustomerFirst.Domain.Customers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerFirst.Application.Customers;

internal sealed class CustomersMapping : IEntityTypeConfiguration<Customer>, IEntityTypeConfiguration<CustomerKey>, IEntityTypeConfiguration<CustomerName>,
    IEntityTypeConfiguration<ContactPoint>, IEntityTypeConfiguration<CustomerAddress>, IEntityTypeConfiguration<CustomerNeed>, IEntityTypeConfiguration<CustomerConsent>
{
    private const string DatesInOrder = "\"to\" is null or \"to\" >= \"from\"";

    public void Configure(EntityTypeBuilder<Customer> customer)
    {
        customer.ToTable("customers");
        customer.Property(c => c.Language).HasMaxLength(35);
        customer.Property(c => c.Version).IsConcurrencyToken();
        customer.HasMany(c => c.Names).WithOne().HasForeignKey(n => n.CustomerId).OnDelete(DeleteBehavior.Cascade);
        customer.HasMany(c => c.ContactPoints).WithOne().HasForeignKey(p => p.CustomerId).OnDelete(DeleteBehavior.Cascade);
        customer.HasMany(c => c.Addresses).WithOne().HasForeignKey(a => a.CustomerId).OnDelete(DeleteBehavior.Cascade);
        customer.HasMany(c => c.Needs).WithOne().HasForeignKey(n => n.CustomerId).OnDelete(DeleteBehavior.Cascade);
        customer.HasMany(c => c.Consents).WithOne().HasForeignKey(c => c.CustomerId).OnDelete(DeleteBehavior.Cascade);
        customer.HasIndex(c => c.SearchText).HasMethod("gin").HasOperators("gin_trgm_ops");
        customer.HasIndex(c => c.DateOfBirth);
        // Those that are to be made anew: none, but after new rules came.
        customer.HasIndex(c => c.Id).HasFilter($"index_version < {Domain.Customers.Matching.MatchKeys.Version}").HasDatabaseName("ix_customers_to_reindex");
        customer.HasIndex(c => c.Id, "ix_customers_to_pair").HasFilter("paired_version <> version and merged_into_id is null and erasure = 'active'");
        customer.HasOne<Customer>().WithMany().HasForeignKey(c => c.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
        customer.HasIndex(c => c.MergedIntoId).HasFilter("merged_into_id is not null");
    }

    public void Configure(EntityTypeBuilder<CustomerKey> key)
    {
        key.ToTable("customer_keys");
        key.HasKey(k => k.Key);
        key.HasIndex(k => k.CustomerId);
        // Which records others were merged into.
        key.HasIndex(k => k.CustomerId, "ix_customer_keys_merged").HasFilter("key <> customer_id");
        key.HasOne<Customer>().WithMany().HasForeignKey(k => k.CustomerId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CustomerName> name)
    {
        name.ToTable("customer_names", t => t.HasCheckConstraint("ck_customer_names_dates", DatesInOrder));
        name.Property(n => n.Id).ValueGeneratedNever();
        name.Property(n => n.FamilyName).HasMaxLength(200);
        name.Property(n => n.GivenNames).HasMaxLength(200);
        name.Property(n => n.Title).HasMaxLength(40);
        name.Property(n => n.Source).HasMaxLength(80);
        name.HasIndex(n => n.CustomerId);
    }

    public void Configure(EntityTypeBuilder<ContactPoint> point)
    {
        point.ToTable("contact_points", t => t.HasCheckConstraint("ck_contact_points_dates", DatesInOrder));
        point.Property(p => p.Id).ValueGeneratedNever();
        point.Property(p => p.Value).HasMaxLength(254);
        point.Property(p => p.Label).HasMaxLength(40);
        point.Property(p => p.Source).HasMaxLength(80);
        point.HasIndex(p => p.CustomerId);
        point.HasIndex(p => new { p.Value, p.Kind });
        // By origin as well: while records are merged or told apart, their rows change hands one by one.
        point.HasIndex(p => new { p.CustomerId, p.OriginId, p.Kind, p.Value }).IsUnique().HasFilter("\"to\" is null").HasDatabaseName("ix_contact_points_current");
    }

    public void Configure(EntityTypeBuilder<CustomerAddress> address)
    {
        address.ToTable("customer_addresses", t => t.HasCheckConstraint("ck_customer_addresses_dates", DatesInOrder));
        address.Property(a => a.Id).ValueGeneratedNever();
        address.Property(a => a.Line1).HasMaxLength(200);
        address.Property(a => a.Line2).HasMaxLength(200);
        address.Property(a => a.Town).HasMaxLength(120);
        address.Property(a => a.Postcode).HasMaxLength(8);
        address.Property(a => a.Source).HasMaxLength(80);
        address.Ignore(a => a.Lines);
        address.HasIndex(a => a.CustomerId);
        address.HasIndex(a => a.Postcode);
    }

    public void Configure(EntityTypeBuilder<CustomerNeed> need)
    {
        need.ToTable("customer_needs", t => t.HasCheckConstraint("ck_customer_needs_dates", DatesInOrder));
        need.Property(n => n.Id).ValueGeneratedNever();
        need.Property(n => n.Detail).HasMaxLength(500);
        need.Property(n => n.Source).HasMaxLength(80);
        need.HasIndex(n => n.CustomerId);
        need.HasIndex(n => new { n.CustomerId, n.OriginId, n.Kind }).IsUnique().HasFilter("\"to\" is null").HasDatabaseName("ix_customer_needs_current");
    }

    public void Configure(EntityTypeBuilder<CustomerConsent> consent)
    {
        // A word is never ended nor set aside: which counts follows from when it was said.
        consent.ToTable("customer_consents", t =>
        {
            t.HasCheckConstraint("ck_customer_consents_whole", "\"to\" is null and set_aside_by_id is null");
            t.HasCheckConstraint("ck_customer_consents_struck", "num_nonnulls(struck_at, struck_by, struck_because) in (0, 3)");
        });
        consent.Property(c => c.Id).ValueGeneratedNever();
        consent.Property(c => c.Wording).HasMaxLength(1000);
        consent.Property(c => c.Source).HasMaxLength(80);
        consent.Property(c => c.StruckBecause).HasMaxLength(500);
        consent.HasIndex(c => c.CustomerId);
    }
}
