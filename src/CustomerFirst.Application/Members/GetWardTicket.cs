using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Members;

/// <summary>
/// An enquiry of a ward that the member serves: what it is about, how it stands, what happened. Who the customer is, what they said and what was written
/// to them only where they asked their member to act; what staff write for themselves never.
/// </summary>
/// <param name="Reference">As people write it.</param>
[Needs(Permission.SeeWard)]
public sealed record GetWardTicketQuery(string? Reference) : IQuery<WardTicket>;

/// <summary>An enquiry as the ward's member sees it.</summary>
/// <param name="Ticket">Without the customer, unless they asked the member to act.</param>
/// <param name="Near">The postcode's sector, where the place must not tell who it is.</param>
/// <param name="KnowsCustomer">The customer asked the member to act.</param>
public sealed record WardTicket(TicketView Ticket, string? Near, bool KnowsCustomer) : IShowsRecords
{
    /// <inheritdoc />
    public IEnumerable<SeenRecord> Seen => Ticket.Seen;
}

internal sealed class GetWardTicketValidator : AbstractValidator<GetWardTicketQuery>
{
    public GetWardTicketValidator() => RuleFor(q => q.Reference).NotEmpty().WithMessage("Enter a reference");
}

internal sealed class GetWardTicketHandler(IRequestHandler<GetTicketQuery, Result<TicketView>> tickets, CurrentActor current) : IRequestHandler<GetWardTicketQuery, Result<WardTicket>>
{
    public async Task<Result<WardTicket>> Handle(GetWardTicketQuery request, CancellationToken cancellationToken)
    {
        var found = await tickets.Handle(new GetTicketQuery(null, request.Reference), cancellationToken);
        if (found.Error is { } error) return error;
        var ticket = found.Value;
        // Somebody who is an adviser as well sees more than their ward; on a member's page they see what a member sees.
        if (ticket.Restricted || ticket.Place.WardId is not { } ward || !current.Actor.Wards.Contains(ward)) return new NotFound("ticket");
        var knows = ticket.MemberMayKnowCustomer;
        var place = ticket.Place;
        return new WardTicket(ticket with
        {
            Subject = knows ? ticket.Subject : ticket.Service.Name,
            Details = knows ? ticket.Details : null,
            Answers = knows ? ticket.Answers : [],
            Customers = knows ? ticket.Customers : [],
            ContactId = null,
            Assignee = null, AssigneeId = null, RaisedBy = null,
            Place = knows ? place : place with { Address = null, Postcode = null, Uprn = null, Latitude = null, Longitude = null },
            DuplicateOf = null, Duplicates = [], Steps = [],
            Timeline = [.. ticket.Timeline.Where(i => i.Kind == TimelineKind.Step || (knows && i.Kind == TimelineKind.Update)).Select(i => i with { By = null, Assignee = null, Text = i.Kind == TimelineKind.Update ? i.Text : null })],
        }, SeeWardHandler.SectorOf(place.Postcode), knows);
    }
}
