using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Tickets;

/// <summary>Which tickets may be about the same matter, to be shown before one is raised.</summary>
/// <param name="CustomerId">Null for an anonymous customer.</param>
/// <param name="ContactId">The contact that would raise it; null for none.</param>
[Needs(Permission.RaiseTicket)]
public sealed record FindDuplicatesQuery(Guid ServiceId, Guid? CustomerId, TicketLocation? Location, Guid? ContactId = null) : IQuery<FoundDuplicates>;

/// <summary>Likely duplicates, those of the contact first, then the latest that are open, then those that were delivered last; at most 10.</summary>
public sealed record FoundDuplicates(IReadOnlyList<LikelyDuplicate> Tickets);

internal sealed class FindDuplicatesValidator : AbstractValidator<FindDuplicatesQuery>
{
    public FindDuplicatesValidator()
    {
        RuleFor(q => q.ServiceId).NotEmpty().WithMessage("Select a service");
        RuleFor(q => q.Location).SetValidator(new TicketLocationValidator()!).When(q => q.Location is not null);
    }
}

internal sealed class FindDuplicatesHandler(LikelyDuplicates duplicates, TicketPlaces places, CurrentActor current) : IRequestHandler<FindDuplicatesQuery, Result<FoundDuplicates>>
{
    public async Task<Result<FoundDuplicates>> Handle(FindDuplicatesQuery query, CancellationToken cancellationToken)
    {
        var place = await places.FindAsync(query.Location, cancellationToken);
        return new FoundDuplicates(await duplicates.FindAsync(current.Actor, query.ServiceId, query.CustomerId, place, query.ContactId, cancellationToken));
    }
}
