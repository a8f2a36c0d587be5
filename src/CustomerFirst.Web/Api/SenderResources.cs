using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;

namespace CustomerFirst.Web.Api;

/// <summary>What a message says of its sender.</summary>
internal sealed record SenderBody
{
    private const int LongestName = 200;

    public CustomerKind Kind { get; init; }
    /// <summary>A name in one piece, as an e-mail has it: "Asha Example", "Example, Asha". Not together with <c>givenNames</c> and <c>familyName</c>.</summary>
    public string? FullName { get; init; }
    public string? GivenNames { get; init; }
    /// <summary>The family name, or an organisation's name.</summary>
    public string? FamilyName { get; init; }
    public DateOnly? DateOfBirth { get; init; }
    public IReadOnlyList<TelephoneBody> Telephones { get; init; } = [];
    public IReadOnlyList<string> Emails { get; init; } = [];
    public AddressBody? Address { get; init; }

    /// <summary>What is wrong with the name in one piece, which the command does not know; null when nothing is.</summary>
    public Error? Refused() =>
        string.IsNullOrWhiteSpace(FullName) ? null
        : !string.IsNullOrWhiteSpace(GivenNames) || !string.IsNullOrWhiteSpace(FamilyName) ? Wrong("Send either fullName, or givenNames and familyName")
        : FullName.Length > LongestName ? Wrong($"The name must be {LongestName} characters or fewer") : null;

    private static Invalid Wrong(string problem) => new(new Dictionary<string, string[]> { [nameof(FullName)] = [problem] });

    public CustomerDetails ToDetails()
    {
        var whole = string.IsNullOrWhiteSpace(FullName) ? null : FullName;
        var name = whole is null ? new FullName(null, GivenNames, FamilyName) : Kind == CustomerKind.Organisation ? new FullName(null, null, whole) : Domain.Customers.FullName.Read(whole);
        return new CustomerDetails
        {
            Kind = Kind, Title = name.Title, GivenNames = name.Given, FamilyName = name.Family ?? "", DateOfBirth = DateOfBirth,
            Telephones = [.. Telephones.Select(t => new Telephone(t.Number, t.Label))], Emails = Emails, Address = Address?.ToLines(),
        };
    }
}

/// <summary>Who sent a message.</summary>
/// <param name="Id">The customer; null where the sender is unknown.</param>
/// <param name="Because">Why they are somebody who is there, or may be.</param>
internal sealed record SenderResource(SenderOutcome Outcome, Guid? Id, int? Version, IReadOnlyList<string> Because);
