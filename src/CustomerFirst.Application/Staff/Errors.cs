using CustomerFirst.Domain.Common;

namespace CustomerFirst.Application.Staff;

/// <summary>The second factor is set up already.</summary>
public sealed record TwoFactorIsOn() : Error(ErrorKind.Conflict, "Two-factor sign-in is on already.");

/// <summary>There is no second factor.</summary>
public sealed record TwoFactorIsOff() : Error(ErrorKind.Conflict, "Two-factor sign-in is off.");

/// <summary>A role does not work without a second factor.</summary>
public sealed record TwoFactorDemanded() : Error(ErrorKind.Conflict, "Your role needs two-factor sign-in, so it cannot be turned off.");
