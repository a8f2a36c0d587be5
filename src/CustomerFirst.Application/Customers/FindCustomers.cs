using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerFirst.Application.Customers;

/// <summary>
/// Finds customers by what somebody typed into one box: a name or part of it, as it is spelt or sounds, a telephone in any format, an e-mail, a postcode or its district, an address, a date or year of
/// birth, or a ticket's reference. Every word must be there, in any order; those that have it as typed come first.
/// </summary>
/// <param name="Terms">What was typed; or null with a <paramref name="SearchId"/>.</param>
/// <param name="SearchId">A search of the same person that was kept.</param>
/// <param name="After">The last customer of the page before; null for the first page.</param>
/// <param name="Take">Rows a page, 1 to 100.</param>
[Needs(Permission.FindCustomers)]
public sealed record FindCustomersQuery(string? Terms, Guid? SearchId = null, Guid? After = null, int Take = 20) : IQuery<FoundCustomers>
{
    /// <summary>Where nobody has every word, those who have nearly all are found, each with what it lacks: for people, who see which it is.</summary>
    public bool Partly { get; init; }

    /// <inheritdoc />
    public override string ToString() => nameof(FindCustomersQuery);
}

/// <summary>A page of results, the best first.</summary>
/// <param name="Terms">What was searched for.</param>
/// <param name="Ticket">The ticket whose reference was typed, when the asker may see it.</param>
/// <param name="Total">How many there are, up to 200.</param>
/// <param name="Limited">There are more than could be ranked: a further word would help.</param>
/// <param name="Next">For the next page; null on the last one.</param>
public sealed record FoundCustomers(string Terms, IReadOnlyList<FoundCustomer> Customers, FoundTicket? Ticket, int Total, bool Limited, Guid? Next) : IShowsRecords
{
    /// <summary>Words that were not found: what the customers given lack, or, where nobody is given, what nobody has at all.</summary>
    public IReadOnlyList<string> NotFound { get; init; } = [];

    /// <summary>Words that nobody given has as they were typed, but in another spelling or a familiar form.</summary>
    public IReadOnlyList<string> Otherwise { get; init; } = [];

    /// <summary>A given name that nobody given has in any form: they only live in a street that has a part like it.</summary>
    public string? NobodyCalled { get; init; }

    /// <summary>What was typed like a date of birth and is none: <c>30/2/1990</c>, or a day to come.</summary>
    public string? NoDate { get; init; }

    /// <inheritdoc />
    public IEnumerable<SeenRecord> Seen => Customers.Select(c => new SeenRecord(RecordKind.Customer, c.Id, ["name", "date_of_birth", "address", "contact_points", "needs"]));
}

/// <summary>A customer among the results.</summary>
/// <param name="Telephones">E.164.</param>
/// <param name="Because">Where the words were found: "Name", "Former address".</param>
public sealed record FoundCustomer(Guid Id, CustomerKind Kind, bool Blocked, string Name, DateOnly? DateOfBirth, string? Address, IReadOnlyList<string> Telephones,
    IReadOnlyList<NeedKind> Needs, bool DoNotRing, IReadOnlyList<string> Because)
{
    /// <summary>The day of death.</summary>
    public DateOnly? DiedOn { get; init; }

    /// <summary>The day on which they left the area.</summary>
    public DateOnly? LeftAreaOn { get; init; }

    /// <summary>What was typed and is not on the record.</summary>
    public IReadOnlyList<string> Lacks { get; init; } = [];
}

/// <summary>The ticket whose reference was typed.</summary>
public sealed record FoundTicket(Guid Id, string Reference, string Service, TicketState State);

internal sealed class FindCustomersValidator : AbstractValidator<FindCustomersQuery>
{
    public FindCustomersValidator(TimeProvider time)
    {
        RuleFor(q => q.Terms).CanBeSearchedFor(time).When(q => q.SearchId is null);
        RuleFor(q => q.Take).InclusiveBetween(1, 100).WithMessage("Ask for 1 to 100 rows");
    }
}

