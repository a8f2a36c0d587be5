using System.Net;
using CustomerFirst.Application.Tickets;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Tickets;

public sealed class TrackPageTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_customer_sees_where_their_enquiry_stands_and_nothing_of_it_in_an_address_or_a_cookie()
    {
        var scene = await TicketScene.SetAsync(web.Hub);
        var raised = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id });
        await web.Hub.DoAsync(new AddUpdateCommand(raised.Id!.Value, "The crew comes on Thursday.\n<b>Leave it out.</b>"), scene.Adviser);
        var browser = web.Anybody();

        var form = await browser.GetAsync("/track");
        Assert.Equal("Track your enquiry - Report it and track it - Kelderby City Council", form.Title);
        var page = await browser.SubmitAsync(form, ("Reference", raised.Reference), ("Proof", "Marlow"));

        Assert.Equal((HttpStatusCode.OK, "/track"), (page.Status, page.Address));
        Assert.Contains(raised.Reference, page.Title);
        Assert.Equal(scene.Bins.Name, page.TextOf("h1"));
        Assert.Contains("We aim to finish by", page.Text);
        Assert.Contains("The crew comes on Thursday. <b>Leave it out.</b>", page.Text);
        Assert.DoesNotContain("Marlow", page.Html);
        Assert.DoesNotMatch("(?i)\\b(ticket|SLA|queue|second response)\\b", page.Text);
        Assert.Equal("no-store", page.Headers.CacheControl?.ToString());
        Assert.True(page.Html.Length < 40_000);
        Assert.Single(page.Document.QuerySelectorAll("h1"));
    }

    [Fact]
    public async Task What_is_missing_or_does_not_fit_is_said_beside_the_field_and_what_was_typed_stays()
    {
        var browser = web.Anybody();
        var form = await browser.GetAsync("/track");
        var empty = await browser.SubmitAsync(form);
        Assert.Equal((HttpStatusCode.BadRequest, true), (empty.Status, empty.Title.StartsWith("Error: ", StringComparison.Ordinal)));
        Assert.Equal(["Enter your reference", "Enter your last name or your postcode"], empty.Errors);
        var slip = await browser.SubmitAsync(empty, ("Reference", "CF-7K3M-29QZ"), ("Proof", "Marlow"));
        Assert.StartsWith("Check the reference: ", Assert.Single(slip.Errors), StringComparison.Ordinal);
        Assert.Equal("CF-7K3M-29QZ", slip.Document.QuerySelector("#Reference")!.GetAttribute("value"));

        var scene = await TicketScene.SetAsync(web.Hub);
        var raised = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id });
        var wrong = await browser.SubmitAsync(form, ("Reference", raised.Reference), ("Proof", "Kent"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("We cannot find an enquiry", Assert.Single(wrong.Errors));
        for (var i = 0; i < 4; i++) await browser.SubmitAsync(form, ("Reference", raised.Reference), ("Proof", "Kent"));
        var often = await browser.SubmitAsync(form, ("Reference", raised.Reference), ("Proof", "Marlow"));
        Assert.Equal(HttpStatusCode.TooManyRequests, often.Status);
        Assert.EndsWith("Try again in 15 minutes", Assert.Single(often.Errors), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(15), often.Headers.RetryAfter?.Delta);
    }
}

/// <summary>Narrow limits, in a program of their own.</summary>
public sealed class TrackLimitTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task One_address_can_try_ten_times_a_minute()
    {
        var browser = web.Anybody();
        var form = await browser.GetAsync("/track");
        for (var i = 0; i < 10; i++) Assert.Equal(HttpStatusCode.BadRequest, (await browser.SubmitAsync(form, ("Reference", "CF"), ("Proof", "Kent"))).Status);
        var page = await browser.SubmitAsync(form, ("Reference", "CF"), ("Proof", "Kent"));
        Assert.Equal(HttpStatusCode.TooManyRequests, page.Status);
        Assert.Contains("Wait a minute", page.Text);
        Assert.Equal(TimeSpan.FromMinutes(1), page.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/track")).Status);
    }
}
