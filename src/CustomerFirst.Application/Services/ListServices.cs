using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;

namespace CustomerFirst.Application.Services;

/// <summary>A service in a list.</summary>
/// <param name="SlaFrom">Since when its present SLA holds; null when it has none.</param>
public sealed record ServiceLine(Guid Id, string Code, string Name, Guid ServiceAreaId, string ServiceAreaName, ResponseTier FinishedBy, bool CanFinishAtFirstContact, bool Restricted,
    bool PubliclyTrackable, bool Imported, DateTimeOffset? WithdrawnAt, DateOnly? SlaFrom);

/// <summary>A page of a list.</summary>
/// <param name="Next">What to ask for the next page with; null on the last one.</param>
/// <param name="Total">How many the whole list has.</param>
public sealed record ServicePage(IReadOnlyList<ServiceLine> Services, string? Next, int Total);

/// <summary>Services by name, 50 to a page.</summary>
/// <param name="ServiceAreaId">Only this area's; null for all.</param>
/// <param name="IncludeWithdrawn">Those too that are not offered any more.</param>
/// <param name="After">The former page's <see cref="ServicePage.Next"/>.</param>
[Needs(Permission.SeeServices)]
public sealed record ListServicesQuery(Guid? ServiceAreaId = null, bool IncludeWithdrawn = false, string? After = null) : IQuery<ServicePage>
{
    /// <summary>Rows on a page where nobody says otherwise.</summary>
    public const int PageSize = 50;

    /// <summary>The longest page.</summary>
    public const int LongestPage = 200;

    /// <summary>Rows on a page, 1 to <see cref="LongestPage"/>.</summary>
    public int Limit { get; init; } = PageSize;
}

internal sealed class ListServicesValidator : AbstractValidator<ListServicesQuery>
{
    public ListServicesValidator() => RuleFor(q => q.Limit).InclusiveBetween(1, ListServicesQuery.LongestPage).WithMessage($"Ask for 1 to {ListServicesQuery.LongestPage} services");
}

internal sealed class ListServicesHandler(Catalogue catalogue, TimeProvider time) : IRequestHandler<ListServicesQuery, Result<ServicePage>>
{
    public async Task<Result<ServicePage>> Handle(ListServicesQuery query, CancellationToken token)
    {
        var snapshot = await catalogue.GetAsync(token);
        var today = CouncilTime.DateOf(time.GetUtcNow());
        var all = snapshot.Services.Where(s => (query.ServiceAreaId is not { } area || s.ServiceAreaId == area) && (query.IncludeWithdrawn || s.WithdrawnAt is null))
            .OrderBy(Place, StringComparer.Ordinal).ToList();
        var page = all.Where(s => query.After is null || string.CompareOrdinal(Place(s), query.After) > 0).Take(query.Limit + 1).ToList();
        var shown = page.Take(query.Limit).ToList();
        return new ServicePage([.. shown.Select(s => Line(s, snapshot, today))], page.Count > shown.Count ? Place(shown[^1]) : null, all.Count);
    }

    // The place in the list: services of several areas may have the same name.
    private static string Place(Service service) => $"{service.Name.ToUpperInvariant()} {service.Id:N}";

    private static ServiceLine Line(Service service, CatalogueSnapshot snapshot, DateOnly today) => new(
        service.Id, service.Code, service.Name, service.ServiceAreaId, snapshot.AreasById[service.ServiceAreaId].Name, service.FinishedBy, service.CanFinishAtFirstContact, service.Restricted,
        service.PubliclyTrackable, service.Imported, service.WithdrawnAt, snapshot.SlaOf(service.Id, today)?.EffectiveFrom);
}
