using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Places;

/// <summary>A property by its number, also one that is gone.</summary>
[Needs(Permission.FindAddresses)]
public sealed record GetAddressQuery(long Uprn) : IQuery<FoundAddress>;

internal sealed class GetAddressHandler(CustomerFirstDb db, PlaceFinder places) : IRequestHandler<GetAddressQuery, Result<FoundAddress>>
{
    public async Task<Result<FoundAddress>> Handle(GetAddressQuery query, CancellationToken token)
    {
        if (await db.Properties.AsNoTracking().FirstOrDefaultAsync(p => p.Uprn == query.Uprn, token) is not { } property) return new NotFound("property");
        var place = property is { Latitude: { } latitude, Longitude: { } longitude } ? await places.FindAsync(latitude, longitude, null, token) : default;
        return new FoundAddress(property.Uprn, property.Parts.OneLine, property.Parts.Lines(property.Uprn), property.Parts, property.Latitude, property.Longitude, place);
    }
}

/// <summary>How many properties are known.</summary>
[Needs(Permission.ManagePlaces)]
public sealed record CountAddressesQuery : IQuery<AddressCount>;

/// <summary>Known properties.</summary>
/// <param name="Offered">In use or planned: those that the finder offers.</param>
/// <param name="Historic">Gone.</param>
public sealed record AddressCount(long Offered, long Historic);

internal sealed class CountAddressesHandler(CustomerFirstDb db) : IRequestHandler<CountAddressesQuery, Result<AddressCount>>
{
    public async Task<Result<AddressCount>> Handle(CountAddressesQuery query, CancellationToken token)
    {
        var historic = await db.Properties.LongCountAsync(p => p.Status == PropertyStatus.Historic, token);
        return new AddressCount(await db.Properties.LongCountAsync(token) - historic, historic);
    }
}
