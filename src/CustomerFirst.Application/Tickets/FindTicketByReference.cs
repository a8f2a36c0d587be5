using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Tickets;

/// <summary>Which ticket a reference is, as people write or hear it.</summary>
[Needs(Permission.ViewTicket)]
public sealed record FindTicketByReferenceQuery(string? Reference) : IQuery<TicketLink>;

internal sealed class FindTicketByReferenceValidator : AbstractValidator<FindTicketByReferenceQuery>
{
    public FindTicketByReferenceValidator() =>
        RuleFor(q => q.Reference).Must(r => TicketReference.Read(r) is not null).WithMessage(q => TicketReference.IsSlip(q.Reference) ? TicketReference.Slip : "Enter a ticket reference, like CF-7K3M-29QX");
}

internal sealed class FindTicketByReferenceHandler(CustomerFirstDb db, CurrentActor current) : IRequestHandler<FindTicketByReferenceQuery, Result<TicketLink>>
{
    public async Task<Result<TicketLink>> Handle(FindTicketByReferenceQuery query, CancellationToken cancellationToken)
    {
        var reference = TicketReference.Read(query.Reference);
        var found = await db.Tickets.AsNoTracking().VisibleTo(current.Actor).Where(t => t.Reference == reference)
            .Select(t => new TicketLink(t.Id, t.Reference, t.Subject, t.State)).FirstOrDefaultAsync(cancellationToken);
        return found is null ? new NotFound("ticket") : found;
    }
}
