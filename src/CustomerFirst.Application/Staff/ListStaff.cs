using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>Members of staff by name, 50 to a page.</summary>
/// <param name="Text">Part of the name, the e-mail address or the job.</param>
/// <param name="Closed">True for closed accounts, false for open ones.</param>
/// <param name="After">The former page's <see cref="StaffList.Next"/>.</param>
[Needs(Permission.ManageStaff)]
public sealed record ListStaffQuery(string? Text = null, Role? Role = null, Guid? OfficeId = null, bool Closed = false, Guid? After = null) : IQuery<StaffList>
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 50;

    /// <inheritdoc />
    public override string ToString() => nameof(ListStaffQuery);
}

/// <summary>A page of the list.</summary>
/// <param name="Next">What to ask for the next page with; null on the last one.</param>
/// <param name="Total">How many the whole list has.</param>
public sealed record StaffList(IReadOnlyList<StaffLine> Lines, Guid? Next, int Total);

/// <summary>A member of staff in the list.</summary>
/// <param name="LockedUntil">After too many wrong guesses; null when sign-in is possible.</param>
public sealed record StaffLine(Guid Id, string Name, string Email, string? JobTitle, string? Office, IReadOnlyList<Role> Roles, bool TwoFactor, DateTimeOffset? LockedUntil);

internal sealed class ListStaffValidator : AbstractValidator<ListStaffQuery>
{
    public ListStaffValidator() => RuleFor(q => q.Text).MaximumLength(200).WithMessage("Enter 200 characters or fewer");
}

internal sealed class ListStaffHandler(CustomerFirstDb db, TimeProvider time) : IRequestHandler<ListStaffQuery, Result<StaffList>>
{
    public async Task<Result<StaffList>> Handle(ListStaffQuery request, CancellationToken cancellationToken)
    {
        var all = db.Users.AsNoTracking().Where(a => a.Active != request.Closed);
        if (request.Role is { } role) all = all.Where(a => a.Roles.Any(r => r.Role == role));
        if (request.OfficeId is { } office) all = all.Where(a => a.OfficeId == office);
        if (!string.IsNullOrWhiteSpace(request.Text))
        {
            var part = $"%{request.Text.Trim().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
            all = all.Where(a => EF.Functions.ILike(a.DisplayName, part) || EF.Functions.ILike(a.Email!, part) || EF.Functions.ILike(a.JobTitle!, part));
        }

        var page = all;
        // The address of a page is not to hold a name, so the name is looked up.
        if (request.After is { } after && await db.Users.Where(a => a.Id == after).Select(a => a.DisplayName).SingleOrDefaultAsync(cancellationToken) is { } name)
            page = page.Where(a => a.DisplayName.CompareTo(name) > 0 || (a.DisplayName == name && a.Id.CompareTo(after) > 0));
        var now = time.GetUtcNow();
        var lines = await page.OrderBy(a => a.DisplayName).ThenBy(a => a.Id).Take(ListStaffQuery.PageSize + 1)
            .Select(a => new StaffLine(a.Id, a.DisplayName, a.Email ?? "", a.JobTitle, db.Offices.Where(o => o.Id == a.OfficeId).Select(o => o.Name).FirstOrDefault(),
                a.Roles.Select(r => r.Role).ToList(), a.TwoFactorEnabled, a.LockoutEnd > now ? a.LockoutEnd : null))
            .AsSplitQuery().ToListAsync(cancellationToken);
        var more = lines.Count > ListStaffQuery.PageSize;
        var shown = lines.Take(ListStaffQuery.PageSize).ToList();
        return new StaffList(shown, more ? shown[^1].Id : null, await all.CountAsync(cancellationToken));
    }
}