internal sealed class FindCustomersHandler(CustomerFirstDb db, CustomerRanking ranking, CurrentActor current, Catalogue catalogue, TimeProvider time) : IRequestHandler<FindCustomersQuery, Result<FoundCustomers>>
{
    public async Task<Result<FoundCustomers>> Handle(FindCustomersQuery request, CancellationToken cancellationToken)
    {
        if (await TermsAsync(request, cancellationToken) is not { } typed) return new NotFound("search");
        var today = CouncilTime.DateOf(time.GetUtcNow());
        var terms = SearchWords.Read(typed, today);

        FoundTicket? ticket = null;
        Guid[]? customersOfTicket = null;
        if (terms.FirstOrDefault(t => t.Kind == SearchTermKind.Reference) is { } reference)
        {
            (ticket, customersOfTicket) = await TicketAsync(reference.Text, cancellationToken);
            // What reads like a reference by chance is words after all. A ticket that the asker may not see is not there.
            terms = ticket is null ? SearchWords.Read(typed, today, references: false) : [.. terms.Where(t => t.Kind != SearchTermKind.Reference)];
        }
        // What is a number of another system by chance is words after all, too.
        var ranked = ticket is null && await OwnersAsync(typed, cancellationToken) is { } owned ? await ranking.RankAsync(SearchWords.Read(owned.Beside, today, references: false), owned.Owners, current.Actor, cancellationToken) : null;
        var identified = ranked is { Ids.Count: > 0 };
        if (!identified) ranked = await ranking.RankAsync(terms, customersOfTicket, current.Actor, cancellationToken, request.Partly);
        // A page begins after the last customer of the one before, wherever that stands now.
        var from = request.After is { } after ? ranked!.Ids.ToList().IndexOf(after) + 1 : 0;
        var page = ranked!.Ids.Skip(from).Take(request.Take).ToArray();
        return new FoundCustomers(typed, await ShowAsync(page, terms, ranked.Lacking, ticket is not null ? $"Ticket {ticket.Reference}" : identified ? "Identifier" : null, cancellationToken), ticket, ranked.Ids.Count, ranked.Limited, from + page.Length < ranked.Ids.Count ? page[^1] : null)
        {
            NobodyCalled = ranked.NobodyCalled is { } called ? SearchReasons.AsTyped(called, typed) : null, NoDate = ranked.Ids.Count == 0 ? SearchWords.NoDate(typed, today) : null,
            NotFound = [.. ranked.Lacking.Select(t => SearchReasons.AsTyped(t, typed))], Otherwise = ranked.Ids.Count == 0 ? [] : [.. ranked.Otherwise.Select(t => SearchReasons.AsTyped(t, typed))],
        };
    }

    private async Task<string?> TermsAsync(FindCustomersQuery request, CancellationToken token)
    {
        if (request.SearchId is not { } id) return request.Terms;
        var (oldest, actor) = (time.GetUtcNow() - CustomerSearch.Kept, current.Actor.Id);
        return await db.Set<CustomerSearch>().Where(s => s.Id == id && s.ActorId == actor && s.At >= oldest).Select(s => s.Terms).FirstOrDefaultAsync(token);
    }

    // Whose a national insurance number, a council tax account or a tenancy is that was typed in one piece or as the only thing, and what was typed beside it.
    private async Task<(Guid[] Owners, string Beside)?> OwnersAsync(string typed, CancellationToken token)
    {
        var words = typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        string? Identifier(string text) => text.Any(char.IsAsciiDigit) && !text.Contains('@', StringComparison.Ordinal) ? CustomerReference.Identifier(text) : null;
        var sought = words.Append(typed).Select(Identifier).OfType<string>().Distinct().ToArray();
        if (sought.Length == 0) return null;
        var found = await db.ReadAsync($"select k.customer_id, r.reference from customer_references r join customer_keys k on k.key = r.customer_id where r.system = '{CustomerReference.Identifiers}' and r.reference = any(@sought)",
            [new NpgsqlParameter("sought", sought)], row => (Customer: row.GetGuid(0), Reference: row.GetString(1)), token);
        if (found.Count == 0) return null;
        var whole = found.Exists(f => f.Reference == Identifier(typed));
        return ([.. found.Select(f => f.Customer).Distinct()], whole ? "" : string.Join(' ', words.Where(w => found.TrueForAll(f => f.Reference != Identifier(w)))));
    }

