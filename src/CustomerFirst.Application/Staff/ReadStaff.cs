using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>One member of staff.</summary>
[Needs(Permission.ManageStaff)]
public sealed record ReadStaffQuery(Guid StaffId) : IQuery<StaffDetails>;

/// <summary>A member of staff with all that an administrator decides about them.</summary>
/// <param name="Version">To be sent back with a change.</param>
/// <param name="MustChangePassword">The one-time password was not used yet.</param>
/// <param name="HasPassword">False for an account that came without one: nobody can sign in with it.</param>
/// <param name="LockedUntil">After too many wrong guesses; null when sign-in is possible.</param>
/// <param name="Wards">Served by an elected member, the latest first.</param>
/// <param name="Changes">What others changed of the account, the latest first.</param>
public sealed record StaffDetails(
    Guid Id, int Version, StaffEntered Staff, string? Office, IReadOnlyList<string> ServiceAreas, IReadOnlyList<string> Teams, bool Active, DateTimeOffset CreatedAt, bool TwoFactor,
    bool MustChangePassword, bool HasPassword, DateTimeOffset? LockedUntil, IReadOnlyList<WardServed> Wards, IReadOnlyList<StaffChangeLine> Changes);

/// <summary>A ward that a member serves or served.</summary>
/// <param name="Name">The ward's latest name; its code where the ward is not known.</param>
/// <param name="LastDay">Null while no end is known.</param>
public sealed record WardServed(Guid Id, string Code, string Name, DateOnly From, DateOnly? LastDay);

/// <summary>A change of an account by somebody else: which fields, and of roles, areas and teams which went and which came. No other values.</summary>
/// <param name="Action">The command's name without its ending: ChangeStaff.</param>
public sealed record StaffChangeLine(DateTimeOffset At, string Action, string? Who, IReadOnlyList<string> Fields, IReadOnlyList<HistoryChange> Changes);

internal sealed class ReadStaffHandler(CustomerFirstDb db, Catalogue catalogue, TimeProvider time) : IRequestHandler<ReadStaffQuery, Result<StaffDetails>>
{
    private const int ChangesShown = 25;

    public async Task<Result<StaffDetails>> Handle(ReadStaffQuery request, CancellationToken cancellationToken)
    {
        var account = await db.Users.AsNoTracking().Include(a => a.Roles).Include(a => a.ServiceAreas).Include(a => a.Teams).AsSplitQuery()
            .SingleOrDefaultAsync(a => a.Id == request.StaffId, cancellationToken);
        if (account is null) return new NotFound("member of staff");
        var snapshot = await catalogue.GetAsync(cancellationToken);
        var entered = new StaffEntered(account.DisplayName, account.Email ?? "", account.JobTitle, account.OfficeId, [.. account.Roles.Select(r => r.Role).Order()],
            [.. account.ServiceAreas.Select(a => a.ServiceAreaId)], [.. account.Teams.Select(t => t.TeamId)]);
        return new StaffDetails(account.Id, account.Version, entered, account.OfficeId is { } office ? snapshot.OfficesById.GetValueOrDefault(office)?.Name : null,
            Names(entered.ServiceAreaIds, id => snapshot.AreasById.GetValueOrDefault(id)?.Name), Names(entered.TeamIds, id => snapshot.TeamsById.GetValueOrDefault(id)?.Name),
            account.Active, account.CreatedAt, account.TwoFactorEnabled, account.MustChangePassword, account.PasswordHash is not null,
            account.LockoutEnd > time.GetUtcNow() ? account.LockoutEnd : null, await WardsAsync(account.Id, cancellationToken), await ChangesAsync(account.Id, cancellationToken));
    }

    private static List<string> Names(IEnumerable<Guid> ids, Func<Guid, string?> name) => [.. ids.Select(name).OfType<string>().Order(StringComparer.OrdinalIgnoreCase)];

    private async Task<IReadOnlyList<WardServed>> WardsAsync(Guid id, CancellationToken token)
    {
        var rows = await db.Set<WardMember>().AsNoTracking().Where(m => m.StaffId == id).OrderByDescending(m => m.From)
            .Select(m => new { m.Id, m.WardCode, m.From, m.To, Name = db.Wards.Where(w => w.Code == m.WardCode).OrderByDescending(w => w.EffectiveFrom).Select(w => w.Name).FirstOrDefault() })
            .ToListAsync(token);
        return [.. rows.Select(m => new WardServed(m.Id, m.WardCode, m.Name ?? m.WardCode, m.From, m.To?.AddDays(-1)))];
    }

    // What the person did to the account, signing in above all, is nobody's business here; the audit trail has it.
    private async Task<IReadOnlyList<StaffChangeLine>> ChangesAsync(Guid id, CancellationToken token)
    {
        var rows = await db.Set<AuditEntry>().AsNoTracking().Where(e => e.RecordId == id && e.RecordKind == RecordKind.Staff && e.ActorId != id && e.ActorKind != "public")
            .OrderByDescending(e => e.Id).Take(ChangesShown)
            .Select(e => new
            {
                e.At, e.Action, e.Fields, Who = db.Users.Where(u => u.Id == e.ActorId).Select(u => u.DisplayName).FirstOrDefault(),
                Values = db.Set<AuditValue>().Where(v => v.EntryId == e.Id).Select(v => v.Values).FirstOrDefault(),
            }).ToListAsync(token);
        var changes = new AuditChanges(await catalogue.GetAsync(token));
        return [.. rows.Select(r => new StaffChangeLine(r.At, r.Action, r.Who, r.Fields, [.. changes.Read(r.Values).Changes.Where(c => c.Field.StartsWith("staff_", StringComparison.Ordinal))]))];
    }
}
