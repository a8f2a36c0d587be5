using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Services;

/// <summary>Sets a team up.</summary>
/// <param name="ServiceAreaId">The area that a second-response team works for; null for a first-response team.</param>
[Needs(Permission.ManageServices)]
public sealed record CreateTeamCommand(string Name, ResponseTier Tier, Guid? ServiceAreaId) : IdempotentCommand<Guid>;

internal sealed class CreateTeamValidator : AbstractValidator<CreateTeamCommand>
{
    public CreateTeamValidator()
    {
        RuleFor(c => c.Name).NotEmpty().WithMessage("Enter the team's name").MaximumLength(120).WithMessage("The team's name must be 120 characters or fewer");
        RuleFor(c => c.Tier).IsInEnum().WithMessage("Select first or second response");
        RuleFor(c => c.ServiceAreaId).NotEmpty().When(c => c.Tier == ResponseTier.Second).WithMessage("Select the service area that the team works for");
        RuleFor(c => c.ServiceAreaId).Null().When(c => c.Tier == ResponseTier.First).WithMessage("A first-response team works for every service area");
    }
}

internal sealed class CreateTeamHandler(CustomerFirstDb db, AfterSave after, Catalogue catalogue, TimeProvider time) : IRequestHandler<CreateTeamCommand, Result<Guid>>
{
    public async Task<Result<Guid>> Handle(CreateTeamCommand command, CancellationToken token)
    {
        var name = command.Name.Trim();
        if (await db.Teams.AnyAsync(t => t.Name == name, token)) return new NotAccepted(nameof(command.Name), "There is a team of this name already");
        if (command.ServiceAreaId is { } area && !await db.ServiceAreas.AnyAsync(a => a.Id == area, token)) return new NotAccepted(nameof(command.ServiceAreaId), "Select a service area that is there");
        var team = Team.Create(Ids.New(time.GetUtcNow()), name, command.Tier, command.ServiceAreaId);
        db.Add(team);
        after.Do(catalogue.Invalidate);
        return team.Id;
    }
}
