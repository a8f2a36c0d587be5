using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Tickets;

/// <summary>Removes one of the actor's own kept filters.</summary>
[Needs(Permission.SeeQueues)]
public sealed record RemoveFilterCommand(Guid FilterId) : ICommand<Done>;

internal sealed class RemoveFilterValidator : AbstractValidator<RemoveFilterCommand>
{
    public RemoveFilterValidator() => RuleFor(c => c.FilterId).NotEmpty().WithMessage("Say which filter");
}

internal sealed class RemoveFilterHandler(CustomerFirstDb db, CurrentActor current) : IRequestHandler<RemoveFilterCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(RemoveFilterCommand command, CancellationToken cancellationToken)
    {
        if (await db.Set<SavedFilter>().FirstOrDefaultAsync(f => f.Id == command.FilterId && f.StaffId == current.Actor.StaffId, cancellationToken) is not { } filter) return new NotFound("filter");
        db.Remove(filter);
        return Done.Value;
    }
}
