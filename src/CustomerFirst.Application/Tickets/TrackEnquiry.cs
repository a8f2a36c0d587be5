using CustomerFirst.Application.Common;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;
using Npgsql;

namespace CustomerFirst.Application.Tickets;

/// <summary>How an enquiry stands, for somebody who knows its reference and a last name or postcode that belongs to it.</summary>
/// <param name="Reference">As people write it.</param>
/// <param name="Proof">The last name or a present postcode of one of its customers, or the postcode of the matter itself.</param>
[Needs(Permission.TrackEnquiry)]
public sealed record TrackEnquiryQuery(string? Reference, string? Proof) : IQuery<TrackedEnquiry>;

/// <summary>An enquiry as its customer may see it. It says nothing of who they are, nor of who deals with it.</summary>
/// <param name="Service">What was asked for.</param>
/// <param name="JoinedTo">For one that was joined with another: how that one stands.</param>
/// <param name="Events">The latest first.</param>
public sealed record TrackedEnquiry(Guid Id, string Reference, string Service, DateTimeOffset ReceivedAt, EnquiryStanding Standing, EnquiryStanding? JoinedTo, IReadOnlyList<EnquiryEvent> Events, Guid? RestrictedAreaId) : IShowsRecords
{
    /// <inheritdoc />
    public IEnumerable<SeenRecord> Seen => [new SeenRecord(RecordKind.Ticket, Id, ["tracking"], RestrictedAreaId)];
}

/// <summary>Something that the customer may know.</summary>
/// <param name="Title">What happened, in their words.</param>
/// <param name="Text">What we wrote to them.</param>
public sealed record EnquiryEvent(DateTimeOffset At, string Title, string? Text);

/// <summary>The same for a reference that is none, for one that does not go with the name or postcode, and for one that may not be tracked.</summary>
public sealed record NoSuchEnquiry() : Error(ErrorKind.Invalid, "We cannot find an enquiry with this reference and this last name or postcode. Check both")
{
    /// <inheritdoc />
    public override string? Field => nameof(TrackEnquiryQuery.Reference);
}

/// <summary>A reference was tried too often with what does not belong to it.</summary>
/// <param name="Minutes">Until it may be tried again.</param>
public sealed record TooManyTries(int Minutes) : Error(ErrorKind.TooMany, $"This reference was tried too often with a name or postcode that does not belong to it. Try again in {(Minutes == 1 ? "1 minute" : $"{Minutes} minutes")}");

internal sealed class TrackEnquiryValidator : AbstractValidator<TrackEnquiryQuery>
{
    public TrackEnquiryValidator()
    {
        RuleFor(q => q.Reference).Must(r => !string.IsNullOrWhiteSpace(r)).WithMessage("Enter your reference");
        RuleFor(q => q.Reference).Must(r => TicketReference.Read(r) is not null).When(q => !string.IsNullOrWhiteSpace(q.Reference))
            .WithMessage(q => TicketReference.IsSlip(q.Reference) ? TicketReference.Slip : "Enter your reference as we gave it to you, like CF-7K3M-29QX");
        RuleFor(q => q.Proof).Must(p => !string.IsNullOrWhiteSpace(p)).WithMessage("Enter your last name or your postcode");
        RuleFor(q => q.Proof).MaximumLength(200).WithMessage("Last name or postcode must be 200 characters or fewer");
    }
}

/// <summary>Tries that failed, by reference: five at once, then one every 15 minutes. What is right always passes until then.</summary>
internal sealed class TrackingTries(TimeProvider time)
{
    private readonly TokenBuckets _failures = new(1 / 900.0, 5, time);

    /// <summary>How long a reference may not be tried; zero when it may.</summary>
    public TimeSpan Wait(string reference) => _failures.Look(reference).UntilNext;

    /// <summary>It was tried in vain.</summary>
    public void Failed(string reference) => _failures.Take(reference);
}

internal sealed class TrackEnquiryHandler(NpgsqlDataSource database, Catalogue catalogue, TrackingTries tries, TimeProvider time) : IRequestHandler<TrackEnquiryQuery, Result<TrackedEnquiry>>
{
    // Whether a reference is there must not show in how long it takes to say that it does not fit.
    private static readonly TimeSpan s_refusalTakes = TimeSpan.FromMilliseconds(250);

    private const string Facts = """
        t.state, t.reopened_count, (select i."from" from ticket_intervals i where i.ticket_id = t.id order by i.sequence desc limit 1), t.first_reply_at, t.reply_due_at, t.resolution_due_at, t.resolved_at, t.objection_ends_at, t.ended_at
        """;

    // Names that were a mistake held for no time and prove nothing; nor does what was erased or blocked.
    private const string Find = $"""
        select t.id, t.reference, t.service_id, t.service_area_id, t.restricted, t.opened_at, t.postcode, t.duplicate_of_id, {Facts},
          array(select n.family_name from people p join customer_names n on n.customer_id = p.id and n."to" is distinct from n."from")
            || array(select concat_ws(' ', n.given_names, n.family_name) from people p join customer_names n on n.customer_id = p.id and n."to" is distinct from n."from"),
          array(select a.postcode from people p join customer_addresses a on a.customer_id = p.id and a."to" is null and a.postcode is not null)
        from tickets t
        where t.reference = @reference
        """;

