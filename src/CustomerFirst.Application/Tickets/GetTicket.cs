using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Tickets;

/// <summary>A ticket with its timeline, clocks, customers and next steps, by id or by reference as people write it.</summary>
[Needs(Permission.ViewTicket)]
public sealed record GetTicketQuery(Guid? Id, string? Reference = null) : IQuery<TicketView>;

internal sealed class GetTicketValidator : AbstractValidator<GetTicketQuery>
{
    public GetTicketValidator() => RuleFor(q => q.Reference).NotEmpty().When(q => q.Id is null).WithMessage("Enter a ticket reference");
}

internal sealed class GetTicketHandler(CustomerFirstDb db, CurrentActor current, Catalogue catalogue, TicketTimeline timeline, TicketCustomers customers, TimeProvider time)
    : IRequestHandler<GetTicketQuery, Result<TicketView>>
{
    private const int DuplicatesShown = 20;

    // The likeliest first, for the buttons.
    private static readonly (TicketStep Step, Permission Needs)[] s_steps =
    [
        (TicketStep.Take, Permission.ProgressTicket), (TicketStep.Resume, Permission.ProgressTicket), (TicketStep.Resolve, Permission.ResolveTicket), (TicketStep.HandOver, Permission.ProgressTicket),
        (TicketStep.WaitForCustomer, Permission.ProgressTicket), (TicketStep.WaitForOthers, Permission.ProgressTicket), (TicketStep.HandBack, Permission.ProgressTicket),
        (TicketStep.Reopen, Permission.ReopenTicket), (TicketStep.MarkDuplicate, Permission.ProgressTicket), (TicketStep.Cancel, Permission.ProgressTicket),
    ];

    public async Task<Result<TicketView>> Handle(GetTicketQuery query, CancellationToken cancellationToken)
    {
        if (await FindAsync(query, cancellationToken) is not { } found) return new NotFound("ticket");
        var (ticket, sight) = (found.Ticket, found.Ticket.SightFor(current.Actor));
        var snapshot = await catalogue.GetAsync(cancellationToken);
        var (items, intervals) = await timeline.ReadAsync(ticket.Id, snapshot, cancellationToken);
        var people = sight == TicketSight.Full ? await customers.ReadAsync(ticket.Id, current.Actor, cancellationToken) : [];
        var links = found.Linked ? await LinksAsync(ticket, cancellationToken) : (null, []);
        var view = View(found, links, snapshot, items, intervals, people, sight);
        return sight == TicketSight.Full ? view : WithoutCustomer(view);
    }

    private Task<Found?> FindAsync(GetTicketQuery query, CancellationToken token)
    {
        var visible = db.Tickets.AsNoTracking().VisibleTo(current.Actor);
        var reference = TicketReference.Read(query.Reference);
        var wanted = query.Id is { } id ? visible.Where(t => t.Id == id) : visible.Where(t => t.Reference == reference);
        return wanted.Select(t => new Found(t,
            db.Users.Where(s => s.Id == t.AssigneeId).Select(s => s.DisplayName).FirstOrDefault(),
            db.Users.Where(s => s.Id == t.RaisedBy).Select(s => s.DisplayName).FirstOrDefault(),
            db.Wards.Where(w => w.Id == t.WardId).Select(w => w.Name).FirstOrDefault(),
            db.Constituencies.Where(c => c.Id == t.ConstituencyId).Select(c => c.Name).FirstOrDefault(),
            t.DuplicateOfId != null || visible.Any(o => o.DuplicateOfId == t.Id))).FirstOrDefaultAsync(token)!;
    }

    // Only for the few that have some: within the ticket's own statement PostgreSQL would number all tickets that there are.
    private async Task<(TicketLink? Of, List<TicketLink> Duplicates)> LinksAsync(Ticket ticket, CancellationToken token)
    {
        var (id, duplicateOf) = (ticket.Id, ticket.DuplicateOfId);
        var visible = db.Tickets.AsNoTracking().VisibleTo(current.Actor);
        var found = await visible.Where(o => o.Id == duplicateOf).Concat(visible.Where(o => o.DuplicateOfId == id).OrderByDescending(o => o.OpenedAt).Take(DuplicatesShown))
            .Select(o => new { o.OpenedAt, Link = new TicketLink(o.Id, o.Reference, o.Subject, o.State) }).ToListAsync(token);
        return (found.Find(l => l.Link.Id == duplicateOf)?.Link, [.. found.Where(l => l.Link.Id != duplicateOf).OrderByDescending(l => l.OpenedAt).Select(l => l.Link)]);
    }

    private TicketView View(Found found, (TicketLink? Of, List<TicketLink> Duplicates) links, CatalogueSnapshot snapshot, IReadOnlyList<TimelineItem> items, IReadOnlyList<ClockInterval> intervals, IReadOnlyList<TicketCustomerView> people, TicketSight sight)
    {
        var t = found.Ticket;
        var (reply, resolution) = TicketClocks.Read(t, intervals, snapshot, time.GetUtcNow());
        var service = snapshot.ServicesById[t.ServiceId];
        return new TicketView(
            t.Id, t.Reference, t.Version, t.Subject, t.Details, [.. t.Answers.Select(a => new AnswerView(a.Key, a.Question, a.Value, AnswersGiven.DateOf(a, service.Questions)?.Words() ?? a.Value))], t.State, t.Priority, t.Channel, t.Source,
            new TicketServiceView(service.Id, service.Name, t.ServiceAreaId, snapshot.AreasById[t.ServiceAreaId].Name, service.CanFinishAtFirstContact), t.Restricted,
            t.TeamId, t.TeamId is { } team ? snapshot.TeamsById.GetValueOrDefault(team)?.Name : null, t.AssigneeId, found.Assignee,
            new TicketPlaceView(t.Address, t.Postcode, t.Uprn, t.Latitude, t.Longitude, t.WardId, found.Ward, found.Constituency, t.District),
            t.OpenedAt, found.RaisedBy, t.ContactId, t.FirstReplyAt, t.ResolvedAt, t.ClosedAt, t.EndedAt, t.ObjectionEndsAt, t.UpdatedAt, t.ReopenedCount, t.MarkedFirstContact,
            t.MemberMayKnowCustomer, reply, resolution, links.Of, links.Duplicates, people, items, Steps(t, sight), sight);
    }

    private List<TicketStep> Steps(Ticket ticket, TicketSight sight)
    {
        if (sight != TicketSight.Full) return [];
        var legal = TicketLife.StepsFrom(ticket.State);
        // Nobody of the first response sees a restricted ticket.
        return [.. s_steps.Where(s => legal.Contains(s.Step) && current.Actor.May(s.Needs) && !(ticket.Restricted && s.Step == TicketStep.HandBack)).Select(s => s.Step)];
    }

    // Whatever somebody wrote may say who the customer is.
    private static TicketView WithoutCustomer(TicketView view) => view with
    {
        Details = null, Answers = [], ContactId = null,
        Timeline = [.. view.Timeline.Where(i => i.Kind is TimelineKind.Step or TimelineKind.Clock or TimelineKind.Targets).Select(i => i with { Text = null })],
    };

    private sealed record Found(Ticket Ticket, string? Assignee, string? RaisedBy, string? Ward, string? Constituency, bool Linked);
}
