using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>All of an account that decides what its person may see and do, as it stands now.</summary>
/// <param name="SecurityStamp">Changes with the password, the second factor and the administrator's changes; ends other sessions.</param>
/// <param name="Wards">The ward rows in force of the wards that a member serves today.</param>
/// <param name="MustSetUpTwoFactor">A role demands a second factor and there is none yet.</param>
public sealed record StaffIdentity(
    Guid Id, string Name, string SecurityStamp, bool KeyboardShortcuts, Guid? OfficeId, IReadOnlyList<Role> Roles, IReadOnlyList<Guid> ServiceAreas, IReadOnlyList<Guid> Teams,
    IReadOnlyList<Guid> Wards, bool MustSetUpTwoFactor, bool MustChangePassword);

/// <summary>Reads identities: at sign-in and then once a minute for a session, so that no page has to.</summary>
public sealed class StaffIdentities(CustomerFirstDb db, TimeProvider time)
{
    /// <summary>The identity of an active account; null when there is none.</summary>
    public async Task<StaffIdentity?> FindAsync(Guid id, CancellationToken token)
    {
        var today = CouncilTime.DateOf(time.GetUtcNow());
        var account = await db.Users.AsNoTracking().Include(a => a.Roles).Include(a => a.ServiceAreas).Include(a => a.Teams).AsSplitQuery()
            .SingleOrDefaultAsync(a => a.Id == id && a.Active, token);
        if (account is null) return null;
        var wards = await db.Set<WardMember>().Where(m => m.StaffId == id && m.From <= today && (m.To == null || m.To > today))
            .Join(db.Wards.Where(w => w.EffectiveFrom <= today && (w.EffectiveTo == null || w.EffectiveTo > today)), m => m.WardCode, w => w.Code, (_, w) => w.Id)
            .Distinct().ToListAsync(token);
        var roles = account.Roles.Select(r => r.Role).ToList();
        return new StaffIdentity(account.Id, account.DisplayName, account.SecurityStamp ?? "", account.KeyboardShortcuts, account.OfficeId, roles,
            [.. account.ServiceAreas.Select(a => a.ServiceAreaId)], [.. account.Teams.Select(t => t.TeamId)], wards,
            !account.TwoFactorEnabled && await db.Set<RolePolicy>().AnyAsync(p => p.RequiresTwoFactor && roles.Contains(p.Role), token), account.MustChangePassword);
    }
}
