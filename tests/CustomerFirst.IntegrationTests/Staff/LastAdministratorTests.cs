using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Staff;

/// <summary>On a database of its own, because other tests make administrators.</summary>
public sealed class LastAdministratorTests(Hub hub) : IClassFixture<Hub>
{
    [Fact]
    public async Task The_last_administrator_can_neither_be_closed_nor_lose_the_role_even_when_two_remove_each_other_at_once()
    {
        var first = await CreateAsync("first");
        var second = await CreateAsync("second");

        var removals = await Task.WhenAll(
            hub.SendAsync(new DeactivateStaffCommand(first, 1, "Left"), Actor.Operator), hub.SendAsync(new DeactivateStaffCommand(second, 1, "Left"), Actor.Operator));

        Assert.Single(removals, r => r.Ok);
        Assert.IsType<LastAdministrator>(Assert.Single(removals, r => !r.Ok).Error);
        var left = await hub.DatabaseAsync(db => db.Users.SingleAsync(a => a.Active));
        var demoted = await hub.SendAsync(new ChangeStaffCommand(left.Id, left.Version, Entered(left.Email!, Role.Adviser)), Actor.Operator);
        Assert.IsType<LastAdministrator>(demoted.Error);
        var renamed = await hub.SendAsync(new ChangeStaffCommand(left.Id, left.Version, Entered(left.Email!, Role.Administrator, Role.Auditor)), Actor.Operator);
        Assert.True(renamed.Ok);
    }

    private async Task<Guid> CreateAsync(string name) => (await hub.DoAsync(new CreateStaffCommand(Entered($"{name}@example.org", Role.Administrator)), Actor.Operator)).StaffId;

    private static StaffEntered Entered(string email, params Role[] roles) => new("Ada Minister", email, null, null, roles, [], []);
}
