using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Tickets;

/// <summary>What happens to a ticket as soon as it is raised.</summary>
public enum AfterRaising
{
    /// <summary>It waits, new, for its team.</summary>
    WaitsForTeam,
    /// <summary>Who raises it keeps it in hand.</summary>
    KeptInHand,
    /// <summary>It goes to the service's second-response team.</summary>
    HandedOver,
    /// <summary>It was resolved at first contact.</summary>
    Resolved,
}

/// <summary>Another customer of a ticket beside the one whose matter it is. Who acts for that one must be able to.</summary>
public sealed record OtherCustomer(Guid CustomerId, CustomerRole Role);

/// <summary>Raises a ticket, from a contact or without one.</summary>
[Needs(Permission.RaiseTicket)]
public sealed record RaiseTicketCommand : IdempotentCommand<RaisedTicket>
{
    public Guid ServiceId { get; init; }
    /// <summary>The service's name when empty.</summary>
    public string? Subject { get; init; }
    public string? Details { get; init; }
    /// <summary>By the key of the question.</summary>
    public IReadOnlyDictionary<string, string?> Answers { get; init; } = new Dictionary<string, string?>();
    public TicketLocation? Location { get; init; }
    /// <summary>The contact in progress that raises it; channel and customer are its own then.</summary>
    public Guid? ContactId { get; init; }
    /// <summary>Needed without a contact.</summary>
    public Channel? Channel { get; init; }
    /// <summary>The customer's key; null for the contact's customer, or an anonymous one.</summary>
    public Guid? CustomerId { get; init; }
    public IReadOnlyList<OtherCustomer> OtherCustomers { get; init; } = [];
    public Priority Priority { get; init; } = Priority.Normal;
    public AfterRaising Then { get; init; }
    /// <summary>For one resolved at first contact: what the customer was told.</summary>
    public string? CustomerTold { get; init; }
    /// <summary>The likely duplicates were looked at and this is a new matter.</summary>
    public bool DespiteDuplicates { get; init; }
    /// <summary>The customer asked their ward's member to act.</summary>
    public bool MemberMayKnowCustomer { get; init; }
}

/// <summary>
/// The ticket that was raised. Of a restricted one, somebody who is no officer of its area gets a receipt: the reference and nothing more.
/// </summary>
public sealed record RaisedTicket(string Reference, Guid? Id, TicketState? State, int? Version, DateTimeOffset? DueAt)
{
    /// <summary>Only the reference may be known.</summary>
    public bool ReceiptOnly => Id is null;
}

internal sealed class RaiseTicketValidator : AbstractValidator<RaiseTicketCommand>
{
    public RaiseTicketValidator(Catalogue catalogue, PlaceFinder places, TimeProvider time)
    {
        RuleFor(c => c.ServiceId).NotEmpty().WithMessage("Select a service");
        RuleFor(c => c.Subject).MaximumLength(300).WithMessage("Subject must be 300 characters or fewer: you entered {TotalLength}");
        RuleFor(c => c.Details).MaximumLength(10_000).WithMessage("Details must be 10,000 characters or fewer");
        RuleFor(c => c.Location).SetValidator(new TicketLocationValidator()!).When(c => c.Location is not null);
        RuleFor(c => c.Channel).NotNull().When(c => c.ContactId is null).WithMessage("Select how the customer reached us");
        RuleFor(c => c.CustomerTold).NotEmpty().When(c => c.Then == AfterRaising.Resolved).WithMessage("Enter what you told the customer");
        // Nothing that somebody wrote is dropped in silence.
        RuleFor(c => c.CustomerTold).Empty().When(c => c.Then != AfterRaising.Resolved).WithMessage("What you told the customer is kept only with an enquiry that you have finished now: choose that, or empty this");
        RuleFor(c => c.CustomerTold).MaximumLength(10_000).WithMessage("What you told the customer must be 10,000 characters or fewer");
        // FluentValidation's own rule asks by reflection each time whether an enum has flags.
        RuleFor(c => c.Priority).Must(p => Enum.IsDefined(p)).WithMessage("Select a priority");
        RuleFor(c => c.Then).Must(t => Enum.IsDefined(t)).WithMessage("Select what happens next");
        RuleFor(c => c.OtherCustomers).Must(o => o.Count <= 10).WithMessage("A ticket can have up to 10 other customers");
        // What is wrong with the answers is said together with the rest, not once the rest is mended.
        RuleFor(c => c.Answers).CustomAsync(async (answers, context, token) =>
        {
            if (!(await catalogue.GetAsync(token)).ServicesById.TryGetValue(context.InstanceToValidate.ServiceId, out var service)) return;
            foreach (var (field, message) in await LocationAnswer.UnknownAsync(places, service.Questions, answers, token)) context.AddFailure(new FluentValidation.Results.ValidationFailure(field, message));
            if (AnswersGiven.Check(service.Questions, answers, CouncilTime.DateOf(time.GetUtcNow())).Error is not Invalid invalid) return;
            foreach (var (field, messages) in invalid.Problems) foreach (var message in messages) context.AddFailure(new FluentValidation.Results.ValidationFailure(field, message));
        });
    }
}

