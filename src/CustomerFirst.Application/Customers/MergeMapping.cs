using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Customers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerFirst.Application.Customers;

internal sealed class MergeMapping : IEntityTypeConfiguration<CustomerMerge>, IEntityTypeConfiguration<MergeValues>, IEntityTypeConfiguration<CustomerPair>,
    IEntityTypeConfiguration<CustomerRelationship>, IEntityTypeConfiguration<MergeRun>, IEntityTypeConfiguration<MergeRunPair>
{
    public void Configure(EntityTypeBuilder<CustomerMerge> merge)
    {
        merge.ToTable("customer_merges", t => t.HasCheckConstraint("ck_customer_merges_two_records", "survivor_id <> other_id"));
        merge.Property(m => m.Id).ValueGeneratedNever();
        merge.Property(m => m.Decisions).HasJson();
        merge.HasOne<Customer>().WithMany().HasForeignKey(m => m.SurvivorId).OnDelete(DeleteBehavior.Restrict);
        merge.HasOne<Customer>().WithMany().HasForeignKey(m => m.OtherId).OnDelete(DeleteBehavior.Restrict);
        merge.HasOne(m => m.Values).WithOne().HasForeignKey<MergeValues>(v => v.MergeId).OnDelete(DeleteBehavior.Cascade);
        // A record is part of one other at most.
        merge.HasIndex(m => m.OtherId).IsUnique().HasFilter("undone_at is null").HasDatabaseName("ix_customer_merges_active");
        merge.HasIndex(m => m.SurvivorId);
        merge.HasIndex(m => m.RunId).HasFilter("run_id is not null");
    }

    public void Configure(EntityTypeBuilder<MergeValues> values)
    {
        values.ToTable("customer_merge_values");
        values.HasKey(v => v.MergeId);
        values.Property(v => v.Changes).HasJson();
        values.Property(v => v.Stood).HasJson();
        values.Property(v => v.Because).HasMaxLength(Reasons.Longest);
        values.Property(v => v.UndoneBecause).HasMaxLength(Reasons.Longest);
    }

    public void Configure(EntityTypeBuilder<CustomerPair> pair)
    {
        pair.ToTable("customer_pairs", t => t.HasCheckConstraint("ck_customer_pairs_order", "low_id < high_id"));
        pair.HasKey(p => new { p.LowId, p.HighId });
        pair.Property(p => p.Version).IsConcurrencyToken();
        pair.Property(p => p.MadeBecause).HasMaxLength(Reasons.Longest);
        pair.HasOne<Customer>().WithMany().HasForeignKey(p => p.LowId).OnDelete(DeleteBehavior.Cascade);
        pair.HasOne<Customer>().WithMany().HasForeignKey(p => p.HighId).OnDelete(DeleteBehavior.Cascade);
        pair.HasIndex(p => p.HighId);
        pair.HasIndex(p => new { p.Probability, p.FoundAt }).HasFilter("verdict is null or verdict = 'notSure'").HasDatabaseName("ix_customer_pairs_waiting");
    }

    public void Configure(EntityTypeBuilder<CustomerRelationship> relationship)
    {
        relationship.ToTable("customer_relationships", t =>
        {
            t.HasCheckConstraint("ck_customer_relationships_two", "subject_id <> related_id");
            t.HasCheckConstraint("ck_customer_relationships_dates", "\"to\" is null or \"to\" >= \"from\"");
        });
        relationship.Property(r => r.Id).ValueGeneratedNever();
        relationship.Property(r => r.Version).IsConcurrencyToken();
        // That periods of one relationship cannot overlap is the constraint ex_customer_relationships_periods, which only SQL can say: it stands in the migration RelationshipPeriods.
        relationship.Property(r => r.Authority).HasMaxLength(200);
        relationship.Property(r => r.Source).HasMaxLength(80);
        relationship.HasOne<CustomerKey>().WithMany().HasForeignKey(r => r.SubjectId).OnDelete(DeleteBehavior.Restrict);
        relationship.HasOne<CustomerKey>().WithMany().HasForeignKey(r => r.RelatedId).OnDelete(DeleteBehavior.Restrict);
        relationship.HasIndex(r => new { r.SubjectId, r.RelatedId, r.Kind }).IsUnique().HasFilter("\"to\" is null").HasDatabaseName("ix_customer_relationships_current");
        relationship.HasIndex(r => r.RelatedId);
    }

    public void Configure(EntityTypeBuilder<MergeRun> run)
    {
        run.ToTable("merge_runs");
        run.Property(r => r.Id).ValueGeneratedNever();
        run.Property(r => r.Version).IsConcurrencyToken();
        run.Property(r => r.Because).HasMaxLength(Reasons.Longest);
        run.Property(r => r.UndoneBecause).HasMaxLength(Reasons.Longest);
        run.HasIndex(r => r.State).HasFilter("state in ('running', 'undoing')").HasDatabaseName("ix_merge_runs_at_work");
    }

    public void Configure(EntityTypeBuilder<MergeRunPair> pair)
    {
        pair.ToTable("merge_run_pairs");
        pair.HasKey(p => new { p.RunId, p.Number });
        pair.HasOne<MergeRun>().WithMany().HasForeignKey(p => p.RunId).OnDelete(DeleteBehavior.Cascade);
        pair.Property(p => p.Decisions).HasJson();
        pair.HasIndex(p => new { p.RunId, p.Number }).HasFilter("outcome is null").HasDatabaseName("ix_merge_run_pairs_waiting");
    }
}
