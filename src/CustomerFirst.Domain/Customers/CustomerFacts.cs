using CustomerFirst.Domain.Common;

namespace CustomerFirst.Domain.Customers;

/// <summary>A name with the time it held, where it came from and how far it was checked.</summary>
public sealed class CustomerName
{
    private CustomerName() { }

    public Guid Id { get; private set; }
    public Guid CustomerId { get; private set; }
    public string? Title { get; private set; }
    public string? GivenNames { get; private set; }
    /// <summary>The family name, or an organisation's name.</summary>
    public string FamilyName { get; private set; } = "";
    public DateTimeOffset From { get; private set; }
    public DateTimeOffset? To { get; private set; }
    public string Source { get; private set; } = "";
    public Verification Verified { get; private set; }

    /// <summary>Given names and family name with one space.</summary>
    public string Full => string.IsNullOrEmpty(GivenNames) ? FamilyName : $"{GivenNames} {FamilyName}";

    internal static CustomerName Create(Guid id, Guid customerId, string? title, string? givenNames, string familyName, string source, Verification verified, DateTimeOffset from) =>
        new() { Id = id, CustomerId = customerId, Title = title, GivenNames = givenNames, FamilyName = familyName, Source = source, Verified = verified, From = from };

    internal void End(DateTimeOffset at) => To = at;
}

/// <summary>Telephone or e-mail.</summary>
public enum ContactPointKind { Phone, Email }

/// <summary>A telephone (E.164) or e-mail (as typed, compared in lower case) with the time it held.</summary>
public sealed class ContactPoint
{
    private ContactPoint() { }

    public Guid Id { get; private set; }
    public Guid CustomerId { get; private set; }
    public ContactPointKind Kind { get; private set; }
    /// <summary>E.164 for a telephone; lower case for an e-mail.</summary>
    public string Value { get; private set; } = "";
    /// <summary>home, mobile, work …</summary>
    public string? Label { get; private set; }
    public DateTimeOffset From { get; private set; }
    public DateTimeOffset? To { get; private set; }
    public string Source { get; private set; } = "";
    public Verification Verified { get; private set; }

    internal static ContactPoint Create(Guid id, Guid customerId, ContactPointKind kind, string value, string? label, string source, Verification verified, DateTimeOffset from) =>
        new() { Id = id, CustomerId = customerId, Kind = kind, Value = value, Label = label, Source = source, Verified = verified, From = from };

    internal void End(DateTimeOffset at) => To = at;
}

/// <summary>An address in parts. <paramref name="Postcode"/> in capitals with one space.</summary>
/// <param name="Uprn">The unique property reference number, where known.</param>
public sealed record AddressLines(string Line1, string? Line2, string? Town, string? Postcode, long? Uprn)
{
    /// <summary>On one line, for lists.</summary>
    public string OneLine => string.Join(", ", new[] { Line1, Line2, Town, Postcode }.Where(p => !string.IsNullOrWhiteSpace(p)));
}

/// <summary>An address with the time it held.</summary>
public sealed class CustomerAddress
{
    private CustomerAddress() { }

    public Guid Id { get; private set; }
    public Guid CustomerId { get; private set; }
    public string Line1 { get; private set; } = "";
    public string? Line2 { get; private set; }
    public string? Town { get; private set; }
    public string? Postcode { get; private set; }
    public long? Uprn { get; private set; }
    public DateTimeOffset From { get; private set; }
    public DateTimeOffset? To { get; private set; }
    public string Source { get; private set; } = "";
    public Verification Verified { get; private set; }

    /// <summary>The parts as one value.</summary>
    public AddressLines Lines => new(Line1, Line2, Town, Postcode, Uprn);

    internal static CustomerAddress Create(Guid id, Guid customerId, AddressLines lines, string source, Verification verified, DateTimeOffset from) =>
        new()
        {
            Id = id, CustomerId = customerId, Line1 = lines.Line1, Line2 = lines.Line2, Town = lines.Town, Postcode = lines.Postcode, Uprn = lines.Uprn,
            Source = source, Verified = verified, From = from,
        };

    internal void End(DateTimeOffset at) => To = at;
}

/// <summary>What a customer needs from us to be served well.</summary>
public enum NeedKind { Interpreter, Bsl, LargePrint, StepFree, Vulnerable, CarerActing, AppointeeActing, Hearing, Sight, Other }

/// <summary>A need with the time it held.</summary>
public sealed class CustomerNeed
{
    private CustomerNeed() { }

    public Guid Id { get; private set; }
    public Guid CustomerId { get; private set; }
    public NeedKind Kind { get; private set; }
    public string? Detail { get; private set; }
    public DateTimeOffset From { get; private set; }
    public DateTimeOffset? To { get; private set; }
    public string Source { get; private set; } = "";

    internal static CustomerNeed Create(Guid id, Guid customerId, NeedKind kind, string? detail, string source, DateTimeOffset from) =>
        new() { Id = id, CustomerId = customerId, Kind = kind, Detail = detail, Source = source, From = from };

    internal void End(DateTimeOffset at) => To = at;
}
