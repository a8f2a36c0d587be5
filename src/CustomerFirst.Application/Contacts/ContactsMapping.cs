using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerFirst.Application.Contacts;

internal sealed class ContactsMapping : IEntityTypeConfiguration<Contact>, IEntityTypeConfiguration<ContactTicket>
{
    public void Configure(EntityTypeBuilder<Contact> contact)
    {
        contact.ToTable("contacts", t =>
        {
            t.HasCheckConstraint("ck_contacts_ended", "(ended_at is null) = (outcome is null)");
            t.HasCheckConstraint("ck_contacts_avoidable", "avoidable_reason is null or avoidable");
        });
        contact.Property(c => c.NumberDialled).HasMaxLength(20);
        contact.Property(c => c.Place).HasMaxLength(200);
        contact.Property(c => c.Version).IsConcurrencyToken();
        contact.HasOne<Office>().WithMany().HasForeignKey(c => c.OfficeId).OnDelete(DeleteBehavior.Restrict);
        contact.HasOne<CustomerKey>().WithMany().HasForeignKey(c => c.CustomerId).OnDelete(DeleteBehavior.Restrict);
        contact.HasOne<StaffAccount>().WithMany().HasForeignKey(c => c.TakenBy).OnDelete(DeleteBehavior.Restrict);
        contact.HasIndex(c => new { c.CustomerId, c.StartedAt });
        contact.HasIndex(c => c.StartedAt);
        contact.HasIndex(c => c.TakenBy).HasFilter("ended_at is null").HasDatabaseName("ix_contacts_in_progress");
        contact.HasIndex(c => new { c.NumberDialled, c.StartedAt }).HasFilter("number_dialled is not null");
    }

    public void Configure(EntityTypeBuilder<ContactTicket> link)
    {
        link.ToTable("contact_tickets");
        link.HasKey(l => new { l.ContactId, l.TicketId });
        link.HasOne<Contact>().WithMany().HasForeignKey(l => l.ContactId).OnDelete(DeleteBehavior.Restrict);
        link.HasOne<Ticket>().WithMany().HasForeignKey(l => l.TicketId).OnDelete(DeleteBehavior.Restrict);
        link.HasIndex(l => l.TicketId);
    }
}
