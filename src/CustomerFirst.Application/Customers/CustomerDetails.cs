using System.Text.RegularExpressions;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Customers.Matching;
using CustomerFirst.Domain.Places;
using FluentValidation;

namespace CustomerFirst.Application.Customers;

/// <summary>A telephone as somebody typed it, with what tells it from others: home, mobile, work.</summary>
public sealed record Telephone(string Number, string? Label = null);

/// <summary>A need, with what else staff should know of it.</summary>
public sealed record Need(NeedKind Kind, string? Detail = null);

/// <summary>All that the hub holds of a customer, as a form or a program gives it: creating and changing take the same.</summary>
public sealed record CustomerDetails
{
    public CustomerKind Kind { get; init; }
    public string? Title { get; init; }
    public string? GivenNames { get; init; }
    /// <summary>The family name, or an organisation's name.</summary>
    public string FamilyName { get; init; } = "";
    public DateOnly? DateOfBirth { get; init; }
    public IReadOnlyList<Telephone> Telephones { get; init; } = [];
    public IReadOnlyList<string> Emails { get; init; } = [];
    public AddressLines? Address { get; init; }
    public Channel? PreferredChannel { get; init; }
    /// <summary>BCP 47 tag; null is English.</summary>
    public string? Language { get; init; }
    /// <summary>largePrint, braille, easyRead, audio.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];
    public IReadOnlyList<Need> Needs { get; init; } = [];
    /// <summary>Nobody may ring.</summary>
    public bool DoNotRing { get; init; }
    public string? DoNotRingReason { get; init; }

    /// <summary>Nothing of it: who writes a command to a log writes no personal data.</summary>
    public override string ToString() => nameof(CustomerDetails);

    /// <summary>The formats that letters can have.</summary>
    public static IReadOnlyList<string> KnownFormats { get; } = ["largePrint", "braille", "easyRead", "audio"];

    /// <summary>The same details in the form in which they are kept; only for details that the validator let pass.</summary>
    internal CustomerDetails Normalised() => this with
    {
        Title = Kept(Title), GivenNames = Kept(GivenNames), FamilyName = Kept(FamilyName)!, Language = Kept(Language), DoNotRingReason = Kept(DoNotRingReason),
        Telephones = [.. Telephones.Select(t => new Telephone(PhoneNumber.Normalise(t.Number)!, Kept(t.Label))).DistinctBy(t => t.Number)],
        Emails = [.. Emails.Select(e => EmailAddress.Normalise(e)!).Distinct()],
        Address = Address is null ? null : new AddressLines(Kept(Address.Line1) ?? "", Kept(Address.Line2), Kept(Address.Town), Kept(Address.Postcode) is { } typed ? Postcode.Normalise(typed) : null, Address.Uprn),
        Formats = [.. Formats.Distinct()],
        Needs = [.. Needs.Select(n => n with { Detail = Kept(n.Detail) })],
    };

    /// <summary>As far as customers are compared and found by them; only for details in the form in which they are kept.</summary>
    public CustomerProfile Profile() => new(Kind, DateOfBirth, string.IsNullOrWhiteSpace(FamilyName) && string.IsNullOrWhiteSpace(GivenNames) ? [] : [new ProfileName(GivenNames, FamilyName)],
        [.. Telephones.Select(t => new ProfilePoint(ContactPointKind.Phone, t.Number)), .. Emails.Select(e => new ProfilePoint(ContactPointKind.Email, e))], Address is null ? [] : [Address]);

