using System.Net;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Customers;

public sealed class ConsentsTests(WebFixture web) : IClassFixture<WebFixture>
{
    private Hub Hub => web.Hub;

    [Fact]
    public async Task What_a_customer_says_is_recorded_on_their_page_and_withdrawn_as_easily()
    {
        var account = await web.AccountAsync(A.Staff("Connie Sent", Role.Adviser));
        var (browser, id) = (await web.SignInAsync(account), await NewAsync());
        var page = await browser.GetAsync($"/customers/{id}");
        Assert.Contains("Nothing said yet", page.TextOf(".cf-consents"), StringComparison.Ordinal);

        var unsaid = await browser.SubmitAsync(page, ".cf-consents form", ("Purpose", "newsByEmail"));
        Assert.Equal(HttpStatusCode.BadRequest, unsaid.Status);
        Assert.Equal(["Select what the customer said", "Select how the customer said it"], unsaid.Errors);
        Assert.NotNull(unsaid.Document.QuerySelector("#Purpose option[value=newsByEmail][selected]"));
        var given = await browser.SubmitAsync(unsaid, ("Word", "given"), ("How", "byTelephone"));
        Assert.Equal($"/customers/{id}", given.Address);
        Assert.Contains("News and surveys by e-mail: Yes, consent given", given.TextOf(".cf-consents li"), StringComparison.Ordinal);
        Assert.Contains("on the telephone, recorded by Connie Sent", given.TextOf(".cf-consents li"), StringComparison.Ordinal);
        Assert.Contains(ConsentWording.Of(ConsentPurpose.NewsByEmail), given.TextOf(".cf-consents details"), StringComparison.Ordinal);

        var form = await browser.GetAsync(given.Document.QuerySelector(".cf-consents .cf-contacts li a")!.GetAttribute("href")!);
        var withdrawn = await browser.SubmitAsync(form, ("How", "inWriting"));
        Assert.Contains("News and surveys by e-mail: No more, consent withdrawn", withdrawn.TextOf(".cf-consents li"), StringComparison.Ordinal);
        Assert.Null(withdrawn.Document.QuerySelector(".cf-consents .cf-contacts li a"));
        var words = (await ViewAsync(id)).Consents;
        Assert.Equal([(ConsentWord.Withdrawn, true), (ConsentWord.Given, false)], words.Select(w => (w.Word, w.Counts)));
        Assert.Equal((words[0].SaidAt, (DateTimeOffset?)null), (words[1].WithdrawnAt, words[0].WithdrawnAt));
    }

    [Fact]
    public async Task A_word_of_an_earlier_day_is_history_behind_what_was_said_since_and_needs_consent_before_it_to_be_withdrawn()
    {
        var (id, today) = (await NewAsync(), CouncilTime.DateOf(Hub.Clock.GetUtcNow()));
        await SayAsync(id, ConsentWord.Refused);
        await SayAsync(id, ConsentWord.Given, today.AddDays(-9), "I tick here.");

        var words = (await ViewAsync(id)).Consents;
        Assert.Equal([ConsentWord.Refused, ConsentWord.Given], words.Select(w => w.Word));
        Assert.Equal(("I tick here.", CouncilTime.StartOf(today.AddDays(-9)), words[0].SaidAt), (words[1].Wording, words[1].SaidAt, words[1].WithdrawnAt));
        Assert.IsType<NotAccepted>((await TrySayAsync(id, ConsentWord.Withdrawn)).Error);
        Assert.IsType<NotAccepted>((await TrySayAsync(id, ConsentWord.Withdrawn, today.AddDays(-10))).Error);
        Assert.True((await TrySayAsync(id, ConsentWord.Withdrawn, today.AddDays(-5))).Ok);
        Assert.IsType<Invalid>((await TrySayAsync(id, ConsentWord.Given, today.AddDays(1))).Error);
        var stale = await Hub.SendAsync(new RecordConsentCommand(id, 1, ConsentPurpose.NewsByEmail, ConsentWord.Given, ConsentHow.Online), TheCustomer.Adviser());
        Assert.IsType<Stale>(stale.Error);
    }

