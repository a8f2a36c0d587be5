using CustomerFirst.Domain.Common;

namespace CustomerFirst.Domain.Customers;

/// <summary>
/// What holds of a customer for a time. It remembers the record that it was written on, and the one that it was ended on, so that merged records can be
/// told apart again: see <see cref="CustomerForest"/>.
/// </summary>
public abstract class CustomerFact
{
    private protected CustomerFact() { }

    public Guid Id { get; private protected set; }
    /// <summary>The record that shows it: the root of the tree of merged records that <see cref="OriginId"/> belongs to.</summary>
    public Guid CustomerId { get; private protected set; }
    /// <summary>The record that it was written on.</summary>
    public Guid OriginId { get; private protected set; }
    public DateTimeOffset From { get; private protected set; }
    /// <summary>When it ended, or was set aside; null while it is shown as what holds now.</summary>
    public DateTimeOffset? To { get; private protected set; }
    /// <summary>The record that it was ended on; null while it holds, and for what ended before merging was there.</summary>
    public Guid? EndedOnId { get; private protected set; }
    /// <summary>The merge in which another record's fact was chosen before this one, which still holds of its own record; null otherwise.</summary>
    public Guid? SetAsideById { get; private protected set; }

    /// <summary>Whether nobody ended it, though a merge may have set it aside.</summary>
    public bool Holds => To is null || SetAsideById is not null;

    /// <summary>Facts of one slot exclude one another: the name, the address, one telephone number, one kind of need. A word on a consent has one of its own.</summary>
    internal abstract string Slot { get; }

    /// <summary>How far it was checked.</summary>
    internal virtual Verification Checked => Verification.Unverified;

    /// <summary>Whether another fact of the slot says the same.</summary>
    public abstract bool SaysTheSame(CustomerFact other);

    // A fact is never shorter than nothing, whatever somebody's clock says.
    internal void End(Guid onRecord, DateTimeOffset at) => (To, EndedOnId, SetAsideById) = (at < From ? From : at, onRecord, null);

    internal void Reopen() => (To, EndedOnId, SetAsideById) = (null, null, null);

    internal void SetAside(CustomerMerge by) => (To, EndedOnId, SetAsideById) = (by.At < From ? From : by.At, null, by.Id);

    internal void BeganBy(DateTimeOffset at) => From = at < From ? at : From;

    internal void EndedOn(Guid record) => EndedOnId = record;

    internal void BelongsTo(Guid record) => OriginId = record;

    internal void ShowOn(Guid record) => CustomerId = record;
}

/// <summary>A name with the time it held, where it came from and how far it was checked.</summary>
public sealed class CustomerName : CustomerFact
{
    private CustomerName() { }

    public string? Title { get; private set; }
    public string? GivenNames { get; private set; }
    /// <summary>The family name, or an organisation's name.</summary>
    public string FamilyName { get; private set; } = "";
    public string Source { get; private set; } = "";
    public Verification Verified { get; private set; }

    /// <summary>Given names and family name with one space.</summary>
    public string Full => string.IsNullOrEmpty(GivenNames) ? FamilyName : $"{GivenNames} {FamilyName}";

    internal override string Slot => MergeSlots.Name;

    internal override Verification Checked => Verified;

    /// <inheritdoc />
    public override bool SaysTheSame(CustomerFact other) => other is CustomerName name && (name.Title, name.GivenNames, name.FamilyName) == (Title, GivenNames, FamilyName);

    internal static CustomerName Create(Guid id, Guid customerId, string? title, string? givenNames, string familyName, string source, Verification verified, DateTimeOffset from) =>
        new() { Id = id, CustomerId = customerId, OriginId = customerId, Title = title, GivenNames = givenNames, FamilyName = familyName, Source = source, Verified = verified, From = from };
}

/// <summary>Telephone or e-mail.</summary>
public enum ContactPointKind { Phone, Email }

/// <summary>A telephone (E.164) or e-mail (as typed, compared in lower case) with the time it held.</summary>
public sealed class ContactPoint : CustomerFact
{
    private ContactPoint() { }

    public ContactPointKind Kind { get; private set; }
    /// <summary>E.164 for a telephone; lower case for an e-mail.</summary>
    public string Value { get; private set; } = "";
    /// <summary>home, mobile, work …</summary>
    public string? Label { get; private set; }
    public string Source { get; private set; } = "";
    public Verification Verified { get; private set; }

    internal override string Slot => MergeSlots.Point(Kind, Value);

    internal override Verification Checked => Verified;

    /// <inheritdoc />
    public override bool SaysTheSame(CustomerFact other) => other is ContactPoint point && (point.Kind, point.Value) == (Kind, Value);

    internal static ContactPoint Create(Guid id, Guid customerId, ContactPointKind kind, string value, string? label, string source, Verification verified, DateTimeOffset from) =>
        new() { Id = id, CustomerId = customerId, OriginId = customerId, Kind = kind, Value = value, Label = label, Source = source, Verified = verified, From = from };
}

/// <summary>An address in parts. <paramref name="Postcode"/> in capitals with one space.</summary>
/// <param name="Uprn">The unique property reference number, where known.</param>
public sealed record AddressLines(string Line1, string? Line2, string? Town, string? Postcode, long? Uprn)
{
    /// <summary>On one line, for lists.</summary>
    public string OneLine => string.Join(", ", new[] { Line1, Line2, Town, Postcode }.Where(p => !string.IsNullOrWhiteSpace(p)));
}

/// <summary>An address with the time it held.</summary>
public sealed class CustomerAddress : CustomerFact
{
    private CustomerAddress() { }

    public string Line1 { get; private set; } = "";
    public string? Line2 { get; private set; }
    public string? Town { get; private set; }
    public string? Postcode { get; private set; }
    public long? Uprn { get; private set; }
    public string Source { get; private set; } = "";
    public Verification Verified { get; private set; }

    /// <summary>The parts as one value.</summary>
    public AddressLines Lines => new(Line1, Line2, Town, Postcode, Uprn);

    internal override string Slot => MergeSlots.Address;

    internal override Verification Checked => Verified;

    /// <inheritdoc />
    public override bool SaysTheSame(CustomerFact other) => other is CustomerAddress address && address.Lines == Lines;

    internal static CustomerAddress Create(Guid id, Guid customerId, AddressLines lines, string source, Verification verified, DateTimeOffset from) =>
        new()
        {
            Id = id, CustomerId = customerId, OriginId = customerId, Line1 = lines.Line1, Line2 = lines.Line2, Town = lines.Town, Postcode = lines.Postcode, Uprn = lines.Uprn,
            Source = source, Verified = verified, From = from,
        };
}

/// <summary>What a customer needs from us to be served well.</summary>
public enum NeedKind { Interpreter, Bsl, LargePrint, StepFree, Vulnerable, CarerActing, AppointeeActing, Hearing, Sight, Other }

/// <summary>A need with the time it held.</summary>
public sealed class CustomerNeed : CustomerFact
{
    private CustomerNeed() { }

    public NeedKind Kind { get; private set; }
    public string? Detail { get; private set; }
    public string Source { get; private set; } = "";

    internal override string Slot => MergeSlots.Need(Kind);

    /// <inheritdoc />
    public override bool SaysTheSame(CustomerFact other) => other is CustomerNeed need && (need.Kind, need.Detail) == (Kind, Detail);

    internal static CustomerNeed Create(Guid id, Guid customerId, NeedKind kind, string? detail, string source, DateTimeOffset from) =>
        new() { Id = id, CustomerId = customerId, OriginId = customerId, Kind = kind, Detail = detail, Source = source, From = from };
}
