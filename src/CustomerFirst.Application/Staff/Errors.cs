using CustomerFirst.Domain.Common;

namespace CustomerFirst.Application.Staff;

/// <summary>The second factor is set up already.</summary>
public sealed record TwoFactorIsOn() : Error(ErrorKind.Conflict, "Two-factor sign-in is on already.");

/// <summary>There is no second factor.</summary>
public sealed record TwoFactorIsOff() : Error(ErrorKind.Conflict, "Two-factor sign-in is off.");

/// <summary>A role does not work without a second factor.</summary>
public sealed record TwoFactorDemanded() : Error(ErrorKind.Conflict, "Your role needs two-factor sign-in, so it cannot be turned off.");

/// <summary>Nobody else could administer the hub.</summary>
public sealed record LastAdministrator() : Error(ErrorKind.Conflict, "This is the last administrator. Give somebody else the role first.");

/// <summary>The account is closed.</summary>
public sealed record AccountClosed() : Error(ErrorKind.Conflict, "This account is closed.");

/// <summary>The account is open.</summary>
public sealed record AccountOpen() : Error(ErrorKind.Conflict, "This account is open already.");

/// <summary>The person serves the ward in that time already.</summary>
public sealed record WardServedAlready() : Error(ErrorKind.Conflict, "They serve this ward in that time already.");

/// <summary>Only an elected member serves a ward.</summary>
public sealed record NotAMember() : Error(ErrorKind.Conflict, "Only a member serves a ward. Give this person the role of a member first.");
