using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>The pages that have the form with a customer's details.</summary>
public abstract class CustomerFormPage : CustomersPage
{
    /// <summary>The form. Its name is that of the commands' property, so that their errors find its fields.</summary>
    [BindProperty]
    public CustomerForm Details { get; set; } = new();

    /// <summary>A button that only asks for one more row: telephone or email.</summary>
    [BindProperty]
    public string? More { get; set; }

    /// <summary>Whether there is a record that the details belong to.</summary>
    public virtual bool Changing => false;

    /// <summary>New name or correction of a mistake: changed or corrected.</summary>
    [BindProperty]
    public string? NameIs { get; set; } = "changed";

    /// <summary>Moved or correction of a mistake: changed or corrected.</summary>
    [BindProperty]
    public string? AddressIs { get; set; } = "changed";

    /// <summary>The form again with one more row.</summary>
    protected IActionResult WithOneMore()
    {
        if (More == "telephone") Details.Telephones.Add(new TelephoneRow());
        else Details.Emails.Add(null);
        ModelState.Remove(nameof(More));
        return Page();
    }

    /// <summary>Reads what a pair of radios says.</summary>
    protected static FactChange Read(string? said) => Codes.Read<FactChange>(said) ?? FactChange.Changed;
}
