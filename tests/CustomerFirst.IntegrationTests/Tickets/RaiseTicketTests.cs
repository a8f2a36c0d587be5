using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Contacts;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.IntegrationTests.Tickets;

public sealed class RaiseTicketTests(Hub hub) : IClassFixture<Hub>
{
    [Fact]
    public async Task A_ticket_raised_in_a_call_has_its_first_reply_at_once_and_is_linked_to_call_and_customer()
    {
        var scene = await TicketScene.SetAsync(hub);
        var call = await scene.CallAsync(scene.Customer.Id);
        var raised = await scene.RaiseAsync(scene.Raising() with { ContactId = call.Id, Channel = null, Details = " Not emptied. ", Answers = new Dictionary<string, string?> { ["bin"] = "Grey", ["since"] = "2026-11-20" } });

        var ticket = await scene.GetAsync(raised.Id!.Value);
        Assert.NotNull(TicketReference.Read(raised.Reference));
        Assert.Equal(TicketState.New, ticket.State);
        Assert.Equal(Channel.Phone, ticket.Channel);
        Assert.Equal(ticket.OpenedAt, ticket.FirstReplyAt);
        Assert.Equal("met", ticket.Reply!.Words);
        Assert.Equal("Not emptied.", ticket.Details);
        Assert.Equal(scene.Bins.Name, ticket.Subject);
        Assert.Equal([("Which bin was missed?", "Grey"), ("Since when?", "2026-11-20")], ticket.Answers.Select(a => (a.Question, a.Value)));
        Assert.Equal(("Rosa Marlow", CustomerRole.Subject), ticket.Customers.Select(c => (c.Name!, c.Role)).Single());
        Assert.Equal(ContactAct.Raised, ticket.Timeline.Single(i => i.Kind == TimelineKind.Contact).Act);
        Assert.Equal(scene.Team.Name, ticket.Team);
    }

    [Fact]
    public async Task Two_working_days_from_Friday_afternoon_end_on_Tuesday()
    {
        var scene = await TicketScene.SetAsync(hub);
        hub.Clock.Is(new DateTimeOffset(2026, 11, 20, 15, 0, 0, TimeSpan.Zero));
        try
        {
            var raised = await scene.RaiseAsync();
            Assert.Equal(new DateTimeOffset(2026, 11, 24, 15, 0, 0, TimeSpan.Zero), raised.DueAt);
            var ticket = await scene.GetAsync(raised.Id!.Value);
            Assert.Equal("4 h of 4 working hours left", ticket.Reply!.Words);
        }
        finally
        {
            hub.Clock.Runs();
        }
    }

    [Fact]
    public async Task Every_wrong_answer_is_named_beside_its_question_and_nothing_is_saved()
    {
        var scene = await TicketScene.SetAsync(hub);
        var refused = await hub.SendAsync(scene.Raising() with { Answers = new Dictionary<string, string?> { ["bin"] = "Purple", ["since"] = "soon", ["colour"] = "red" } }, scene.Adviser);
        var invalid = Assert.IsType<Invalid>(refused.Error);
        Assert.Equal(["Answers[bin]", "Answers[colour]", "Answers[since]"], invalid.Problems.Keys.Order());
        Assert.Equal(0, await hub.DatabaseAsync(db => db.Tickets.CountAsync(t => t.ServiceId == scene.Bins.Id)));
    }

    [Fact]
    public async Task A_withdrawn_service_and_one_that_is_not_live_yet_are_refused()
    {
        var scene = await TicketScene.SetAsync(hub);
        var later = Domain.Services.ServiceArea.Create(A.Key(), $"later-{A.Key():N}", $"Later {A.Key():N}", 5, new DateOnly(2099, 1, 1));
        var (withdrawn, early) = (A.Service(scene.Area), A.Service(later));
        withdrawn.Withdraw(DateTimeOffset.UnixEpoch);
        await hub.SaveAsync(later, withdrawn, early);
        foreach (var service in new[] { withdrawn, early })
            Assert.Equal("ServiceId", (await hub.SendAsync(scene.Raising(service), scene.Adviser)).Error!.Field);
    }

    [Fact]
    public async Task Without_a_contact_the_channel_must_be_said()
    {
        var scene = await TicketScene.SetAsync(hub);
        var refused = await hub.SendAsync(scene.Raising() with { Channel = null }, scene.Adviser);
        Assert.Equal(["Select how the customer reached us"], Assert.IsType<Invalid>(refused.Error).Problems["Channel"]);
    }

