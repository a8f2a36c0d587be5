namespace CustomerFirst.Application.Database.Demo;

/// <summary>Somebody of the demonstration council whom a visitor can sign in as.</summary>
/// <param name="Role">Code of the role.</param>

public sealed record DemoSignIn(string Role, string Email, string What);

/// <summary>The sign-ins that are printed when the demonstration starts. All share one password; the accounts are there only in a demonstration.</summary>
public static class DemoSignIns
{
    /// <summary>The password of every demonstration account.</summary>
    public const string Password = "Kelderby demonstration";

    /// <summary>One for each role, and one that sees restricted services.</summary>
    public static IReadOnlyList<DemoSignIn> All { get; } =
    [
        new("adviser", "adviser@kelderby.example", "Adviser on the telephone"),
        new("counterStaff", "counter@kelderby.example", "Counter staff at an office"),
        new("officer", "officer@kelderby.example", "Officer, second response"),
        new("officer", "care@kelderby.example", "Officer of a restricted service"),
        new("manager", "manager@kelderby.example", "Manager of the contact centre"),
        new("steward", "steward@kelderby.example", "Steward of customer records"),
        new("member", "member@kelderby.example", "Councillor for a ward"),
        new("administrator", "admin@kelderby.example", "Administrator"),
        new("auditor", "auditor@kelderby.example", "Auditor"),
    ];
}