    [Fact]
    public async Task The_same_form_sent_twice_says_it_once_and_the_audit_trail_tells_of_it()
    {
        var (id, adviser) = (await NewAsync(), TheCustomer.Adviser());
        var command = new RecordConsentCommand(id, 1, ConsentPurpose.SharingWithPartners, ConsentWord.Given, ConsentHow.InPerson) { IdempotencyKey = Guid.NewGuid().ToString("N") };
        var (first, second) = (await Hub.DoAsync(command, adviser), await Hub.SendAsync(command, adviser));

        Assert.Single((await ViewAsync(id)).Consents);
        Assert.Equal(2, first.Version);
        Assert.True(second.Ok || second.Error is Stale);
        var fields = await Hub.DatabaseAsync(db => db.Set<AuditEntry>().Where(e => e.RecordId == id && e.Action == "RecordConsent").Select(e => e.Fields).SingleAsync());
        Assert.Contains("customer_consent.word", fields);
    }

    [Fact]
    public async Task Of_merged_records_the_more_recent_word_counts_a_refusal_at_the_same_moment_wins_and_undoing_puts_all_back()
    {
        var (steward, today) = (TheCustomer.Someone(Role.Steward), CouncilTime.DateOf(Hub.Clock.GetUtcNow()));
        var (kept, other) = (await NewAsync(), await NewAsync());
        await SayAsync(kept, ConsentWord.Given, today.AddDays(-4));
        await SayAsync(other, ConsentWord.Refused, today.AddDays(-2));
        await SayAsync(kept, ConsentWord.Given, today.AddDays(-3), purpose: ConsentPurpose.NewsByPost);
        await SayAsync(other, ConsentWord.Refused, today.AddDays(-3), purpose: ConsentPurpose.NewsByPost);
        var before = (Kept: (await ViewAsync(kept)).Consents, Other: (await ViewAsync(other)).Consents);

        var merged = await Hub.DoAsync(new MergeCustomersCommand(kept, 3, other, 3, [], "One"), steward);
        var both = (await ViewAsync(other)).Consents;
        Assert.Equal(4, both.Count);
        Assert.All(both.Where(w => w.Counts), w => Assert.Equal(ConsentWord.Refused, w.Word));
        await SayAsync(kept, ConsentWord.Given);
        Assert.Contains((await Hub.DoAsync(new PreviewUndoQuery(merged.MergeId), steward)).Since, s => s is { What: "Consent", Text: "newsByEmail, given" });

        await Hub.DoAsync(new UndoMergeCommand(merged.MergeId, merged.Version + 1, [], [], "Two"), steward);
        Assert.Equal(before.Other, (await ViewAsync(other)).Consents);
        var after = (await ViewAsync(kept)).Consents;
        Assert.Equal(3, after.Count);
        Assert.Equal(before.Kept.Select(w => w.SaidAt).Order(), after.Skip(1).Select(w => w.SaidAt).Order());
    }

