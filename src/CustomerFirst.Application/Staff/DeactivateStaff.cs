using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Staff;

/// <summary>Closes an account: its sessions end within a minute and nobody signs in with it. What the person did stays theirs.</summary>
/// <param name="Version">The account's version as it was read.</param>
/// <param name="Reason">Why; kept in the audit trail.</param>
[Needs(Permission.ManageStaff)]
public sealed record DeactivateStaffCommand(Guid StaffId, int Version, string? Reason) : IdempotentCommand<Done>;

internal sealed class DeactivateStaffValidator : AbstractValidator<DeactivateStaffCommand>
{
    public DeactivateStaffValidator() =>
        RuleFor(c => c.Reason).IsReason("Enter why the account is closed");
}

internal sealed class DeactivateStaffHandler(StaffChange change, AuditTrail audit) : IRequestHandler<DeactivateStaffCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(DeactivateStaffCommand request, CancellationToken cancellationToken)
    {
        var read = await change.ReadAsync(request.StaffId, request.Version, cancellationToken);
        if (!read.Ok) return read.Error!;
        var account = read.Value;
        if (!account.Active) return new AccountClosed();
        if (await change.IsLastAdministratorAsync(account, cancellationToken)) return new LastAdministrator();
        account.Active = false;
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        account.Version++;
        audit.Because(request.Reason!.Trim());
        return Done.Value;
    }
}

/// <summary>Opens a closed account again, with a new one-time password: the old password may have been forgotten, or known to others.</summary>
/// <param name="Version">The account's version as it was read.</param>
[Needs(Permission.ManageStaff)]
public sealed record ReactivateStaffCommand(Guid StaffId, int Version) : IdempotentCommand<OneTimePassword>;

internal sealed class ReactivateStaffHandler(StaffChange change, OneTimePasswords passwords) : IRequestHandler<ReactivateStaffCommand, Result<OneTimePassword>>
{
    public async Task<Result<OneTimePassword>> Handle(ReactivateStaffCommand request, CancellationToken cancellationToken)
    {
        var read = await change.ReadAsync(request.StaffId, request.Version, cancellationToken);
        if (!read.Ok) return read.Error!;
        if (read.Value.Active) return new AccountOpen();
        read.Value.Active = true;
        read.Value.Version++;
        return passwords.Give(read.Value);
    }
}
