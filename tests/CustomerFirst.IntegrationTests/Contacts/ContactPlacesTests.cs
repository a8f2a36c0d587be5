using System.Net;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Customers;
using CustomerFirst.IntegrationTests.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Contacts;

/// <summary>A place that a service asks for is found and entered as the ticket's own place is.</summary>
public sealed class ContactPlacesTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Text = "Form.Places[pitch].Text", Chosen = "Form.Places[pitch].Uprn", Answer = "Form.Answers[pitch]";
    private const long Uprn = 93_400_001;

    [Fact]
    public async Task It_is_found_in_the_gazetteer_and_the_tickets_own_place_stays_as_it_is()
    {
        var (browser, address, service) = await StartAsync();
        var street = TheCustomer.Word();
        var row = $"{char.ToUpperInvariant(street[0])}{street[1..]} Row";
        await web.Hub.SaveAsync(Property.Create(Uprn, new(null, null, null, "14", row, null, "Testford", "ZZ1 2AB"), 52.48, -1.89, null, "test"));

        var found = await browser.UploadAsync(await browser.GetAsync(address), "button[formaction*='handler=FindPlace']", [], (Text, street), ("Form.Address", "By the pond"), ("Form.Details", "From May"));
        var used = await browser.UploadAsync(found, "button[formaction*='handler=UsePlace']", [], (Chosen, Uprn.ToString()));
        Assert.Equal(($"14 {row}, Testford, ZZ1 2AB", "By the pond"), (Value(used, Answer), Value(used, "Form.Address")));
        var raised = await browser.SubmitAsync(used, "#raise");
        Assert.StartsWith("Ticket CF-", raised.Said!, StringComparison.Ordinal);
        var ticket = await web.Hub.DatabaseAsync(db => db.Tickets.SingleAsync(t => t.ServiceId == service.Id));
        Assert.Equal(($"14 {row}, Testford, ZZ1 2AB", "By the pond"), (ticket.Answers.Single().Value, ticket.Address));
    }

    [Fact]
    public async Task What_is_wrong_with_it_is_said_beside_its_field_and_what_was_typed_into_its_finder_is_kept()
    {
        var (browser, address, _) = await StartAsync();
        var wrong = await browser.SubmitAsync(await browser.GetAsync(address), "#raise", (Answer, "ZZ1 2A"));
        Assert.Equal((HttpStatusCode.BadRequest, "Enter the full postcode, or the address: Where would you trade?"), (wrong.Status, Assert.Single(wrong.Errors)));
        var field = wrong.Document.QuerySelector(wrong.Document.QuerySelector(".govuk-error-summary a")!.GetAttribute("href")!)!;
        Assert.Equal((Answer, "ZZ1 2A"), (field.GetAttribute("name"), field.GetAttribute("value")));

        // The Enter key, or the button that raises it, finds first what was typed there.
        var asked = await browser.SubmitAsync(await browser.GetAsync(address), "#raise", (Text, "nowhere at all"));
        Assert.Contains("No property fits.", asked.TextOf("#address-finder-FormPlacespitch"), StringComparison.Ordinal);
        await browser.UploadAsync(await browser.GetAsync(address), "button.moj-header__link--service-name", [], (Text, "larch"));
        Assert.Equal("larch", Value(await browser.GetAsync(address), Text));
    }

    private async Task<(Browser Browser, string Address, Service Service)> StartAsync()
    {
        var scene = await web.SceneAsync();
        var service = A.Service(scene.Area, team: scene.Team, questions: [new Question("pitch", "Where would you trade?", null, QuestionKind.Location, Required: true, [])]);
        await web.Hub.SaveAsync(service, A.Sla(service, scene.Calendar));
        var call = await scene.CallAsync(scene.Customer.Id);
        return (await web.SignInAsync(scene.AdviserAccount), $"/contacts/{call.Id}?service={service.Id}", service);
    }

    private static string? Value(Page page, string name) => page.Document.QuerySelector($"[name='{name}']")!.GetAttribute("value");
}
