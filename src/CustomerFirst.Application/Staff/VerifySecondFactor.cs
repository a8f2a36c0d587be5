using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>Checks the code after the password was right.</summary>
/// <param name="StaffId">From the short-lived cookie that the first step left, never from the form.</param>
/// <param name="Code">Six figures of the app, or a recovery code.</param>
[Needs(Permission.Anyone)]
public sealed record VerifySecondFactorCommand(Guid StaffId, string? Code) : ICommand<SignInOutcome>
{
    /// <inheritdoc />
    public override string ToString() => nameof(VerifySecondFactorCommand);
}

internal sealed class VerifySecondFactorValidator : AbstractValidator<VerifySecondFactorCommand>
{
    public VerifySecondFactorValidator() =>
        RuleFor(c => c.Code).NotEmpty().WithMessage("Enter the code").MaximumLength(30).WithMessage("The code is 6 figures, or a recovery code of 10 letters and figures");
}

internal sealed class VerifySecondFactorHandler(CustomerFirstDb db, SignInAttempts attempts, StaffSecrets secrets, AuditTrail audit)
    : IRequestHandler<VerifySecondFactorCommand, Result<SignInOutcome>>
{
    public async Task<Result<SignInOutcome>> Handle(VerifySecondFactorCommand request, CancellationToken cancellationToken)
    {
        var code = request.Code!.Trim();
        var known = await db.Users.AnyAsync(a => a.Id == request.StaffId && a.Active && a.TwoFactorEnabled, cancellationToken);
        var locks = known ? await attempts.BookAsync(request.StaffId, cancellationToken) : null;
        if (locks is null)
        {
            audit.Did(RecordKind.Staff, request.StaffId, "refused");
            return SignInOutcome.Refused;
        }

        var byApp = await secrets.UseCodeAsync(request.StaffId, code, cancellationToken);
        if (!byApp && !await secrets.UseRecoveryCodeAsync(request.StaffId, code, cancellationToken))
        {
            audit.Did(RecordKind.Staff, request.StaffId, locks == true ? ["refused", "lockedOut"] : ["refused"]);
            return SignInOutcome.Refused;
        }
        await attempts.ForgetAsync(request.StaffId, cancellationToken);
        audit.ProvedToBe(request.StaffId);
        audit.Did(RecordKind.Staff, request.StaffId, "signedIn", byApp ? "authenticatorCode" : "recoveryCode");
        return new SignInOutcome(SignInStep.SignedIn, request.StaffId);
    }
}
