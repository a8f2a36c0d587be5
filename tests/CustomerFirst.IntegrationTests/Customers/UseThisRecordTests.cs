using System.Net;
using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>"Use this record" keeps everything that was typed, without scripts: it stands filled in or beside the form until it was saved or left.</summary>
public sealed class UseThisRecordTests(WebFixture web) : IClassFixture<WebFixture>
{
    private readonly string _family = TheCustomer.Word();

    private Hub Hub => web.Hub;

    [Fact]
    public async Task All_that_the_record_has_not_stands_filled_in_and_is_there_again_when_the_page_is_loaded_anew()
    {
        var (browser, there) = (await web.SignInAsAsync(Role.Adviser), await RecordAsync());
        var change = await UseAsync(browser, "/customers/new");
        Assert.Equal($"/customers/{there}/change", change.Address);
        foreach (var page in new[] { change, await browser.GetAsync(change.Address) })
        {
            Assert.Contains("07700 900 631", Values(page, "Details.Telephones"));
            Assert.Contains($"{_family}.2@example.org", Values(page, "Details.Emails"));
            Assert.NotNull(page.Document.QuerySelector("[name='Details.Needs'][value='bsl'][checked]"));
            Assert.Equal("Old Lane 3", Value(page, "Details.Address.Line1"));
            Assert.Contains(page.TextsOf(".govuk-inset-text tr"), row => row.StartsWith("Address", StringComparison.Ordinal) && row.Contains("15 New Road", StringComparison.Ordinal));
            Assert.Contains(page.TextsOf(".govuk-inset-text tr"), row => row.Contains("Polish", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_part_of_the_address_that_is_there_is_not_offered_in_its_place()
    {
        var (browser, _) = (await web.SignInAsAsync(Role.Adviser), await RecordAsync());
        var change = await UseAsync(browser, "/customers/new", ("Details.Address.Line1", ""), ("Details.Address.Postcode", "zz161aa"));
        Assert.Equal("Old Lane 3", Value(change, "Details.Address.Line1"));
        Assert.Contains(change.TextsOf(".govuk-inset-text tr"), row => row.Contains("Polish", StringComparison.Ordinal));
        Assert.DoesNotContain(change.TextsOf(".govuk-inset-text tr"), row => row.StartsWith("Address", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_record_says_otherwise_is_put_on_the_form_field_by_field_and_saved()
    {
        var (browser, there) = (await web.SignInAsAsync(Role.Adviser), await RecordAsync());
        var form = await browser.PressAsync(await UseAsync(browser, "/customers/new"), "Put it on the form: Address");
        Assert.Equal(("15 New Road", "ZZ15 1AA"), (Value(form, "Details.Address.Line1"), Value(form, "Details.Address.Postcode")));
        Assert.DoesNotContain(form.TextsOf(".govuk-inset-text tr"), row => row.StartsWith("Address", StringComparison.Ordinal));
        // More is asked for, something is wrong: what was typed before stays beside the form.
        form = await browser.PressAsync(form, "Put it on the form: Language");
        var refused = await browser.PressAsync(form, "Save the changes", ("Details.FamilyName", ""));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains(refused.TextsOf(".govuk-inset-text tr"), row => row.StartsWith("Given names", StringComparison.Ordinal));

        var saved = await browser.PressAsync(refused, "Save the changes", ("Details.FamilyName", _family));
        Assert.Equal("The details were saved", saved.Said);
        var now = await Hub.DoAsync(new GetCustomerQuery(there), TheCustomer.Adviser());
        Assert.Equal(("15 New Road", "pl"), (now.Address!.Line1, now.Language));
        Assert.Equal(2, now.Emails.Count);
        Assert.Equal("+447700900631", Assert.Single(now.Telephones).Value);
        Assert.Equal(NeedKind.Bsl, Assert.Single(now.Needs).Kind);
        // Once it is on the record nothing of it waits any more.
        Assert.Null((await browser.GetAsync($"/customers/{there}/change")).Document.QuerySelector(".govuk-inset-text"));
        Assert.False(await Hub.DatabaseAsync(db => db.Set<Draft>().AnyAsync(d => d.About == there)));
    }

    [Fact]
    public async Task A_date_that_there_is_not_is_kept_in_the_words_in_which_it_was_typed()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);
        await RecordAsync();
        var change = await UseAsync(browser, "/customers/new", ("Details.DateOfBirth.Day", "31"), ("Details.DateOfBirth.Month", "2"), ("Details.DateOfBirth.Year", "1980"));
        Assert.Contains(change.TextsOf(".govuk-inset-text tr"), row => row.Contains("31 2 1980, which is no date", StringComparison.Ordinal));
        Assert.Contains("07700 900 631", Values(change, "Details.Telephones"));
    }

    [Fact]
    public async Task From_a_contact_the_record_becomes_its_customer_when_it_is_saved_or_left_as_it_is()
    {
        var account = await web.AccountAsync(A.Staff(Role.Adviser));
        var (browser, there) = (await web.SignInAsync(account), await RecordAsync());
        foreach (var (button, said) in new[] { ("Save the changes", "The details were saved"), ("Leave the record as it is", "The record was left as it is") })
        {
            var contact = await Hub.DoAsync(new BeginContactCommand(Channel.Phone), A.Actor(account));
            var change = await UseAsync(browser, $"/customers/new?contact={contact.Id}");
            Assert.Equal($"/customers/{there}/change?contact={contact.Id}", change.Address);
            var back = await browser.PressAsync(change, button);
            Assert.Equal(($"/contacts/{contact.Id}", said), (back.Address, back.Said));
            Assert.Equal(there, await Hub.DatabaseAsync(db => db.Contacts.Where(c => c.Id == contact.Id).Select(c => c.CustomerId).SingleAsync()));
        }
        Assert.False(await Hub.DatabaseAsync(db => db.Set<Draft>().AnyAsync(d => d.About == there)));
    }

    [Fact]
    public async Task What_was_typed_is_its_writers_alone_and_goes_with_the_customer_who_is_erased()
    {
        var (browser, there) = (await web.SignInAsAsync(Role.Adviser), await RecordAsync());
        await UseAsync(browser, "/customers/new");
        Assert.DoesNotContain("07700 900 631", (await (await web.SignInAsAsync(Role.Adviser)).GetAsync($"/customers/{there}/change")).Html, StringComparison.Ordinal);
        Assert.True(await Hub.DatabaseAsync(db => db.Set<Draft>().AnyAsync(d => d.About == there)));

        await Hub.DoAsync(TheCustomer.Erase(there, 1, "Asked for it"), TheCustomer.Someone(Role.Steward));
        Assert.False(await Hub.DatabaseAsync(db => db.Set<Draft>().AnyAsync(d => d.About == there)));
    }

    private Task<Guid> RecordAsync() => TheCustomer.CreateAsync(Hub, TheCustomer.Named(_family, "Ann") with { Emails = [$"{_family}@example.org"], Language = "cy", Address = TheCustomer.At("Old Lane 3", "ZZ16 1AA") });

    private async Task<Page> UseAsync(Browser browser, string from, params (string Name, string? Value)[] more)
    {
        var warned = await browser.PressAsync(await browser.GetAsync(from), "Create the customer", [("Details.GivenNames", "Anne"), ("Details.FamilyName", _family), ("Details.Emails[0]", $"{_family}@example.org")]);
        var form = await browser.PressAsync(warned, "Add another e-mail", ("Details.Telephones[0].Number", "07700 900 631"), ("Details.Address.Line1", "15 New Road"), ("Details.Address.Postcode", "ZZ15 1AA"), ("Details.Language", "pl"));
        form = form.Document.QuerySelector("[name=Use]") is null ? await browser.PressAsync(form, "Create the customer") : form;
        return await browser.PressAsync(form, $"Use this record of Ann {_family}", [("Details.Emails[1]", $"{_family}.2@example.org"), ("Details.Needs", "bsl"), .. more]);
    }

    private static string? Value(Page page, string name) => page.Document.QuerySelector($"[name='{name}']")!.GetAttribute("value");

    private static IEnumerable<string?> Values(Page page, string begins) => page.Document.QuerySelectorAll($"[name^='{begins}']").Select(i => i.GetAttribute("value"));
}
