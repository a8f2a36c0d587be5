using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>What the form of an account offers to choose from.</summary>
[Needs(Permission.ManageStaff)]
public sealed record ListStaffChoicesQuery : IQuery<StaffChoices>;

/// <summary>A thing to choose, by its name.</summary>
public sealed record Named(Guid Id, string Name);

/// <summary>A ward to choose, by its code.</summary>
public sealed record NamedWard(string Code, string Name);

/// <summary>Offices and teams at work, every service area, every ward in force today or later; each by name.</summary>
public sealed record StaffChoices(IReadOnlyList<Named> Offices, IReadOnlyList<Named> ServiceAreas, IReadOnlyList<Named> Teams, IReadOnlyList<NamedWard> Wards);

internal sealed class ListStaffChoicesHandler(CustomerFirstDb db, Catalogue catalogue, TimeProvider time) : IRequestHandler<ListStaffChoicesQuery, Result<StaffChoices>>
{
    public async Task<Result<StaffChoices>> Handle(ListStaffChoicesQuery request, CancellationToken cancellationToken)
    {
        var snapshot = await catalogue.GetAsync(cancellationToken);
        var today = CouncilTime.DateOf(time.GetUtcNow());
        var wards = await db.Wards.AsNoTracking().Where(w => w.EffectiveTo == null || w.EffectiveTo > today).Select(w => new { w.Code, w.Name, w.EffectiveFrom }).ToListAsync(cancellationToken);
        return new StaffChoices(
            [.. snapshot.Offices.Where(o => o.Active).Select(o => new Named(o.Id, o.Name))], [.. snapshot.Areas.Select(a => new Named(a.Id, a.Name))],
            [.. snapshot.Teams.Where(t => t.Active).Select(t => new Named(t.Id, t.Name))],
            [.. wards.OrderByDescending(w => w.EffectiveFrom).DistinctBy(w => w.Code).OrderBy(w => w.Name, StringComparer.OrdinalIgnoreCase).Select(w => new NamedWard(w.Code, w.Name))]);
    }
}
