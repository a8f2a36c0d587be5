using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;

namespace CustomerFirst.IntegrationTests.Reporting;

/// <summary>A month's tickets for the managers' pages.</summary>
internal static class PerformanceMonth
{
    /// <summary>
    /// Three about bins (two online, one of them closed on time and one that stays open, and one by telephone, resolved in the call and avoidable), two about graffiti
    /// online: one late, one open.
    /// </summary>
    public static async Task<TicketScene> PerformanceMonthAsync(this WebFixture web, DateOnly month)
    {
        web.Clock.Is(new DateTimeOffset(month.Year, month.Month, 4, 10, 0, 0, TimeSpan.Zero));
        var scene = await web.SceneAsync();
        var here = new TicketLocation { Latitude = 52.5, Longitude = -1.9 };
        var call = await scene.CallAsync(scene.Customer.Id);
        await scene.RaiseAsync(scene.Raising() with { ContactId = call.Id, Channel = null, Then = AfterRaising.Resolved, CustomerTold = "It is done" });
        await web.Hub.DoAsync(new EndContactCommand(call.Id, ContactOutcome.Answered, true, AvoidableReason.NotFoundOnline, call.Version), scene.Adviser);
        var soon = await scene.RaiseAsync(scene.Raising() with { Location = here });
        await scene.RaiseAsync(scene.Raising());
        var late = await scene.RaiseAsync(scene.Raising(scene.Graffiti) with { Then = AfterRaising.HandedOver });
        await scene.RaiseAsync(scene.Raising(scene.Graffiti));
        web.Clock.Pass(TimeSpan.FromHours(3));
        await scene.ResolveAsync(soon.Id!.Value);
        web.Clock.Pass(TimeSpan.FromDays(14));
        await scene.ResolveAsync(late.Id!.Value);
        web.Clock.Runs();
        return scene;
    }
}
