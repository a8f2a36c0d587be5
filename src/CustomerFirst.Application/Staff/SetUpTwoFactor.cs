using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>Begins to set up the second factor: makes the key that the next page shows.</summary>
[Needs(Permission.SeeOwnAccount)]
public sealed record BeginTwoFactorCommand : ICommand<Done>;

internal sealed class BeginTwoFactorHandler(CustomerFirstDb db, CurrentActor current, StaffSecrets secrets, AuditTrail audit) : IRequestHandler<BeginTwoFactorCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(BeginTwoFactorCommand request, CancellationToken cancellationToken)
    {
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(a => a.Id == current.Actor.StaffId, cancellationToken) is not { } account) return new NotFound("account");
        if (account.TwoFactorEnabled) return new TwoFactorIsOn();
        await secrets.BeginAsync(account.Id, cancellationToken);
        audit.Did(RecordKind.Staff, account.Id, "twoFactorBegun");
        return Done.Value;
    }
}

/// <summary>The key of a set-up that was begun, for the QR code and to type by hand.</summary>
/// <param name="Issuer">What the app shows beside the code.</param>
[Needs(Permission.SeeOwnAccount)]
public sealed record TwoFactorKeyQuery(string Issuer) : IQuery<TwoFactorKey>;

/// <summary>A key to be taken over by an authenticator app.</summary>
/// <param name="Typed">In groups of four, to be typed.</param>
/// <param name="Uri">What the QR code carries.</param>
public sealed record TwoFactorKey(string Typed, string Uri)
{
    /// <inheritdoc />
    public override string ToString() => nameof(TwoFactorKey);
}

internal sealed class TwoFactorKeyHandler(CustomerFirstDb db, CurrentActor current, StaffSecrets secrets) : IRequestHandler<TwoFactorKeyQuery, Result<TwoFactorKey>>
{
    public async Task<Result<TwoFactorKey>> Handle(TwoFactorKeyQuery request, CancellationToken cancellationToken)
    {
        if (current.Actor.StaffId is not { } staffId || await secrets.PendingKeyAsync(staffId, cancellationToken) is not { } key) return new NotFound("set-up of a second factor");
        var email = await db.Users.Where(a => a.Id == staffId).Select(a => a.Email).SingleAsync(cancellationToken);
        return new TwoFactorKey(string.Join(' ', TimeBasedCode.Text(key).Chunk(4).Select(four => new string(four))), TimeBasedCode.KeyUri(key, request.Issuer, email ?? ""));
    }
}

/// <summary>Ends the set-up with a first code; answers with the recovery codes, which nobody can read again. Every other session ends.</summary>
[Needs(Permission.SeeOwnAccount)]
public sealed record TurnOnTwoFactorCommand(string? Code) : ICommand<RecoveryCodes>;

/// <summary>Codes for when the telephone is lost; each works once.</summary>
public sealed record RecoveryCodes(IReadOnlyList<string> Codes)
{
    /// <inheritdoc />
    public override string ToString() => nameof(RecoveryCodes);
}

internal sealed class TurnOnTwoFactorValidator : AbstractValidator<TurnOnTwoFactorCommand>
{
    public TurnOnTwoFactorValidator() => RuleFor(c => c.Code).NotEmpty().WithMessage("Enter the 6-figure code that the app shows");
}

internal sealed class TurnOnTwoFactorHandler(CustomerFirstDb db, CurrentActor current, StaffSecrets secrets) : IRequestHandler<TurnOnTwoFactorCommand, Result<RecoveryCodes>>
{
    public async Task<Result<RecoveryCodes>> Handle(TurnOnTwoFactorCommand request, CancellationToken cancellationToken)
    {
        if (await db.Users.SingleOrDefaultAsync(a => a.Id == current.Actor.StaffId, cancellationToken) is not { } account) return new NotFound("account");
        if (account.TwoFactorEnabled) return new TwoFactorIsOn();
        if (!await secrets.PendingCodeIsRightAsync(account.Id, request.Code!, cancellationToken))
            return new NotAccepted(nameof(request.Code), "The code is not right. Enter the one that the app shows now");
        await secrets.AdoptPendingAsync(account.Id, cancellationToken);
        account.TwoFactorEnabled = true;
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        return new RecoveryCodes(await secrets.NewCodesAsync(account.Id, cancellationToken));
    }
}

/// <summary>Replaces the recovery codes.</summary>
[Needs(Permission.SeeOwnAccount)]
public sealed record RenewRecoveryCodesCommand(string? Password) : ICommand<RecoveryCodes>
{
    /// <inheritdoc />
    public override string ToString() => nameof(RenewRecoveryCodesCommand);
}

internal sealed class RenewRecoveryCodesValidator : AbstractValidator<RenewRecoveryCodesCommand>
{
    public RenewRecoveryCodesValidator() => RuleFor(c => c.Password).NotEmpty().WithMessage("Enter your password");
}

internal sealed class RenewRecoveryCodesHandler(CustomerFirstDb db, CurrentActor current, OwnPassword own, StaffSecrets secrets, AuditTrail audit)
    : IRequestHandler<RenewRecoveryCodesCommand, Result<RecoveryCodes>>
{
    public async Task<Result<RecoveryCodes>> Handle(RenewRecoveryCodesCommand request, CancellationToken cancellationToken)
    {
        if (await db.Users.SingleOrDefaultAsync(a => a.Id == current.Actor.StaffId, cancellationToken) is not { } account) return new NotFound("account");
        if (!account.TwoFactorEnabled) return new TwoFactorIsOff();
        if (!await own.IsRightAsync(account, request.Password!, cancellationToken)) return new NotAccepted(nameof(request.Password), "Your password is not right");
        audit.Did(RecordKind.Staff, account.Id, "recoveryCodes");
        return new RecoveryCodes(await secrets.NewCodesAsync(account.Id, cancellationToken));
    }
}

/// <summary>Turns the second factor off, unless a role of the person demands it.</summary>
[Needs(Permission.SeeOwnAccount)]
public sealed record TurnOffTwoFactorCommand(string? Password) : ICommand<Done>
{
    /// <inheritdoc />
    public override string ToString() => nameof(TurnOffTwoFactorCommand);
}

internal sealed class TurnOffTwoFactorValidator : AbstractValidator<TurnOffTwoFactorCommand>
{
    public TurnOffTwoFactorValidator() => RuleFor(c => c.Password).NotEmpty().WithMessage("Enter your password");
}

internal sealed class TurnOffTwoFactorHandler(CustomerFirstDb db, CurrentActor current, OwnPassword own, StaffSecrets secrets) : IRequestHandler<TurnOffTwoFactorCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(TurnOffTwoFactorCommand request, CancellationToken cancellationToken)
    {
        if (await db.Users.Include(a => a.Roles).SingleOrDefaultAsync(a => a.Id == current.Actor.StaffId, cancellationToken) is not { } account) return new NotFound("account");
        var roles = account.Roles.Select(r => r.Role).ToList();
        if (await db.Set<RolePolicy>().AnyAsync(p => p.RequiresTwoFactor && roles.Contains(p.Role), cancellationToken)) return new TwoFactorDemanded();
        if (!await own.IsRightAsync(account, request.Password!, cancellationToken)) return new NotAccepted(nameof(request.Password), "Your password is not right");
        await secrets.RemoveAsync(account.Id, cancellationToken);
        account.TwoFactorEnabled = false;
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        return Done.Value;
    }
}