    // Spaces at the ends and doubled ones are slips of the finger, never part of a name.
    private static string? Kept(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : string.Join(' ', typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>Shape and wording of a customer's details.</summary>
internal sealed partial class CustomerDetailsValidator : AbstractValidator<CustomerDetails>
{
    private static readonly DateOnly s_earliestBirth = new(1900, 1, 1);

    public CustomerDetailsValidator(TimeProvider time)
    {
        RuleFor(d => d.FamilyName).Must(n => !string.IsNullOrWhiteSpace(n)).WithMessage(d => d.Kind == CustomerKind.Person ? "Enter the family name" : "Enter the organisation's name");
        RuleFor(d => d.FamilyName).MaximumLength(200).WithMessage("The name must be 200 characters or fewer");
        RuleFor(d => d.GivenNames).MaximumLength(200).WithMessage("Given names must be 200 characters or fewer");
        RuleFor(d => d.Title).MaximumLength(40).WithMessage("Title must be 40 characters or fewer");
        When(d => d.Kind == CustomerKind.Organisation, () =>
        {
            RuleFor(d => d.GivenNames).Must(string.IsNullOrWhiteSpace).WithMessage("An organisation has no given names");
            RuleFor(d => d.DateOfBirth).Null().WithMessage("An organisation has no date of birth");
        });
        RuleFor(d => d.DateOfBirth).Must(born => born is null || born <= CouncilTime.DateOf(time.GetUtcNow())).WithMessage("Date of birth must be today or in the past");
        RuleFor(d => d.DateOfBirth).Must(born => born is null || born >= s_earliestBirth).WithMessage("Date of birth must be in 1900 or later");
        RuleFor(d => d.Telephones).Must(t => t.Count <= 10).WithMessage("Enter no more than 10 telephone numbers");
        RuleForEach(d => d.Telephones).ChildRules(telephone =>
        {
            telephone.RuleFor(t => t.Number).Custom((number, context) =>
            {
                if (PhoneNumber.Read(number).Problem is { } problem) context.AddFailure(PhoneNumber.Words(problem));
            });
            telephone.RuleFor(t => t.Label).MaximumLength(40).WithMessage("The label must be 40 characters or fewer");
        });
        RuleFor(d => d.Emails).Must(e => e.Count <= 10).WithMessage("Enter no more than 10 e-mail addresses");
        RuleForEach(d => d.Emails).Must(e => EmailAddress.Normalise(e) is not null).WithMessage("Enter an e-mail address in the correct format, like name@example.org");
        RuleFor(d => d.Address!).SetValidator(new AddressLinesValidator()).When(d => d.Address is not null);
        RuleFor(d => d.Language).Must(l => string.IsNullOrWhiteSpace(l) || LanguageTag().IsMatch(l.Trim())).WithMessage("Select the language from the list");
        RuleForEach(d => d.Formats).Must(f => CustomerDetails.KnownFormats.Contains(f)).WithMessage("Select the formats from the list");
        RuleFor(d => d.Needs).Must(needs => needs.DistinctBy(n => n.Kind).Count() == needs.Count).WithMessage("Select each need only once");
        RuleForEach(d => d.Needs).ChildRules(need =>
        {
            need.RuleFor(n => n.Detail).MaximumLength(500).WithMessage("What else staff should know must be 500 characters or fewer");
            need.RuleFor(n => n.Detail).Must(detail => !string.IsNullOrWhiteSpace(detail)).When(n => n.Kind is NeedKind.CarerActing or NeedKind.AppointeeActing)
                .WithMessage("Enter who acts for the customer and how to reach them");
            need.RuleFor(n => n.Detail).Must(detail => !string.IsNullOrWhiteSpace(detail)).When(n => n.Kind == NeedKind.Other).WithMessage("Enter what the customer needs");
        });
        RuleFor(d => d.DoNotRingReason).MaximumLength(200).WithMessage("The reason must be 200 characters or fewer");
        RuleFor(d => d.PreferredChannel).Must(c => c != Channel.Phone).When(d => d.DoNotRing)
            .WithMessage("The customer cannot prefer the telephone when nobody may ring. Select another way, or say that ringing is safe");
    }

    [GeneratedRegex("^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}$")]
    private static partial Regex LanguageTag();
}

/// <summary>Shape and wording of an address.</summary>
internal sealed class AddressLinesValidator : AbstractValidator<AddressLines>
{
    public AddressLinesValidator()
    {
        // A postcode alone is a fine start: it finds the ward, and the rest is asked when somebody has to go there.
        RuleFor(a => a.Line1).Must(line => !string.IsNullOrWhiteSpace(line)).When(a => string.IsNullOrWhiteSpace(a.Postcode)).WithMessage("Enter the first line of the address or a postcode");
        RuleFor(a => a.Line1).MaximumLength(200).WithMessage("The first line must be 200 characters or fewer");
        RuleFor(a => a.Line2).MaximumLength(200).WithMessage("The second line must be 200 characters or fewer");
        RuleFor(a => a.Town).MaximumLength(120).WithMessage("The town must be 120 characters or fewer");
        RuleFor(a => a.Postcode).Must(p => string.IsNullOrWhiteSpace(p) || Postcode.Normalise(p) is not null).WithMessage("Enter a full UK postcode, like B14 7QH");
        RuleFor(a => a.Uprn).InclusiveBetween(1, 999_999_999_999).When(a => a.Uprn is not null).WithMessage("The UPRN must be a number of up to 12 digits");
    }
}
