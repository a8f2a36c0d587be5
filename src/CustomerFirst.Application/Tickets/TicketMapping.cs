using CustomerFirst.Application.Database;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerFirst.Application.Tickets;

internal sealed class TicketMapping : IEntityTypeConfiguration<Ticket>
{
    private const string Open = "state in ('new', 'inHand', 'withService', 'waitingForCustomer', 'waitingForOthers')";

    public void Configure(EntityTypeBuilder<Ticket> ticket)
    {
        ticket.ToTable("tickets", t =>
        {
            t.HasCheckConstraint("ck_tickets_reference", "reference ~ '^CF-[2-9CDFHJKMPQRTVWXY]{4}-[2-9CDFHJKMPQRTVWXY]{4}$'");
            t.HasCheckConstraint("ck_tickets_delivered", "(state in ('resolved', 'closed')) = (resolved_at is not null)");
            t.HasCheckConstraint("ck_tickets_closed", "(state = 'closed') = (closed_at is not null)");
            t.HasCheckConstraint("ck_tickets_ended", "(state in ('cancelled', 'duplicate')) = (ended_at is not null)");
            t.HasCheckConstraint("ck_tickets_duplicate", "(state = 'duplicate') = (duplicate_of_id is not null) and duplicate_of_id <> id");
            // Only another system may say that something was closed before it was opened.
            t.HasCheckConstraint("ck_tickets_order", "import_run_id is not null or ((resolved_at is null or resolved_at >= opened_at) and (first_reply_at is null or first_reply_at >= opened_at))");
            t.HasCheckConstraint("ck_tickets_point", "(latitude is null) = (longitude is null) and latitude between -90 and 90 and longitude between -180 and 180");
        });
        ticket.Property(t => t.Reference).HasMaxLength(12);
        ticket.Property(t => t.Answers).HasJson();
        ticket.Property(t => t.Postcode).HasMaxLength(8);
        ticket.Property(t => t.Version).IsConcurrencyToken();
        ticket.Property(t => t.ChangedVersion).HasDefaultValue(1).ValueGeneratedNever();
        ticket.Ignore(t => t.Place);
        // Paused tickets and those without a target have no due time and stand last.
        ticket.Property<DateTimeOffset>("DueOrder").HasComputedColumnSql("coalesce(resolution_due_at, 'infinity'::timestamptz)", stored: true);

        ticket.HasMany(t => t.Intervals).WithOne().HasForeignKey(i => i.TicketId).OnDelete(DeleteBehavior.Cascade);
        ticket.HasOne<Service>().WithMany().HasForeignKey(t => t.ServiceId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne<ServiceArea>().WithMany().HasForeignKey(t => t.ServiceAreaId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne<Team>().WithMany().HasForeignKey(t => t.TeamId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne<StaffAccount>().WithMany().HasForeignKey(t => t.AssigneeId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne<Ticket>().WithMany().HasForeignKey(t => t.ParentId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne<Ticket>().WithMany().HasForeignKey(t => t.DuplicateOfId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne<Ward>().WithMany().HasForeignKey(t => t.WardId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne<Constituency>().WithMany().HasForeignKey(t => t.ConstituencyId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne<Contact>().WithMany().HasForeignKey(t => t.ContactId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne<CustomerKey>().WithMany().HasForeignKey(t => t.CustomerId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne<ImportRun>().WithMany().HasForeignKey(t => t.ImportRunId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne<SlaVersion>().WithMany().HasForeignKey(t => t.SlaVersionId).OnDelete(DeleteBehavior.Restrict);

        ticket.HasIndex(t => t.Reference).IsUnique();
        ticket.HasIndex(t => t.OpenedAt);
        ticket.HasIndex(t => t.ContactId).HasFilter("contact_id is not null");
        ticket.HasIndex(t => t.ParentId).HasFilter("parent_id is not null");
        ticket.HasIndex(t => t.DuplicateOfId).HasFilter("duplicate_of_id is not null");
        ticket.HasIndex(t => new { t.CustomerId, t.OpenedAt }).HasFilter("customer_id is not null");
        ticket.HasIndex(t => new { t.ServiceId, t.OpenedAt });
        ticket.HasIndex(t => new { t.ServiceAreaId, t.OpenedAt });
        ticket.HasIndex(t => new { t.WardId, t.OpenedAt });
        ticket.HasIndex("DueOrder", "Id").HasFilter(Open).HasDatabaseName("ix_tickets_open_by_due");
        ticket.HasIndex("TeamId", "DueOrder", "Id").HasFilter(Open).HasDatabaseName("ix_tickets_open_by_team");
        ticket.HasIndex("ServiceAreaId", "DueOrder", "Id").HasFilter(Open).HasDatabaseName("ix_tickets_open_by_area");
        ticket.HasIndex("AssigneeId", "DueOrder", "Id").HasFilter(Open).HasDatabaseName("ix_tickets_open_by_assignee");
        ticket.HasIndex("WardId", "DueOrder", "Id").HasFilter(Open).HasDatabaseName("ix_tickets_open_by_ward");
        ticket.HasIndex("ServiceId", "DueOrder", "Id").HasFilter(Open).HasDatabaseName("ix_tickets_open_by_service");
        ticket.HasIndex("State", "DueOrder", "Id").HasFilter(Open).HasDatabaseName("ix_tickets_open_by_state");
        ticket.HasIndex("UpdatedAt", "Id").HasFilter(Open).HasDatabaseName("ix_tickets_open_by_updated");
        ticket.HasIndex("OpenedAt", "Id").HasFilter(Open).HasDatabaseName("ix_tickets_open_by_opened");
        // ix_tickets_open_by_priority goes by an expression (TicketFilterSql.Rank), which only SQL can say: it stands in the migration QueueOrders.
        // Each place by which a likely duplicate is looked for.
        ticket.HasIndex(t => new { t.Uprn, t.ServiceId }).HasFilter("uprn is not null");
        ticket.HasIndex(t => new { t.Postcode, t.ServiceId, t.OpenedAt }).HasFilter("postcode is not null");
        ticket.HasIndex(t => new { t.ServiceId, t.Latitude }).HasFilter("latitude is not null");
        // Recent deliveries of a member's ward; a ticket that is being raised has no place in it and does not pay for it.
        ticket.HasIndex(t => new { t.WardId, t.ResolvedAt }).HasFilter("resolved_at is not null").HasDatabaseName("ix_tickets_resolved_by_ward");
        ticket.HasIndex(t => t.ResolutionWarnAt).HasFilter(Open + " and resolution_warn_at is not null").HasDatabaseName("ix_tickets_to_warn");
        ticket.HasIndex(t => t.ReplyWarnAt).HasFilter(Open + " and reply_warn_at is not null").HasDatabaseName("ix_tickets_to_warn_of_reply");
        ticket.HasIndex(t => t.ReplyDueAt).HasFilter(Open + " and reply_due_at is not null").HasDatabaseName("ix_tickets_reply_due");
        // Few are restricted: contacts about nothing else are found by it.
        ticket.HasIndex(t => t.Id, "ix_tickets_restricted").HasFilter("restricted");
        ticket.HasIndex(t => t.ObjectionEndsAt).HasFilter("state = 'resolved'").HasDatabaseName("ix_tickets_to_close");
    }
}
