using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;

namespace CustomerFirst.Web.Pages.Contacts;

/// <summary>The form that raises a ticket.</summary>
public sealed class RaiseForm
{
    public string? Subject { get; set; }
    public string? Details { get; set; }
    public Dictionary<string, string?> Answers { get; set; } = [];
    /// <summary>Finders of the places that the service asks for, by the question.</summary>
    public Dictionary<string, AddressFinder> Places { get; set; } = [];
    public string? Address { get; set; }
    public string? Postcode { get; set; }
    /// <summary>The customer's own address as the form began with it, and its property's number, which holds while the address stays.</summary>
    public string? Home { get; set; }
    public long? HomeUprn { get; set; }
    public Priority Priority { get; set; } = Priority.Normal;
    public AfterRaising Then { get; set; }
    public string? CustomerTold { get; set; }
    public bool MemberMayKnowCustomer { get; set; }
    /// <summary>The customer on whose behalf the caller asks; null for their own matter.</summary>
    public Guid? For { get; set; }
}

/// <summary>How a contact ended.</summary>
public sealed class EndForm
{
    public ContactOutcome? Outcome { get; set; }
    /// <summary>"no", or the reason why it could have been avoided; empty when nobody can say.</summary>
    public string? Avoidable { get; set; }

    /// <summary>The answers to whether it could have been avoided: one question, so that it is answered while the customer hangs up.</summary>
    public static IEnumerable<Choice> Answers => Choice.Of<AvoidableReason>(r => $"Yes: {TicketWords.Of(r).ToLowerInvariant()}").Prepend(new Choice("no", "No"));
}
