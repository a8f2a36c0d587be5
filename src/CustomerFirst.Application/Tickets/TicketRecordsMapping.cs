using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerFirst.Application.Tickets;

internal sealed class TicketRecordsMapping : IEntityTypeConfiguration<TicketInterval>, IEntityTypeConfiguration<TicketCustomer>, IEntityTypeConfiguration<ExternalReference>,
    IEntityTypeConfiguration<TicketEntry>, IEntityTypeConfiguration<Attachment>, IEntityTypeConfiguration<SlaMark>, IEntityTypeConfiguration<AttachmentContent>,
    IEntityTypeConfiguration<ImportRun>, IEntityTypeConfiguration<DueTimeChange>
{
    public void Configure(EntityTypeBuilder<TicketInterval> interval)
    {
        interval.ToTable("ticket_intervals", t =>
        {
            t.HasCheckConstraint("ck_ticket_intervals_sequence", "sequence > 0");
            t.HasCheckConstraint("ck_ticket_intervals_instead_of", "instead_of > 0 and instead_of < sequence");
        });
        interval.Property(i => i.Id).ValueGeneratedNever();
        interval.Ignore(i => i.ForClock);
        interval.HasIndex(i => new { i.TicketId, i.Sequence }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<TicketCustomer> customer)
    {
        customer.ToTable("ticket_customers");
        customer.HasKey(c => new { c.TicketId, c.CustomerId, c.Role });
        customer.HasIndex(c => new { c.CustomerId, c.TicketId });
        customer.HasOne<Ticket>().WithMany().HasForeignKey(c => c.TicketId).OnDelete(DeleteBehavior.Cascade);
        customer.HasOne<CustomerKey>().WithMany().HasForeignKey(c => c.CustomerId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ExternalReference> reference)
    {
        reference.ToTable("external_references");
        reference.HasKey(r => new { r.System, r.Reference });
        reference.Property(r => r.System).HasMaxLength(ImportLimits.System);
        reference.Property(r => r.Reference).HasMaxLength(ImportLimits.Reference);
        reference.HasIndex(r => r.TicketId);
        reference.HasOne<Ticket>().WithMany().HasForeignKey(r => r.TicketId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<TicketEntry> entry)
    {
        entry.ToTable("ticket_entries");
        entry.HasOne<Ticket>().WithMany().HasForeignKey(e => e.TicketId).OnDelete(DeleteBehavior.Cascade);
        entry.HasOne<StaffAccount>().WithMany().HasForeignKey(e => e.By).OnDelete(DeleteBehavior.Restrict);
        entry.HasOne<CustomerKey>().WithMany().HasForeignKey(e => e.ByCustomerId).OnDelete(DeleteBehavior.Restrict);
        entry.HasOne<Contact>().WithMany().HasForeignKey(e => e.ContactId).OnDelete(DeleteBehavior.Restrict);
        entry.HasIndex(e => new { e.TicketId, e.At });
    }

    public void Configure(EntityTypeBuilder<Attachment> attachment)
    {
        attachment.ToTable("attachments", t => t.HasCheckConstraint("ck_attachments_length", "length > 0"));
        attachment.Property(a => a.FileName).HasMaxLength(200);
        attachment.Property(a => a.MediaType).HasMaxLength(120);
        attachment.HasIndex(a => a.TicketId);
        attachment.HasOne<Ticket>().WithMany().HasForeignKey(a => a.TicketId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<AttachmentContent> content)
    {
        content.ToTable("attachment_contents");
        content.HasKey(c => c.AttachmentId);
        content.HasOne<Attachment>().WithOne().HasForeignKey<AttachmentContent>(c => c.AttachmentId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ImportRun> run)
    {
        run.ToTable("import_runs");
        run.Property(r => r.Id).ValueGeneratedNever();
        run.Property(r => r.Kind).HasDefaultValue(ImportKind.Requests);
        run.Property(r => r.System).HasMaxLength(ImportLimits.System);
        run.HasIndex(r => new { r.System, r.StartedAt });
    }

    public void Configure(EntityTypeBuilder<SlaMark> mark)
    {
        mark.ToTable("sla_marks");
        mark.HasKey(m => new { m.TicketId, m.Clock, m.Kind, m.DueAt });
        mark.HasOne<Ticket>().WithMany().HasForeignKey(m => m.TicketId).OnDelete(DeleteBehavior.Cascade);
        mark.HasIndex(m => m.At);
    }

    public void Configure(EntityTypeBuilder<DueTimeChange> change)
    {
        change.ToTable("due_time_changes");
        change.Property(c => c.Id).ValueGeneratedNever();
        change.HasOne<Ticket>().WithMany().HasForeignKey(c => c.TicketId).OnDelete(DeleteBehavior.Cascade);
        change.HasIndex(c => c.TicketId);
    }
}

/// <summary>The bytes of an attachment, where the configuration keeps them in PostgreSQL.</summary>
public sealed class AttachmentContent
{
    public Guid AttachmentId { get; set; }
    public byte[] Bytes { get; set; } = [];
}
