using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>What undoing a merge would do, and what happened since of which somebody has to say whose it is.</summary>
[Needs(Permission.MergeCustomers)]
public sealed record PreviewUndoQuery(Guid MergeId) : IQuery<UndoPreview>
{
    /// <summary>What was answered so far: of what is not answered yet, what is proposed counts.</summary>
    public UndoAnswers Answers { get; init; } = new([], [], []);
}

/// <summary>What somebody says of what happened since a merge, as in <see cref="UndoMergeCommand"/>.</summary>
public sealed record UndoAnswers(IReadOnlyList<Guid> OfOther, IReadOnlyList<Guid> EndedForOther, IReadOnlyList<MergeDecision> Values);

/// <summary>A merge before it is undone.</summary>
/// <param name="Version">Of the record that stands for both.</param>
/// <param name="Survivor">The record that stays, as it will be by the answers.</param>
/// <param name="Other">The record that stands for itself again, as it will be by the answers.</param>
/// <param name="Since">What was raised or written since, and stays with the survivor unless somebody says otherwise; the latest first.</param>
/// <param name="Ended">Facts of the other record that were ended since, and hold again unless somebody says otherwise.</param>
/// <param name="Changed">Single values that were changed since, of each of which somebody has to say whose it is.</param>
/// <param name="Final">Personal data were erased: it cannot be undone any more.</param>
public sealed record UndoPreview(Guid MergeId, Guid CustomerId, int Version, Guid OtherId, UndoneRecord Survivor, UndoneRecord Other, DateTimeOffset At, string? By, string? Because,
    IReadOnlyList<SinceMerge> Since, IReadOnlyList<SinceMerge> Ended, IReadOnlyList<ChangedValue> Changed, bool Final) : IShowsRecords
{
    /// <inheritdoc />
    public IEnumerable<SeenRecord> Seen => [new(RecordKind.Customer, CustomerId, ["merge"]), new(RecordKind.Customer, OtherId, ["merge"])];

    /// <summary>The run that merged it among many; null when it was merged by itself.</summary>
    public Guid? RunId { get; init; }
}

/// <summary>One of two records as it will be once their merge is undone, so that namesakes can be told apart.</summary>
/// <param name="Born">As <see cref="CustomerValue.DateOfBirth"/> is written; null when it is not known.</param>
public sealed record UndoneRecord(string Name, string? Born, string? Address, DateTimeOffset OnRecordSince)
{
    /// <summary>E.164.</summary>
    public IReadOnlyList<string> Telephones { get; init; } = [];

    /// <summary>E-mail addresses.</summary>
    public IReadOnlyList<string> Emails { get; init; } = [];

    /// <summary>Tickets that the asker may see and that are not over.</summary>
    public int OpenTickets { get; init; }

    /// <summary>Those that are over.</summary>
    public int PastTickets { get; init; }

    /// <summary>Contacts that the asker may see.</summary>
    public int Contacts { get; init; }

    /// <summary>When the latest of them began.</summary>
    public DateTimeOffset? LatestContact { get; init; }
}

/// <summary>Something that happened since a merge.</summary>
/// <param name="What">"Ticket", "Contact", "Name" …</param>
public sealed record SinceMerge(Guid Id, string What, string Text, DateTimeOffset At);

internal sealed class PreviewUndoHandler(CustomerFirstDb db, CustomerTrees trees, CurrentActor current, Catalogue catalogue, StaffNames staff) : IRequestHandler<PreviewUndoQuery, Result<UndoPreview>>
{
    private const int Most = 200;

