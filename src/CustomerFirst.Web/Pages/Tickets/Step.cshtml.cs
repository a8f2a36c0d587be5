using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Tickets;

/// <summary>What somebody fills in to take a step.</summary>
public sealed class StepForm
{
    public string? Reason { get; set; }
    public string? CustomerTold { get; set; }
    public bool AtFirstContact { get; set; }
    public TicketState? For { get; set; }
    public Guid? TeamId { get; set; }
    public Guid? AssigneeId { get; set; }
    public string? DuplicateOf { get; set; }
    public Priority? Priority { get; set; }
    public bool May { get; set; }
}

/// <summary>The form of one step of a ticket: which, says the address.</summary>
[Needs(Permission.ProgressTicket)]
public sealed class StepModel : TicketPageModel
{
    private static readonly Dictionary<string, (string Title, string Button, string Said)> s_words = new()
    {
        ["resolve"] = ("Resolve", "Resolve", "The ticket is resolved"),
        ["hand-over"] = ("Hand over", "Hand over", "The ticket was handed over"),
        ["hand-back"] = ("Give back to the first response", "Give back", "The ticket is with the first response again"),
        ["wait"] = ("Wait", "Wait", "The ticket waits"),
        ["reopen"] = ("Reopen", "Reopen", "The ticket is open again"),
        ["cancel"] = ("Cancel the ticket", "Cancel the ticket", "The ticket is cancelled"),
        ["duplicate"] = ("Mark as a duplicate", "Mark as a duplicate", "The ticket is marked as a duplicate"),
        ["assign"] = ("Assign", "Assign", "The ticket was assigned"),
        ["priority"] = ("Change the priority", "Change the priority", "The priority was changed"),
        ["member"] = ("What the ward's member sees", "Save", "What the ward's member sees was changed"),
    };

    /// <summary>The step, in the address.</summary>
    [BindProperty(SupportsGet = true)]
    public string Slug { get; set; } = "";

    /// <summary>Who has to act first, in the address of "wait".</summary>
    [BindProperty(SupportsGet = true)]
    public TicketState? On { get; set; }

    [BindProperty]
    public StepForm Form { get; set; } = new();

    /// <summary>Heading, button and what is said afterwards.</summary>
    public (string Title, string Button, string Said) Words => s_words[Slug];

    public IReadOnlyList<Choice> Teams { get; private set; } = [];
    public IReadOnlyList<Choice> People { get; private set; } = [];

    /// <summary>The team whose people are shown where a ticket is handed over; null while none is chosen.</summary>
    public string? Team { get; private set; }

    /// <summary>The step was taken and the person does not see the ticket any more, while something of theirs was not sent.</summary>
    public bool Gone { get; private set; }

    /// <summary>Whether the ticket, as it stands now, lets the person take the step: who goes back to a form may come too late.</summary>
    public bool Legal => Slug switch
    {
        "assign" or "priority" => Ticket.State.IsOpen(),
        "member" => true,
        "wait" => Ticket.Steps.Any(s => s is TicketStep.WaitForCustomer or TicketStep.WaitForOthers),
        _ => Ticket.Steps.Any(s => HasForm(s) && SlugOf(s) == Slug),
    };

    /// <summary>Whether a step has a form: some are taken with one button.</summary>
    public static bool HasForm(TicketStep step) => step is not (TicketStep.Take or TicketStep.Resume);

    /// <summary>The form of another step of the ticket.</summary>
    public string FormOf(TicketStep step) => $"/tickets/{Ticket.Reference}/{SlugOf(step)}{(Contact is { } contact ? $"?contact={contact}" : "")}";

    /// <summary>This form.</summary>
    public string Own => $"/tickets/{Ticket?.Reference ?? Reference}/{Slug}{(On is { } on ? $"/{on.Code()}" : "")}{(Contact is { } contact ? $"?contact={contact}" : "")}";

    /// <summary>This form again, with the people of the team that was chosen.</summary>
    public string PeopleAddress => WithHandler(Own, "People");

