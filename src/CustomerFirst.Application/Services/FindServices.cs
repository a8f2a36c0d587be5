using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Services;

/// <summary>A service that was found.</summary>
/// <param name="Phrase">The customers' phrase that fits best; null where the name does.</param>
/// <param name="LiveFrom">The day on which the area goes live; null when it has.</param>
/// <param name="Live">Its enquiries are taken in the hub today.</param>
public sealed record FoundService(Guid Id, string Code, string Name, string Description, Guid ServiceAreaId, string ServiceAreaName, string? Phrase, bool Restricted, bool CanFinishAtFirstContact,
    bool Live, DateOnly? LiveFrom);

/// <summary>Services on offer that fit the words of a customer, the best first. Nothing for no words.</summary>
/// <param name="Text">What was typed so far, at most 200 characters.</param>
/// <param name="Most">At most so many, 1 to 50.</param>
[Needs(Permission.SeeServices)]
public sealed record FindServicesQuery(string Text, int Most = 10) : IQuery<IReadOnlyList<FoundService>>;

internal sealed class FindServicesValidator : AbstractValidator<FindServicesQuery>
{
    public FindServicesValidator()
    {
        RuleFor(q => q.Text).NotNull().WithMessage("Enter what the enquiry is about").MaximumLength(200).WithMessage("Enter no more than 200 characters");
        RuleFor(q => q.Most).InclusiveBetween(1, 50).WithMessage("Ask for 1 to 50 services");
    }
}

internal sealed class FindServicesHandler(Catalogue catalogue, TimeProvider time) : IRequestHandler<FindServicesQuery, Result<IReadOnlyList<FoundService>>>
{
    public async Task<Result<IReadOnlyList<FoundService>>> Handle(FindServicesQuery query, CancellationToken token)
    {
        var snapshot = await catalogue.GetAsync(token);
        var today = CouncilTime.DateOf(time.GetUtcNow());
        return snapshot.Search.Find(query.Text, query.Most).Select(match =>
        {
            var service = snapshot.ServicesById[match.Id];
            var area = snapshot.AreasById[service.ServiceAreaId];
            // An area without a date takes no part in the rollout: it came in with another system's requests, or was never planned.
            var live = area.GoLive is not { } day || day <= today;
            return new FoundService(service.Id, service.Code, service.Name, service.Description, area.Id, area.Name, match.Phrase, service.Restricted, service.CanFinishAtFirstContact, live, live ? null : area.GoLive);
        }).ToList();
    }
}
