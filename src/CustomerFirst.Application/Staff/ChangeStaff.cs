using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Staff;

/// <summary>Changes an account. What the person may do follows within a minute, in sessions that are open too.</summary>
/// <param name="Version">The account's version as it was read.</param>
[Needs(Permission.ManageStaff)]
public sealed record ChangeStaffCommand(Guid StaffId, int Version, StaffEntered Staff) : IdempotentCommand<Done>;

internal sealed class ChangeStaffValidator : AbstractValidator<ChangeStaffCommand>
{
    public ChangeStaffValidator() => RuleFor(c => c.Staff).NotNull().WithMessage("Enter the person").SetValidator(new StaffEnteredValidator());
}

internal sealed class ChangeStaffHandler(StaffChange change) : IRequestHandler<ChangeStaffCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(ChangeStaffCommand request, CancellationToken cancellationToken)
    {
        var read = await change.ReadAsync(request.StaffId, request.Version, cancellationToken);
        if (!read.Ok) return read.Error!;
        var account = read.Value;
        if (await change.ProblemAsync(request.Staff, account.Id, cancellationToken) is { } problem) return problem;
        if (!request.Staff.Roles.Contains(Role.Administrator) && await change.IsLastAdministratorAsync(account, cancellationToken)) return new LastAdministrator();

        var (roles, name) = (account.Roles.Select(r => r.Role).ToHashSet(), account.UserName);
        change.Fill(account, request.Staff);
        // With other roles, or another name to sign in with, sessions that are open end; areas and teams are read anew every minute anyway.
        if (!roles.SetEquals(request.Staff.Roles) || name != account.UserName) account.SecurityStamp = Guid.NewGuid().ToString("N");
        account.Version++;
        return Done.Value;
    }
}
