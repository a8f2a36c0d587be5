using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>What there is to administer, counted.</summary>
[Needs(Permission.ManageServices)]
public sealed record ReadAdministrationQuery : IQuery<Administration>;

/// <summary>What there is to administer.</summary>
/// <param name="Services">On offer.</param>
/// <param name="WithoutSla">Of them without an SLA in force: their tickets have no targets.</param>
/// <param name="Wards">In force today.</param>
/// <param name="LastBankHoliday">The last one that is known; deadlines behind it do not know of any.</param>
/// <param name="Staff">Open accounts.</param>
/// <param name="ApiClients">Whose keys work today.</param>
public sealed record Administration(
    int ServiceAreas, int Services, int WithoutSla, int Teams, int Calendars, DateOnly? LastBankHoliday, int Wards, int Constituencies, int Postcodes, int Properties, int Offices, int Staff, int ApiClients);

internal sealed class ReadAdministrationHandler(CustomerFirstDb db, Catalogue catalogue, TimeProvider time) : IRequestHandler<ReadAdministrationQuery, Result<Administration>>
{
    public async Task<Result<Administration>> Handle(ReadAdministrationQuery request, CancellationToken cancellationToken)
    {
        var snapshot = await catalogue.GetAsync(cancellationToken);
        var now = time.GetUtcNow();
        var today = CouncilTime.DateOf(now);
        var offered = snapshot.Services.Where(s => s.WithdrawnAt is null).ToList();
        var last = await db.BankHolidays.Where(h => h.Division == CatalogueSnapshot.Division).MaxAsync(h => (DateOnly?)h.Date, cancellationToken);
        var wards = await db.Wards.CountAsync(w => w.EffectiveFrom <= today && (w.EffectiveTo == null || w.EffectiveTo > today), cancellationToken);
        var constituencies = await db.Constituencies.CountAsync(c => c.EffectiveFrom <= today && (c.EffectiveTo == null || c.EffectiveTo > today), cancellationToken);
        return new Administration(
            snapshot.Areas.Count, offered.Count, offered.Count(s => snapshot.SlaOf(s.Id, today) is null), snapshot.Teams.Count(t => t.Active), snapshot.Calendars.Count, last, wards, constituencies,
            await db.Postcodes.CountAsync(cancellationToken), await db.Properties.CountAsync(p => p.Status != Domain.Places.PropertyStatus.Historic, cancellationToken), snapshot.Offices.Count(o => o.Active), await db.Users.CountAsync(a => a.Active, cancellationToken),
            await db.Set<ApiClient>().CountAsync(c => c.RevokedAt == null && c.ExpiresAt > now, cancellationToken));
    }
}
