using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Places;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>The pages that have the form with a customer's details.</summary>
public abstract class CustomerFormPage : CustomersPage
{
    /// <summary>The form. Its name is that of the commands' property, so that their errors find its fields.</summary>
    [BindProperty]
    public CustomerForm Details { get; set; } = new();

    /// <summary>Finds the address in the gazetteer.</summary>
    [BindProperty]
    public AddressFinder Finder { get; set; } = new();

    /// <summary>A button that only asks for something more on the form: telephone, email, address or useAddress.</summary>
    [BindProperty]
    public string? More { get; set; }

    /// <summary>telephone or email where a row for one more was asked for: the free one gets the focus.</summary>
    public string? Added { get; private set; }

    /// <summary>Whether there is a record that the details belong to.</summary>
    public virtual bool Changing => false;

    /// <summary>New name or correction of a mistake: changed or corrected.</summary>
    [BindProperty]
    public string? NameIs { get; set; } = "changed";

    /// <summary>Moved or correction of a mistake: changed or corrected.</summary>
    [BindProperty]
    public string? AddressIs { get; set; } = "changed";

    /// <summary>The first day at a new address; null for today.</summary>
    [BindProperty]
    public DateOnly? AddressFrom { get; set; }

    /// <summary>The form again with one more row, with addresses to choose from, or with the one that was chosen.</summary>
    protected async Task<IActionResult> WithMoreAsync()
    {
        var more = More;
        ModelState.Remove(nameof(More));
        switch (more ?? "address")
        {
            case "telephone" or "email": Added = more; break;
            case "address": return await Finder.FindAsync(this) is { } error ? Problem(error) : Page();
            case "useAddress": await TakeFoundAsync(); break;
            default: break;
        }
        return Page();
    }

    /// <summary>Puts the property that was chosen into the address rows, where one was.</summary>
    protected async Task TakeFoundAsync()
    {
        if (await Finder.TakeAsync(this) is not { } found) return;
        Details.Address = AddressRows.Of(found.Lines);
        ModelState.ClearOf("Details.Address");
    }

    /// <summary>Keeps what was typed for a customer on whose record it may belong; nothing any more where there are no fields.</summary>
    protected Task<Result<Done>> KeepAsync(Guid customerId, IReadOnlyList<DraftField> fields) =>
        // What could not be read on the form is kept as well, so a wrong field is no reason to refuse.
        HttpContext.RequestServices.GetRequiredService<IMediator>().Send(new KeepDraftCommand(customerId, fields), HttpContext.RequestAborted);

    /// <summary>Reads what a pair of radios says.</summary>
    protected static FactChange Read(string? said) => Codes.Read<FactChange>(said) ?? FactChange.Changed;
}
