using CustomerFirst.Domain.Staff;

namespace CustomerFirst.Web.Common;

/// <summary>Words for what concerns staff.</summary>
public static class StaffWords
{
    /// <summary>A role's name.</summary>
    public static string Of(Role role) => role switch
    {
        Role.Adviser => "Adviser",
        Role.CounterStaff => "Counter staff",
        Role.Officer => "Officer",
        Role.Manager => "Manager",
        Role.Steward => "Steward of customer records",
        Role.Member => "Member",
        Role.Administrator => "Administrator",
        Role.Auditor => "Auditor",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };
}
