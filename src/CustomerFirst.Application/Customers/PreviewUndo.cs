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
public sealed record PreviewUndoQuery(Guid MergeId) : IQuery<UndoPreview>;

/// <summary>A merge before it is undone.</summary>
/// <param name="Version">Of the record that stands for both.</param>
/// <param name="Survivor">The record that stays.</param>
/// <param name="Other">The record that stands for itself again.</param>
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
        var loaded = await trees.LoadAsync([rootId], cancellationToken);
        if (loaded.Merges.FirstOrDefault(m => m.Id == request.MergeId) is not { } merge) return new CannotUndoMerge("This merge was undone already.");
        var (root, stoodFor) = (loaded[rootId], loaded.Forest.StoodForBoth(merge));
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
        var (stays, goesBack, ofOther) = (loaded.Forest.FactsOnceUndone(merge, ofOther: false), loaded.Forest.FactsOnceUndone(merge, ofOther: true), loaded.Forest.Tree(otherId));
        var (tickets, contacts) = (await TicketsAsync(matters, rootId, cancellationToken), await ContactsAsync(matters, rootId, cancellationToken));
        return new UndoPreview(merge.Id, rootId, root.Version, otherId, Record(merge.SurvivorId, loaded.Forest.OnceUndone(merge, CustomerValue.DateOfBirth), stays, k => !ofOther.Contains(k)),
            Record(otherId, loaded[otherId].Read(CustomerValue.DateOfBirth), goesBack, ofOther.Contains), merge.At, by, merge.Values?.Because,
            [.. since.OrderByDescending(s => s.At).ThenBy(s => s.Id)], [.. loaded.Forest.EndedSince(merge).Where(f => f is not CustomerName).Select(f => Of(f, f.To!.Value)).OrderByDescending(s => s.At)],
            ChangedValues.Of(loaded, merge), merge.FinalSince is not null || merge.Values is null) { RunId = merge.RunId };

        UndoneRecord Record(Guid id, string? born, IReadOnlyList<CustomerFact> facts, Func<Guid, bool> isOf)
        {
            var theirs = contacts.Where(c => isOf(c.Key)).ToList();
            return new(root.NameOn(id) ?? "", born, root.AddressOn(id)?.OneLine, loaded[id].CreatedAt)
            {
                Telephones = Points(facts, ContactPointKind.Phone), Emails = Points(facts, ContactPointKind.Email),
                OpenTickets = tickets.Where(t => isOf(t.Key) && t.Open).Sum(t => t.Count), PastTickets = tickets.Where(t => isOf(t.Key) && !t.Open).Sum(t => t.Count),
                Contacts = theirs.Sum(c => c.Count), LatestContact = theirs.Count == 0 ? null : theirs.Max(c => c.Latest),
            };
        }
    }

    private static List<string> Points(IEnumerable<CustomerFact> facts, ContactPointKind kind) => [.. facts.OfType<ContactPoint>().Where(p => p.Kind == kind).Select(p => p.Value).Distinct().Order(StringComparer.Ordinal)];

    private static async Task<List<(Guid Key, bool Open, int Count)>> TicketsAsync(CustomerMatters matters, Guid rootId, CancellationToken token) =>
        [.. (await matters.Visible(rootId).GroupBy(t => new { Key = t.CustomerId!.Value, t.State }).Select(g => new { g.Key.Key, g.Key.State, Count = g.Count() }).ToListAsync(token))
            .Select(g => (g.Key, g.State.IsOpen(), g.Count))];

    private static async Task<List<(Guid Key, int Count, DateTimeOffset Latest)>> ContactsAsync(CustomerMatters matters, Guid rootId, CancellationToken token) =>
        [.. (await matters.VisibleContacts(rootId).GroupBy(c => c.CustomerId!.Value).Select(g => new { g.Key, Count = g.Count(), Latest = g.Max(c => c.StartedAt) }).ToListAsync(token)).Select(g => (g.Key, g.Count, g.Latest))];

    private static SinceMerge Of(CustomerFact fact, DateTimeOffset at) => fact switch
    {
        ContactPoint point => new(point.Id, point.Kind == ContactPointKind.Phone ? "Telephone" : "E-mail", point.Kind == ContactPointKind.Phone ? PhoneNumber.Show(point.Value) : point.Value, at),
        CustomerAddress address => new(address.Id, "Address", address.Lines.OneLine, at),
        CustomerNeed need => new(need.Id, "Need", need.Detail is null ? need.Kind.Code() : $"{need.Kind.Code()}, {need.Detail}", at),
        CustomerConsent consent => new(consent.Id, "Consent", $"{consent.Purpose.Code()}, {consent.Word.Code()}", at),
        _ => throw new ArgumentOutOfRangeException(nameof(fact)),
    };
}
