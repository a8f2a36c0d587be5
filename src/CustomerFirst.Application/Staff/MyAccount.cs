using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>One's own account.</summary>
[Needs(Permission.SeeOwnAccount)]
public sealed record MyAccountQuery : IQuery<MyAccount>;

/// <summary>One's own account, as one may see it.</summary>
/// <param name="RecoveryCodesLeft">How many of the codes for a lost telephone are unused.</param>
/// <param name="TwoFactorDemanded">One of the roles does not work without a second factor.</param>
public sealed record MyAccount(
    string Name, string Email, string? JobTitle, string? Office, IReadOnlyList<Role> Roles, bool TwoFactor, bool TwoFactorDemanded, int RecoveryCodesLeft, bool KeyboardShortcuts);

internal sealed class MyAccountHandler(CustomerFirstDb db, CurrentActor current, StaffSecrets secrets) : IRequestHandler<MyAccountQuery, Result<MyAccount>>
{
    public async Task<Result<MyAccount>> Handle(MyAccountQuery request, CancellationToken cancellationToken)
    {
        var account = await db.Users.AsNoTracking().Include(a => a.Roles).SingleOrDefaultAsync(a => a.Id == current.Actor.StaffId, cancellationToken);
        if (account is null) return new NotFound("account");
        var roles = account.Roles.Select(r => r.Role).ToList();
        return new MyAccount(account.DisplayName, account.Email ?? "", account.JobTitle,
            await db.Offices.Where(o => o.Id == account.OfficeId).Select(o => o.Name).SingleOrDefaultAsync(cancellationToken), roles, account.TwoFactorEnabled,
            await db.Set<RolePolicy>().AnyAsync(p => p.RequiresTwoFactor && roles.Contains(p.Role), cancellationToken),
            await secrets.CodesLeftAsync(account.Id, cancellationToken), account.KeyboardShortcuts);
    }
}