    [Fact]
    public async Task Resolved_at_first_contact_in_one_go_tells_the_customer_and_counts_as_marked()
    {
        var scene = await TicketScene.SetAsync(hub);
        var raised = await scene.RaiseAsync(scene.Raising() with { Then = AfterRaising.Resolved, CustomerTold = "We will empty it tomorrow." });
        var ticket = await scene.GetAsync(raised.Id!.Value);
        Assert.Equal(TicketState.Resolved, ticket.State);
        Assert.True(ticket.MarkedFirstContact);
        Assert.Equal("We will empty it tomorrow.", ticket.Timeline.Single(i => i.Kind == TimelineKind.Update).Text);
    }

    [Fact]
    public async Task A_service_that_cannot_be_finished_at_first_contact_cannot_be_resolved_there()
    {
        var scene = await TicketScene.SetAsync(hub);
        var refused = await hub.SendAsync(scene.Raising(scene.Graffiti) with { Then = AfterRaising.Resolved, CustomerTold = "Done." }, scene.Adviser);
        Assert.Equal("Then", refused.Error!.Field);
    }

    [Fact]
    public async Task Handed_over_at_once_it_stands_with_the_service()
    {
        var scene = await TicketScene.SetAsync(hub);
        var raised = await scene.RaiseAsync(scene.Raising() with { Then = AfterRaising.HandedOver });
        Assert.Equal(TicketState.WithService, raised.State);
        Assert.Equal(scene.Team.Name, (await scene.GetAsync(raised.Id!.Value)).Team);
    }

    [Fact]
    public async Task The_same_key_gives_the_same_ticket_and_raises_no_second_one()
    {
        var scene = await TicketScene.SetAsync(hub);
        var command = scene.Raising() with { IdempotencyKey = $"raise-{A.Key()}" };
        var (one, two) = (await scene.RaiseAsync(command), await scene.RaiseAsync(command));
        Assert.Equal(one, two);
        Assert.Equal(1, await hub.DatabaseAsync(db => db.Tickets.CountAsync(t => t.ServiceId == scene.Bins.Id)));
    }

    [Fact]
    public async Task A_contact_that_ended_or_that_somebody_else_takes_raises_nothing()
    {
        var scene = await TicketScene.SetAsync(hub);
        var call = await scene.CallAsync();
        Assert.IsType<NotYourContact>((await hub.SendAsync(scene.Raising() with { ContactId = call.Id }, scene.Manager)).Error);
        await hub.DoAsync(new EndContactCommand(call.Id, ContactOutcome.Answered, false, null, call.Version), scene.Adviser);
        Assert.IsType<ContactEnded>((await hub.SendAsync(scene.Raising() with { ContactId = call.Id }, scene.Adviser)).Error);
    }

    [Fact]
    public async Task Who_raises_a_restricted_ticket_without_being_its_officer_gets_a_receipt_and_nothing_more()
    {
        var scene = await TicketScene.SetAsync(hub);
        var receipt = await scene.RaiseAsync(scene.Raising(scene.Refuge));
        Assert.True(receipt.ReceiptOnly);
        Assert.Equal((null, null, null), (receipt.State, receipt.Version, receipt.DueAt));
        Assert.IsType<NotFound>((await hub.SendAsync(new GetTicketQuery(null, receipt.Reference), scene.Adviser)).Error);
        Assert.Equal(receipt.Reference, (await hub.DoAsync(new GetTicketQuery(null, receipt.Reference), scene.RefugeOfficer)).Reference);
    }

    [Theory]
    [InlineData(AnswerDates.Any, -1, true)]
    [InlineData(AnswerDates.Any, 1, true)]
    [InlineData(AnswerDates.UpToToday, 0, true)]
    [InlineData(AnswerDates.UpToToday, 1, false)]
    [InlineData(AnswerDates.FromToday, 0, true)]
    [InlineData(AnswerDates.FromToday, -1, false)]
    public async Task A_date_answers_a_question_only_on_the_side_of_today_that_it_asks_about(AnswerDates dates, int days, bool taken)
    {
        var scene = await TicketScene.SetAsync(hub);
        var service = A.Service(scene.Area, team: scene.Team, questions: [new Question("day", "Day of the delivery", null, QuestionKind.Date, Required: true, [], dates)]);
        await hub.SaveAsync(service, A.Sla(service, scene.Calendar));
        var day = CouncilTime.DateOf(hub.Clock.GetUtcNow()).AddDays(days);
        var raised = await hub.SendAsync(scene.Raising(service) with { Answers = new Dictionary<string, string?> { ["day"] = day.ToString("yyyy-MM-dd") } }, scene.Adviser);
        if (taken)
        {
            var answer = Assert.Single((await scene.GetAsync(raised.Value.Id!.Value)).Answers);
            Assert.Equal((day.ToString("yyyy-MM-dd"), day.Words()), (answer.Value, answer.Words));
        }
        else Assert.Equal($"Day of the delivery must be today or in the {(days > 0 ? "past" : "future")}", Assert.Single(Assert.IsType<Invalid>(raised.Error).Problems["Answers[day]"]));
    }

