using System.Globalization;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>One customer: who they are and what they need from us first, then what is open, what was, and what can be done next.</summary>
[Needs(Permission.ViewCustomer)]
public sealed class CustomerModel(TimeProvider time) : CustomersPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The last event of the page before: its time in ticks, and its id.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Before { get; set; }

    /// <summary>The merged record whose address led here.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? From { get; set; }

    public CustomerView Customer { get; private set; } = null!;

    /// <summary>The merge because of which the page shows another record than was asked for; null for most.</summary>
    public MergedRecord? AskedFor => Customer.Merged.FirstOrDefault(m => m.RecordId == From);

    public CustomerTimeline Timeline { get; private set; } = null!;

    /// <summary>The council's date.</summary>
    public DateOnly Today => CouncilTime.DateOf(time.GetUtcNow());

    /// <summary>Back to the latest events; null where they are shown.</summary>
    public string? Latest => Before is null ? null : InContact($"/customers/{Id}") + "#timeline";

    /// <summary>To earlier events; null where there are none.</summary>
    public string? Earlier => Timeline.More ? InContact(string.Create(CultureInfo.InvariantCulture, $"/customers/{Id}?before={Timeline.Events[^1].At.UtcTicks}_{Timeline.Events[^1].Id:N}")) + "#timeline" : null;

    public async Task<IActionResult> OnGetAsync() => await ReadAsync() ?? Page();

    /// <summary>The contact in progress is with this customer.</summary>
    public Task<IActionResult> OnPostAsync() => OnwardsWithAsync(Id, "The contact is with this customer");

    /// <summary>A relationship holds no more.</summary>
    public async Task<IActionResult> OnPostEndAsync(Guid relationship)
    {
        var ended = await SendAsync(new EndRelationshipCommand(Id, relationship));
        return ended.Ok ? Onwards(InContact($"/customers/{Id}"), "The relationship was ended") : await ReadAsync() ?? Problem(ended.Error!);
    }

    /// <summary>The customer does not move after all.</summary>
    public async Task<IActionResult> OnPostStayAsync(Guid move)
    {
        var stayed = await SendAsync(new CancelMoveCommand(Id, move));
        return stayed.Ok ? Onwards($"/customers/{Id}", "The move was cancelled") : await ReadAsync() ?? Problem(stayed.Error!);
    }

    /// <summary>An event's heading.</summary>
    public static string Heading(CustomerEvent item) => item.Kind switch
    {
        CustomerEventKind.Contact => $"Contact: {item.Channel!.Value.Words()}",
        CustomerEventKind.Update => $"Update to the customer: {item.Service}",
        CustomerEventKind.TicketStep => $"{TicketWords.Happened(item.Step!.Value)}: {item.Service}",
        _ => throw new ArgumentOutOfRangeException(nameof(item)),
    };

    private async Task<IActionResult?> ReadAsync()
    {
        var customer = await SendAsync(new GetCustomerQuery(Id));
        if (customer.Error is { } error) return Problem(error);
        // A key of a merged record leads to the record.
        if (customer.Value.Id != Id) return LocalRedirect(InContact($"/customers/{customer.Value.Id}{(customer.Value.Merged.Any(m => m.RecordId == Id) ? $"?from={Id}" : "")}"));
        var (at, id) = ReadBefore();
        var timeline = await SendAsync(new GetCustomerTimelineQuery(Id, at, id));
        if (timeline.Error is { } none) return Problem(none);
        (Customer, Timeline) = (customer.Value, timeline.Value);
        return null;
    }

    private (DateTimeOffset?, Guid?) ReadBefore() =>
        Before?.Split('_') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTime.MaxValue.Ticks && Guid.TryParseExact(id, "N", out var last)
            ? (new DateTimeOffset(at, TimeSpan.Zero), last) : (null, null);
}

/// <summary>A table of tickets.</summary>
public sealed record TicketRows(IReadOnlyList<CustomerTicket> Tickets, string Caption, string EmptyTitle, string EmptyText, bool Open, Func<Guid?, string?> OnceOf);
