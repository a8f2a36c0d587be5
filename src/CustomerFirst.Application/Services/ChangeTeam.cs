using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Services;

/// <summary>Renames a team, or ends or renews its work. Tickets and staff stay with it.</summary>
/// <param name="Version">The team's version as it was read.</param>
[Needs(Permission.ManageServices)]
public sealed record ChangeTeamCommand(Guid TeamId, int Version, string Name, bool Active) : IdempotentCommand<Done>;

internal sealed class ChangeTeamValidator : AbstractValidator<ChangeTeamCommand>
{
    public ChangeTeamValidator() =>
        RuleFor(c => c.Name).NotEmpty().WithMessage("Enter the team's name").MaximumLength(120).WithMessage("The team's name must be 120 characters or fewer");
}

internal sealed class ChangeTeamHandler(CustomerFirstDb db, AfterSave after, Catalogue catalogue) : IRequestHandler<ChangeTeamCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(ChangeTeamCommand command, CancellationToken token)
    {
        if (await db.Teams.SingleOrDefaultAsync(t => t.Id == command.TeamId, token) is not { } team) return new NotFound("team");
        if (team.Version != command.Version) return new Stale(team.Version);
        var name = command.Name.Trim();
        if (await db.Teams.AnyAsync(t => t.Name == name && t.Id != team.Id, token)) return new NotAccepted(nameof(command.Name), "There is a team of this name already");
        if (!command.Active && await db.Services.AnyAsync(s => s.DefaultTeamId == team.Id && s.WithdrawnAt == null, token))
            return new NotAccepted(nameof(command.Active), "Services are handed to this team: choose another team for them first");
        team.Change(name, command.Active);
        after.Do(catalogue.Invalidate);
        return Done.Value;
    }
}
