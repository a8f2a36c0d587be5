using CustomerFirst.Application.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.IntegrationTests.Tickets;

/// <summary>A scene whose people can sign in.</summary>
internal static class TicketPages
{
    public static Task<TicketScene> SceneAsync(this WebFixture web) =>
        TicketScene.SetAsync(web.Hub, account => account.PasswordHash = web.Hub.Services.GetRequiredService<IPasswordHasher<StaffAccount>>().HashPassword(account, WebFixture.Password));
}
