using CustomerFirst.Domain.Common;

namespace CustomerFirst.Domain.Tickets;

/// <summary>The ticket's state does not allow the step.</summary>
public sealed record StepNotAllowed(string Step, TicketState State)
    : Error(ErrorKind.Conflict, $"This cannot be done to a ticket that is {State.Words().ToLowerInvariant()}.");

/// <summary>The customer may still object.</summary>
public sealed record ObjectionTimeRuns() : Error(ErrorKind.Conflict, "The customer may still object to the resolution.");