    [Fact]
    public async Task A_word_recorded_by_mistake_is_struck_out_on_the_page_stays_in_the_history_and_lets_the_one_before_count()
    {
        var account = await web.AccountAsync(A.Staff("Miss Take", Role.Adviser));
        var (browser, id, today) = (await web.SignInAsync(account), await NewAsync(), CouncilTime.DateOf(Hub.Clock.GetUtcNow()));
        await SayAsync(id, ConsentWord.Refused, today.AddDays(-9));
        await SayAsync(id, ConsentWord.Given);
        var mistake = (await ViewAsync(id)).Consents[0];

        var page = await browser.FollowAsync(await browser.GetAsync($"/customers/{id}"), $"This was a mistake: News and surveys by e-mail, Yes, consent given, {today.Words()}, in writing");
        Assert.Contains("Afterwards counts: No, refused", page.Text, StringComparison.Ordinal);
        var without = await browser.SubmitAsync(page, "main form");
        Assert.Equal((HttpStatusCode.BadRequest, "Enter why it was recorded by mistake"), (without.Status, Assert.Single(without.Errors)));
        var struck = await browser.SubmitAsync(without, "main form", ("Because", "It was her sister who said so"));

        Assert.Equal($"/customers/{id}", struck.Address);
        Assert.Contains("News and surveys by e-mail: No, refused", struck.TextOf(".cf-consents li"), StringComparison.Ordinal);
        Assert.Contains("Yes, consent given", struck.TextOf(".cf-consents s"), StringComparison.Ordinal);
        Assert.Contains("Miss Take: It was her sister who said so", struck.TextOf(".cf-consents details"), StringComparison.Ordinal);
        var words = (await ViewAsync(id)).Consents;
        Assert.Equal([(ConsentWord.Given, false, true), (ConsentWord.Refused, true, false)], words.Select(w => (w.Word, w.Counts, w.Struck is not null)));
        var version = (await ViewAsync(id)).Version;
        Assert.IsType<StruckBefore>((await Hub.SendAsync(new StrikeConsentCommand(id, version, mistake.Id, "Again"), TheCustomer.Adviser())).Error);
        Assert.IsType<Stale>((await Hub.SendAsync(new StrikeConsentCommand(id, version - 1, words[1].Id, "Late"), TheCustomer.Adviser())).Error);
        Assert.IsType<NotFound>((await Hub.SendAsync(new StrikeConsentCommand(id, version, Guid.NewGuid(), "Whose?"), TheCustomer.Adviser())).Error);
        Assert.IsType<NotAccepted>((await TrySayAsync(id, ConsentWord.Withdrawn)).Error);
        var fields = await Hub.DatabaseAsync(db => db.Set<AuditEntry>().Where(e => e.RecordId == id && e.Action == "StrikeConsent").Select(e => e.Fields).SingleAsync());
        Assert.Contains("customer_consent.struck_because", fields);
    }

    [Fact]
    public async Task A_word_struck_out_on_merged_records_goes_back_struck_out_to_the_one_that_it_was_recorded_on()
    {
        var (steward, kept, other) = (TheCustomer.Someone(Role.Steward), await NewAsync(), await NewAsync());
        await SayAsync(other, ConsentWord.Given);
        var merged = await Hub.DoAsync(new MergeCustomersCommand(kept, 1, other, 2, [], "One"), steward);
        var both = await ViewAsync(kept);
        var struck = await Hub.DoAsync(new StrikeConsentCommand(other, both.Version, both.Consents.Single().Id, "Said by nobody"), TheCustomer.Adviser());
        Assert.Equal(kept, struck.CustomerId);

        await Hub.DoAsync(new UndoMergeCommand(merged.MergeId, struck.Version, [], [], "Two"), steward);

        Assert.Empty((await ViewAsync(kept)).Consents);
        var word = (await ViewAsync(other)).Consents.Single();
        Assert.Equal((false, "Said by nobody"), (word.Counts, word.Struck!.Because));
    }

    [Fact]
    public async Task Anonymising_erases_every_word()
    {
        var (id, steward) = (await NewAsync(), TheCustomer.Someone(Role.Steward));
        await SayAsync(id, ConsentWord.Given);
        await Hub.DoAsync(TheCustomer.Erase(id, 2, "Asked for"), steward);

        Assert.Equal(0, await Hub.ScalarAsync<long>($"select count(*) from customer_consents where customer_id = '{id}'"));
        Assert.IsType<RecordErased>((await TrySayAsync(id, ConsentWord.Given)).Error);
    }

    private Task<Guid> NewAsync() => TheCustomer.CreateAsync(Hub, TheCustomer.Named(TheCustomer.Word()));

    private Task<CustomerView> ViewAsync(Guid id) => Hub.DoAsync(new GetCustomerQuery(id), TheCustomer.Someone(Role.Steward));

    private async Task SayAsync(Guid id, ConsentWord word, DateOnly? on = null, string? wording = null, ConsentPurpose purpose = ConsentPurpose.NewsByEmail) =>
        Assert.Null((await TrySayAsync(id, word, on, wording, purpose)).Error);

    private async Task<Result<CustomerChanged>> TrySayAsync(Guid id, ConsentWord word, DateOnly? on = null, string? wording = null, ConsentPurpose purpose = ConsentPurpose.NewsByEmail) =>
        await Hub.SendAsync(new RecordConsentCommand(id, (await ViewAsync(id)).Version, purpose, word, ConsentHow.InWriting, on, wording), TheCustomer.Adviser());
}
