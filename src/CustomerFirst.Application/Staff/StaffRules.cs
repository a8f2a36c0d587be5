using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>What an administrator decides about a member of staff.</summary>
/// <param name="Email">Also the name to sign in with.</param>
/// <param name="ServiceAreaIds">The areas that an officer is an officer of.</param>
public sealed record StaffEntered(
    string Name, string Email, string? JobTitle, Guid? OfficeId, IReadOnlyList<Role> Roles, IReadOnlyList<Guid> ServiceAreaIds, IReadOnlyList<Guid> TeamIds)
{
    /// <inheritdoc />
    public override string ToString() => nameof(StaffEntered);
}

internal sealed class StaffEnteredValidator : AbstractValidator<StaffEntered>
{
    public StaffEnteredValidator()
    {
        RuleFor(s => s.Name).NotEmpty().WithMessage("Enter the person's name").MaximumLength(120).WithMessage("The name must be 120 characters or fewer");
        RuleFor(s => s.Email).Cascade(CascadeMode.Stop).NotEmpty().WithMessage("Enter the person's e-mail address")
            .Must(email => EmailAddress.Normalise(email) is not null).WithMessage("Enter an e-mail address in the correct format, like name@example.org");
        RuleFor(s => s.JobTitle).MaximumLength(120).WithMessage("The job must be 120 characters or fewer");
        RuleFor(s => s.Roles).NotEmpty().WithMessage("Select at least one role");
        RuleForEach(s => s.Roles).IsInEnum().WithMessage("Select roles from the list");
        RuleFor(s => s.ServiceAreaIds).NotNull().WithMessage("Select service areas, or none");
        RuleFor(s => s.TeamIds).NotNull().WithMessage("Select teams, or none");
        RuleFor(s => s.ServiceAreaIds).Must((entered, areas) => areas is { Count: > 0 } || entered.TeamIds is { Count: > 0 })
            .When(s => s.Roles is not null && s.Roles.Contains(Role.Officer), ApplyConditionTo.CurrentValidator)
            .WithMessage("An officer sees the tickets of their own service areas and teams: choose at least one");
    }
}

/// <summary>What the commands on accounts have in common: the facts that an account must agree with, and how it is read and changed.</summary>
internal sealed class StaffChange(CustomerFirstDb db, ILookupNormalizer normalizer)
{
    // Any number that no other lock of the hub has.
    private const long AdministratorsLock = 0x41444d494e;

    /// <summary>The account, tracked, with roles, areas and teams, as the sender saw it.</summary>
    public async Task<Result<StaffAccount>> ReadAsync(Guid id, int version, CancellationToken token)
    {
        var account = await db.Users.Include(a => a.Roles).Include(a => a.ServiceAreas).Include(a => a.Teams).AsSplitQuery().SingleOrDefaultAsync(a => a.Id == id, token);
        if (account is null) return new NotFound("member of staff");
        return account.Version == version ? account : new Stale(account.Version);
    }

    /// <summary>What is wrong with what was entered; null when it is good.</summary>
    /// <param name="accountId">The account that is changed; null for a new one.</param>
    public async Task<Error?> ProblemAsync(StaffEntered entered, Guid? accountId, CancellationToken token)
    {
        var name = normalizer.NormalizeName(EmailAddress.Normalise(entered.Email));
        if (await db.Users.AnyAsync(a => a.NormalizedUserName == name && a.Id != accountId, token))
            return new NotAccepted("Staff.Email", "Somebody else has an account with this e-mail address");
        if (entered.OfficeId is { } office && !await db.Offices.AnyAsync(o => o.Id == office, token)) return new NotAccepted("Staff.OfficeId", "Select an office that is there");
        var areas = entered.ServiceAreaIds.Distinct().ToList();
        if (await db.ServiceAreas.CountAsync(a => areas.Contains(a.Id), token) != areas.Count) return new NotAccepted("Staff.ServiceAreaIds", "Select service areas that are there");
        var teams = entered.TeamIds.Distinct().ToList();
        return await db.Teams.CountAsync(t => teams.Contains(t.Id), token) == teams.Count ? null : new NotAccepted("Staff.TeamIds", "Select teams that are there");
    }

    /// <summary>Writes what was entered into an account.</summary>
    public void Fill(StaffAccount account, StaffEntered entered)
    {
        var email = EmailAddress.Normalise(entered.Email)!;
        account.DisplayName = entered.Name.Trim();
        (account.Email, account.UserName) = (email, email);
        (account.NormalizedEmail, account.NormalizedUserName) = (normalizer.NormalizeEmail(email), normalizer.NormalizeName(email));
        account.JobTitle = string.IsNullOrWhiteSpace(entered.JobTitle) ? null : entered.JobTitle.Trim();
        account.OfficeId = entered.OfficeId;
        Follow(account.Roles, entered.Roles, r => r.Role, role => new StaffRole { StaffId = account.Id, Role = role });
        Follow(account.ServiceAreas, entered.ServiceAreaIds, a => a.ServiceAreaId, area => new StaffServiceArea { StaffId = account.Id, ServiceAreaId = area });
        Follow(account.Teams, entered.TeamIds, t => t.TeamId, team => new StaffTeam { StaffId = account.Id, TeamId = team });
    }

    /// <summary>
    /// Whether nobody else could administer the hub without this person. Two administrators who remove each other at the same moment wait for
    /// one another here until the first one's command has ended.
    /// </summary>
    public async Task<bool> IsLastAdministratorAsync(StaffAccount account, CancellationToken token)
    {
        if (!account.Active || account.Roles.All(r => r.Role != Role.Administrator)) return false;
        if (db.Database.CurrentTransaction is null) await db.Database.BeginTransactionAsync(token);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({AdministratorsLock})", token);
        return !await db.Users.AnyAsync(a => a.Id != account.Id && a.Active && a.PasswordHash != null && a.Roles.Any(r => r.Role == Role.Administrator), token);
    }

    private static void Follow<TRow, TKey>(List<TRow> rows, IReadOnlyList<TKey> wanted, Func<TRow, TKey> key, Func<TKey, TRow> make) where TKey : notnull
    {
        rows.RemoveAll(row => !wanted.Contains(key(row)));
        rows.AddRange(wanted.Distinct().Except(rows.Select(key)).Select(make).ToList());
    }
}
