using CustomerFirst.Domain.Places;

namespace CustomerFirst.Application.Database.Demo;

/// <summary>Writes what happens to one ticket, one legal step after the other, from the moment it is raised. Nothing that lies after "now" is written.</summary>
internal sealed class TicketStory(DemoService service, BusinessCalendar calendar, FamilyWords words, WordingFile common, DateTimeOffset now, int officer, Random random, Func<string, DateTimeOffset, string> fill)
{
    private readonly List<DemoStep> _steps = [];
    private readonly List<DemoEntry> _entries = [];
    private string _team = DemoOrganisation.ContactCentre;
    private DateTimeOffset _raisedAt;

    /// <summary>The steps so far.</summary>
    public IReadOnlyList<DemoStep> Steps => _steps;

    /// <summary>What was written so far, in order of time.</summary>
    public IReadOnlyList<DemoEntry> Entries => [.. _entries.OrderBy(e => e.At)];

    /// <summary>Resolution target of the priority.</summary>
    public required DemoTargets Targets { get; init; }

    /// <summary>The time by which it should be resolved, pauses left aside.</summary>
    public DateTimeOffset Due => calendar.Add(_raisedAt, Targets.Resolution.Length(calendar)) ?? _raisedAt;

    /// <summary>The ticket is new, in a team of the first response.</summary>
    public void Raise(DateTimeOffset at, string team, int? actor)
    {
        _team = team;
        _raisedAt = at;
        Step(at, "new", actor, null);
    }

    /// <summary>Taken up by somebody of the first response.</summary>
    public void Take(DateTimeOffset at, int actor) => Step(at, "inHand", actor, random.One(common.Take));

    /// <summary>Finished by the first response.</summary>
    public void FinishFirst(DateTimeOffset at, int? actor, string channel) => Resolve(at, actor, random.One(channel switch
    {
        "phone" or "webchat" => words.Talking,
        "counter" or "homeVisit" => common.FirstContactMeeting,
        "web" or "kiosk" => common.FirstContactOnline,
        _ => common.FirstContactWritten,
    }));

    /// <summary>Handed to the second response, with a receipt that the customer sees.</summary>
    public void HandOver(DateTimeOffset at, int? actor)
    {
        _team = service.Area.Code;
        Step(at, "withService", actor, random.One(words.HandOver), officer);
        Write(at.AddMinutes(1), "update", actor, words.Updates[0]);
    }

    /// <summary>Ends without being done.</summary>
    public void Cancel(DateTimeOffset at, int? actor) => Step(at, "cancelled", actor, random.One(words.Cancel));

    /// <summary>Ends because another ticket is about the same.</summary>
    public void Duplicate(DateTimeOffset at, int? actor) => Step(at, "duplicate", actor, common.Duplicate[0]);

    /// <summary>The second response works on it: on time or late, with waits and notes, and resolves it.</summary>
    public void Work(DateTimeOffset from, bool late)
    {
        var target = Targets.Resolution.Length(calendar);
        var done = calendar.TimeBetween(_raisedAt, from);
        var share = late
            ? 1.03 - 0.5 * Math.Log(1 - random.NextDouble()) * (random.Of(0.2) ? 8 : 1)
            : Math.Min(0.96, service.Pace.Typical * Math.Exp(service.Pace.Spread * random.Normal()));
        var left = target * share - done;
        if (left < TimeSpan.FromMinutes(4))
            left = TimeSpan.FromMinutes(4 + random.Next(20));
        var breakAt = left * (0.25 + 0.5 * random.NextDouble());
        Write(Later(from, left * 0.1), "note", officer, random.One(words.Start));
        var middle = Later(from, breakAt);
        var back = Wait(middle);
        var end = Later(back, left - breakAt);
        if (random.Of(0.5))
            Write(Later(from, breakAt * random.NextDouble()), "note", officer, random.One(words.Notes));
        if (random.Of(0.35))
            Write(Later(back, (left - breakAt) * random.NextDouble()), "note", officer, random.One(words.Notes));
        if (late && random.Of(0.6) && Due < end && Due > from)
            Write(Due.AddMinutes(random.Next(5, 300)), "update", officer, words.Updates[^1]);
        Resolve(end, officer, random.One(service.Resolved));
    }

