using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Tickets;

/// <summary>What a queue can be filtered by, and the names of what a filter has chosen.</summary>
[Needs(Permission.SeeQueues)]
public sealed record GetFilterChoicesQuery(TicketFilter Filter) : IQuery<FilterChoices>;

/// <summary>The choices by name. Teams and services are those of the chosen areas, so that a list of thousands is never sent.</summary>
/// <param name="Assignee">The name of the chosen assignee.</param>
public sealed record FilterChoices(IReadOnlyList<FilterChoice> Areas, IReadOnlyList<FilterChoice> Teams, IReadOnlyList<FilterChoice> Services, IReadOnlyList<FilterChoice> Wards,
    IReadOnlyList<FilterChoice> Constituencies, string? Assignee);

/// <summary>One choice.</summary>
public sealed record FilterChoice(Guid Id, string Name);

internal sealed class GetFilterChoicesHandler(CustomerFirstDb db, Catalogue catalogue, CurrentActor current) : IRequestHandler<GetFilterChoicesQuery, Result<FilterChoices>>
{
    public async Task<Result<FilterChoices>> Handle(GetFilterChoicesQuery query, CancellationToken cancellationToken)
    {
        var (filter, snapshot) = (query.Filter, await catalogue.GetAsync(cancellationToken));
        // Wards of today, and those of earlier boundaries that the filter names.
        var chosen = filter.Wards.ToArray();
        var wards = await db.Wards.AsNoTracking().Where(w => w.EffectiveTo == null || chosen.Contains(w.Id)).OrderBy(w => w.Name).Select(w => new FilterChoice(w.Id, w.Name)).ToListAsync(cancellationToken);
        var chosenConstituencies = filter.Constituencies.ToArray();
        List<FilterChoice> constituencies = chosenConstituencies.Length == 0 ? []
            : await db.Constituencies.AsNoTracking().Where(c => chosenConstituencies.Contains(c.Id)).OrderBy(c => c.Name).Select(c => new FilterChoice(c.Id, c.Name)).ToListAsync(cancellationToken);
        return new FilterChoices(
            [.. snapshot.Areas.Select(a => new FilterChoice(a.Id, a.Name))],
            [.. snapshot.Teams.Where(t => current.Actor.Teams.Contains(t.Id) || filter.Teams.Contains(t.Id) || (t.ServiceAreaId is { } area ? filter.Areas.Contains(area) : t.Active)).Select(t => new FilterChoice(t.Id, t.Name))],
            [.. snapshot.Services.Where(s => filter.Areas.Contains(s.ServiceAreaId) || filter.Services.Contains(s.Id)).Select(s => new FilterChoice(s.Id, s.Name))],
            wards, constituencies, await AssigneeAsync(filter.Assignee, cancellationToken));
    }

    private async Task<string?> AssigneeAsync(Guid? assignee, CancellationToken token) =>
        assignee is not { } id ? null : id == current.Actor.Id ? current.Actor.Name : await db.Users.Where(s => s.Id == id).Select(s => s.DisplayName).FirstOrDefaultAsync(token);
}
