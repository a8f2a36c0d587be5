using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.IntegrationTests.Common;

/// <summary>Test data that reads as English. Everything gets a name of its own, so that fixtures can be shared.</summary>
public static class A
{
    private static int s_count;

    private static int Next => Interlocked.Increment(ref s_count);

    /// <summary>A key of now.</summary>
    public static Guid Key() => Guid.CreateVersion7();

    /// <summary>A service area that is live.</summary>
    public static ServiceArea ServiceArea(string? name = null)
    {
        var n = Next;
        return Domain.Services.ServiceArea.Create(Key(), $"area-{n}", name ?? $"Area {n}", 1, new DateOnly(2024, 4, 1), "Pat Champion");
    }

    /// <summary>A second-response team of an area.</summary>
    public static Team Team(ServiceArea area, string? name = null) => Domain.Services.Team.Create(Key(), name ?? $"Team {Next}", ResponseTier.Second, area.Id);

    /// <summary>A service on offer, able to be finished at first contact unless said otherwise.</summary>
    public static Service Service(ServiceArea area, string? name = null, bool restricted = false, bool canFinishAtFirstContact = true, Team? team = null,
        IReadOnlyList<Question>? questions = null, IReadOnlyList<string>? customerWords = null, int objectionDays = 7, bool atCustomersAddress = false)
    {
        var n = Next;
        return Domain.Services.Service.Create(Key(), $"service-{n}", new ServiceTerms(name ?? $"Service {n}", $"What service {n} is for.", area.Id, ResponseTier.Second,
            canFinishAtFirstContact, restricted, !restricted, team?.Id, objectionDays, RetentionClass.SixYears, customerWords ?? [], questions ?? [], atCustomersAddress));
    }

    /// <summary>A calendar of 9:00 to 17:00 on weekdays, in force since 2020.</summary>
    public static Calendar OfficeHours()
    {
        var calendar = Domain.Places.Calendar.Create(Key(), $"calendar-{Next}", "Office hours");
        calendar.Add(CalendarVersion.Create(Key(), calendar.Id, new DateOnly(2020, 1, 1), alwaysOpen: false,
            Enumerable.Range(1, 5).Select(d => new WeeklyWindow((DayOfWeek)d, 540, 1020)), openOnBankHolidays: false, workingDayMinutes: 480));
        return calendar;
    }

    /// <summary>A calendar that never closes, in force since 2020.</summary>
    public static Calendar AlwaysOpen()
    {
        var calendar = Domain.Places.Calendar.Create(Key(), $"calendar-{Next}", "24 hours");
        calendar.Add(CalendarVersion.Create(Key(), calendar.Id, new DateOnly(2020, 1, 1), alwaysOpen: true, [], openOnBankHolidays: true, workingDayMinutes: 1440));
        return calendar;
    }

    /// <summary>An SLA with the same targets for every priority; waiting for the customer pauses, waiting for others does not.</summary>
    public static SlaVersion Sla(Service service, Calendar calendar, TargetTime? reply = null, TargetTime? resolution = null, DateOnly? from = null) =>
        SlaVersion.Create(Key(), service.Id, from ?? new DateOnly(2020, 1, 1), calendar.Id, waitingForCustomerPauses: true, waitingForOthersPauses: false,
            Enum.GetValues<Priority>().Select(p => new SlaTarget(p, reply ?? TargetTime.OfHours(4), resolution ?? TargetTime.OfWorkingDays(2))), Guid.Empty, DateTimeOffset.UnixEpoch);

    /// <summary>A member of staff's account, without a password.</summary>
    public static StaffAccount Staff(Role role, params Role[] more) => Staff($"Sam Staff {Next}", role, more);

    /// <summary>A member of staff's account under a name, without a password.</summary>
    public static StaffAccount Staff(string name, Role role, params Role[] more)
    {
        var email = $"staff{Next}@example.org";
        var account = new StaffAccount
        {
            Id = Key(), DisplayName = name, Email = email, UserName = email, NormalizedEmail = email.ToUpperInvariant(), NormalizedUserName = email.ToUpperInvariant(),
            SecurityStamp = Guid.NewGuid().ToString("N"), CreatedAt = DateTimeOffset.UnixEpoch,
        };
        foreach (var has in more.Prepend(role)) account.Roles.Add(new StaffRole { StaffId = account.Id, Role = has });
        return account;
    }

    /// <summary>The actor that a member of staff is, with the areas, teams and wards of the account or those given.</summary>
    public static Actor Actor(StaffAccount account, IEnumerable<ServiceArea>? officerOf = null, IEnumerable<Team>? inTeams = null, IEnumerable<Ward>? memberFor = null) =>
        new(ActorKind.Staff, account.Id, account.DisplayName, "127.0.0.1")
        {
            Roles = account.Roles.Select(r => r.Role).ToHashSet(),
            Permissions = account.Roles.SelectMany(r => Permissions.Of(r.Role)).ToHashSet(),
            ServiceAreas = (officerOf?.Select(a => a.Id) ?? account.ServiceAreas.Select(a => a.ServiceAreaId)).ToHashSet(),
            Teams = (inTeams?.Select(t => t.Id) ?? account.Teams.Select(t => t.TeamId)).ToHashSet(),
            Wards = (memberFor?.Select(w => w.Id) ?? []).ToHashSet(),
            OfficeId = account.OfficeId,
        };
}
