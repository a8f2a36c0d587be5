namespace CustomerFirst.Application.Reporting;

/// <summary>
/// When a reader is told how long tickets took. Totals count restricted tickets that the reader may not open; where few others are counted with them, a
/// median would be the time of a single restricted ticket.
/// </summary>
public static class ToldHours
{
    /// <summary>How many tickets that the reader may open must stand beside restricted ones that they may not.</summary>
    public const int Fewest = 5;

    /// <summary>Whether hours may be told.</summary>
    /// <param name="counted">Tickets counted with hours.</param>
    /// <param name="unlisted">Those of them that are restricted and not open to the reader.</param>
    public static bool May(long counted, long unlisted) => unlisted == 0 || counted - unlisted >= Fewest;
}
