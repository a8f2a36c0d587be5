using System.ComponentModel;
using System.Globalization;
using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Web.Api.Common;

namespace CustomerFirst.Web.Api;

/// <summary>One record per customer: pairs to review, merging, undoing.</summary>
internal static class MergingApi
{
    private const string Merged = "The records cannot be one: they are one already (`mergedInto` is the record that stands for them), were called different, are of a person and an organisation, or are blocked or erased.";

    private static readonly Guid s_one = Guid.Parse("0199d3a4-7f00-7000-8000-000000000101");
    private static readonly Guid s_other = Guid.Parse("0199d3a4-7f00-7000-8000-000000000102");
    private static readonly Guid s_merge = Guid.Parse("0199d3a4-7f00-7000-8000-000000000601");
    private static readonly DateTimeOffset s_at = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);
    private static readonly string s_pair = $"{s_one}.{s_other}";
    private static readonly (RecordResource Asha, RecordResource Aisha) s_records = (new(s_one, "Asha Example", new DateOnly(1984, 3, 9)), new(s_other, "Aisha Example", new DateOnly(1984, 3, 9)));

    /// <summary>Adds the addresses.</summary>
    public static void MapMerging(this RouteGroupBuilder root)
    {
        var pairs = root.MapGroup("/pairs").WithTags("Merging");
        pairs.MapGet("", ListAsync).Sends<ListPairsQuery>("listPairs", "List pairs to review", "Pairs of records that may be one customer's, the likeliest first. Those that were merged or may not be used are left out.")
            .Answers<Page<PairResource>>().Example(answer: new Page<PairResource>([Pair(null)], null, null));
        pairs.MapGet("/{pair}", ReadAsync).Sends<GetPairQuery>("readPair", "Read a pair", "By its id, which is the two customers' ids with a dot between them, in either order.").WithVersion().Answers<PairResource>().Refuses(404, "Nobody put these two together.")
            .Example(answer: Pair(PairVerdict.NotSure));
        pairs.MapPost("/{pair}/verdict", DecideAsync).Sends<DecidePairCommand>("decidePair", "Say whether a pair is one customer", "`same` merges nothing yet; `different` is honoured from then on; `notSure` lets the pair wait for somebody else. Saying it anew overrules what was said before. For two records that nobody put together yet send `If-Match: \"0\"`.")
            .OnVersion().Idempotent().Answers<PairDecided>().Refuses(404, "There is no such customer.").Refuses(409, "The two were merged meanwhile: undo the merge instead. Or the idempotency key was used for something else.")
            .Example(new VerdictBody { Verdict = PairVerdict.Same }, new PairDecided(s_pair, 2, PairVerdict.Same));

        var customer = root.MapGroup("/customers/{customer:guid}").WithTags("Merging");
        customer.MapGet("/merges", MergesAsync).Sends<ListMergesQuery>("listMerges", "Read the merges of a customer", "Those that hold and those that were undone, the latest first, at most 200; by any of the customer's ids.")
            .WithVersion().Answers<CustomerMergesResource>().Refuses(404, "There is no such customer.")
            .Example(answer: new CustomerMergesResource(s_one, 8, [new(s_merge, s_records.Asha, s_records.Aisha, s_at, "Stella Steward", "Same passport seen", null, null, null, null, PairVerdict.Same, true)]));
        customer.MapGet("/merges/preview", PreviewAsync).Sends<PreviewMergeQuery>("previewMerge", "See what a merge would ask", "Where the two records differ, each difference with a proposal and the reason for it. The customer in the address is the one that stays.")
            .Answers<MergePreviewResource>().Refuses(404, "There is no such customer.").Refuses(409, Merged)
            .Example(answer: new MergePreviewResource(s_one, 7, s_other, 3, [new("name", "Asha Example", "Aisha Example", MergeSide.Survivor, "verified: seen by staff on 3 November 2025")], null, null));
        customer.MapPost("/merges", MergeAsync).Sends<MergeCustomersCommand>("mergeCustomers", "Merge another record into a customer", "The customer in the address stays, and answers to both ids from then on. Nothing is lost: it can be undone at any later time.")
            .OnVersion().Idempotent().Answers<MergeMade>(201).Refuses(404, "There is no such customer.").Refuses(409, $"{Merged} Or the idempotency key was used for something else.")
            .Example(new MergeBody { OtherId = s_other, OtherVersion = 3, Decisions = new Dictionary<string, MergeSide> { ["name"] = MergeSide.Survivor }, Because = "Same passport seen" }, new MergeMade(s_merge, s_one, 8));

        var merge = root.MapGroup("/merges/{merge:guid}").WithTags("Merging");
        merge.MapGet("/undo", PreviewUndoAsync).Sends<PreviewUndoQuery>("previewUndo", "See what undoing a merge would ask", "What happened since, and whose it may be; and what each record will have by what is proposed.").WithVersion()
            .Answers<UndoPreviewResource>().Refuses(404, "There is no such merge.").Refuses(409, "It was undone already.")
            .Example(answer: new UndoPreviewResource(s_merge, s_one, 8, s_other, s_at, "Stella Steward", "Same passport seen", [new(s_pairTicket, "Ticket", "CF-7K3M-29QX, Missed bin collection", s_at)], [], [new("language", "cy", null, null, MergeSide.Survivor)], false, s_undone.Asha, s_undone.Aisha));
        merge.MapPost("/undo/preview", PreviewAnsweredAsync).Sends<PreviewUndoQuery>("previewAnsweredUndo", "See what each record will have", "As `previewUndo`, by the answers in the body; of what is not answered, what is proposed counts. Nothing is done.").WithVersion()
            .Answers<UndoPreviewResource>().Refuses(404, "There is no such merge.").Refuses(409, "It was undone already.")
            .Example(new UndoAnswersBody { OfOther = [s_pairTicket], Values = new Dictionary<string, MergeSide> { ["language"] = MergeSide.Other } }, new UndoPreviewResource(s_merge, s_one, 8, s_other, s_at, "Stella Steward", "Same passport seen", [new(s_pairTicket, "Ticket", "CF-7K3M-29QX, Missed bin collection", s_at)], [], [new("language", "cy", null, null, MergeSide.Survivor)], false, s_undone.Asha with { OpenTickets = 0 }, s_undone.Aisha with { OpenTickets = 1 }));
        merge.MapPost("/undo", UndoAsync).Sends<UndoMergeCommand>("undoMerge", "Undo a merge", "Both records come back as they were. What happened since stays with the one that stood for both, but for what the body gives to the other; of each single value that was changed since the body must say whose it is. They count as different from then on.")
            .OnVersion().Idempotent().Answers<MergeTakenBack>().Refuses(404, "There is no such merge.").Refuses(409, "It was undone already, or personal data were erased so that nothing can be told apart; or the idempotency key was used for something else.")
            .Example(new UndoBody { OfOther = [s_pairTicket], Values = new Dictionary<string, MergeSide> { ["language"] = MergeSide.Other }, Because = "Two passports" }, new MergeTakenBack(s_one, s_other, []));
    }

    private static readonly Guid s_pairTicket = Guid.Parse("0199d3a4-7f00-7000-8000-000000000201");

    private static readonly (UndoneRecordResource Asha, UndoneRecordResource Aisha) s_undone =
        (new("Asha Example", new DateOnly(1984, 3, 9), "14 Larch Row, Kelderby, ZZ14 7QH", ["+447700900123"], [], 1, 2, 4, s_at, s_at.AddYears(-1)), new("Aisha Example", new DateOnly(1984, 3, 9), null, [], ["aisha@example.org"], 0, 1, 1, s_at.AddDays(-40), s_at.AddMonths(-3)));

    private static PairResource Pair(PairVerdict? verdict) =>
        new(s_pair, verdict is null ? 1 : 2, s_records.Asha, s_records.Aisha, 0.9731, ["same date of birth", "given name sounds alike"], verdict, verdict is null ? null : "Stella Steward", verdict is null ? null : s_at, new("Her sister, who shares the address", "Housing portal", s_at, true), null);

    private static async Task<IResult> ListAsync(ApiCall call, [Description("`waiting` for those that nobody looked at, `notSure`, `same` for those not merged yet, `different`, `noLongerLikely` for those that left the queue because a record was corrected.")] CodeOf<PairStanding>? standing = null,
        [Description("Only pairs with at least this probability, 0 to 1.")] double? atLeast = null, [Description("The `nextCursor` of the page before.")] string? cursor = null, [Description("Pairs on a page, 1 to 100.")] int limit = 25)
    {
        if (!Cursor.TryRead(cursor, out var text) || (text is not null && Place(text) is null)) return Cursor.Unreadable;
        return await call.SendAsync(new ListPairsQuery(standing?.Value ?? PairStanding.Waiting, atLeast, text is null ? null : Place(text), limit),
            list => call.Page<PairResource>([.. list.Pairs.Select(PairResource.Of)], Cursor.Of(list.Next is { } next ? FormattableString.Invariant($"{next.Probability:R}|{next.LowId:N}|{next.HighId:N}") : null)));
    }

    private static async Task<IResult> ReadAsync(string pair, ApiCall call) =>
        Ids(pair) is not { } ids ? call.Problem(new NotFound("pair")) : await call.SendAsync(new GetPairQuery(ids.One, ids.Other), found => call.Ok(PairResource.Of(found), found.Version));

    private static async Task<IResult> DecideAsync(string pair, VerdictBody body, ApiCall call)
    {
        if (Ids(pair) is not { } ids) return call.Problem(new NotFound("pair"));
        if (body.Verdict is not { } verdict) return ApiProblemKind.Invalid.With("verdict", "Select whether they are the same.");
        return await call.SendAsync(new DecidePairCommand(ids.One, ids.Other, call.Version, verdict) { IdempotencyKey = call.IdempotencyKey },
            decided => call.Changed(new PairDecided(pair, decided.Version, verdict), decided.Version));
    }

    private static Task<IResult> MergesAsync(Guid customer, ApiCall call) => call.SendAsync(new ListMergesQuery(customer), merges => call.Ok(CustomerMergesResource.Of(merges), merges.Version));

    private static Task<IResult> PreviewAsync(Guid customer, [Description("The record that would be merged into it.")] Guid other, ApiCall call) =>
        call.SendAsync(new PreviewMergeQuery(customer, other), preview => ApiCall.Ok(MergePreviewResource.Of(preview)));

    private static Task<IResult> MergeAsync(Guid customer, MergeBody body, ApiCall call) =>
        call.SendAsync(new MergeCustomersCommand(customer, call.Version, body.OtherId, body.OtherVersion, [.. body.Decisions.Select(d => new MergeDecision(d.Key, d.Value))], body.Because ?? "", body.DespiteVerdict) { IdempotencyKey = call.IdempotencyKey },
            merged => call.Created($"{ApiRegistration.Root}/customers/{merged.CustomerId}", new MergeMade(merged.MergeId, merged.CustomerId, merged.Version), merged.Version));

    private static Task<IResult> PreviewUndoAsync(Guid merge, ApiCall call) => call.SendAsync(new PreviewUndoQuery(merge), preview => call.Ok(UndoPreviewResource.Of(preview), preview.Version));

    private static Task<IResult> PreviewAnsweredAsync(Guid merge, UndoAnswersBody body, ApiCall call) =>
        call.SendAsync(new PreviewUndoQuery(merge) { Answers = new UndoAnswers(body.OfOther, body.EndedForOther, [.. body.Values.Select(d => new MergeDecision(d.Key, d.Value))]) }, preview => call.Ok(UndoPreviewResource.Of(preview), preview.Version));

    private static Task<IResult> UndoAsync(Guid merge, UndoBody body, ApiCall call) =>
        call.SendAsync(new UndoMergeCommand(merge, call.Version, body.OfOther, body.EndedForOther, body.Because ?? "") { Values = [.. body.Values.Select(d => new MergeDecision(d.Key, d.Value))], IdempotencyKey = call.IdempotencyKey }, undone => ApiCall.Ok(new MergeTakenBack(undone.CustomerId, undone.OtherId, undone.Kept)));

    private static (Guid One, Guid Other)? Ids(string pair) =>
        pair.Split('.') is [var one, var other] && Guid.TryParse(one, out var first) && Guid.TryParse(other, out var second) && first != second ? (first, second) : null;

    private static PairPlace? Place(string text)
    {
        if (text.Split('|') is not [var score, var low, var high] || !Guid.TryParseExact(low, "N", out var lowId) || !Guid.TryParseExact(high, "N", out var highId)) return null;
        if (score.Length == 0) return new PairPlace(null, lowId, highId);
        return double.TryParse(score, NumberStyles.Float, CultureInfo.InvariantCulture, out var probability) ? new PairPlace(probability, lowId, highId) : null;
    }
}
