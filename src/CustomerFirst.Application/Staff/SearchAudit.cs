using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>Who saw or changed what, the latest first. It tells ids, fields and the names of staff; values only of what the council decides about itself (<see cref="AuditChanges.Open"/>), nothing that a customer's record holds.</summary>
/// <param name="Before">The last entry of the page before; null for the first page.</param>
/// <param name="Take">Entries a page, 1 to 200.</param>
[Needs(Permission.SearchAudit)]
public sealed record SearchAuditQuery(AuditFilter Filter, Guid? Before = null, int Take = 50) : IQuery<AuditPage>;

/// <summary>A page of entries.</summary>
/// <param name="Next">For the next page; null on the last one.</param>
/// <param name="Actor">The name of whom the filter names; null without one.</param>
public sealed record AuditPage(IReadOnlyList<AuditLine> Lines, Guid? Next, string? Actor, Guid? RecordId, IReadOnlyList<string> Filters) : IShowsRecords
{
    /// <inheritdoc />
    public IEnumerable<SeenRecord> Seen => [new SeenRecord(RecordKind.AuditTrail, RecordId ?? Guid.Empty, Filters)];
}

/// <summary>One entry.</summary>
/// <param name="Actor">The name of the member of staff or API client; otherwise of the principal.</param>
/// <param name="ActorKind">Null for one that the hub does not know.</param>
/// <param name="RecordKind">Null for one that the hub does not know.</param>
/// <param name="Reference">Of a ticket.</param>
/// <param name="Sealed">It is in the chain.</param>
public sealed record AuditLine(Guid Id, DateTimeOffset At, ActorKind? ActorKind, Guid ActorId, string Actor, string Action, RecordKind? RecordKind, Guid? RecordId, string? Reference,
    IReadOnlyList<string> Fields, string? From, string? CorrelationId, bool Sealed)
{
    /// <summary>The record's name where it has one that tells nothing of a customer: a ticket's reference, a member of staff, a service. Pages have it, files do not.</summary>
    public string? RecordName { get; init; }

    /// <summary>The hub wrote it as it stands. What is not was put in by somebody, or altered.</summary>
    public bool Genuine { get; init; } = true;

    /// <summary>What changed and why; nothing for records of customers and of staff.</summary>
    public AuditTold Told { get; init; } = AuditTold.Nothing;
}

internal sealed class SearchAuditValidator : AbstractValidator<SearchAuditQuery>
{
    public SearchAuditValidator()
    {
        RuleFor(q => q.Filter).SetValidator(new AuditFilterValidator());
        RuleFor(q => q.Take).InclusiveBetween(1, 200).WithMessage("Ask for 1 to 200 rows");
    }
}

internal sealed class SearchAuditHandler(CustomerFirstDb db, CurrentActor current, AuditRecordNames names, AuditSigner signer, Catalogue catalogue) : IRequestHandler<SearchAuditQuery, Result<AuditPage>>
{
    public async Task<Result<AuditPage>> Handle(SearchAuditQuery request, CancellationToken cancellationToken)
    {
        var (entries, recordId) = await request.Filter.ApplyAsync(db, current.Actor, cancellationToken);
        if (request.Before is { } before) entries = entries.Where(e => e.Id < before);
        var lines = await Lines(db, entries.OrderByDescending(e => e.Id).Take(request.Take + 1)).ToListAsync(cancellationToken);
        var signedFrom = await SignedFromAsync(db, cancellationToken);
        var changes = new AuditChanges(await catalogue.GetAsync(cancellationToken));
        var who = request.Filter.ActorId is { } actor ? await AuditActors.NameAsync(db, actor, cancellationToken) : null;
        return new AuditPage(await names.NameAsync([.. lines.Take(request.Take).Select(l => l.Line(changes, signer, signedFrom))], cancellationToken), lines.Count > request.Take ? lines[request.Take - 1].Id : null, who, recordId, request.Filter.Names);
    }

    internal static Task<DateTimeOffset?> SignedFromAsync(CustomerFirstDb db, CancellationToken token) => db.Set<Installation>().Select(i => i.EntriesSignedFrom).SingleAsync(token);

    /// <summary>Entries with the names that belong to them, in the order given.</summary>
    internal static IQueryable<AuditLineRow> Lines(CustomerFirstDb db, IQueryable<AuditEntry> entries) =>
        entries.Select(e => new AuditLineRow(e.Id, e.At, e.ActorKind, e.ActorId,
            e.ActorKind == "staff" ? db.Users.Where(u => u.Id == e.ActorId).Select(u => u.DisplayName).FirstOrDefault() : e.ActorKind == "apiClient" ? db.Set<ApiClient>().Where(c => c.Id == e.ActorId).Select(c => c.Name).FirstOrDefault() : null,
            e.Action, e.RecordKind, e.RecordId, e.RecordKind == RecordKind.Ticket ? db.Tickets.Where(t => t.Id == e.RecordId).Select(t => t.Reference).FirstOrDefault() : null,
            e.Fields, e.From, e.CorrelationId, db.Set<AuditLink>().Any(l => l.EntryId == e.Id),
            AuditChanges.Open.Contains(e.RecordKind) ? db.Set<AuditValue>().Where(v => v.EntryId == e.Id).Select(v => v.Values).FirstOrDefault() : null, e.RestrictedAreaId, e.ValuesDigest, e.Signature));
}

/// <summary>An entry as the statement gives it.</summary>
internal sealed record AuditLineRow(Guid Id, DateTimeOffset At, string ActorKind, Guid ActorId, string? Name, string Action, RecordKind RecordKind, Guid? RecordId, string? Reference, string[] Fields,
    string? From, string? CorrelationId, bool Sealed, string? Values, Guid? RestrictedAreaId, byte[]? ValuesDigest, byte[]? Signature)
{
    /// <summary>With words for principals that have no name of their own.</summary>
    public AuditLine Line(AuditChanges changes, AuditSigner signer, DateTimeOffset? signedFrom) =>
        new(Id, At, Codes.Read<ActorKind>(ActorKind), ActorId, Name ?? AuditActors.Principal(Codes.Read<ActorKind>(ActorKind)), Action, Known ? RecordKind : null, RecordId, Reference, [.. Fields.OfType<string>()], From, CorrelationId, Sealed)
        {
            Told = changes.Read(Values), Genuine = Known && signer.IsGenuine(Entry, signedFrom),
        };

    private bool Known => RecordKind != AuditEntry.UnknownKind;

    private AuditEntry Entry => new()
    {
        Id = Id, At = At, ActorKind = ActorKind, ActorId = ActorId, Action = Action, RecordKind = RecordKind, RecordId = RecordId, Fields = Fields, From = From, CorrelationId = CorrelationId,
        RestrictedAreaId = RestrictedAreaId, ValuesDigest = ValuesDigest, Signature = Signature,
    };
}
