using CustomerFirst.Domain.Common;

namespace CustomerFirst.Application.Services;

/// <summary>The service was taken off offer before.</summary>
public sealed record ServiceWithdrawn() : Error(ErrorKind.Conflict, "This service was withdrawn already.");

/// <summary>The service is on offer, so it cannot be put back.</summary>
public sealed record ServiceOnOffer() : Error(ErrorKind.Conflict, "This service is on offer already.");