    /// <summary>The address of a step's form.</summary>
    public static string SlugOf(TicketStep step) => step switch
    {
        TicketStep.Resolve => "resolve",
        TicketStep.HandOver => "hand-over",
        TicketStep.HandBack => "hand-back",
        TicketStep.WaitForCustomer => "wait/waitingForCustomer",
        TicketStep.WaitForOthers => "wait/waitingForOthers",
        TicketStep.Reopen => "reopen",
        TicketStep.Cancel => "cancel",
        TicketStep.MarkDuplicate => "duplicate",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "The step has no form."),
    };

    /// <summary>The key that leads to a step's form; null for none.</summary>
    public static string? KeyOf(TicketStep step) => step switch
    {
        TicketStep.Resolve => "r",
        TicketStep.HandOver => "o",
        TicketStep.WaitForCustomer => "w",
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync()
    {
        if (!s_words.ContainsKey(Slug)) return NotFound();
        if (await LoadAsync() is { } gone) return gone;
        (Form.For, Form.Priority, Form.AssigneeId, Form.May) = (On, Ticket.Priority, Ticket.AssigneeId ?? Actor.StaffId, Ticket.MemberMayKnowCustomer);
        await ChoicesAsync();
        return Page();
    }

    /// <inheritdoc />
    protected override async Task<IActionResult?> LoadAsync()
    {
        if (await base.LoadAsync() is { } gone) return gone;
        await TakeDraftAsync(Ticket.Id);
        return null;
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!s_words.ContainsKey(Slug)) return NotFound();
        var id = await IdAsync();
        if (id.Error is { } missing) return Problem(missing);
        // After the step the person may not see the ticket any more.
        await TakeDraftAsync(id.Value);
        if (HalfWritten && await LoadAsync() is { } gone) return gone;
        var after = await SendAsync(Command() with { TicketId = id.Value, Version = Version, Reason = Form.Reason, ContactId = Contact, IdempotencyKey = IdempotencyKey });
        Gone = HalfWritten && after is { Ok: true, Value.StillSeen: false };
        if (after.Ok) return Gone ? Page() : Done(after.Value, Words.Said);
        var answer = await AgainAsync(after.Error!);
        if (Ticket is not null) await ChoicesAsync();
        return answer;
    }

    /// <summary>The form again, with the people of the chosen team; nothing is saved.</summary>
    public async Task<IActionResult> OnPostPeopleAsync()
    {
        if (await LoadAsync() is { } gone) return gone;
        Form.AssigneeId = null;
        // What stands in the form is what was typed, but a person of another team is no choice any more.
        ModelState.Remove("Form.AssigneeId");
        if (Form.TeamId is null) ModelState.AddModelError("Form.TeamId", "Select a team");
        await ChoicesAsync();
        return Page();
    }

    private StepCommand Command() => Slug switch
    {
        "resolve" => new ResolveTicketCommand { CustomerTold = Form.CustomerTold, AtFirstContact = Form.AtFirstContact },
        "hand-over" => new HandOverTicketCommand { TeamId = Form.TeamId ?? Guid.Empty, AssigneeId = Form.AssigneeId },
        "hand-back" => new HandBackTicketCommand(),
        "wait" => new WaitTicketCommand { For = Form.For, CustomerTold = Form.CustomerTold },
        "reopen" => new ReopenTicketCommand(),
        "cancel" => new CancelTicketCommand(),
        "duplicate" => new MarkDuplicateCommand { DuplicateOf = Form.DuplicateOf },
        "assign" => new AssignTicketCommand { AssigneeId = Form.AssigneeId },
        "priority" => new PrioritiseTicketCommand { Priority = Form.Priority },
        "member" => new LetMemberKnowCustomerCommand { May = Form.May },
        _ => throw new InvalidOperationException("The address was checked before."),
    };

    private async Task ChoicesAsync()
    {
        if (Slug == "hand-over")
        {
            var teams = await SendAsync(new ListTeamsQuery());
            if (!teams.Ok) return;
            // The ticket's own area first: that is where it mostly goes.
            Teams = [.. teams.Value.Where(t => t.Tier == ResponseTier.Second && (Ticket.State != TicketState.WithService || t.Id != Ticket.TeamId) && (!Ticket.Restricted || t.ServiceAreaId == Ticket.Service.AreaId))
                .OrderBy(t => t.ServiceAreaId != Ticket.Service.AreaId).ThenBy(t => t.ServiceAreaName).Select(t => new Choice(t.Id.ToString(), $"{t.Name} ({t.ServiceAreaName})"))];
            // Where a service's tickets go is chosen already; a team that has the ticket would only hand it to itself.
            if (Form.TeamId is null && (Ticket.State is TicketState.New or TicketState.InHand) && Ticket.TeamId is { } own && !ModelState.ContainsKey("Form.TeamId")) Form.TeamId = own;
            if (Teams.FirstOrDefault(t => t.Value == Form.TeamId.ToString()) is not null && await SendAsync(new ListAssigneesQuery(Ticket.Id, Form.TeamId)) is { Ok: true } ofTeam)
                (Team, People) = (teams.Value.First(t => t.Id == Form.TeamId).Name, Shown(ofTeam.Value));
        }
        if (Slug == "assign" && await SendAsync(new ListAssigneesQuery(Ticket.Id)) is { Ok: true } people)
            People = Shown(people.Value);
    }

    private List<Choice> Shown(Assignees people) => [.. people.People.Select(p => new Choice(p.Id.ToString(), p.Id == Actor.StaffId ? $"{p.Name} (you)" : p.Name))];
}
