using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>Pairs of records by what was said of them: so that those nobody is sure of, and those that a run left or gave back, are found again.</summary>
[Needs(Permission.StewardCustomers)]
public sealed class PairsModel : StaffPage
{
    /// <summary>waiting, notSure, same, different or noLongerLikely.</summary>
    [FromQuery]
    [InAddress("What was said of the pairs", Codes = typeof(PairStanding), Instead = "those nobody looked at are shown")]
    public string? Verdict { get; set; }

    /// <summary>The probability of the last pair of the page before, and its two ids.</summary>
    [FromQuery]
    public double? Score { get; set; }

    [FromQuery]
    public Guid? Low { get; set; }

    [FromQuery]
    public Guid? High { get; set; }

    /// <summary>Which are shown.</summary>
    public PairStanding Standing => Codes.Read<PairStanding>(Verdict) ?? PairStanding.Waiting;

    public PairList List { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        var list = await SendAsync(new ListPairsQuery(Standing, After: Low is { } low && High is { } high ? new PairPlace(Score, low, high) : null));
        if (list.Error is { } error) return Problem(error);
        List = list.Value;
        return Page();
    }

    /// <summary>The words of a list.</summary>
    public static string Words(PairStanding standing) => standing switch
    {
        PairStanding.Waiting => "Not looked at",
        PairStanding.NotSure => "Not sure",
        PairStanding.Same => "Called the same",
        PairStanding.Different => "Called different",
        PairStanding.NoLongerLikely => "No longer likely",
        _ => throw new ArgumentOutOfRangeException(nameof(standing)),
    };

    /// <summary>The address of the page after.</summary>
    public string? Next => List.Next is not { } next ? null
        : FormattableString.Invariant($"/customers/review/pairs?verdict={Standing.Code()}&low={next.LowId}&high={next.HighId}{(next.Probability is { } p ? FormattableString.Invariant($"&score={p:R}") : "")}");
}
