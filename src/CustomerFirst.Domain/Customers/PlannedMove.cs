namespace CustomerFirst.Domain.Customers;

/// <summary>A customer's address from a day to come. On that day it becomes the present one, and the one before ends.</summary>
public sealed class PlannedMove
{
    private PlannedMove() { }

    public Guid Id { get; private set; }
    /// <summary>A customer's key.</summary>
    public Guid CustomerId { get; private set; }
    public string Line1 { get; private set; } = "";
    public string? Line2 { get; private set; }
    public string? Town { get; private set; }
    public string? Postcode { get; private set; }
    public long? Uprn { get; private set; }
    /// <summary>The first day there.</summary>
    public DateOnly From { get; private set; }
    /// <summary>Where the news comes from: staff, apiClient.</summary>
    public string Source { get; private set; } = "";

    /// <summary>The parts as one value.</summary>
    public AddressLines Lines => new(Line1, Line2, Town, Postcode, Uprn);

    /// <summary>A move to come.</summary>
    public static PlannedMove To(Guid id, Guid customerKey, AddressLines lines, DateOnly from, string source) =>
        new() { Id = id, CustomerId = customerKey, Line1 = lines.Line1, Line2 = lines.Line2, Town = lines.Town, Postcode = lines.Postcode, Uprn = lines.Uprn, From = from, Source = source };
}
