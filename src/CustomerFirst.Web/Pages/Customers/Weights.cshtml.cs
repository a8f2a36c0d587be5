using System.Globalization;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers.Matching;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>What matching goes by: the weights with their date and figures. Has them learnt anew, or goes back to the shipped ones.</summary>
[Needs(Permission.StewardCustomers)]
public sealed class WeightsModel : StaffPage
{
    private const string Own = "/customers/review/weights";
    private const string SecondsBetween = "3";

    /// <summary>The page does not come again by itself.</summary>
    [FromQuery]
    public bool Still { get; set; }

    public WeightsOverview Overview { get; private set; } = new(null, [], []);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await ReadAsync() is { } problem) return problem;
        // Browsers follow this header without a script; a link lets who is disturbed by it switch it off.
        if (Overview.Waiting && !Still) Response.Headers["Refresh"] = SecondsBetween;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var asked = await SendAsync(new AskForWeightsCommand { IdempotencyKey = IdempotencyKey });
        if (asked.Ok) return Onwards(Own, "The hub was asked to learn weights from the council's records");
        return await ReadAsync() ?? Problem(asked.Error!);
    }

    public async Task<IActionResult> OnPostShippedAsync()
    {
        var taken = await SendAsync(new TakeShippedWeightsCommand { IdempotencyKey = IdempotencyKey });
        if (taken.Ok) return Onwards(Own, "Matching goes by the shipped weights again");
        return await ReadAsync() ?? Problem(taken.Error!);
    }

    private async Task<IActionResult?> ReadAsync()
    {
        var overview = await SendAsync(new GetWeightsQuery());
        if (overview.Error is { } error) return Problem(error);
        Overview = overview.Value;
        return null;
    }

    /// <summary>A weight, with the shipped one in brackets where another is in use: "+6.1 (+5.8)".</summary>
    public string Bits(FieldWeight field, Func<FieldBits, double> weight)
    {
        var now = Signed(weight(field.InUse));
        return Overview.InUse is null ? now : $"{now} ({Signed(weight(field.Shipped))})";

        static string Signed(double bits) => bits.ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture);
    }

    /// <summary>How reviewers' decisions agreed: "Error 0.031, before 0.044 (120 decisions)".</summary>
    public static string Agreement(WeightLearningRow attempt) => attempt is { LearntScore: { } learnt, BeforeScore: { } before }
        ? string.Create(CultureInfo.InvariantCulture, $"Error {learnt:0.000}, before {before:0.000} ({Counted.Of(attempt.Decided, "decision")})") : "";

    /// <summary>A field as people call it.</summary>
    public static string WordsOf(MatchField field) => field switch
    {
        MatchField.GivenName => "Given name",
        MatchField.FamilyName => "Family name",
        MatchField.OtherNames => "Middle names",
        MatchField.BirthDate => "Date of birth",
        MatchField.Telephone => "Telephone",
        MatchField.Email => "E-mail",
        MatchField.Postcode => "Postcode",
        MatchField.HouseNumber => "House number",
        MatchField.Street => "Street",
        MatchField.Town => "Town",
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    /// <summary>A state's words.</summary>
    public static string WordsOf(WeightLearningState state) => state switch
    {
        WeightLearningState.Waiting => "Being learnt",
        WeightLearningState.InUse => "In use",
        WeightLearningState.Replaced => "No longer used",
        WeightLearningState.Refused => "Refused",
        WeightLearningState.Failed => "Failed",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>A state's colour.</summary>
    public static string Colour(WeightLearningState state) => state switch
    {
        WeightLearningState.Waiting => "blue",
        WeightLearningState.InUse => "green",
        WeightLearningState.Refused or WeightLearningState.Failed => "red",
        _ => "grey",
    };
}
