using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Tickets;
using FluentValidation;

namespace CustomerFirst.Application.Tickets;

/// <summary>Where the matter is, as somebody says it.</summary>
/// <param name="Latitude">WGS84 degrees, together with <paramref name="Longitude"/>.</param>
public sealed record TicketLocation(string? Address = null, string? Postcode = null, long? Uprn = null, double? Latitude = null, double? Longitude = null);

internal sealed class TicketLocationValidator : AbstractValidator<TicketLocation>
{
    public TicketLocationValidator()
    {
        RuleFor(l => l.Address).MaximumLength(300).WithMessage("Address must be 300 characters or fewer");
        RuleFor(l => l.Postcode).Must(p => string.IsNullOrWhiteSpace(p) || Postcode.Normalise(p) is not null).WithMessage("Enter a full UK postcode, like B14 7QH");
        RuleFor(l => l.Uprn).InclusiveBetween(1, 999_999_999_999).WithMessage("The UPRN must be a number of up to 12 digits");
        RuleFor(l => l.Latitude).InclusiveBetween(-90, 90).WithMessage("Latitude must be between -90 and 90");
        RuleFor(l => l.Longitude).InclusiveBetween(-180, 180).WithMessage("Longitude must be between -180 and 180");
        RuleFor(l => l.Longitude).Must((l, longitude) => longitude.HasValue == l.Latitude.HasValue).WithMessage("Enter both latitude and longitude, or neither");
    }
}

/// <summary>Brings a location into the form that a ticket keeps, with its ward and constituency.</summary>
internal sealed class TicketPlaces(PlaceFinder places)
{
    /// <summary>The ticket's place; <see cref="TicketPlace.None"/> for no location. The point decides the ward, or else the property's in the gazetteer, or else the postcode's middle.</summary>
    public async ValueTask<TicketPlace> FindAsync(TicketLocation? location, CancellationToken token)
    {
        if (location is null) return TicketPlace.None;
        var address = string.IsNullOrWhiteSpace(location.Address) ? null : location.Address.Trim();
        var postcode = Postcode.Normalise(location.Postcode);
        // A property's point is where the matter is.
        if (location is { Latitude: null, Uprn: { } uprn } && await places.FindPropertyAsync(uprn, token) is { } property)
            return new TicketPlace(address, postcode, uprn, property.Latitude, property.Longitude, property.Place.Ward?.Id, property.Place.Constituency?.Id);
        // A postcode's middle is where none of its houses need be, so it gives a ward but never the point of a matter.
        var found = location is { Latitude: { } latitude, Longitude: { } longitude } ? await places.FindAsync(latitude, longitude, null, token)
            : postcode is not null ? (await places.FindPostcodeAsync(postcode, null, token))?.Place ?? default
            : default;
        return new TicketPlace(address, postcode, location.Uprn, location.Latitude, location.Longitude, found.Ward?.Id, found.Constituency?.Id);
    }
}
