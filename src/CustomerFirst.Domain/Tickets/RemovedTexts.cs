namespace CustomerFirst.Domain.Tickets;

/// <summary>What stands where something was written on a ticket of a customer whose data were erased.</summary>
public static class RemovedTexts
{
    /// <summary>In place of every text. PostgreSQL lets what is only ever appended be changed to this and to nothing else.</summary>
    public const string Words = "Removed on request";
}