    private async Task<(FoundTicket?, Guid[]?)> TicketAsync(string reference, CancellationToken token)
    {
        var found = await db.Tickets.AsNoTracking().VisibleTo(current.Actor).Where(t => t.Reference == reference)
            .Select(t => new { t.Id, t.Reference, t.ServiceId, t.ServiceAreaId, t.Restricted, t.TeamId, t.WardId, t.MemberMayKnowCustomer, t.State, t.CustomerId }).FirstOrDefaultAsync(token);
        if (found is null) return (null, null);
        var services = (await catalogue.GetAsync(token)).ServicesById;
        var ticket = new FoundTicket(found.Id, found.Reference, services.TryGetValue(found.ServiceId, out var service) ? service.Name : "", found.State);
        var sight = TicketVisibility.Of(current.Actor).SightOf(found.ServiceAreaId, found.Restricted, found.TeamId, found.WardId, found.MemberMayKnowCustomer);
        if (sight != TicketSight.Full) return (ticket, []);
        var customers = await db.CustomerKeys.Where(k => k.Key == found.CustomerId || db.TicketCustomers.Any(c => c.TicketId == found.Id && c.CustomerId == k.Key)).Select(k => k.CustomerId).Distinct().ToArrayAsync(token);
        return (ticket, customers);
    }

    private async Task<IReadOnlyList<FoundCustomer>> ShowAsync(Guid[] ids, IReadOnlyList<SearchTerm> terms, IReadOnlyList<SearchTerm> lacking, string? reference, CancellationToken token)
    {
        if (ids.Length == 0) return [];
        var rows = (await db.ReadAsync(Shown, [new NpgsqlParameter("ids", ids)], FoundRow.Of, token)).ToDictionary(r => r.Held.Id);
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id].Read(terms, lacking, reference))];
    }

    private const string Shown = $"""
        select {HeldRow.Columns}, c.erasure, c.do_not_ring, c.died_on, c.left_area_on,
          (select string_agg(distinct n.kind, ' ') from customer_needs n where n.customer_id = c.id and n."to" is null)
        from customers c where c.id = any(@ids)
        """;

    private sealed record FoundRow(HeldRow Held, string Erasure, bool DoNotRing, DateOnly? DiedOn, DateOnly? LeftAreaOn, string? Needs)
    {
        public static FoundRow Of(NpgsqlDataReader row) =>
            new(HeldRow.Of(row), row.GetString(HeldRow.Width), row.GetBoolean(HeldRow.Width + 1), row.Day(HeldRow.Width + 2), row.Day(HeldRow.Width + 3), row.Maybe<string>(HeldRow.Width + 4));

        public FoundCustomer Read(IReadOnlyList<SearchTerm> terms, IReadOnlyList<SearchTerm> lacking, string? reference)
        {
            var held = Held.Read();
            var because = SearchReasons.Of(held, terms);
            return new FoundCustomer(held.Id, held.Profile.Kind, Erasure == ErasureState.Blocked.Code(), held.Name, held.Profile.Born, held.Address, held.Telephones,
                [.. (Needs ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Codes.Read<NeedKind>).OfType<NeedKind>().Order()], DoNotRing, reference is null ? because : [reference, .. because])
            {
                DiedOn = DiedOn, LeftAreaOn = LeftAreaOn, Lacks = [.. lacking.Where(term => SearchReasons.Of(held, [term]).Count == 0).Select(SearchReasons.Shown)],
            };
        }
    }
}
