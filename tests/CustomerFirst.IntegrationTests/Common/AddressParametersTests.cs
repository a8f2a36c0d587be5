using System.Net;
using CustomerFirst.Domain.Staff;

namespace CustomerFirst.IntegrationTests.Common;

/// <summary>What is asked for in an address and cannot be is told on every page, never passed over.</summary>
public sealed class AddressParametersTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData(Role.Adviser, "/tickets?sort=foo&dir=bar", "Order cannot be \"foo\": no tickets are shown", "Which end first cannot be \"bar\": no tickets are shown")]
    [InlineData(Role.Adviser, "/tickets?after=zzz", "The place in the list cannot be \"zzz\": no tickets are shown")]
    [InlineData(Role.Adviser, "/tickets?page=-4", "\"page\" in the address is nothing that this page can be asked for")]
    [InlineData(Role.Adviser, "/tickets?count=7", "Count cannot be \"7\": no tickets are shown")]
    [InlineData(Role.Auditor, "/audit?action=zzz", "What was done cannot be \"zzz\": no entries are shown")]
    [InlineData(Role.Auditor, "/audit?who=me&before=x", "Whose entries cannot be \"me\": no entries are shown", "The place in the trail cannot be \"x\": no entries are shown")]
    [InlineData(Role.Manager, "/performance/contacts?avoidable=7", "Avoidable cannot be \"7\": no contacts are shown")]
    [InlineData(Role.Manager, "/performance/contacts?after=7", "The place in the list cannot be \"7\": no contacts are shown")]
    [InlineData(Role.Manager, "/performance/service?pageNumber=-4", "The number of the page cannot be \"-4\": no figures are shown")]
    [InlineData(Role.Manager, "/performance?chanel=phone", "\"chanel\" in the address is nothing that this page can be asked for")]
    [InlineData(Role.Administrator, "/admin/staff?role=king&state=gone", "Role cannot be \"king\": accounts of every role are shown", "Accounts cannot be \"gone\": those in use are shown")]
    [InlineData(Role.Administrator, "/admin/services?area=1&withdrawn=maybe", "Service area cannot be \"1\": services of every area are shown", "Withdrawn cannot be \"maybe\": only services on offer are shown")]
    [InlineData(Role.Administrator, "/admin/bank-holidays?year=last", "Year cannot be \"last\": this year is shown")]
    [InlineData(Role.Steward, "/customers/review/pairs?verdict=7&score=x", "What was said of the pairs cannot be \"7\": those nobody looked at are shown", "\"Score\" in the address cannot be \"x\"")]
    public async Task What_a_page_cannot_be_asked_for_is_named_with_what_is_shown_instead(Role role, string address, params string[] messages)
    {
        var page = await (await web.SignInAsAsync(role)).GetAsync(address);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(messages.Order(StringComparer.Ordinal), page.Errors.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Role.Adviser, "/tickets?sort=opened&dir=desc&state=new&after=")]
    [InlineData(Role.Auditor, "/audit?action=viewed&record=&from=2026-01-01")]
    [InlineData(Role.Manager, "/performance/contacts?avoidable=1&channel=phone")]
    [InlineData(Role.Manager, "/performance/service?pageNumber=1")]
    [InlineData(Role.Administrator, "/admin/staff?role=adviser&office=&state=closed")]
    [InlineData(Role.Administrator, "/admin/services?withdrawn=yes&q=")]
    [InlineData(Role.Steward, "/customers/review/pairs?verdict=notSure")]
    public async Task What_a_page_can_be_asked_for_is_answered(Role role, string address)
    {
        var page = await (await web.SignInAsAsync(role)).GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task The_error_stands_beside_the_field_of_the_filter_where_there_is_one()
    {
        var page = await (await web.SignInAsAsync(Role.Adviser)).GetAsync("/tickets?sort=foo");

        Assert.Equal("#sort", page.Document.QuerySelector(".govuk-error-summary a")!.GetAttribute("href"));
        Assert.Equal("Error: Order cannot be \"foo\": no tickets are shown", page.TextOf("#sort-error"));
    }
}
