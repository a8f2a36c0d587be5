using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Api.Common;

namespace CustomerFirst.Web.Api;

/// <summary>What a program can ask about itself, to try its key.</summary>
internal static class ClientApi
{
    /// <summary>Adds the addresses.</summary>
    public static void MapClient(this RouteGroupBuilder root) =>
        root.MapGet("/client", (CurrentActor current) => ApiCall.Ok(ClientResource.Of(current.Actor))).WithTags("Client")
            .WithName("readClient").WithSummary("Read about yourself").WithDescription("Tells a program its own name, scopes and service areas: a way to try a key. Needs no scope.")
            .Answers<ClientResource>().Example(answer: new ClientResource(Guid.Parse("0199d3a4-7f00-7000-8000-000000000007"), "Street works diary", ["raiseTicket", "viewTicket"], []));
}

/// <summary>An API client.</summary>
/// <param name="ServiceAreaIds">The areas whose tickets it sees; empty for all unrestricted ones.</param>
internal sealed record ClientResource(Guid Id, string Name, IReadOnlyList<string> Scopes, IReadOnlyList<Guid> ServiceAreaIds)
{
    public static ClientResource Of(Actor actor) =>
        new(actor.Id, actor.Name, [.. actor.Permissions.Where(p => p != Permission.Anyone).Order().Select(p => p.Code())], [.. actor.ServiceAreas]);
}