    [Theory]
    [InlineData("12.5", "12.5")]
    [InlineData("1,250", "1250")]
    [InlineData("-1,250,000.75", "-1250000.75")]
    [InlineData("12,5", null, "Write the number with a point, as 12.5: How many?")]
    [InlineData("0,125", null, "Write the number with a point, as 0.125: How many?")]
    [InlineData("1,25,0", null, "Enter a number, such as 1250 or 12.5: How many?")]
    [InlineData("some", null, "Enter a number, such as 1250 or 12.5: How many?")]
    public async Task A_number_keeps_no_comma_that_could_be_read_in_two_ways(string typed, string? kept, string? said = null)
    {
        var scene = await TicketScene.SetAsync(hub);
        var service = A.Service(scene.Area, team: scene.Team, questions: [new Question("count", "How many?", null, QuestionKind.Number, Required: true, [])]);
        await hub.SaveAsync(service, A.Sla(service, scene.Calendar));
        var raised = await hub.SendAsync(scene.Raising(service) with { Answers = new Dictionary<string, string?> { ["count"] = typed } }, scene.Adviser);
        if (kept is not null) Assert.Equal(kept, Assert.Single((await scene.GetAsync(raised.Value.Id!.Value)).Answers).Value);
        else Assert.Equal(said, Assert.Single(Assert.IsType<Invalid>(raised.Error).Problems["Answers[count]"]));
    }

    [Theory]
    [InlineData("By the gate of the park", "By the gate of the park")]
    [InlineData("A38", "A38")]
    [InlineData("14 Larch Row, lq97 1aa", "14 Larch Row, LQ97 1AA")]
    [InlineData("lq971aa", "LQ97 1AA")]
    [InlineData("LQ97 9ZZ", null, "The postcode LQ97 9ZZ is not known. Check it, or enter the address: Where would you trade?")]
    [InlineData("LQ97 1A", null, "Enter the full postcode, or the address: Where would you trade?")]
    [InlineData("12", null, "Enter an address, a place or a full postcode: Where would you trade?")]
    public async Task A_place_that_is_asked_for_is_an_address_or_a_postcode_that_is_known(string typed, string? kept, string? said = null)
    {
        var scene = await TicketScene.SetAsync(hub);
        var service = A.Service(scene.Area, team: scene.Team, questions: [new Question("pitch", "Where would you trade?", null, QuestionKind.Location, Required: true, [])]);
        await hub.SaveAsync(service, A.Sla(service, scene.Calendar));
        await hub.DoAsync(new Application.Places.ImportPostcodesCommand(Places.Geography.File("postcode,latitude,longitude\nLQ97 1AA,52.1,-1.1\n")), Domain.Staff.Actor.Operator);
        var raised = await hub.SendAsync(scene.Raising(service) with { Answers = new Dictionary<string, string?> { ["pitch"] = typed } }, scene.Adviser);
        if (kept is not null) Assert.Equal(kept, Assert.Single((await scene.GetAsync(raised.Value.Id!.Value)).Answers).Value);
        else Assert.Equal(said, Assert.Single(Assert.IsType<Invalid>(raised.Error).Problems["Answers[pitch]"]));
    }

    [Fact]
    public async Task A_ticket_keeps_the_key_of_its_customer_and_shows_the_record_that_answers_to_it_after_a_merge()
    {
        var scene = await TicketScene.SetAsync(hub);
        var raised = await scene.RaiseAsync(scene.Raising() with { CustomerId = scene.Customer.Id });
        await hub.DatabaseAsync(db => db.Database.ExecuteSqlAsync($"update customer_keys set customer_id = {scene.Neighbour.Id} where key = {scene.Customer.Id}"));
        Assert.Equal("Idris Kent", (await scene.GetAsync(raised.Id!.Value)).Customers.Single().Name);
    }
}
