namespace CustomerFirst.Domain.Common;

/// <summary>How far a fact about a customer has been checked.</summary>
public enum Verification { Unverified, SeenByStaff, Documented, FromTrustedSystem }
