using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>
/// Changes one's own password; every other session of the person ends. It carries no idempotency key: the hash that would be kept to know it
/// again is too quick for a password.
/// </summary>
[Needs(Permission.SeeOwnAccount)]
public sealed record ChangePasswordCommand(string? Present, string? New, string? Again) : ICommand<Done>
{
    /// <inheritdoc />
    public override string ToString() => nameof(ChangePasswordCommand);
}

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePasswordCommand>
{
    public ChangePasswordValidator()
    {
        RuleFor(c => c.Present).NotEmpty().WithMessage("Enter your current password").MaximumLength(PasswordRules.LongestLength).WithMessage("Your current password is not right");
        RuleFor(c => c.New).NotEmpty().WithMessage("Enter a new password");
        RuleFor(c => c.Again).Equal(c => c.New).WithMessage("The two new passwords are not the same");
    }
}

internal sealed class ChangePasswordHandler(CustomerFirstDb db, CurrentActor current, OwnPassword own, PasswordRules rules, IPasswordHasher<StaffAccount> hasher)
    : IRequestHandler<ChangePasswordCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(ChangePasswordCommand request, CancellationToken cancellationToken)
    {
        if (await db.Users.SingleOrDefaultAsync(a => a.Id == current.Actor.StaffId, cancellationToken) is not { } account) return new NotFound("account");
        if (!await own.IsRightAsync(account, request.Present!, cancellationToken)) return new NotAccepted(nameof(request.Present), "Your current password is not right");
        if (request.New == request.Present) return new NotAccepted(nameof(request.New), "Enter a password that you did not have before");
        if (rules.Problem(request.New, account.DisplayName, account.Email) is { } problem) return new NotAccepted(nameof(request.New), problem);
        account.PasswordHash = hasher.HashPassword(account, request.New!);
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        account.MustChangePassword = false;
        return Done.Value;
    }
}

/// <summary>Checks the password of somebody who is signed in, before a step that a borrowed session must not take. Guesses are counted.</summary>
internal sealed class OwnPassword(SignInAttempts attempts, IPasswordHasher<StaffAccount> hasher)
{
    public async Task<bool> IsRightAsync(StaffAccount account, string password, CancellationToken token)
    {
        if (account.PasswordHash is not { } hash || await attempts.BookAsync(account.Id, token) is null) return false;
        if (hasher.VerifyHashedPassword(account, hash, password) == PasswordVerificationResult.Failed) return false;
        await attempts.ForgetAsync(account.Id, token);
        return true;
    }
}