    public async Task<Result<UndoPreview>> Handle(PreviewUndoQuery request, CancellationToken cancellationToken)
    {
        var other = await db.Set<CustomerMerge>().Where(m => m.Id == request.MergeId).Select(m => (Guid?)m.OtherId).FirstOrDefaultAsync(cancellationToken);
        if (other is not { } otherId || await db.RecordOfAsync(otherId, cancellationToken) is not { } rootId) return new NotFound("merge");
        var loaded = await trees.ReadAsync([rootId], cancellationToken);
        if (loaded.Merges.FirstOrDefault(m => m.Id == request.MergeId) is not { } merge) return new CannotUndoMerge("This merge was undone already.");
        var (root, version, stoodFor) = (loaded[rootId], loaded[rootId].Version, loaded.Forest.StoodForBoth(merge));
        var by = (await staff.OfAsync([merge.By], cancellationToken)).GetValueOrDefault(merge.By);

        // Names are a question of their own: a customer has one.
        var since = loaded.Forest.WrittenSince(merge).Where(f => f is not CustomerName).Select(f => Of(f, f.From)).ToList();
        var matters = new CustomerMatters(db, await catalogue.GetAsync(cancellationToken), current.Actor);
        foreach (var (key, from) in stoodFor)
        {
            since.AddRange(await matters.Visible(rootId).Where(t => t.CustomerId == key && t.OpenedAt >= from).OrderByDescending(t => t.OpenedAt).Take(Most)
                .Select(t => new SinceMerge(t.Id, "Ticket", t.Reference + ", " + t.Subject, t.OpenedAt)).ToListAsync(cancellationToken));
            since.AddRange((await matters.VisibleContacts(rootId).Where(c => c.CustomerId == key && c.StartedAt >= from).OrderByDescending(c => c.StartedAt).Take(Most)
                .Select(c => new { c.Id, c.Channel, c.StartedAt }).ToListAsync(cancellationToken)).Select(c => new SinceMerge(c.Id, "Contact", $"By {c.Channel.Words()}", c.StartedAt)));
            since.AddRange((await db.Set<CustomerRelationship>().AsNoTracking().Where(r => (r.SubjectId == key || r.RelatedId == key) && r.To == null && r.From >= from).Take(Most)
                .ToListAsync(cancellationToken)).Select(r => new SinceMerge(r.Id, "Relationship", r.Kind.Code(), r.From)));
        }
        var ended = loaded.Forest.EndedSince(merge).Where(f => f is not CustomerName).Select(f => Of(f, f.To!.Value)).OrderByDescending(s => s.At).ToList();
        var (asked, ofOther) = (ChangedValues.Of(loaded, merge), loaded.Forest.Tree(otherId));
        // Undone in memory by the same rules, so that what is shown is what will be.
        loaded.Forest.Undo(merge, ChangedValues.Choices(loaded, merge, asked, request.Answers), current.Actor.Id, "", merge.At);
        Guid[] moved = [.. request.Answers.OfOther.Intersect(since.Where(s => s.What is "Ticket" or "Contact").Select(s => s.Id))];
        var (tickets, contacts) = (await TicketsAsync(matters, rootId, moved, cancellationToken), await ContactsAsync(matters, rootId, moved, cancellationToken));
        return new UndoPreview(merge.Id, rootId, version, otherId, Record(root, isOther: false), Record(loaded[otherId], isOther: true), merge.At, by, merge.Values?.Because,
            [.. since.OrderByDescending(s => s.At).ThenBy(s => s.Id)], ended, asked, merge.FinalSince is not null || merge.Values is null) { RunId = merge.RunId };

        UndoneRecord Record(Customer record, bool isOther)
        {
            var theirs = contacts.Where(c => (c.Moved || ofOther.Contains(c.Key)) == isOther).ToList();
            var theirTickets = tickets.Where(t => (t.Moved || ofOther.Contains(t.Key)) == isOther).ToList();
            return new(record.CurrentName?.Full ?? "", record.Read(CustomerValue.DateOfBirth), record.CurrentAddress?.Lines.OneLine, record.CreatedAt)
            {
                Telephones = Points(record, ContactPointKind.Phone), Emails = Points(record, ContactPointKind.Email),
                OpenTickets = theirTickets.Where(t => t.Open).Sum(t => t.Count), PastTickets = theirTickets.Where(t => !t.Open).Sum(t => t.Count),
                Contacts = theirs.Sum(c => c.Count), LatestContact = theirs.Count == 0 ? null : theirs.Max(c => c.Latest),
            };
        }
    }

    private static List<string> Points(Customer record, ContactPointKind kind) => [.. record.ContactPoints.Where(p => p.To is null && p.Kind == kind).Select(p => p.Value).Distinct().Order(StringComparer.Ordinal)];

    private static async Task<List<(Guid Key, bool Moved, bool Open, int Count)>> TicketsAsync(CustomerMatters matters, Guid rootId, Guid[] moved, CancellationToken token) =>
        [.. (await matters.Visible(rootId).Select(t => new { Key = t.CustomerId!.Value, Moved = moved.Contains(t.Id), t.State }).GroupBy(t => t).Select(g => new { g.Key.Key, g.Key.Moved, g.Key.State, Count = g.Count() }).ToListAsync(token))
            .Select(g => (g.Key, g.Moved, g.State.IsOpen(), g.Count))];

    private static async Task<List<(Guid Key, bool Moved, int Count, DateTimeOffset Latest)>> ContactsAsync(CustomerMatters matters, Guid rootId, Guid[] moved, CancellationToken token) =>
        [.. (await matters.VisibleContacts(rootId).GroupBy(c => new { Key = c.CustomerId!.Value, Moved = moved.Contains(c.Id) }).Select(g => new { g.Key.Key, g.Key.Moved, Count = g.Count(), Latest = g.Max(c => c.StartedAt) }).ToListAsync(token))
            .Select(g => (g.Key, g.Moved, g.Count, g.Latest))];

    private static SinceMerge Of(CustomerFact fact, DateTimeOffset at) => fact switch
    {
        ContactPoint point => new(point.Id, point.Kind == ContactPointKind.Phone ? "Telephone" : "E-mail", point.Kind == ContactPointKind.Phone ? PhoneNumber.Show(point.Value) : point.Value, at),
        CustomerAddress address => new(address.Id, "Address", address.Lines.OneLine, at),
        CustomerNeed need => new(need.Id, "Need", need.Detail is null ? need.Kind.Code() : $"{need.Kind.Code()}, {need.Detail}", at),
        CustomerConsent consent => new(consent.Id, "Consent", $"{consent.Purpose.Code()}, {consent.Word.Code()}", at),
        _ => throw new ArgumentOutOfRangeException(nameof(fact)),
    };
}
