using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using CustomerFirst.Web.Common.Components;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Contacts;

/// <summary>Begins a contact. From a customer's page the customer is known already.</summary>
[Needs(Permission.TakeContact)]
public sealed class NewModel : StaffPage
{
    /// <summary>The customer's key, from their page.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Customer { get; set; }

    [BindProperty]
    public Channel? Channel { get; set; }

    [BindProperty]
    public string? NumberDialled { get; set; }

    [BindProperty]
    public string? Place { get; set; }

    /// <summary>The channels, the person's likeliest first.</summary>
    public IReadOnlyList<Choice> Channels { get; } = Choice.Of<Channel>(c => char.ToUpperInvariant(c.Words()[0]) + c.Words()[1..]);

    public void OnGet() => Channel = Actor.Roles.Contains(Role.CounterStaff) ? Domain.Common.Channel.Counter : Domain.Common.Channel.Phone;

    public async Task<IActionResult> OnPostAsync()
    {
        var begun = await SendAsync(new BeginContactCommand(Channel, NumberDialled, null, Place, Customer) { IdempotencyKey = IdempotencyKey });
        return begun.Error is { } error ? Problem(error) : LocalRedirect($"/contacts/{begun.Value.Id}");
    }
}