internal sealed class RaiseTicketHandler(
    NewRows rows, CurrentActor current, Catalogue catalogue, TicketReferences references, TicketPlaces places, LikelyDuplicates duplicates,
    BeforeRaising before, ContactsAtWork contacts, TimeProvider time) : IRequestHandler<RaiseTicketCommand, Result<RaisedTicket>>
{
    public async Task<Result<RaisedTicket>> Handle(RaiseTicketCommand command, CancellationToken cancellationToken)
    {
        // First of all: in a contact that has ended, nothing else that is wrong can be put right.
        var (channel, customerId) = (command.Channel, command.CustomerId);
        if (command.ContactId is { } contactId)
        {
            var contact = await contacts.InProgressAsync(contactId, cancellationToken);
            if (contact.Error is { } ended) return ended;
            (channel, customerId) = (contact.Value.Channel, customerId ?? contact.Value.CustomerId);
        }
        var snapshot = await catalogue.GetAsync(cancellationToken);
        if (OnOffer(snapshot, command.ServiceId, time.GetUtcNow()) is not { } service) return new NotAccepted(nameof(command.ServiceId), "Select a service that is on offer");
        var answers = AnswersGiven.Check(service.Questions, command.Answers, CouncilTime.DateOf(time.GetUtcNow()));
        if (answers.Error is { } unanswered) return unanswered;
        if (Refusal(command, service) is { } refusal) return refusal;
        var place = await places.FindAsync(command.Location, cancellationToken);
        // Who is the contact's customer was looked at when they became that.
        Guid[] asking = [.. command.OtherCustomers.Select(o => o.CustomerId).Concat(command.CustomerId is { } named ? [named] : []).Distinct()];
        var alike = command.DespiteDuplicates ? null : duplicates.Ask(current.Actor, service.Id, customerId, place, command.ContactId);
        if (command.OtherCustomers.Count > 0)
        {
            if (await before.RefusalAsync(asking, OnBehalf(command, customerId), alike, cancellationToken) is { } problem) return problem;
        }
        else if (before.Condition(command.CustomerId, alike) is { } condition)
        {
            rows.OnlyIf(condition);
        }

        var now = time.GetUtcNow();
        var opening = new TicketOpening(service.Id, service.ServiceAreaId, service.Restricted, service.DefaultTeamId, command.Priority, Words(command.Subject) ?? service.Name,
            Words(command.Details), answers.Value, place, channel!.Value, Source: null, command.ContactId, customerId);
        var sla = snapshot.TermsFor(service.Id, command.Priority, now);
        var by = new StepBy(current.Actor.StaffId, now);
        var ticket = Ticket.Raise(Ids.New(now), await references.NextAsync(cancellationToken), opening, sla, by);
        if (command.MemberMayKnowCustomer) ticket.LetMemberKnowCustomer(may: true, by);
        // What the customer was told comes before the resolution, and so does its key.
        var told = command.Then != AfterRaising.Resolved ? null
            : TicketEntry.Write(Ids.New(by.At), ticket.Id, EntryKind.Update, command.CustomerTold!.Trim(), by.By, null, command.ContactId, by.At);
        var gone = GoOn(command, service, ticket, sla, by);
        if (gone.Error is { } illegal) return illegal;
        Add(ticket, command, customerId, told, by);
        return Answer(ticket);
    }

    // Of a customer whom nobody named nobody can say who may act for them.
    private ActingOnBehalf? OnBehalf(RaiseTicketCommand command, Guid? customerId)
    {
        if (customerId is not { } principal || !command.OtherCustomers.Any(o => o.Role == CustomerRole.ActingFor)) return null;
        var acting = command.OtherCustomers.Index().Where(o => o.Item.Role == CustomerRole.ActingFor).ToArray();
        return new ActingOnBehalf(ActingFor.Parameters([.. acting.Select(o => o.Item.CustomerId)], principal, CouncilTime.DateOf(time.GetUtcNow())), i => $"{nameof(command.OtherCustomers)}[{acting[i].Index}]");
    }

    /// <summary>The service when it is known, not withdrawn, and its area has gone live.</summary>
    internal static Service? OnOffer(CatalogueSnapshot snapshot, Guid serviceId, DateTimeOffset now) =>
        snapshot.ServicesById.GetValueOrDefault(serviceId) is { WithdrawnAt: null } service && !(snapshot.AreasById[service.ServiceAreaId].GoLive > CouncilTime.DateOf(now)) ? service : null;

    private NotAccepted? Refusal(RaiseTicketCommand command, Service service) => command.Then switch
    {
        AfterRaising.Resolved when !service.CanFinishAtFirstContact => new(nameof(command.Then), "This service cannot be finished at first contact: hand it over"),
        AfterRaising.HandedOver when service.DefaultTeamId is null => new(nameof(command.Then), "This service has no second-response team: keep the ticket in hand"),
        AfterRaising.KeptInHand when current.Actor.StaffId is null => new(nameof(command.Then), "Only a member of staff can keep a ticket in hand"),
        AfterRaising.KeptInHand when !Sees(service) => new(nameof(command.Then), "Only officers of this service can keep its tickets in hand: hand it over"),
        _ => null,
    };

    private static Result<Done> GoOn(RaiseTicketCommand command, Service service, Ticket ticket, SlaTerms sla, StepBy by)
    {
        switch (command.Then)
        {
            case AfterRaising.WaitsForTeam:
                return Done.Value;
            case AfterRaising.KeptInHand:
                return ticket.Take(by.By!.Value, sla, by);
            case AfterRaising.HandedOver:
                return ticket.HandOver(service.DefaultTeamId!.Value, null, sla, by);
            case AfterRaising.Resolved:
                return ticket.Resolve(atFirstContact: true, service.ObjectionDays, sla, by);
            default:
                throw new ArgumentOutOfRangeException(nameof(command));
        }
    }

    private void Add(Ticket ticket, RaiseTicketCommand command, Guid? customerId, TicketEntry? told, StepBy by)
    {
        rows.Add(ticket);
        foreach (var interval in ticket.Intervals) rows.Add(interval);
        if (customerId is { } subject) rows.Add(TicketCustomer.Create(ticket.Id, subject, CustomerRole.Subject));
        foreach (var other in command.OtherCustomers.Distinct().Where(o => o.CustomerId != customerId || o.Role != CustomerRole.Subject))
            rows.Add(TicketCustomer.Create(ticket.Id, other.CustomerId, other.Role));
        if (told is not null) rows.Add(told);
        if (command.ContactId is { } contactId) rows.Add(ContactTicket.Create(contactId, ticket.Id, ContactAct.Raised, by.At));
    }

    private bool Sees(Service service) =>
        TicketVisibility.Of(current.Actor).SightOf(service.ServiceAreaId, service.Restricted, service.DefaultTeamId, null, false) == TicketSight.Full;

    private RaisedTicket Answer(Ticket ticket) => ticket.SightFor(current.Actor) == TicketSight.Full
        ? new RaisedTicket(ticket.Reference, ticket.Id, ticket.State, ticket.Version, ticket.ResolutionDueAt)
        : new RaisedTicket(ticket.Reference, null, null, null, null);

    private static string? Words(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
