using CustomerFirst.Application.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerFirst.Application.Staff;

/// <summary>A field of a form as it was typed.</summary>
public sealed record DraftField(string Name, string Value);

/// <summary>
/// What somebody was writing on the page of a record when they went elsewhere, so that it is there again when they come back. Nobody else ever sees it, and it is no part of
/// the record. Erased after a day.
/// </summary>
public sealed class Draft
{
    /// <summary>How long it can be gone on with.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private Draft() { }

    /// <summary>The contact or ticket on whose page it was written, or the customer whose record was chosen for what was typed as a new one.</summary>
    public Guid About { get; private set; }
    /// <summary>Who wrote it.</summary>
    public Guid StaffId { get; private set; }
    public List<DraftField> Fields { get; private set; } = [];
    public DateTimeOffset At { get; private set; }

    /// <summary>Makes one.</summary>
    public static Draft Of(Guid about, Guid staffId, IEnumerable<DraftField> fields, DateTimeOffset at) => new() { About = about, StaffId = staffId, Fields = [.. fields], At = at };

    /// <summary>Takes the place of what was written before.</summary>
    public void Write(IEnumerable<DraftField> fields, DateTimeOffset at) => (Fields, At) = ([.. fields], at);
}

internal sealed class DraftMapping : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> draft)
    {
        draft.ToTable("drafts");
        draft.HasKey(d => new { d.About, d.StaffId });
        draft.HasOne<StaffAccount>().WithMany().HasForeignKey(d => d.StaffId).OnDelete(DeleteBehavior.Cascade);
        draft.Property(d => d.Fields).HasJson();
        draft.HasIndex(d => d.At);
    }
}
