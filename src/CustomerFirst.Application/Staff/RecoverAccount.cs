using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>Gives somebody who forgot their password a one-time password; every session of the person ends.</summary>
/// <param name="Version">The account's version as it was read.</param>
[Needs(Permission.ManageStaff)]
public sealed record IssueOneTimePasswordCommand(Guid StaffId, int Version) : IdempotentCommand<OneTimePassword>;

internal sealed class IssueOneTimePasswordHandler(StaffChange change, OneTimePasswords passwords, SignInAttempts attempts) : IRequestHandler<IssueOneTimePasswordCommand, Result<OneTimePassword>>
{
    public async Task<Result<OneTimePassword>> Handle(IssueOneTimePasswordCommand request, CancellationToken cancellationToken)
    {
        var read = await change.ReadAsync(request.StaffId, request.Version, cancellationToken);
        if (!read.Ok) return read.Error!;
        if (!read.Value.Active) return new AccountClosed();
        read.Value.Version++;
        await attempts.ForgetAsync(read.Value.Id, cancellationToken);
        return passwords.Give(read.Value);
    }
}

/// <summary>Takes the second factor away from somebody who lost it. Where a role demands one, it is set up anew at the next sign-in.</summary>
/// <param name="Version">The account's version as it was read.</param>
[Needs(Permission.ManageStaff)]
public sealed record ResetTwoFactorCommand(Guid StaffId, int Version) : IdempotentCommand<Done>;

internal sealed class ResetTwoFactorHandler(StaffChange change, StaffSecrets secrets) : IRequestHandler<ResetTwoFactorCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(ResetTwoFactorCommand request, CancellationToken cancellationToken)
    {
        var read = await change.ReadAsync(request.StaffId, request.Version, cancellationToken);
        if (!read.Ok) return read.Error!;
        var account = read.Value;
        if (!account.TwoFactorEnabled) return new TwoFactorIsOff();
        await secrets.RemoveAsync(account.Id, cancellationToken);
        account.TwoFactorEnabled = false;
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        account.Version++;
        return Done.Value;
    }
}

/// <summary>Lets somebody try again at once who guessed wrong too often.</summary>
[Needs(Permission.ManageStaff)]
public sealed record UnlockStaffCommand(Guid StaffId) : IdempotentCommand<Done>;

internal sealed class UnlockStaffHandler(CustomerFirstDb db, SignInAttempts attempts, AuditTrail audit) : IRequestHandler<UnlockStaffCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(UnlockStaffCommand request, CancellationToken cancellationToken)
    {
        if (!await db.Users.AnyAsync(a => a.Id == request.StaffId, cancellationToken)) return new NotFound("member of staff");
        await attempts.ForgetAsync(request.StaffId, cancellationToken);
        audit.Did(RecordKind.Staff, request.StaffId, "lockout_end");
        return Done.Value;
    }
}
