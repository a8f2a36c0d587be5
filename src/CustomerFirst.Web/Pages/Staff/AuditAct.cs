using CustomerFirst.Application.Staff;

namespace CustomerFirst.Web.Pages.Staff;

/// <summary>
/// Entries that one request left in the trail one after the other: somebody who opens a contact looks at it and at its customer, and did one thing.
/// </summary>
/// <param name="Lines">At least one, the latest first.</param>
public sealed record AuditAct(IReadOnlyList<AuditLine> Lines)
{
    // A program may give several requests one id; what lies further apart is not one act.
    private static readonly TimeSpan s_together = TimeSpan.FromSeconds(10);

    /// <summary>The latest entry, which says who, when and from where for all.</summary>
    public AuditLine First => Lines[0];

    /// <summary>The records that it was about, each once, in the order of the trail.</summary>
    public IReadOnlyList<AuditLine> Records => [.. Lines.Reverse().Where(l => l.RecordId is { } id && id != Guid.Empty).DistinctBy(l => (l.RecordKind, l.RecordId))];

    /// <summary>The acts of entries that stand in the order of the trail. What another request wrote in between divides an act.</summary>
    public static List<AuditAct> Of(IReadOnlyList<AuditLine> lines)
    {
        var acts = new List<AuditAct>();
        var act = new List<AuditLine>();
        foreach (var line in lines)
        {
            if (act.Count > 0 && !Together(act[0], line))
            {
                acts.Add(new AuditAct(act));
                act = [];
            }
            act.Add(line);
        }
        if (act.Count > 0) acts.Add(new AuditAct(act));
        return acts;
    }

    private static bool Together(AuditLine first, AuditLine line) =>
        line.CorrelationId is not null && line.CorrelationId == first.CorrelationId && line.ActorId == first.ActorId && first.At - line.At < s_together;
}
