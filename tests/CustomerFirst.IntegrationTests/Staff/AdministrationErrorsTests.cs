using System.Net;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.IntegrationTests.Tickets;

namespace CustomerFirst.IntegrationTests.Staff;

/// <summary>
/// Forms tell everything that is wrong at once: what cannot be read, such as a number that is none, beside what is missing or cannot be. Each error stands
/// beside its field, and the summary leads there.
/// </summary>
public sealed class AdministrationErrorsTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("/admin/services/new", "Enter the service's name;Select a service area;Objection days: enter a whole number",
        "Terms.Name=", "Terms.ServiceAreaId=", "Terms.ObjectionDays=soon")]
    [InlineData("/admin/services/{service}/change", "Enter the service's name;Objection days: enter a whole number", "Terms.Name=", "Terms.ObjectionDays=soon")]
    [InlineData("/admin/services/{service}/sla", "The day from which it holds must be a real date: April has 30 days;Select a calendar;Urgent: first reply target must be a whole number;High: resolution target must be between 1 and 100,000, or empty for none",
        "EffectiveFrom.Day=31", "EffectiveFrom.Month=4", "CalendarId=", "Targets[0].ReplyAmount=some", "Targets[1].ResolutionAmount=0")]
    [InlineData("/admin/services/{service}/sla", "The day from which it holds must be today or later;Select a calendar;Urgent: first reply target must be a whole number",
        "EffectiveFrom.Year=2020", "CalendarId=", "Targets[0].ReplyAmount=some")]
    [InlineData("/admin/service-areas/new", "Enter the service area's name;Go-live date must be a real date: March has 31 days",
        "Area.GoLive.Day=45", "Area.GoLive.Month=March", "Area.GoLive.Year=2026")]
    [InlineData("/admin/calendars/new", "Enter the calendar's name;Enter Monday's hours as times, such as 09:00-12:00, 13:00-17:00;Tuesday: enter opening times that do not overlap", "Name=", "Hours.Kind=hours", "Hours.Days[0]=early", "Hours.Days[1]=09:00-12:00, 11:00-13:00")]
    [InlineData("/admin/calendars/new", "Enter the calendar's name;Monday: enter a closing time after the opening time", "Name=", "Hours.Kind=hours", "Hours.Days[0]=17:00-09:00", "Hours.Days[1]=09:00-00:00", "Hours.Days[2]=18:00-24:00")]
    [InlineData("/admin/calendars/{calendar}/hours", "The day from which they hold must be today or later;Enter Monday's hours as times, such as 09:00-12:00, 13:00-17:00", "EffectiveFrom.Year=2020", "Hours.Kind=hours", "Hours.Days[0]=early")]
    [InlineData("/admin/calendars/{calendar}/exceptional-day", "The day must be no more than 31 days ago;Enter why the hours are different;Enter the hours as times, such as 09:00-12:00, or leave them empty for a closure",
        "Date.Day=1", "Date.Month=4", "Date.Year=2020", "Reason=", "Windows=early")]
    [InlineData("/admin/offices/new", "Enter the office's name;Select what kind of office it is;Enter the address;Enter a full UK postcode, like B14 7QH", "Office.Postcode=nowhere")]
    [InlineData("/admin/places/wards/import", "Select a file.;Effective date must be a real date: April has 30 days", "EffectiveFrom.Day=31", "EffectiveFrom.Month=4")]
    [InlineData("/admin/staff/new", "Enter the person's name;Enter an e-mail address in the correct format, like name@example.org;Select at least one role", "Staff.Email=nowhere")]
    [InlineData("/admin/staff/{member}/wards", "Select a ward;First day must include a year;Last day must be a real date: March has 31 days",
        "From.Day=1", "From.Month=2", "LastDay.Day=45", "LastDay.Month=3", "LastDay.Year=2026")]
    [InlineData("/admin/api-clients/new", "Enter the name of the program;Select what the program may do;The day on which the key ends must be a real date: April has 30 days", "ExpiresAt.Day=31", "ExpiresAt.Month=4")]
    public async Task Everything_that_is_wrong_is_told_at_once_beside_its_field(string address, string errors, params string[] typed)
    {
        var scene = await web.SceneAsync();
        var member = await web.AccountAsync(A.Staff(Role.Member));
        var browser = await web.SignInAsAsync(Role.Administrator);
        var form = await browser.GetAsync(address.Replace("{service}", $"{scene.Bins.Id}", StringComparison.Ordinal).Replace("{calendar}", $"{scene.Calendar.Id}", StringComparison.Ordinal)
            .Replace("{member}", $"{member.Id}", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, form.Status);

        var page = await browser.SubmitAsync(form, "main form[method=post]", [.. typed.Select(t => t.Split('=', 2)).Select(t => (t[0], (string?)t[1]))]);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(errors.Split(';'), page.Errors);
        Assert.All(page.Document.QuerySelectorAll(".govuk-error-summary li"), error =>
        {
            var field = page.Document.GetElementById(error.QuerySelector("a")!.GetAttribute("href")![1..]);
            Assert.Contains(error.TextContent, field!.Closest(".govuk-form-group--error, .govuk-form-group:has(> .govuk-error-message), .govuk-form-group:has(> fieldset > .govuk-error-message)")!.TextContent, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Raising_a_ticket_tells_wrong_answers_together_with_what_is_missing()
    {
        var scene = await web.SceneAsync();
        var browser = await web.SignInAsync(scene.AdviserAccount);
        var call = await scene.CallAsync(scene.Customer.Id);
        var form = await browser.GetAsync($"/contacts/{call.Id}?service={scene.Bins.Id}");

        var page = await browser.SubmitAsync(form, "#raise", ("Form.Answers[since].Day", "45"), ("Form.Answers[since].Month", "March"), ("Form.Answers[since].Year", "2026"), ("Form.Then", "resolved"), ("Form.CustomerTold", ""));

        Assert.Equal(["The date must be a real date: March has 31 days", "Enter what you told the customer"], page.Errors);
        Assert.Equal(["#Form_Answers_since__Day", "#Form_CustomerTold"], page.Document.QuerySelectorAll(".govuk-error-summary a").Select(a => a.GetAttribute("href")));
    }
}
