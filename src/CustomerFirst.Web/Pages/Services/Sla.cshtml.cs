using System.Text.RegularExpressions;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Services;

/// <summary>The targets of a priority as the form has them.</summary>
public sealed class TargetForm
{
    public Priority Priority { get; set; }
    public int? ReplyAmount { get; set; }
    public TargetUnit ReplyUnit { get; set; } = TargetUnit.WorkingDays;
    public int? ResolutionAmount { get; set; }
    public TargetUnit ResolutionUnit { get; set; } = TargetUnit.WorkingDays;
}

/// <summary>Gives a service an SLA from a day on.</summary>
[Needs(Permission.ManageServices)]
public sealed partial class SlaModel(TimeProvider time) : StaffPage
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public DateOnly? EffectiveFrom { get; set; }

    [BindProperty]
    public Guid? CalendarId { get; set; }

    [BindProperty]
    public bool WaitingForCustomerPauses { get; set; }

    [BindProperty]
    public bool WaitingForOthersPauses { get; set; }

    /// <summary>One for each priority, the most urgent first.</summary>
    [BindProperty]
    public List<TargetForm> Targets { get; set; } = [];

    /// <summary>Why; may be left out.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    public ServiceDetails Service { get; private set; } = null!;
    public IReadOnlyList<Choice> Calendars { get; private set; } = [];

    /// <summary>Null for a restricted service.</summary>
    public int? OpenTickets { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } refused) return refused;
        var present = Service.Slas.FirstOrDefault(s => s.InForce) ?? (Service.Slas is [var latest, ..] ? latest : null);
        EffectiveFrom = CouncilTime.DateOf(time.GetUtcNow());
        CalendarId = present?.CalendarId;
        WaitingForCustomerPauses = present?.WaitingForCustomerPauses ?? true;
        WaitingForOthersPauses = present?.WaitingForOthersPauses ?? false;
        Targets = [.. Enum.GetValues<Priority>().OrderDescending().Select(priority => Form(priority, present?.Targets.FirstOrDefault(t => t.Priority == priority)))];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } refused) return refused;
        // A priority without any target is not named: it has the targets of normal.
        var named = Targets.Index().Where(t => t.Item.Priority == Priority.Normal || t.Item.ReplyAmount is not null || t.Item.ResolutionAmount is not null).ToList();
        var entered = named.Select(t => new SlaTargetEntered(t.Item.Priority, t.Item.ReplyAmount, t.Item.ReplyUnit, t.Item.ResolutionAmount, t.Item.ResolutionUnit)).ToList();
        if (EffectiveFrom is null) Missing(nameof(EffectiveFrom), "Enter the day from which it holds");
        var result = await SendAsync(new SetSlaCommand(Id, Version, EffectiveFrom ?? default, CalendarId ?? Guid.Empty, WaitingForCustomerPauses, WaitingForOthersPauses, entered, Reason) { IdempotencyKey = IdempotencyKey });
        if (result.Error is { } error)
        {
            var asTyped = error.Rename(field => TargetIndex().Replace(field, match => $"Targets[{named[int.Parse(match.Groups[1].Value)].Index}]"));
            return await ProblemAsync(asTyped, () => Task.FromResult(Compare()));
        }
        return Onwards($"/admin/services/{Id}", result.Value.Unchanged, $"The SLA holds from {EffectiveFrom!.Value.Words()}. {OpenTicketsFollow}");
    }

    /// <summary>"Its 12 open tickets then get new due times".</summary>
    public string OpenTicketsFollow => OpenTickets switch
    {
        null => "Its open tickets then get new due times",
        0 => "It has no open tickets now",
        1 => "Its 1 open ticket then gets a new due time",
        { } count => $"Its {count:#,0} open tickets then get new due times",
    };

    // Against the version that would hold on the day that was entered: the one that somebody else saved, where they did.
    private IReadOnlyList<ComparedField> Compare()
    {
        if ((Service.Slas.FirstOrDefault(s => s.EffectiveFrom <= EffectiveFrom) ?? (Service.Slas is [var latest, ..] ? latest : null)) is not { } saved) return [];
        static string Pauses(bool pauses) => pauses ? "Yes" : "No";
        static string? Time(int? amount, TargetUnit unit) => amount is { } given ? new TargetTime(given, unit).ToString() : null;
        return
        [
            new("The day from which it holds", saved.EffectiveFrom.Words(), EffectiveFrom?.Words()),
            new("Calendar", saved.CalendarName, Calendars.FirstOrDefault(c => c.Value == CalendarId?.ToString())?.Text),
            new("Waiting for the customer pauses it", Pauses(saved.WaitingForCustomerPauses), Pauses(WaitingForCustomerPauses)),
            new("Waiting for others pauses it", Pauses(saved.WaitingForOthersPauses), Pauses(WaitingForOthersPauses)),
            .. Targets.SelectMany(typed =>
            {
                var there = saved.Targets.FirstOrDefault(t => t.Priority == typed.Priority);
                return new ComparedField[]
                {
                    new($"{ServiceWords.Of(typed.Priority)} priority: first reply within", there?.Reply?.ToString(), Time(typed.ReplyAmount, typed.ReplyUnit)),
                    new($"{ServiceWords.Of(typed.Priority)} priority: resolved within", there?.Resolution?.ToString(), Time(typed.ResolutionAmount, typed.ResolutionUnit)),
                };
            }),
        ];
    }

    private static TargetForm Form(Priority priority, SlaTarget? target)
    {
        var form = new TargetForm { Priority = priority, ReplyAmount = target?.Reply?.Amount, ResolutionAmount = target?.Resolution?.Amount };
        if (target?.Reply is { } reply) form.ReplyUnit = reply.Unit;
        if (target?.Resolution is { } resolution) form.ResolutionUnit = resolution.Unit;
        return form;
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var service = await SendAsync(new ReadServiceQuery(Id));
        if (service.Error is { } error) return Problem(error);
        var calendars = await SendAsync(new ListCalendarsQuery());
        if (calendars.Error is { } refused) return Problem(refused);
        var open = await SendAsync(new CountOpenTicketsQuery(Id));
        if (open.Error is { } failed) return Problem(failed);
        (Service, OpenTickets) = (service.Value, open.Value.Count);
        Calendars = [.. calendars.Value.Select(c => new Choice(c.Id.ToString(), c.Name))];
        return null;
    }

    [GeneratedRegex(@"^Targets\[(\d+)\]")]
    private static partial Regex TargetIndex();
}
