using System.Net;
using System.Text.Json.Nodes;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>Finding an address in the gazetteer, on pages without a script.</summary>
public sealed class AddressFinderTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static long s_uprn = 990_000_500_000;

    [Fact]
    public async Task A_new_customer_s_address_is_found_chosen_and_kept_with_its_number_and_nothing_typed_is_lost()
    {
        var (family, street, browser) = (TheCustomer.Word(), TheCustomer.Word(), await web.SignInAsAsync(Role.Adviser));
        var uprn = await PropertiesAsync(street);

        var found = await browser.PressAsync(await browser.GetAsync("/customers/new"), "Find address", ("Details.FamilyName", family), ("Details.DateOfBirth.Day", "3"), ("Finder.Text", $"14 {street}"));
        Assert.Equal([$"14 {Capital(street)} Row, Testford, ZZ1 2AB", $"14a {Capital(street)} Row, Testford, ZZ1 2AB"], found.TextsOf(".cf-finder .govuk-radios__label"));
        Assert.Equal((family, "3"), (Value(found, "Details.FamilyName"), Value(found, "Details.DateOfBirth.Day")));

        var used = await browser.PressAsync(found, "Use this address", ("Finder.Uprn", uprn.ToString()), ("Details.DateOfBirth.Day", ""));
        Assert.Equal(($"14 {Capital(street)} Row", "Testford", "ZZ1 2AB", family), (Value(used, "Details.Address.Line1"), Value(used, "Details.Address.Town"), Value(used, "Details.Address.Postcode"), Value(used, "Details.FamilyName")));
        Assert.Empty(used.TextsOf(".cf-finder .govuk-radios__label"));

        var page = await browser.PressAsync(used, "Create the customer");
        Assert.Equal("The customer was created", page.Said);
        Assert.Equal(uprn, await web.Hub.DatabaseAsync(db => db.Customers.Where(c => c.Names.Any(n => n.FamilyName == family)).SelectMany(c => c.Addresses).Select(a => a.Uprn).SingleAsync()));
    }

    [Fact]
    public async Task An_address_that_was_changed_by_hand_loses_the_property_s_number()
    {
        var (family, street, browser) = (TheCustomer.Word(), TheCustomer.Word(), await web.SignInAsAsync(Role.Adviser));
        var uprn = await PropertiesAsync(street);
        var found = await browser.PressAsync(await browser.GetAsync("/customers/new"), "Find address", ("Details.FamilyName", family), ("Finder.Text", street));
        var used = await browser.PressAsync(found, "Use this address", ("Finder.Uprn", uprn.ToString()));

        await browser.PressAsync(used, "Create the customer", ("Details.Address.Line1", "Somewhere else"));

        Assert.Null(await web.Hub.DatabaseAsync(db => db.Customers.Where(c => c.Names.Any(n => n.FamilyName == family)).SelectMany(c => c.Addresses).Select(a => a.Uprn).SingleAsync()));
    }

    [Fact]
    public async Task The_enter_key_in_the_finder_finds_and_saves_nothing_and_what_is_not_there_is_typed_by_hand()
    {
        var (family, browser) = (TheCustomer.Word(), await web.SignInAsAsync(Role.Adviser));

        var none = await browser.SubmitAsync(await browser.GetAsync("/customers/new"), ("Details.FamilyName", family), ("Finder.Text", "nowhere at all"));
        Assert.Contains("No property fits.", none.TextOf(".cf-finder"), StringComparison.Ordinal);
        var page = await browser.PressAsync(none, "Create the customer", ("Details.Address.Line1", "By hand 1"), ("Details.Address.Postcode", "ZZ1 3AB"));

        Assert.Equal("The customer was created", page.Said);
        Assert.Contains("By hand 1, ZZ1 3AB", page.TextOf(".cf-facts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_little_is_told_beside_the_box()
    {
        var browser = await web.SignInAsAsync(Role.Adviser);

        var page = await browser.PressAsync(await browser.GetAsync("/customers/new"), "Find address", ("Finder.Text", "a"));

        Assert.Equal((HttpStatusCode.BadRequest, "Enter at least 3 letters or digits"), (page.Status, Assert.Single(page.Errors)));
        Assert.Equal("#Finder_Text", page.Document.QuerySelector(".govuk-error-summary a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_move_is_entered_with_its_day_and_stands_on_the_customer_s_page()
    {
        var (family, street, browser) = (TheCustomer.Word(), TheCustomer.Word(), await web.SignInAsAsync(Role.Adviser));
        var uprn = await PropertiesAsync(street);
        web.Hub.Clock.Is(new DateTimeOffset(2026, 11, 2, 10, 0, 0, TimeSpan.Zero));
        var id = await TheCustomer.CreateAsync(web.Hub, TheCustomer.Named(family) with { Address = TheCustomer.At("5 Ash Row", "ZZ8 4AB") });
        web.Hub.Clock.Runs();
        var form = await browser.GetAsync($"/customers/{id}/change");

        var found = await browser.PressAsync(form, "Find address", ("Finder.Text", $"{street} 14"));
        var page = await browser.PressAsync(found, "Save the changes", ("Finder.Uprn", uprn.ToString()), ("AddressFrom.Day", "9"), ("AddressFrom.Month", "11"), ("AddressFrom.Year", "2026"));

        Assert.Equal("The details were saved", page.Said);
        Assert.Contains($"14 {Capital(street)} Row", page.TextOf("aside"), StringComparison.Ordinal);
        Assert.Contains("moved from 5 Ash Row, Testford, ZZ8 4AB on 9 November 2026", page.TextOf("aside"), StringComparison.Ordinal);
        Assert.Contains("from 2 November 2026 to 8 November 2026", page.TextOf("aside"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_place_of_an_enquiry_is_found_and_its_point_goes_with_the_ticket()
    {
        var scene = await web.SceneAsync();
        var (street, browser) = (TheCustomer.Word(), await web.SignInAsync(scene.AdviserAccount));
        var uprn = await PropertiesAsync(street);
        var call = await scene.CallAsync(scene.Customer.Id);

        var found = await browser.PressAsync(await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}"), "Find address", ("Form.Details", "Not emptied."), ("Finder.Text", $"14 {street}"));
        Assert.Equal("Not emptied.", found.Document.QuerySelector("textarea[name='Form.Details']")!.TextContent.Trim());
        var used = await browser.PressAsync(found, "Use this address", ("Finder.Uprn", uprn.ToString()));
        Assert.Equal($"14 {Capital(street)} Row, Testford", Value(used, "Form.Address"));
        var raised = await browser.SubmitAsync(used, "#raise", ("Form.Answers[since].Day", "1"), ("Form.Answers[since].Month", "11"), ("Form.Answers[since].Year", "2026"), ("Form.Answers[bin]", "Grey"));

        Assert.StartsWith("Ticket CF-", raised.Said!, StringComparison.Ordinal);
        var place = await web.Hub.DatabaseAsync(db => db.Tickets.Where(t => t.ServiceId == scene.Bins.Id).Select(t => new { t.Uprn, t.Latitude, t.Longitude }).SingleAsync());
        Assert.Equal((uprn, 52.48, -1.89), (place.Uprn!.Value, place.Latitude!.Value, place.Longitude!.Value));
    }

    [Fact]
    public async Task A_script_gets_suggestions_only_by_post_with_the_form_s_token_and_only_for_staff_who_may()
    {
        var (street, browser) = (TheCustomer.Word(), await web.SignInAsAsync(Role.Adviser));
        await PropertiesAsync(street);
        var form = await browser.GetAsync("/customers/new");
        var token = form.Document.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        using var answer = await browser.Client.PostAsync("/addresses/suggest", new FormUrlEncodedContent(new Dictionary<string, string> { ["Text"] = $"{street} 14", ["__RequestVerificationToken"] = token }));
        using var untold = await browser.Client.PostAsync("/addresses/suggest", new FormUrlEncodedContent(new Dictionary<string, string> { ["Text"] = street }));

        var addresses = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["addresses"]!.AsArray();
        Assert.Equal(($"14 {Capital(street)} Row, Testford, ZZ1 2AB", $"14 {Capital(street)} Row"), ((string?)addresses[0]!["text"], (string?)addresses[0]!["line1"]));
        Assert.Equal(HttpStatusCode.BadRequest, untold.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/addresses/suggest")).Status);
    }

    [Fact]
    public async Task An_administrator_imports_a_gazetteer_sees_what_was_left_out_and_looks_an_address_up()
    {
        var (street, browser) = (TheCustomer.Word(), await web.SignInAsAsync(Role.Administrator));
        var csv = $"UPRN,BUILDING_NUMBER,THOROUGHFARE,POSTCODE\n{Interlocked.Increment(ref s_uprn)},1,{street} Row,ZZ1 2AB\nx,2,{street} Row,ZZ1 2AB\n";

        var page = await browser.UploadAsync(await browser.GetAsync("/admin/places/addresses"), "form[action*=Import]", [("File", "a.csv", "text/csv", System.Text.Encoding.UTF8.GetBytes(csv))]);
        Assert.Contains("Line 3: column UPRN: \"x\" is no UPRN of up to 12 digits", page.Text, StringComparison.Ordinal);
        var found = await browser.PressAsync(await browser.GetAsync("/admin/places/addresses"), "Find it", ("Text", street));

        Assert.Contains("1 property fits:", found.Text, StringComparison.Ordinal);
        Assert.Contains($"1 {street} Row, ZZ1 2AB", found.TextOf("table"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_says_how_far_a_source_is_trusted()
    {
        var browser = await web.SignInAsAsync(Role.Administrator);

        var wrong = await browser.SubmitAsync(await browser.GetAsync("/admin/sources"), ("Source", "web-form"), ("Ranks[dateOfBirth]", "many"));
        Assert.Equal("Enter a whole number from 0 to 100", Assert.Single(wrong.Errors));
        var saved = await browser.SubmitAsync(wrong, ("Ranks[dateOfBirth]", "25"));

        Assert.Equal("How far web-form is trusted was saved", saved.Said);
        Assert.Contains("web-form 50 (usual) 25 50 (usual)", saved.TextOf("table"), StringComparison.Ordinal);
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string? Value(Page page, string name) => page.Document.QuerySelector($"[name='{name}']")!.GetAttribute("value");

    // Number 14 and a neighbour.
    private async Task<long> PropertiesAsync(string street)
    {
        var first = Interlocked.Add(ref s_uprn, 3);
        Property At(long uprn, string number) => Property.Create(uprn, new(null, null, null, number, $"{Capital(street)} Row", null, "Testford", "ZZ1 2AB"), 52.48, -1.89, null, "test");
        await web.Hub.SaveAsync(At(first, "14"), At(first + 1, "14a"), At(first + 2, "15"));
        return first;
    }
}
