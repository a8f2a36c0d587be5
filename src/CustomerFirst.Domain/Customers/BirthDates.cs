namespace CustomerFirst.Domain.Customers;

/// <summary>What two dates of birth say of two people.</summary>
public static class BirthDates
{
    // Parents and children, uncles and nephews of one name are as far apart; slips of the keyboard seldom are.
    private const int Generation = 12;

    /// <summary>Whether they are so far apart that the two may be a parent and a child of one name: nobody but a person should say that they are one. False where one is not known.</summary>
    public static bool AGenerationApart(DateOnly? one, DateOnly? other) => one is { } a && other is { } b && Math.Abs(a.Year - b.Year) >= Generation;
}
