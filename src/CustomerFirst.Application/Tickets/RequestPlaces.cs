using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.Application.Tickets;

/// <summary>Where the request of another system is.</summary>
internal static class RequestPlaces
{
    /// <summary>Its place, with address and district in the source's words.</summary>
    public static TicketPlace Of(SourceRequest request) =>
        new(request.Address, null, null, request.Latitude, request.Longitude, null, null, request.District);
}
