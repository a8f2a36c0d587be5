using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Tickets;

/// <summary>What an adviser must know of a service to raise its ticket: its questions, what can be done with it, what we promise.</summary>
[Needs(Permission.RaiseTicket)]
public sealed record GetServiceToRaiseQuery(Guid ServiceId) : IQuery<ServiceToRaise>;

/// <summary>A service on offer.</summary>
/// <param name="Team">The second-response team that its tickets go to; null for none.</param>
/// <param name="KeepsInHand">The asker may work on its tickets themselves.</param>
/// <param name="AtCustomersAddress">The matter is where the customer lives.</param>
/// <param name="Targets">What is promised at each priority.</param>
public sealed record ServiceToRaise(Guid Id, string Name, string Description, string Area, bool Restricted, bool CanFinishAtFirstContact, bool FinishedByFirstResponse, string? Team, bool KeepsInHand,
    IReadOnlyDictionary<Priority, PromisedTimes> Targets, IReadOnlyList<Question> Questions, bool AtCustomersAddress);

/// <summary>When a customer is replied to and when the matter is finished; null where nothing is promised.</summary>
public sealed record PromisedTimes(TargetTime? Reply, TargetTime? Resolution);

internal sealed class GetServiceToRaiseValidator : AbstractValidator<GetServiceToRaiseQuery>
{
    public GetServiceToRaiseValidator() => RuleFor(q => q.ServiceId).NotEmpty().WithMessage("Select a service");
}

internal sealed class GetServiceToRaiseHandler(Catalogue catalogue, CurrentActor current, TimeProvider time) : IRequestHandler<GetServiceToRaiseQuery, Result<ServiceToRaise>>
{
    public async Task<Result<ServiceToRaise>> Handle(GetServiceToRaiseQuery query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var snapshot = await catalogue.GetAsync(cancellationToken);
        if (RaiseTicketHandler.OnOffer(snapshot, query.ServiceId, now) is not { } service) return new NotFound("service");
        var sla = snapshot.SlaOf(service.Id, CouncilTime.DateOf(now));
        var targets = Enum.GetValues<Priority>().ToDictionary(p => p, p => sla?.TargetFor(p) is { } target ? new PromisedTimes(target.Reply, target.Resolution) : new PromisedTimes(null, null));
        var sees = TicketVisibility.Of(current.Actor).SightOf(service.ServiceAreaId, service.Restricted, service.DefaultTeamId, null, false) == TicketSight.Full;
        return new ServiceToRaise(service.Id, service.Name, service.Description, snapshot.AreasById[service.ServiceAreaId].Name, service.Restricted, service.CanFinishAtFirstContact,
            service.FinishedBy == ResponseTier.First, service.DefaultTeamId is { } team ? snapshot.TeamsById.GetValueOrDefault(team)?.Name : null, sees && current.Actor.StaffId is not null,
            targets, service.Questions, service.AtCustomersAddress);
    }
}
