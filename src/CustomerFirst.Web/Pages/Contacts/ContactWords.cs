using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.Web.Pages.Contacts;

/// <summary>What is said after a step of a contact: what happened and nothing more.</summary>
internal static class ContactWords
{
    /// <summary>"What the customer said was noted on CF-7K3M-29QX. It was resolved and is open again, with Waste crews".</summary>
    /// <param name="said">Whether the customer said anything that could be noted.</param>
    public static string Said(AddedReport report, bool said)
    {
        var noted = (report.CustomerAdded, said) switch
        {
            (true, true) => $"The customer was added to {report.Reference}, and what they said was noted on it",
            (true, false) => $"The customer was added to {report.Reference}",
            (false, true) => $"What the customer said was noted on {report.Reference}",
            (false, false) => $"It was noted on {report.Reference} that it was reported again",
        };
        return noted + report switch
        {
            { Reopened: true } => $". It was resolved and is open again, with {Holder(report.Officer, report.Team)}",
            _ when report.State.IsDelivered() => $". It stays {report.State.Words().ToLowerInvariant()}",
            _ => "",
        };
    }

    /// <summary>Who has a ticket, as its page and the queues show it: "Olu Officer, Waste crews", or the team while nobody of it has it.</summary>
    public static string Holder(string? officer, string? team) => officer is null ? team ?? "the first response" : $"{officer}, {team ?? "first response"}";
}
