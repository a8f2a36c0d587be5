using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>What is demanded of everybody who has a role; every role, in its order.</summary>
[Needs(Permission.ManageStaff)]
public sealed record ListRolePoliciesQuery : IQuery<RolePolicies>;

/// <summary>Every role.</summary>
public sealed record RolePolicies(IReadOnlyList<RolePolicyLine> Lines);

/// <summary>What is demanded of a role.</summary>
/// <param name="Version">To be sent back with a change; 0 when nothing was decided yet.</param>
/// <param name="People">Open accounts with the role.</param>
/// <param name="WithoutTwoFactor">Those of them who sign in with a password only.</param>
public sealed record RolePolicyLine(Role Role, bool RequiresTwoFactor, int Version, int People, int WithoutTwoFactor);

internal sealed class ListRolePoliciesHandler(CustomerFirstDb db) : IRequestHandler<ListRolePoliciesQuery, Result<RolePolicies>>
{
    public async Task<Result<RolePolicies>> Handle(ListRolePoliciesQuery request, CancellationToken cancellationToken)
    {
        var policies = await db.Set<RolePolicy>().AsNoTracking().ToDictionaryAsync(p => p.Role, cancellationToken);
        var people = await db.Set<StaffRole>().AsNoTracking().Join(db.Users.Where(a => a.Active), r => r.StaffId, a => a.Id, (r, a) => new { r.Role, a.TwoFactorEnabled })
            .GroupBy(r => r.Role).Select(g => new { Role = g.Key, All = g.Count(), Without = g.Count(r => !r.TwoFactorEnabled) }).ToDictionaryAsync(g => g.Role, cancellationToken);
        return new RolePolicies([.. Enum.GetValues<Role>().Select(role =>
        {
            var (policy, has) = (policies.GetValueOrDefault(role), people.GetValueOrDefault(role));
            return new RolePolicyLine(role, policy?.RequiresTwoFactor ?? false, policy?.Version ?? 0, has?.All ?? 0, has?.Without ?? 0);
        })]);
    }
}

/// <summary>
/// Demands a second factor of everybody who has a role, or ceases to. Within a minute, whoever has none is led to set it up and can do nothing
/// else before.
/// </summary>
/// <param name="Version">The policy's version as it was read; 0 when nothing was decided yet.</param>
[Needs(Permission.ManageStaff)]
public sealed record SetRolePolicyCommand(Role Role, int Version, bool RequiresTwoFactor) : IdempotentCommand<Done>;

internal sealed class SetRolePolicyValidator : AbstractValidator<SetRolePolicyCommand>
{
    public SetRolePolicyValidator() => RuleFor(c => c.Role).IsInEnum().WithMessage("Select a role");
}

internal sealed class SetRolePolicyHandler(CustomerFirstDb db, AuditTrail audit) : IRequestHandler<SetRolePolicyCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(SetRolePolicyCommand request, CancellationToken cancellationToken)
    {
        var policy = await db.Set<RolePolicy>().SingleOrDefaultAsync(p => p.Role == request.Role, cancellationToken);
        if ((policy?.Version ?? 0) != request.Version) return new Stale(policy?.Version ?? 0);
        if (policy is null)
        {
            db.Add(new RolePolicy { Role = request.Role, RequiresTwoFactor = request.RequiresTwoFactor });
        }
        else
        {
            policy.RequiresTwoFactor = request.RequiresTwoFactor;
            policy.Version++;
        }
        // A policy has no id of its own: the role and what was decided stand among the fields.
        audit.Did(RecordKind.RolePolicy, null, request.Role.Code(), request.RequiresTwoFactor ? "two_factor_required" : "two_factor_not_required");
        return Done.Value;
    }
}
