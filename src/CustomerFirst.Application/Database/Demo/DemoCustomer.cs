namespace CustomerFirst.Application.Database.Demo;

/// <summary>An invented customer. A person has names and a date of birth; an organisation has <paramref name="OrganisationName"/>.</summary>
/// <param name="Index">0 upwards; the activity points at it.</param>
/// <param name="Household">Customers of the same household share it, and their address; organisations have one each.</param>
/// <param name="PreferredChannel">phone, email, sms, post or counter.</param>
/// <param name="Language">BCP 47 code; "en" for most, "bfi" for British Sign Language.</param>
/// <param name="Formats">largePrint, braille, audio, easyRead.</param>
/// <param name="Home">owner, councilTenant, privateTenant or associationTenant; null for an organisation.</param>
/// <param name="DoNotRing">Contact safety: must not be rung.</param>
/// <param name="Since">When the council first knew them.</param>
public sealed record DemoCustomer(
    int Index,
    string? GivenName,
    string? FamilyName,
    string? OrganisationName,
    DateOnly? DateOfBirth,
    int Household,
    IReadOnlyList<DemoTelephone> Telephones,
    IReadOnlyList<DemoEmail> Emails,
    IReadOnlyList<DemoAddress> Addresses,
    string PreferredChannel,
    string Language,
    string LanguageName,
    IReadOnlyList<string> Formats,
    IReadOnlyList<DemoNeed> Needs,
    string? Home,
    bool DoNotRing,
    DateOnly Since)
{
    /// <summary>Whether this is an organisation.</summary>
    public bool IsOrganisation => OrganisationName is not null;

    /// <summary>Where they live now.</summary>
    public DemoAddress Address => Addresses[0];

    /// <summary>Where they lived on a day; the earliest address known for days before it.</summary>
    public DemoAddress AddressOn(DateOnly day) => Addresses.FirstOrDefault(a => a.From <= day) ?? Addresses[^1];
}

/// <summary>A number in E.164; kind is mobile, landline or work.</summary>
public sealed record DemoTelephone(string Number, string Kind, bool Verified);

/// <summary>An e-mail address of one of the domains that are kept for examples.</summary>
public sealed record DemoEmail(string Address, bool Verified);

/// <summary>An address; the present one has no <paramref name="To"/> and comes first.</summary>
public sealed record DemoAddress(DemoProperty Property, DateOnly From, DateOnly? To)
{
    /// <summary>The property's postcode.</summary>
    public DemoPostcode Postcode => Property.Postcode;

    /// <summary>House number and street.</summary>
    public string FirstLine => Property.FirstLine;
}

/// <summary>A need: interpreter, bsl, largePrint, stepFree, vulnerable, carerActing or appointeeActing, with what staff should know.</summary>
public sealed record DemoNeed(string Kind, string? Detail, DateOnly From, DateOnly? To);
