using CustomerFirst.Application.Reporting;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Reporting;

/// <summary>The contacts behind a figure, the latest first; the address holds the whole state.</summary>
public sealed class ContactsModel(TimeProvider time) : PerformancePage(time)
{
    /// <summary>"1" for contacts of low or no value to the customer only.</summary>
    [BindProperty(SupportsGet = true)]
    [InAddress("Avoidable", "1", Instead = "no contacts are shown")]
    public string? Avoidable { get; set; }

    [BindProperty(SupportsGet = true)]
    [InAddress("The place in the list", Instead = "no contacts are shown")]
    public Guid? After { get; set; }

    [BindProperty(SupportsGet = true)]
    [InAddress("The place in the list", Instead = "no contacts are shown")]
    public Guid? Before { get; set; }

    public ReportedContacts Contacts { get; private set; } = null!;

    public bool OnlyAvoidable => Avoidable == "1";

    public string Title => OnlyAvoidable ? "Avoidable contacts" : "Contacts";

    public string Count => Domain.Common.Counted.Of(Contacts.Total, OnlyAvoidable ? "avoidable contact" : "contact");

    public string? Previous => Contacts.Previous is { } contact ? $"{ContactsBehind(OnlyAvoidable)}&before={contact}" : null;
    public string? Next => Contacts.Next is { } contact ? $"{ContactsBehind(OnlyAvoidable)}&after={contact}" : null;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await ReadAddressAsync()) return Unreadable();
        var contacts = await SendAsync(new ListReportedContactsQuery(Period, Reported, OnlyAvoidable) { After = After, Before = Before });
        if (contacts.Error is { } error) return Problem(error);
        Contacts = contacts.Value;
        return Page();
    }
}
