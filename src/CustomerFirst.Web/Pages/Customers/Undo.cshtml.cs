using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>Tells two merged records apart again, after asking whose is what happened since.</summary>
[Needs(Permission.StewardCustomers)]
public sealed class UndoModel : StaffPage
{
    [FromRoute]
    public Guid Id { get; set; }

    [FromRoute]
    public Guid Merge { get; set; }

    /// <summary>What happened since and belongs to the other record.</summary>
    [BindProperty]
    public List<Guid> OfOther { get; set; } = [];

    /// <summary>What was ended since, for the other record too.</summary>
    [BindProperty]
    public List<Guid> EndedForOther { get; set; } = [];

    /// <summary>Whose each single value is that was changed since, by what it is about: survivor or other.</summary>
    [BindProperty]
    public Dictionary<string, string> Values { get; set; } = [];

    [BindProperty]
    public string? Because { get; set; }

    public UndoPreview Preview { get; private set; } = null!;

    /// <summary>What the record that stays is called here, whatever is answered: by its name; of two of one name, by its age.</summary>
    public string Survivor => !Namesakes ? SurvivorLabel.Name : Age switch { < 0 => Older, > 0 => Newer, _ => "the record that stayed" };

    /// <summary>What the record that stands for itself again is called here, whatever is answered.</summary>
    public string Other => !Namesakes ? OtherLabel.Name : Age switch { < 0 => Newer, > 0 => Older, _ => "the record that was merged in" };

    /// <summary>The same where a line begins with it. A name stays as it is written.</summary>
    public string First(string called) => Namesakes ? CustomerWords.Capital(called) : called;

    /// <summary>Of two of one name: which is which, said once. Null where their names tell them apart.</summary>
    public IReadOnlyList<string>? Which => !Namesakes ? null : [Who(Survivor, SurvivorLabel), Who(Other, OtherLabel)];

    /// <summary>Whether the two have one name, so that it tells nobody which is meant.</summary>
    public bool Namesakes => SurvivorLabel.Name == OtherLabel.Name;

    /// <summary>The name of the record that stays, whatever is answered.</summary>
    public string Name => SurvivorLabel.Name;

    /// <summary>Whether anything happened since of which somebody has to say whose it is.</summary>
    public bool Asks => Preview.Changed.Count + Preview.Since.Count + Preview.Ended.Count > 0;

    /// <summary>What each of the two will have, line by line.</summary>
    public IEnumerable<TwoValues> Lines =>
    [
        Line("Name", r => r.Name), Line("Date of birth", r => r.Born is null ? "" : MergeWords.Says(CustomerValue.DateOfBirth.Code(), r.Born)), Line("Address", r => r.Address ?? ""),
        Line("Telephones", r => string.Join(", ", r.Telephones.Select(PhoneNumber.Show))), Line("E-mails", r => string.Join(", ", r.Emails)),
        Line("Tickets", r => $"{r.OpenTickets} open, {r.PastTickets} past") with { Differs = false },
        Line("Contacts", r => r.LatestContact is { } latest ? $"{r.Contacts}, the latest {CouncilTime.DateOf(latest).Words()}" : "None") with { Differs = false },
        Line("On record", r => $"since {CouncilTime.DateOf(r.OnRecordSince).Words()}"),
    ];

    public async Task<IActionResult> OnGetAsync() => await ReadAsync() ?? Page();

    /// <summary>Shows what the two will have by the answers so far, and does nothing.</summary>
    public async Task<IActionResult> OnPostLookAsync() => await ReadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var undone = await SendAsync(new UndoMergeCommand(Merge, Version, OfOther, EndedForOther, Because ?? "") { Values = Said, IdempotencyKey = IdempotencyKey });
        if (undone.Ok) return Onwards($"/customers/{undone.Value.OtherId}", "The merge was undone: this record stands for itself again", ("See the other record", $"/customers/{undone.Value.CustomerId}"));
        return await ReadAsync() ?? Problem(undone.Error!);
    }

    /// <summary>What is selected of a changed value: what was chosen before, else what is proposed.</summary>
    public string Side(ChangedValue changed) => Values.GetValueOrDefault(changed.Key) ?? changed.Proposed.Code();

    /// <summary>What the one record says when the change is the other's.</summary>
    public static string Then(string name, string key, string? text) => $"Then {name} has: {MergeWords.Says(key, text)}";

    private List<MergeDecision> Said => [.. Values.Select(v => (v.Key, Side: Codes.Read<MergeSide>(v.Value))).Where(v => v.Side is not null).Select(v => new MergeDecision(v.Key, v.Side!.Value))];

    private const string Older = "the older record", Newer = "the newer record";

    private int Age => Preview.Survivor.OnRecordSince.CompareTo(Preview.Other.OnRecordSince);

    private UndoneRecord SurvivorLabel => Label(Preview.Survivor, c => c.Survivor);

    private UndoneRecord OtherLabel => Label(Preview.Other, c => c.Other);

    // A record is called by what no question is about: a name that is asked about, as it is without the change.
    private UndoneRecord Label(UndoneRecord record, Func<ChangedValue, string?> without)
    {
        var (name, born) = (Asked(MergeSlots.Name), Asked(CustomerValue.DateOfBirth.Code()));
        return record with { Name = (name is null ? null : without(name)) ?? record.Name, Born = born is null ? record.Born : null };

        ChangedValue? Asked(string key) => Preview.Changed.FirstOrDefault(c => c.Key == key);
    }

    // Never the address: it can be one of the things that are asked about. Nor a date of birth that is.
    private string Who(string called, UndoneRecord record)
    {
        var born = SurvivorLabel.Born == OtherLabel.Born ? "" : record.Born is null ? ", no date of birth" : $", born {MergeWords.Says(CustomerValue.DateOfBirth.Code(), record.Born)}";
        var (one, other) = (CouncilTime.DateOf(Preview.Survivor.OnRecordSince), CouncilTime.DateOf(Preview.Other.OnRecordSince));
        return $"{CustomerWords.Capital(called)}: {record.Name}{born}, on record since {(one == other && Age != 0 ? record.OnRecordSince.Words() : CouncilTime.DateOf(record.OnRecordSince).Words())}";
    }

    private TwoValues Line(string label, Func<UndoneRecord, string> text) => new(label, text(Preview.Survivor), text(Preview.Other), Differs: text(Preview.Survivor) != text(Preview.Other));

    private async Task<IActionResult?> ReadAsync()
    {
        var preview = await SendAsync(new PreviewUndoQuery(Merge) { Answers = new UndoAnswers(OfOther, EndedForOther, Said) });
        if (preview.Error is CannotUndoMerge cannot) return Refused($"/customers/{Id}", cannot.Message);
        if (preview.Error is { } error) return Problem(error);
        Preview = preview.Value;
        return null;
    }
}