    private const string People = """
        with people as (
          select distinct c.id from tickets t join ticket_customers tc on tc.ticket_id = t.id join customer_keys k on k.key = tc.customer_id join customers c on c.id = k.customer_id
          where t.reference = @reference and c.erasure = 'active')
        """;

    private const string Timeline = """
        select i."from", i.step, null, i.id, i.sequence, i.instead_of from ticket_intervals i where i.ticket_id = @ticket
        union all
        select e.at, null, e.text, e.id, 0, null from ticket_entries e where e.ticket_id = @ticket and e.kind = 'update' and e.by_customer_id is null
        """;

    public async Task<Result<TrackedEnquiry>> Handle(TrackEnquiryQuery request, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var reference = TicketReference.Read(request.Reference)!;
        if (tries.Wait(reference) is { Ticks: > 0 } wait) return new TooManyTries((int)Math.Ceiling(wait.TotalMinutes));
        var snapshot = await catalogue.GetAsync(cancellationToken);
        var found = (await database.ReadAsync($"{People} {Find}", [new NpgsqlParameter("reference", reference)], Row, cancellationToken)).FirstOrDefault();
        if (found is null || !Trackable(snapshot, found.ServiceId) || !found.IsProvedBy(request.Proof!))
        {
            tries.Failed(reference);
            var left = s_refusalTakes - time.GetElapsedTime(started);
            if (left > TimeSpan.Zero) await Task.Delay(left, time, cancellationToken);
            return new NoSuchEnquiry();
        }
        var now = time.GetUtcNow();
        var rows = await database.ReadAsync(Timeline, [new NpgsqlParameter("ticket", found.Id)], row => (At: row.GetFieldValue<DateTimeOffset>(0), Step: Codes.Read<TicketStep>(row.Maybe<string>(1)), Text: row.Maybe<string>(2), Id: row.GetGuid(3), Sequence: row.GetInt32(4), InsteadOf: row.Maybe<int?>(5)), cancellationToken);
        // What another system corrected since was never so.
        var stand = rows.Where(r => r.Step is null).Concat(IntervalsThatStand.Of(rows.Where(r => r.Step is not null), r => r.Sequence, r => r.InsteadOf));
        var events = stand.OrderByDescending(r => r.At).ThenByDescending(r => r.Id)
            .Select(r => r.Step is { } step ? EnquiryWords.Of(step) is { } words ? new EnquiryEvent(r.At, words, null) : null : new EnquiryEvent(r.At, "We wrote to you", r.Text)).OfType<EnquiryEvent>().ToList();
        var joined = found.DuplicateOf is { } other ? await JoinedAsync(other, snapshot, now, cancellationToken) : null;
        return new TrackedEnquiry(found.Id, found.Reference, snapshot.ServicesById[found.ServiceId].Name, found.OpenedAt, EnquiryWords.Of(found.Facts, now), joined, events, found.Restricted ? found.ServiceAreaId : null);
    }

    private static bool Trackable(CatalogueSnapshot snapshot, Guid serviceId) => snapshot.ServicesById.TryGetValue(serviceId, out var service) && service.PubliclyTrackable;

    // Only how it stands: what was written to the other customer is theirs.
    private async Task<EnquiryStanding?> JoinedAsync(Guid ticketId, CatalogueSnapshot snapshot, DateTimeOffset now, CancellationToken token)
    {
        var other = await database.ReadAsync($"select t.service_id, {Facts} from tickets t where t.id = @ticket", [new NpgsqlParameter("ticket", ticketId)], row => (ServiceId: row.GetGuid(0), Facts: FactsOf(row, 1)), token);
        return Trackable(snapshot, other[0].ServiceId) ? EnquiryWords.Of(other[0].Facts, now) : null;
    }

    private static Found Row(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetString(1), row.GetGuid(2), row.GetGuid(3), row.GetBoolean(4), row.GetFieldValue<DateTimeOffset>(5), row.Maybe<string>(6), row.Maybe<Guid?>(7),
        FactsOf(row, 8), row.GetFieldValue<string[]>(17), row.GetFieldValue<string[]>(18));

    private static EnquiryFacts FactsOf(NpgsqlDataReader row, int first)
    {
        DateTimeOffset? At(int column) => row.Maybe<DateTimeOffset?>(first + column);
        var state = Codes.Kept<TicketState>(row.GetString(first));
        return new EnquiryFacts(state, row.GetInt32(first + 1), state.IsWaiting() ? At(2) : null, At(3), At(4), At(5), At(6), At(7), At(8));
    }

    private sealed record Found(Guid Id, string Reference, Guid ServiceId, Guid ServiceAreaId, bool Restricted, DateTimeOffset OpenedAt, string? Postcode, Guid? DuplicateOf, EnquiryFacts Facts, string[] Names, string[] Postcodes)
    {
        public bool IsProvedBy(string proof)
        {
            var postcode = Domain.Places.Postcode.Normalise(proof);
            if (postcode is not null && (postcode == Postcode || Postcodes.Contains(postcode))) return true;
            var name = Letters(proof);
            return name.Length > 0 && Names.Any(n => Letters(n) == name);
        }

        // Hyphens and blanks in names are written now this way, now that.
        private static string Letters(string name) => Folding.Fold(name).Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
    }
}
