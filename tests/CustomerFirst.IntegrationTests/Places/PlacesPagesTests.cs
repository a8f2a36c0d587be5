using System.Net;
using System.Text;
using CustomerFirst.Application.Common;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Places;

public sealed class PlacesPagesTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Form = "main form[enctype]";

    [Theory]
    [InlineData("/admin/places/wards")]
    [InlineData("/admin/places/constituencies/import")]
    [InlineData("/admin/places/postcodes")]
    [InlineData("/admin/bank-holidays")]
    [InlineData("/admin/offices")]
    public async Task Who_is_no_administrator_is_refused(string address) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await (await web.SignInAsAsync(Role.Steward)).GetAsync(address)).Status);

    [Fact]
    public async Task Boundaries_and_postcodes_are_imported_drawn_and_looked_up()
    {
        var browser = await web.SignInAsAsync(Role.Administrator);
        Assert.Contains("No boundaries yet", (await browser.GetAsync("/admin/places/wards")).Text, StringComparison.Ordinal);
        var import = await browser.GetAsync("/admin/places/wards/import");
        Assert.Equal(["Select a file."], (await browser.UploadAsync(import, Form, [])).Errors);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.UploadAsync(import, Form, [File("wards.json", "no json at all")])).Status);

        var wards = await browser.UploadAsync(import, Form, [File("wards.json", await TextAsync(Geography.Wards()))], ("EffectiveFrom.Year", "2022"), ("EffectiveFrom.Month", "5"), ("EffectiveFrom.Day", "5"));
        Assert.StartsWith("The boundaries were imported:", wards.Said, StringComparison.Ordinal);
        var count = await web.Hub.DatabaseAsync(db => db.Wards.CountAsync());
        Assert.Equal((count, count), (wards.Document.QuerySelectorAll("svg.cf-map path").Length, wards.Document.QuerySelectorAll("tbody tr").Length));
        Assert.True(wards.Html.Length < 120_000, $"The page has {wards.Html.Length} characters.");

        var postcodes = await browser.GetAsync("/admin/places/postcodes");
        var row = Geography.PostcodeRows()[0];
        var imported = await browser.UploadAsync(postcodes, Form, [File("postcodes.csv", FormattableString.Invariant($"postcode,latitude,longitude\n{row.Code},{row.Latitude},{row.Longitude}\nnonsense,1,2\n"))]);
        Assert.Contains("not all of it", imported.Text, StringComparison.Ordinal);
        Assert.Contains("Line 3:", imported.Text, StringComparison.Ordinal);
        Assert.StartsWith("/admin/imports/", imported.Address, StringComparison.Ordinal);
        Assert.Equal("line,reason,row\n3,\"no postcode\",\"nonsense,1,2\"\n", await browser.Client.GetStringAsync(imported.Address + "?handler=Rejects"));
        var found = await browser.PressAsync(await browser.GetAsync("/admin/places/postcodes"), "Look it up", ("Postcode", row.Code.ToLowerInvariant()));
        Assert.Equal("/admin/places/postcodes?handler=LookUp", found.Address);
        var ward = await web.Hub.DatabaseAsync(db => db.Wards.Where(w => w.Code == row.Ward).Select(w => w.Name).SingleAsync());
        Assert.Contains(ward, found.Text, StringComparison.Ordinal);
        Assert.Equal(["This postcode is not known. Import a newer file if it should be"], (await browser.PressAsync(found, "Look it up", ("Postcode", "ZZ99 9ZZ"))).Errors);
    }

    [Fact]
    public async Task A_long_import_shows_how_far_it_is_and_says_when_it_was_interrupted()
    {
        var browser = await web.SignInAsAsync(Role.Administrator);
        var administrator = A.Actor(A.Staff(Role.Administrator));
        var id = (await web.Hub.DoAsync(new BeginPlaceImportCommand(PlaceImportKind.Postcodes, "C:/folder/postcodes.csv"), administrator)).Id;
        await web.Hub.DoAsync(new TellPlaceImportCommand(id, new Advance("Reading the postcodes", 250, 1000)), Actor.Job);

        var running = await browser.GetAsync($"/admin/imports/{id}");
        Assert.Contains("Reading the postcodes, 25%", running.Text, StringComparison.Ordinal);
        Assert.Equal(("1000", "250"), (running.Document.QuerySelector("progress")!.GetAttribute("max"), running.Document.QuerySelector("progress")!.GetAttribute("value")));
        await web.Hub.DatabaseAsync(db => db.Database.ExecuteSqlAsync($"update place_imports set heard_at = heard_at - interval '1 minute' where id = {id}"));
        Assert.Contains("The import was interrupted", (await browser.GetAsync($"/admin/imports/{id}")).Text, StringComparison.Ordinal);
        // The node was only slow after all.
        await web.Hub.DoAsync(new TellPlaceImportCommand(id, Summary: new ImportSummary(900, 0, 0, 0) { RejectedCount = 60, Rejected = [.. Enumerable.Range(1, 60).Select(n => new RejectedLine(n, "No postcode.", "x,1,2"))] }), Actor.Job);
        var done = await browser.GetAsync($"/admin/imports/{id}");
        Assert.Contains("900 added", done.Text, StringComparison.Ordinal);
        Assert.Contains("And 10 more", done.Text, StringComparison.Ordinal);
        Assert.Contains("from postcodes.csv", (await browser.GetAsync("/admin/imports")).TextOf("tbody"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bank_holidays_are_imported_and_shown_by_year()
    {
        var browser = await web.SignInAsAsync(Role.Administrator);
        var page = await browser.GetAsync("/admin/bank-holidays?year=2031");
        Assert.Contains("None are known for 2031", page.Text, StringComparison.Ordinal);

        const string json = """{"england-and-wales":{"division":"england-and-wales","events":[{"title":"New Year’s Day","date":"2031-01-01","notes":"","bunting":true}]}}""";
        var said = (await browser.UploadAsync(page, Form, [File("bank-holidays.json", json)])).Said;

        Assert.StartsWith("The bank holidays were imported: 1 added", said, StringComparison.Ordinal);
        Assert.Contains("New Year’s Day", (await browser.GetAsync("/admin/bank-holidays?year=2031")).TextOf("tbody"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_office_is_set_up_changed_and_closed()
    {
        var calendar = A.OfficeHours();
        await web.Hub.SaveAsync(calendar);
        var browser = await web.SignInAsAsync(Role.Administrator);
        var name = $"Harbour office {Guid.NewGuid():N}"[..30];
        var form = await browser.GetAsync("/admin/offices/new");
        Assert.Equal(["Enter the office's name", "Select what kind of office it is", "Enter the address", "Enter a full UK postcode, like B14 7QH"], (await browser.SubmitAsync(form)).Errors);

        var list = await browser.SubmitAsync(form, ("Office.Name", name), ("Office.Kind", "communityHub"), ("Office.Address", "1 Quay Street"), ("Office.Postcode", "zz12ab"), ("Office.CalendarId", calendar.Id.ToString()));
        Assert.Equal($"{name} was set up", list.Said);
        var change = await browser.FollowAsync(list, name);
        await browser.SubmitAsync(change, ("Office.Address", "2 Quay Street"), ("Office.Active", null));

        var office = await web.Hub.DatabaseAsync(db => db.Offices.SingleAsync(o => o.Name == name));
        Assert.Equal(("2 Quay Street", "ZZ1 2AB", OfficeKind.CommunityHub, false), (office.Address, office.Postcode, office.Kind, office.Active));
    }

    private static (string, string, string, byte[]) File(string name, string content) => ("File", name, "application/octet-stream", Encoding.UTF8.GetBytes(content));

    private static async Task<string> TextAsync(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
