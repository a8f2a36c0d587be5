using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using Microsoft.AspNetCore.Identity;

namespace CustomerFirst.Application.Database.Demo;

/// <summary>Staff and members of the demonstration council, in the order of their indexes.</summary>
internal sealed record DemoAccounts(IReadOnlyList<StaffAccount> Accounts, IReadOnlyList<WardMember> WardMembers)
{
    public static DemoAccounts Of(DemoWorld world, DemoRooms rooms, DateTimeOffset now)
    {
        var people = world.Organisation.Staff.Concat(world.Organisation.Members).ToList();
        var emails = ShownEmails(people, world);
        // Stretching the one password that all share a hundred times would only take long.
        var hash = new PasswordHasher<StaffAccount>().HashPassword(new StaffAccount(), DemoSignIns.Password);
        var accounts = people.ConvertAll(p => Account(p, emails.GetValueOrDefault(p.Index, p.Email), hash, rooms, now));
        var members = people.Where(p => p.WardCode is not null)
            .Select(p => new WardMember { Id = Ids.New(now), StaffId = accounts[p.Index].Id, WardCode = p.WardCode!, From = new DateOnly(2022, 5, 9) });
        return new DemoAccounts(accounts, [.. members]);
    }

    private static StaffAccount Account(DemoStaff person, string email, string hash, DemoRooms rooms, DateTimeOffset now)
    {
        var account = new StaffAccount
        {
            Id = Ids.New(now), DisplayName = $"{person.GivenName} {person.FamilyName}", JobTitle = person.JobTitle,
            Email = email, UserName = email, NormalizedEmail = email.ToUpperInvariant(), NormalizedUserName = email.ToUpperInvariant(), EmailConfirmed = true,
            PasswordHash = hash, SecurityStamp = Guid.NewGuid().ToString("N"), LockoutEnabled = true, CreatedAt = now,
            OfficeId = person.OfficeCode is { } office ? rooms.Offices[office].Id : null,
        };
        account.Roles.Add(new StaffRole { StaffId = account.Id, Role = Codes.Read<Role>(person.Role)!.Value });
        foreach (var code in person.TeamCodes)
        {
            account.Teams.Add(new StaffTeam { StaffId = account.Id, TeamId = rooms.Teams[code].Id });
            if (person.Role == "officer" && rooms.Areas.TryGetValue(code, out var area)) account.ServiceAreas.Add(new StaffServiceArea { StaffId = account.Id, ServiceAreaId = area.Id });
        }
        return account;
    }

    /// <summary>The people of the printed sign-ins get addresses that are easy to type.</summary>
    private static Dictionary<int, string> ShownEmails(List<DemoStaff> people, DemoWorld world)
    {
        var restricted = world.Catalogue.Services.Where(s => s.Restricted).Select(s => s.Area.Code).ToHashSet();
        var shown = new Dictionary<int, string>();
        foreach (var signIn in DemoSignIns.All)
        {
            var person = people.First(p => p.Role == signIn.Role && !shown.ContainsKey(p.Index)
                && (signIn.Role != "officer" || p.TeamCodes.Any(restricted.Contains) == (signIn.Email.StartsWith("care", StringComparison.Ordinal))));
            shown[person.Index] = signIn.Email;
        }
        return shown;
    }
}