    /// <summary>After the objection time it is closed; a few come back, are done again and are closed then.</summary>
    public void Settle(double reopened)
    {
        if (_steps[^1].State != "resolved")
            return;
        if (random.Of(reopened))
            Reopen();
        if (_steps[^1] is { State: "resolved" } last)
            Step(last.At.AddDays(service.ObjectionDays), "closed", null, common.Close[0]);
    }

    /// <summary>Adds what somebody said who rang about it again.</summary>
    public void Chased(DateTimeOffset at, int? actor, string text) => Write(at, "note", actor, text);

    private void Reopen()
    {
        var resolved = _steps[^1];
        var objection = TimeSpan.FromDays(service.ObjectionDays);
        var at = resolved.At + objection * (0.1 + 0.8 * random.NextDouble());
        if (random.Of(0.1))
        {
            Step(resolved.At + objection, "closed", null, common.Close[0]);
            at = resolved.At + objection * (1.1 + random.NextDouble());
        }

        var first = _team != service.Area.Code;
        // What nobody had done by hand waits for somebody; who had done it takes it up again.
        Step(at, !first ? "withService" : resolved.Actor is null ? "new" : "inHand", resolved.Actor, random.One(words.Reopen));
        var again = Later(at, Targets.Resolution.Length(calendar) * (0.1 + 0.4 * random.NextDouble()));
        Resolve(again, first ? resolved.Actor : officer, random.One(service.Resolved));
    }

    private DateTimeOffset Wait(DateTimeOffset at)
    {
        if (random.Of(service.Sla.PausesForCustomer ? 0.21 : 0.01))
        {
            var back = calendar.NextOpening(at.AddHours(6 + 280 * random.NextDouble() * random.NextDouble())) ?? at;
            var question = random.One(words.AskCustomer);
            Step(at, "waitingForCustomer", officer, question);
            Write(at.AddMinutes(1), "update", officer, question);
            var answer = random.One(words.Answer);
            Write(back.AddMinutes(-1), "reply", null, answer);
            Step(back, "withService", officer, answer);
            return back;
        }

        if (random.Of(service.Sla.PausesForOthers ? 0.14 : 0.02))
        {
            var back = calendar.NextOpening(at.AddHours(24 + 480 * random.NextDouble())) ?? at;
            Step(at, "waitingForOthers", officer, random.One(words.WaitOthers));
            Step(back, "withService", officer, "The answer is here, work goes on.");
            return back;
        }

        return at;
    }

    private void Resolve(DateTimeOffset at, int? actor, string text)
    {
        // Filled once, so that the step and the update say the same.
        var said = fill(text, at);
        Step(at, "resolved", actor, said);
        Write(at, "update", actor, said);
    }

    private DateTimeOffset Later(DateTimeOffset from, TimeSpan businessTime) => calendar.Add(from, businessTime) ?? from;

    private void Step(DateTimeOffset at, string state, int? actor, string? reason, int? assignee = null)
    {
        if (at <= now)
            _steps.Add(new DemoStep(at, state, _team, actor, reason is null ? null : fill(reason, at), assignee));
    }

    private void Write(DateTimeOffset at, string kind, int? actor, string text)
    {
        if (at > now || at < _raisedAt)
            return;
        if (text.Contains("{due}", StringComparison.Ordinal))
        {
            // Nobody promises a day that is past.
            if (Due <= at)
                return;
            text = text.Replace("{due}", Wording.LongDay(Due), StringComparison.Ordinal);
        }
        _entries.Add(new DemoEntry(at, kind, actor, fill(text, at)));
    }
}
