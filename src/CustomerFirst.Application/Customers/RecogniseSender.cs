using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// Finds out who sent an e-mail, a text or a web form, where nobody looks who could choose: by the same check that guards new customers, and by the rules of an import. Who is surely there is found and not changed, for anybody
/// can write anything into a form; who is not there gets a record; who may be somebody known gets one too, and a reviewer says whether they are the same. Tells the sender nothing.
/// </summary>
/// <param name="Details">What the message says of its sender. Without a name nobody is created.</param>
[Needs(Permission.CreateCustomer)]
public sealed record RecogniseSenderCommand(CustomerDetails Details) : IdempotentCommand<RecognisedSender>;

/// <summary>What came of looking for a sender.</summary>
public enum SenderOutcome
{
    /// <summary>A customer who is there.</summary>
    Recognised,
    /// <summary>Nobody who is there: a new record.</summary>
    Created,
    /// <summary>Perhaps somebody who is there: a new record, which waits for a reviewer beside theirs.</summary>
    ToReview,
    /// <summary>Nobody surely, or several, and too little to make a record of: the contact is anonymous until a person says whose it is.</summary>
    Unknown,
}

/// <summary>The sender.</summary>
/// <param name="CustomerId">Null where they are unknown.</param>
/// <param name="Because">Why they are somebody who is there, or may be, for people and without personal data.</param>
public sealed record RecognisedSender(SenderOutcome Outcome, Guid? CustomerId, int? Version, IReadOnlyList<string> Because);

internal sealed class RecogniseSenderValidator : AbstractValidator<RecogniseSenderCommand>
{
    public RecogniseSenderValidator(TimeProvider time)
    {
        // All rules of a customer's details but the one that there must be a name.
        RuleFor(c => Named(c.Details)).SetValidator(new CustomerDetailsValidator(time)).OverridePropertyName(nameof(RecogniseSenderCommand.Details));
        RuleFor(c => c.Details.Emails).Must((c, emails) => emails.Count + c.Details.Telephones.Count > 0 || RecogniseSenderHandler.HasName(c.Details)).WithMessage("Give the sender's e-mail address, telephone number or name");
    }

    private static CustomerDetails Named(CustomerDetails details) => RecogniseSenderHandler.HasName(details) ? details : details with { FamilyName = "-" };
}

internal sealed class RecogniseSenderHandler(CustomerFirstDb db, CandidateFinder finder, CurrentActor current, AuditTrail audit, TimeProvider time) : IRequestHandler<RecogniseSenderCommand, Result<RecognisedSender>>
{
    public async Task<Result<RecognisedSender>> Handle(RecogniseSenderCommand request, CancellationToken cancellationToken)
    {
        var details = request.Details.Normalised();
        string[] points = [.. details.Emails, .. details.Telephones.Select(t => t.Number)];
        await OneAtATimeAsync(points, cancellationToken);
        bool Reaches(HeldCustomer held) => held.Emails.Concat(held.Telephones).Intersect(points).Any();
        var found = await finder.FindAsync(details.Profile(), current.Actor, CustomerCandidates.Likely, cancellationToken, always: Reaches);
        // Where the sender gives no name, an address or number that one customer alone has is theirs.
        var sure = found.Where(f => HasName(details) ? f.IsSurely(details.DateOfBirth, ScoredCandidate.Sure) : Reaches(f.Customer)).ToList();
        if (sure.Count == 1) return await RecogniseAsync(sure[0], cancellationToken);
        // Of several who surely are the sender only a person can say which, and each further message would make one more. A name alone, or a machine's address, makes nobody.
        if (sure.Count > 1 || !HasName(details) || !TellsApart(details)) return new RecognisedSender(SenderOutcome.Unknown, null, null, sure.Count > 1 ? ["several records may be theirs"] : []);

        // Who only shares a telephone or an e-mail, as a family does, is somebody else.
        var alike = found.Where(f => f.Probability >= CustomerCandidates.Likely).Take(ScoredCandidate.MostPairs).ToList();
        var now = time.GetUtcNow();
        var customer = db.AddNewCustomer(details, current.Actor, now);
        foreach (var other in alike) db.Add(other.PairWith(customer.Id, now).MadeDespite("A message made the record, and it was not sure whose it is", current.Actor.Id, now, heldApart: false));
        return new RecognisedSender(alike.Count > 0 ? SenderOutcome.ToReview : SenderOutcome.Created, customer.Id, customer.Version, alike.Count > 0 ? alike[0].Words : []);
    }

    internal static bool HasName(CustomerDetails details) => !string.IsNullOrWhiteSpace(details.FamilyName) || !string.IsNullOrWhiteSpace(details.GivenNames);

    private static bool TellsApart(CustomerDetails details) => details.Telephones.Count > 0 || details.Emails.Any(e => !EmailAddress.IsMachine(e)) || (details.Emails.Count == 0 && (details.DateOfBirth is not null || details.Address is not null));

    private async Task<RecognisedSender> RecogniseAsync(ScoredCandidate found, CancellationToken token)
    {
        var (id, version) = (found.Customer.Id, await db.Customers.Where(c => c.Id == found.Customer.Id).Select(c => c.Version).SingleAsync(token));
        audit.Did(RecordKind.Customer, id, "name", "contact_points");
        return new RecognisedSender(SenderOutcome.Recognised, id, version, found.Words);
    }

    // Two messages that a sender writes in one moment make one record: the second waits until the first is kept.
    private async Task OneAtATimeAsync(string[] points, CancellationToken token)
    {
        if (points.Length == 0) return;
        await db.Database.BeginTransactionAsync(token);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(point) from (select distinct hashtextextended(p, 0) as point from unnest({points}) p order by 1) s", token);
    }
}
