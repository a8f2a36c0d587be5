using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Tickets;

/// <summary>Keeps a filter under a name; one of the same name is replaced.</summary>
[Needs(Permission.SeeQueues)]
public sealed record SaveFilterCommand(string? Name, TicketFilter Filter) : IdempotentCommand<KeptFilter>;

/// <summary>A filter that is kept.</summary>
/// <param name="Query">Its query string, without the question mark.</param>
public sealed record KeptFilter(Guid Id, string Name, string Query);

internal sealed class SaveFilterValidator : AbstractValidator<SaveFilterCommand>
{
    public SaveFilterValidator()
    {
        RuleFor(c => c.Name).NotEmpty().WithMessage("Enter a name for the filter").MaximumLength(60).WithMessage("The name must be 60 characters or fewer");
        RuleFor(c => c.Filter).Must(f => f.Query().Length <= 4_000).WithMessage("The filter has too many values to be kept");
    }
}

internal sealed class SaveFilterHandler(CustomerFirstDb db, CurrentActor current, TimeProvider time) : IRequestHandler<SaveFilterCommand, Result<KeptFilter>>
{
    private const int Most = 30;

    public async Task<Result<KeptFilter>> Handle(SaveFilterCommand command, CancellationToken cancellationToken)
    {
        if (current.Actor.StaffId is not { } staff) return new Forbidden("Only a member of staff can keep filters.");
        var (name, now) = (command.Name!.Trim(), time.GetUtcNow());
        var kept = await db.Set<SavedFilter>().Where(f => f.StaffId == staff).ToListAsync(cancellationToken);
        if (kept.FirstOrDefault(f => f.Name == name) is { } same)
        {
            same.Become(command.Filter, now);
            return new KeptFilter(same.Id, same.Name, same.Query);
        }
        if (kept.Count >= Most) return new NotAccepted(nameof(command.Name), $"You keep {Most} filters already. Remove one first");
        var filter = SavedFilter.Keep(Ids.New(now), staff, name, command.Filter, now);
        db.Add(filter);
        return new KeptFilter(filter.Id, filter.Name, filter.Query);
    }
}
