using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Staff;

public sealed class StaffAccountsTests(Hub hub) : IClassFixture<Hub>
{
    private static readonly Actor s_administrator = A.Actor(A.Staff(Role.Administrator));

    [Fact]
    public async Task A_new_member_of_staff_signs_in_with_the_one_time_password_and_must_choose_another()
    {
        var entered = Entered(Role.Adviser) with { Name = " Jo Newcomer ", JobTitle = " " };
        var given = await hub.DoAsync(new CreateStaffCommand(entered), s_administrator);

        var signedIn = await hub.DoAsync(new SignInCommand(entered.Email.ToUpperInvariant(), given.Password), Actor.Public);
        Assert.Equal((SignInStep.SignedIn, given.StaffId), (signedIn.Step, signedIn.StaffId));
        var account = await AccountAsync(given.StaffId);
        Assert.True(account.MustChangePassword);
        Assert.Equal(("Jo Newcomer", null), (account.DisplayName, account.JobTitle));
        Assert.Equal([Role.Adviser], account.Roles.Select(r => r.Role));
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_makes_one_account_and_keeps_no_password()
    {
        var command = new CreateStaffCommand(Entered(Role.Adviser)) { IdempotencyKey = Guid.NewGuid().ToString() };
        var first = await hub.DoAsync(command, s_administrator);
        var second = await hub.DoAsync(command, s_administrator);

        Assert.Equal(first.StaffId, second.StaffId);
        Assert.Null(second.Password);
        Assert.DoesNotContain(first.Password!, await hub.ScalarAsync<string>("select string_agg(answer, '|') from idempotent_requests"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_e_mail_address_belongs_to_one_account()
    {
        var entered = Entered(Role.Adviser);
        await hub.DoAsync(new CreateStaffCommand(entered), s_administrator);

        var refused = await hub.SendAsync(new CreateStaffCommand(entered with { Email = entered.Email.ToUpperInvariant() }), s_administrator);

        Assert.Equal("Staff.Email", Assert.IsType<NotAccepted>(refused.Error).Field);
    }

    [Fact]
    public async Task An_officer_needs_a_service_area_or_a_team()
    {
        var refused = await hub.SendAsync(new CreateStaffCommand(Entered(Role.Officer)), s_administrator);

        Assert.Equal(["Staff.ServiceAreaIds"], Assert.IsType<Invalid>(refused.Error).Problems.Keys);
    }

    [Fact]
    public async Task Other_roles_hold_at_once_and_end_the_sessions_that_are_open()
    {
        var area = A.ServiceArea();
        var team = A.Team(area);
        await hub.SaveAsync(area, team);
        var id = await CreateAsync(Entered(Role.Adviser));
        var before = await AccountAsync(id);

        var officer = Entered(Role.Officer, Role.Manager) with { Email = before.Email!, ServiceAreaIds = [area.Id], TeamIds = [team.Id] };
        await hub.DoAsync(new ChangeStaffCommand(id, before.Version, officer), s_administrator);

        var after = await AccountAsync(id);
        Assert.Equal([Role.Officer, Role.Manager], after.Roles.Select(r => r.Role).Order());
        Assert.Equal((area.Id, team.Id), (after.ServiceAreas.Single().ServiceAreaId, after.Teams.Single().TeamId));
        Assert.NotEqual(before.SecurityStamp, after.SecurityStamp);
        var history = (await hub.DoAsync(new ReadStaffQuery(id), s_administrator)).Changes;
        Assert.Equal(["ChangeStaff", "CreateStaff"], history.Select(c => c.Action));
    }

    [Fact]
    public async Task Other_service_areas_leave_the_sessions_open()
    {
        var (one, other) = (A.ServiceArea(), A.ServiceArea());
        await hub.SaveAsync(one, other);
        var entered = Entered(Role.Officer) with { ServiceAreaIds = [one.Id] };
        var id = await CreateAsync(entered);
        var before = await AccountAsync(id);

        await hub.DoAsync(new ChangeStaffCommand(id, before.Version, entered with { ServiceAreaIds = [other.Id] }), s_administrator);

        var after = await AccountAsync(id);
        Assert.Equal(other.Id, after.ServiceAreas.Single().ServiceAreaId);
        Assert.Equal(before.SecurityStamp, after.SecurityStamp);
    }

    [Fact]
    public async Task A_change_based_on_an_older_version_is_refused()
    {
        var entered = Entered(Role.Adviser);
        var id = await CreateAsync(entered);
        await hub.DoAsync(new ChangeStaffCommand(id, 1, entered with { JobTitle = "Adviser" }), s_administrator);

        var late = await hub.SendAsync(new ChangeStaffCommand(id, 1, entered with { JobTitle = "Senior adviser" }), s_administrator);

        Assert.Equal(new Stale(2), late.Error);
        Assert.Equal("Adviser", (await AccountAsync(id)).JobTitle);
    }

    [Fact]
    public async Task A_closed_account_cannot_be_signed_in_with_until_it_is_opened_with_a_new_password()
    {
        var entered = Entered(Role.Adviser);
        var given = await hub.DoAsync(new CreateStaffCommand(entered), s_administrator);
        await hub.DoAsync(new DeactivateStaffCommand(given.StaffId, 1, "Left the council"), s_administrator);

        Assert.Equal(SignInStep.Refused, (await hub.DoAsync(new SignInCommand(entered.Email, given.Password), Actor.Public)).Step);
        Assert.IsType<AccountClosed>((await hub.SendAsync(new IssueOneTimePasswordCommand(given.StaffId, 2), s_administrator)).Error);
        var again = await hub.DoAsync(new ReactivateStaffCommand(given.StaffId, 2), s_administrator);

        Assert.Equal(SignInStep.Refused, (await hub.DoAsync(new SignInCommand(entered.Email, given.Password), Actor.Public)).Step);
        Assert.Equal(SignInStep.SignedIn, (await hub.DoAsync(new SignInCommand(entered.Email, again.Password), Actor.Public)).Step);
    }

    [Fact]
    public async Task An_account_that_locked_itself_is_unlocked()
    {
        var entered = Entered(Role.Adviser);
        var given = await hub.DoAsync(new CreateStaffCommand(entered), s_administrator);
        for (var guess = 0; guess < 5; guess++) await hub.DoAsync(new SignInCommand(entered.Email, "wrong"), Actor.Public);
        Assert.NotNull((await hub.DoAsync(new ReadStaffQuery(given.StaffId), s_administrator)).LockedUntil);

        await hub.DoAsync(new UnlockStaffCommand(given.StaffId), s_administrator);

        Assert.Null((await hub.DoAsync(new ReadStaffQuery(given.StaffId), s_administrator)).LockedUntil);
        Assert.Equal(SignInStep.SignedIn, (await hub.DoAsync(new SignInCommand(entered.Email, given.Password), Actor.Public)).Step);
    }

    [Fact]
    public async Task Who_lost_the_telephone_signs_in_without_the_second_factor_after_it_was_reset()
    {
        var account = A.Staff(Role.Adviser);
        account.TwoFactorEnabled = true;
        await hub.SaveAsync(account);

        await hub.DoAsync(new ResetTwoFactorCommand(account.Id, 1), s_administrator);

        var after = await AccountAsync(account.Id);
        Assert.False(after.TwoFactorEnabled);
        Assert.NotEqual(account.SecurityStamp, after.SecurityStamp);
        Assert.IsType<TwoFactorIsOff>((await hub.SendAsync(new ResetTwoFactorCommand(account.Id, after.Version), s_administrator)).Error);
    }

    [Fact]
    public async Task A_member_serves_a_ward_once_at_a_time()
    {
        var ward = Ward.Create(A.Key(), $"E05{Random.Shared.Next(100000, 999999)}", "Northgate", new DateOnly(2020, 1, 1), """{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}""");
        await hub.SaveAsync(ward);
        var id = await CreateAsync(Entered(Role.Member));

        await hub.DoAsync(new ServeWardCommand(id, 1, ward.Code, new DateOnly(2022, 5, 6), new DateOnly(2026, 5, 7)), s_administrator);
        Assert.IsType<WardServedAlready>((await hub.SendAsync(new ServeWardCommand(id, 2, ward.Code, new DateOnly(2026, 5, 7), null), s_administrator)).Error);
        await hub.DoAsync(new ServeWardCommand(id, 2, ward.Code, new DateOnly(2026, 5, 8), null), s_administrator);

        var served = (await hub.DoAsync(new ReadStaffQuery(id), s_administrator)).Wards;
        Assert.Equal([(new DateOnly(2026, 5, 8), null), (new DateOnly(2022, 5, 6), new DateOnly(2026, 5, 7))], served.Select(w => (w.From, w.LastDay)));
        Assert.Equal("Northgate", served[0].Name);
        await hub.DoAsync(new EndWardCommand(id, 3, served[0].Id, new DateOnly(2026, 6, 1)), s_administrator);
        await hub.DoAsync(new EndWardCommand(id, 4, served[1].Id, null, Mistake: true), s_administrator);
        Assert.Equal(new DateOnly(2026, 6, 1), Assert.Single((await hub.DoAsync(new ReadStaffQuery(id), s_administrator)).Wards).LastDay);
    }

    [Fact]
    public async Task Only_a_member_serves_a_ward()
    {
        var id = await CreateAsync(Entered(Role.Adviser));
        Assert.IsType<NotAMember>((await hub.SendAsync(new ServeWardCommand(id, 1, "E05000001", new DateOnly(2022, 5, 6), null), s_administrator)).Error);
    }

    [Fact]
    public async Task The_list_is_found_by_any_part_of_name_and_goes_on_where_the_page_ended()
    {
        var word = $"Zz{Guid.NewGuid():N}"[..10];
        for (var i = 0; i < ListStaffQuery.PageSize + 2; i++) await hub.SaveAsync(A.Staff($"Robin {word} {i / 2:00}", Role.Adviser));

        var first = await hub.DoAsync(new ListStaffQuery(word.ToUpperInvariant()), s_administrator);
        var second = await hub.DoAsync(new ListStaffQuery(word, After: first.Next), s_administrator);

        Assert.Equal((52, 50, 2), (first.Total, first.Lines.Count, second.Lines.Count));
        Assert.Null(second.Next);
        Assert.Equal(52, first.Lines.Concat(second.Lines).Select(l => l.Id).Distinct().Count());
        Assert.Empty((await hub.DoAsync(new ListStaffQuery(word, Role.Auditor), s_administrator)).Lines);
        Assert.Empty((await hub.DoAsync(new ListStaffQuery("%"), s_administrator)).Lines);
    }

    [Fact]
    public async Task A_role_that_demands_a_second_factor_leads_its_people_to_set_one_up()
    {
        var account = A.Staff(Role.Steward);
        await hub.SaveAsync(account);
        var before = (await hub.DoAsync(new ListRolePoliciesQuery(), s_administrator)).Lines.Single(l => l.Role == Role.Steward);
        Assert.False(before.RequiresTwoFactor);

        await hub.DoAsync(new SetRolePolicyCommand(Role.Steward, before.Version, true), s_administrator);

        Assert.IsType<Stale>((await hub.SendAsync(new SetRolePolicyCommand(Role.Steward, before.Version, false), s_administrator)).Error);
        var after = (await hub.DoAsync(new ListRolePoliciesQuery(), s_administrator)).Lines.Single(l => l.Role == Role.Steward);
        Assert.True(after.RequiresTwoFactor);
        Assert.True(after.WithoutTwoFactor >= 1);
        Assert.Contains(await hub.DatabaseAsync(db => db.Set<AuditEntry>().Where(e => e.RecordKind == RecordKind.RolePolicy).Select(e => e.Fields).ToListAsync()), f => f.SequenceEqual(["steward", "two_factor_required"]));
    }

    [Fact]
    public async Task Nobody_but_an_administrator_reads_or_changes_accounts()
    {
        foreach (var role in Enum.GetValues<Role>().Where(r => r != Role.Administrator))
        {
            var actor = A.Actor(A.Staff(role));
            Assert.IsType<Forbidden>((await hub.SendAsync(new ListStaffQuery(), actor)).Error);
            Assert.IsType<Forbidden>((await hub.SendAsync(new CreateStaffCommand(Entered(Role.Administrator)), actor)).Error);
            Assert.IsType<Forbidden>((await hub.SendAsync(new SetRolePolicyCommand(Role.Adviser, 0, false), actor)).Error);
        }
    }

    private static StaffEntered Entered(params Role[] roles) => new("Jo Newcomer", $"jo.{Guid.NewGuid():N}@example.org", null, null, roles, [], []);

    private async Task<Guid> CreateAsync(StaffEntered entered) => (await hub.DoAsync(new CreateStaffCommand(entered), s_administrator)).StaffId;

    private Task<StaffAccount> AccountAsync(Guid id) =>
        hub.DatabaseAsync(db => db.Users.AsNoTracking().Include(a => a.Roles).Include(a => a.ServiceAreas).Include(a => a.Teams).AsSplitQuery().SingleAsync(a => a.Id == id));
}
