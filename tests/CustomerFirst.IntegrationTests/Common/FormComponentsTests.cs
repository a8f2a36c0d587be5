using System.Net;
using AngleSharp.Dom;

namespace CustomerFirst.IntegrationTests.Common;

/// <summary>The components of forms, as the style guide shows all of them.</summary>
public sealed class FormComponentsTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Guide = "/styleguide";

    [Fact]
    public async Task Every_control_has_a_label_and_every_group_a_legend()
    {
        var page = await web.Anybody().GetAsync(Guide);

        var controls = page.Document.QuerySelectorAll("main input:not([type=hidden]), main select, main textarea");
        Assert.True(controls.Length > 15);
        Assert.All(controls, control => Assert.NotNull(page.Document.QuerySelector($"label[for='{control.Id}']")));
        Assert.All(page.Document.QuerySelectorAll("main fieldset"), group => Assert.False(string.IsNullOrWhiteSpace(group.QuerySelector("legend")!.TextContent)));
    }

    [Fact]
    public async Task No_id_occurs_twice_and_whatever_refers_to_an_id_finds_it()
    {
        var browser = web.Anybody();
        var page = await browser.SubmitAsync(await browser.GetAsync(Guide));

        var ids = page.Document.QuerySelectorAll("[id]").Select(e => e.Id!).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        var referred = page.Document.QuerySelectorAll("[aria-describedby], [aria-labelledby], label[for], [data-aria-controls]")
            .SelectMany(e => $"{e.GetAttribute("aria-describedby")} {e.GetAttribute("aria-labelledby")} {e.GetAttribute("for")} {e.GetAttribute("data-aria-controls")}".Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(referred.Except(ids));
    }

    [Fact]
    public async Task A_refused_form_names_each_problem_in_the_order_of_the_page_and_leads_to_its_field()
    {
        var browser = web.Anybody();

        var page = await browser.SubmitAsync(await browser.GetAsync(Guide));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.Equal(
            [
                "Enter what the enquiry is about", "Details must be 200 characters or fewer", "Select a service", "Select how the customer reached us",
                "Select what the customer needs, or none", "Date of birth must be in the past", "Select a file", "Confirm that the customer agrees",
            ], page.Errors);
        var links = page.Document.QuerySelectorAll(".govuk-error-summary a").Select(a => a.GetAttribute("href")![1..]).ToList();
        Assert.Equal(8, links.Count);
        Assert.All(links, id => Assert.Contains(page.Document.GetElementById(id)!.LocalName, new[] { "input", "select", "textarea" }));
        Assert.Equal("Form_Born_Day", links[5]);
        var subject = page.Document.GetElementById("Form_Subject")!;
        Assert.Equal("Form_Subject-hint Form_Subject-error", subject.GetAttribute("aria-describedby"));
        Assert.Equal("Error: Enter what the enquiry is about", page.TextOf("#Form_Subject-error"));
    }

    [Fact]
    public async Task Whatever_was_typed_or_chosen_is_still_there_when_the_form_comes_back()
    {
        var browser = web.Anybody();

        var page = await browser.SubmitAsync(await browser.GetAsync(Guide), ("Form.Subject", "Bins \"& <b>lids</b>"), ("Form.Details", "\nSecond line"), ("Form.Service", "tax"),
            ("Form.Channel", "counter"), ("Form.Needs", "largePrint"), ("Form.Needs", "interpreter"), ("Form.Other", "Polish"), ("Form.Born.Day", "31"), ("Form.Born.Month", "2"),
            ("Form.Born.Year", "1980"), ("Form.Agreed", "true"));

        Assert.Equal("Bins \"& <b>lids</b>", page.Document.GetElementById("Form_Subject")!.GetAttribute("value"));
        Assert.Equal("\nSecond line", page.Document.GetElementById("Form_Details")!.TextContent);
        Assert.Equal("tax", page.Document.QuerySelector("#Form_Service option[selected]")!.GetAttribute("value"));
        Assert.Equal(["counter", "largePrint", "interpreter", "true"], page.Document.QuerySelectorAll("main form[method=post] input[checked]").Select(e => e.GetAttribute("value")));
        Assert.DoesNotContain("govuk-checkboxes__conditional--hidden", page.Document.GetElementById("conditional-Form_Needs-2")!.ClassName!, StringComparison.Ordinal);
        Assert.Equal(["31", "2", "1980"], page.Document.QuerySelectorAll(".govuk-date-input input").Select(e => e.GetAttribute("value")));
    }

    [Theory]
    [InlineData("31", "2", "1980", "Date of birth must be a real date: February 1980 has 29 days")]
    [InlineData("45", "March", "1980", "Date of birth must be a real date: March has 31 days")]
    [InlineData("0", "3", "1980", "Date of birth must be a real date")]
    [InlineData("1", "13", "1980", "Date of birth must be a real date")]
    [InlineData("1", "1", "80", "Date of birth must have a year of four figures")]
    [InlineData("1", "1", "0000", "Date of birth must have a year from 0001 to 9999")]
    [InlineData("29", "2", "1900", "Date of birth must be a real date: February 1900 has 28 days")]
    [InlineData("x", "1", "1980", "Date of birth must be a real date")]
    [InlineData("1", "", "1980", "Date of birth must include a month")]
    [InlineData("", "", "1980", "Date of birth must include a day and month")]
    public async Task What_is_no_date_is_refused_in_the_field_s_own_name(string day, string month, string year, string problem)
    {
        var browser = web.Anybody();

        var page = await browser.SubmitAsync(await browser.GetAsync(Guide), ("Form.Born.Day", day), ("Form.Born.Month", month), ("Form.Born.Year", year));

        Assert.Equal(problem, page.Errors[5]);
        Assert.Equal($"Error: {problem}", page.TextOf("#Form_Born-error"));
    }

    [Theory]
    [InlineData("29", "2", "2000")]
    [InlineData(" 5 ", "March", "1980")]
    [InlineData("05", "sept", "1980")]
    public async Task Dates_are_read_as_people_write_them(string day, string month, string year)
    {
        var browser = web.Anybody();

        var page = await browser.SubmitAsync(await browser.GetAsync(Guide), ("Form.Born.Day", day), ("Form.Born.Month", month), ("Form.Born.Year", year));

        Assert.Equal("Date of birth must be in the past", page.Errors[5]);
    }

    [Fact]
    public async Task A_form_keeps_its_idempotency_key_when_it_comes_back_and_each_new_form_has_another()
    {
        var browser = web.Anybody();
        var first = await browser.GetAsync(Guide);
        var key = Key(first);

        var back = await browser.SubmitAsync(first);

        Assert.Equal(32, key.Length);
        Assert.Equal(key, Key(back));
        Assert.NotEqual(key, Key(await browser.GetAsync(Guide)));
    }

    [Fact]
    public async Task After_a_stale_change_both_versions_are_shown_the_text_is_kept_and_the_next_post_carries_the_new_version()
    {
        var browser = web.Anybody();
        var form = await browser.GetAsync(Guide);
        Assert.Equal("3", form.Document.QuerySelector("input[name=Version]")!.GetAttribute("value"));

        var page = await browser.PressAsync(form, "Show a stale change", ("Form.Subject", "Bin at the side gate"));

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Equal(["Somebody else changed this while you were working on it. Look at what changed, then try again."], page.Errors);
        Assert.Equal(["Subject", "Bin not collected on Monday", "Bin at the side gate"], page.TextsOf("#stale tbody th, #stale tbody td"));
        Assert.Equal("Bin at the side gate", page.Document.GetElementById("Form_Subject")!.GetAttribute("value"));
        Assert.Equal("4", page.Document.QuerySelector("input[name=Version]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task What_was_done_is_said_once_with_the_way_on()
    {
        var browser = web.Anybody();

        var page = await browser.PressAsync(await browser.GetAsync(Guide), "Show it done");

        Assert.Equal("The enquiry CF-7K3M-29QX was raised See the enquiry", page.TextOf(".govuk-notification-banner__content"));
        Assert.Equal(Guide, page.Document.QuerySelector(".govuk-notification-banner__link")!.GetAttribute("href"));
        Assert.Null((await browser.GetAsync(Guide)).Said);
    }

    [Fact]
    public async Task Sort_headers_say_the_order_and_lead_to_the_other_one()
    {
        var page = await web.Anybody().GetAsync(Guide);

        Assert.Equal(["ascending", "none", "none"], page.Document.QuerySelectorAll("th[aria-sort]").Select(h => h.GetAttribute("aria-sort")));
        Assert.All(page.Document.QuerySelectorAll("th[aria-sort]"), h => Assert.NotNull(h.QuerySelector("a[href]")));
    }

    private static string Key(Page page) => page.Document.QuerySelector("input[name=IdempotencyKey]")!.GetAttribute("value")!;
}
