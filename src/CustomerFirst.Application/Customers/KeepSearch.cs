using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Customers;

/// <summary>Keeps what was typed into the search box for a day, under an id that its results page has in its address.</summary>
[Needs(Permission.FindCustomers)]
public sealed record KeepSearchCommand(string Terms) : ICommand<Guid>
{
    /// <inheritdoc />
    public override string ToString() => nameof(KeepSearchCommand);
}

internal sealed class KeepSearchValidator : AbstractValidator<KeepSearchCommand>
{
    public KeepSearchValidator(TimeProvider time) => RuleFor(s => s.Terms).CanBeSearchedFor(time);
}

internal sealed class KeepSearchHandler(CustomerFirstDb db, CurrentActor current, TimeProvider time) : IRequestHandler<KeepSearchCommand, Result<Guid>>
{
    public Task<Result<Guid>> Handle(KeepSearchCommand request, CancellationToken cancellationToken)
    {
        var search = new CustomerSearch { Id = Guid.NewGuid(), ActorId = current.Actor.Id, Terms = request.Terms.Trim(), At = time.GetUtcNow() };
        db.Add(search);
        return Task.FromResult<Result<Guid>>(search.Id);
    }
}
