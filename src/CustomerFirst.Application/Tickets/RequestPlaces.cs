using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.Application.Tickets;

/// <summary>Where the requests of another system are. Those that lie in the council's own wards get ward and constituency as they were on the day.</summary>
internal sealed class RequestPlaces(PlaceMap map)
{
    /// <summary>A request's place, with address and district in the source's words.</summary>
    public TicketPlace Of(SourceRequest request)
    {
        var found = request is { Latitude: { } latitude, Longitude: { } longitude } ? map.Find(latitude, longitude, CouncilTime.DateOf(request.OpenedAt)) : default;
        // Constituencies reach beyond the council; a point outside its wards is no place of the council.
        var constituency = found.Ward is null ? null : found.Constituency;
        return new TicketPlace(request.Address, null, null, request.Latitude, request.Longitude, found.Ward?.Id, constituency?.Id, request.District);
    }
}
