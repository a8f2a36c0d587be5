using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Staff;

/// <summary>Sets up an account with a one-time password.</summary>
[Needs(Permission.ManageStaff)]
public sealed record CreateStaffCommand(StaffEntered Staff) : IdempotentCommand<OneTimePassword>;

internal sealed class CreateStaffValidator : AbstractValidator<CreateStaffCommand>
{
    public CreateStaffValidator() => RuleFor(c => c.Staff).NotNull().WithMessage("Enter the person").SetValidator(new StaffEnteredValidator());
}

internal sealed class CreateStaffHandler(CustomerFirstDb db, StaffChange change, OneTimePasswords passwords, TimeProvider time) : IRequestHandler<CreateStaffCommand, Result<OneTimePassword>>
{
    public async Task<Result<OneTimePassword>> Handle(CreateStaffCommand request, CancellationToken cancellationToken)
    {
        if (await change.ProblemAsync(request.Staff, null, cancellationToken) is { } problem) return problem;
        var now = time.GetUtcNow();
        var account = new StaffAccount { Id = Ids.New(now), CreatedAt = now };
        change.Fill(account, request.Staff);
        db.Add(account);
        return passwords.Give(account);
    }
}
