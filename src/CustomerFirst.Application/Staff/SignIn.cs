using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>How far a sign-in got.</summary>
public enum SignInStep
{
    /// <summary>Refused. Whether the name, the password or a lock was the reason is not told.</summary>
    Refused,
    /// <summary>The password was right; a code is needed as well.</summary>
    SecondFactor,
    /// <summary>The person may have a session.</summary>
    SignedIn,
}

/// <summary>How far a sign-in got.</summary>
/// <param name="StaffId">Who it is; null when refused.</param>
public sealed record SignInOutcome(SignInStep Step, Guid? StaffId)
{
    internal static readonly SignInOutcome Refused = new(SignInStep.Refused, null);
}

/// <summary>
/// Checks an e-mail address and a password. It carries no idempotency key, as nothing about it is to be kept. An answer takes as long for a
/// name that is not known as for one that is.
/// </summary>
[Needs(Permission.Anyone)]
public sealed record SignInCommand(string? Email, string? Password) : ICommand<SignInOutcome>
{
    /// <inheritdoc />
    public override string ToString() => nameof(SignInCommand);
}

internal sealed class SignInValidator : AbstractValidator<SignInCommand>
{
    public SignInValidator()
    {
        RuleFor(c => c.Email).NotEmpty().WithMessage("Enter your e-mail address").MaximumLength(256).WithMessage("Enter your e-mail address");
        RuleFor(c => c.Password).NotEmpty().WithMessage("Enter your password").MaximumLength(PasswordRules.LongestLength).WithMessage("The e-mail address or password is not right");
    }
}

internal sealed class SignInHandler(CustomerFirstDb db, SignInAttempts attempts, IPasswordHasher<StaffAccount> hasher, ILookupNormalizer normalizer, AuditTrail audit)
    : IRequestHandler<SignInCommand, Result<SignInOutcome>>
{
    // A hash of nobody's password, with the same cost as a real one.
    private static string? s_nobody;

    public async Task<Result<SignInOutcome>> Handle(SignInCommand request, CancellationToken cancellationToken)
    {
        var name = normalizer.NormalizeName(request.Email!.Trim());
        var account = await db.Users.SingleOrDefaultAsync(a => a.NormalizedUserName == name && a.Active && a.PasswordHash != null, cancellationToken);
        var locks = await attempts.BookAsync(account?.Id ?? Guid.Empty, cancellationToken);
        var check = hasher.VerifyHashedPassword(account ?? new StaffAccount(), account?.PasswordHash ?? Nobody(), request.Password!);
        if (account is null || locks is null || check == PasswordVerificationResult.Failed)
        {
            if (locks == true) audit.Did(RecordKind.Staff, account!.Id, "refused", "lockedOut");
            else audit.Did(RecordKind.Staff, account?.Id, "refused");
            return SignInOutcome.Refused;
        }

        audit.ProvedToBe(account.Id);
        if (check == PasswordVerificationResult.SuccessRehashNeeded) account.PasswordHash = hasher.HashPassword(account, request.Password!);
        if (account.TwoFactorEnabled)
        {
            await attempts.TakeBackAsync(account.Id, cancellationToken);
            audit.Did(RecordKind.Staff, account.Id, "passwordAccepted");
            return new SignInOutcome(SignInStep.SecondFactor, account.Id);
        }
        await attempts.ForgetAsync(account.Id, cancellationToken);
        audit.Did(RecordKind.Staff, account.Id, "signedIn");
        return new SignInOutcome(SignInStep.SignedIn, account.Id);
    }

    private string Nobody() => s_nobody ??= hasher.HashPassword(new StaffAccount(), Guid.NewGuid().ToString());
}
