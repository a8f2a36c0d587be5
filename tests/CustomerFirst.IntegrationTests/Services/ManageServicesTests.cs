using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.IntegrationTests.Services;

public sealed class ManageServicesTests(Hub hub) : IClassFixture<Hub>, IAsyncLifetime
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly s_today = new(2026, 11, 20);

    private readonly Domain.Services.ServiceArea _area = A.ServiceArea();
    private readonly CustomerFirst.Application.Staff.StaffAccount _account = A.Staff("Ada Administrator", Role.Administrator);

    private Actor Administrator => A.Actor(_account);

    public Task InitializeAsync()
    {
        hub.Clock.Is(s_now);
        return hub.SaveAsync(_area, _account);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_service_is_set_up_found_changed_and_its_history_told()
    {
        var id = await hub.DoAsync(new CreateServiceCommand(null, Terms("Missed bin collection") with { CustomerWords = ["bin not emptied"] }), Administrator);
        Assert.Equal(id, (await hub.DoAsync(new FindServicesQuery("my bin was not emptied"), A.Actor(A.Staff(Role.Adviser))))[0].Id);

        hub.Clock.Pass(TimeSpan.FromMinutes(1));
        await hub.DoAsync(new ChangeServiceCommand(id, 1, Terms("Missed collection") with { ObjectionDays = 14 }), Administrator);

        var read = await hub.DoAsync(new ReadServiceQuery(id), Administrator);
        Assert.Equal(("Missed collection", 14, 2, _area.Name), (read.Terms.Name, read.Terms.ObjectionDays, read.Version, read.ServiceAreaName));
        Assert.Equal(["ChangeService", "CreateService"], read.History.Select(h => h.Action));
        Assert.Equal("Ada Administrator", read.History[0].Who);
        Assert.Contains(new("objection_days", "7", "14"), read.History[0].Changes);
        Assert.Contains(new("name", "Missed bin collection", "Missed collection"), read.History[0].Changes);
    }

    [Fact]
    public async Task A_change_that_is_based_on_an_older_version_is_refused()
    {
        var id = await hub.DoAsync(new CreateServiceCommand(null, Terms("A service read twice")), Administrator);
        await hub.DoAsync(new ChangeServiceCommand(id, 1, Terms("First change")), Administrator);

        var refused = await hub.SendAsync(new ChangeServiceCommand(id, 1, Terms("Second change")), Administrator);

        Assert.Equal(2, Assert.IsType<Stale>(refused.Error).Now);
    }

    [Fact]
    public async Task When_a_service_becomes_restricted_its_tickets_do_too()
    {
        var service = A.Service(_area);
        var staff = A.Staff(Role.Adviser);
        var opening = new TicketOpening(service.Id, _area.Id, false, null, Priority.Normal, "A matter", "", [], TicketPlace.None, Channel.Phone, null, null, null);
        var ticket = Ticket.Raise(A.Key(), TicketReference.Make(Random.Shared.NextInt64(TicketReference.Count), new byte[32]), opening,
            SlaTerms.None(Domain.Places.BusinessCalendar.RoundTheClock()), new StepBy(staff.Id, s_now));
        await hub.SaveAsync(service, staff, ticket);

        await hub.DoAsync(new ChangeServiceCommand(service.Id, service.Version, Terms("Restricted from now on") with { Restricted = true }), Administrator);

        Assert.True(await hub.DatabaseAsync(db => db.Tickets.Where(t => t.Id == ticket.Id).Select(t => t.Restricted).SingleAsync()));
    }

    [Fact]
    public async Task A_withdrawn_service_is_not_found_any_more_and_can_be_put_back()
    {
        var word = $"unheard{Guid.NewGuid():N}"[..20];
        var id = await hub.DoAsync(new CreateServiceCommand(null, Terms($"Service {word}")), Administrator);

        hub.Clock.Pass(TimeSpan.FromMinutes(1));
        await hub.DoAsync(new WithdrawServiceCommand(id, 1, "Nobody asks for it"), Administrator);
        Assert.Empty(await hub.DoAsync(new FindServicesQuery(word), Administrator));
        Assert.Equal("Nobody asks for it", (await hub.DoAsync(new ReadServiceQuery(id), Administrator)).History[0].Reason);
        Assert.IsType<ServiceWithdrawn>((await hub.SendAsync(new WithdrawServiceCommand(id, 2, "Again"), Administrator)).Error);
        await hub.DoAsync(new WithdrawServiceCommand(id, 2, "", PutBack: true), Administrator);

        Assert.Equal(id, Assert.Single(await hub.DoAsync(new FindServicesQuery(word), Administrator)).Id);
    }

    [Fact]
    public async Task What_is_wrong_with_a_service_is_said_all_at_once()
    {
        var terms = Terms(" ") with
        {
            ObjectionDays = 400,
            Questions = [new Question("colour", "Which colour?", null, QuestionKind.Choice, true, ["Blue"]), new Question("colour", "", null, QuestionKind.Text, false, [], AnswerDates.UpToToday)],
        };

        var problems = Assert.IsType<Invalid>((await hub.SendAsync(new CreateServiceCommand(null, terms), Administrator)).Error).Problems;

        Assert.Equal("Enter the service's name", Assert.Single(problems["Terms.Name"]));
        Assert.Equal("Enter a number of objection days between 0 and 365", Assert.Single(problems["Terms.ObjectionDays"]));
        Assert.Equal("Give each question a key of its own", Assert.Single(problems["Terms.Questions"]));
        Assert.Equal("Enter at least two choices", Assert.Single(problems["Terms.Questions[0].Choices"]));
        Assert.Equal("Enter the question", Assert.Single(problems["Terms.Questions[1].Label"]));
        Assert.Equal("Only a question about a date can be asked for some dates", Assert.Single(problems["Terms.Questions[1].Dates"]));
    }

    [Theory]
    [InlineData("bad code!")]
    [InlineData("Bins")]
    [InlineData("-bins")]
    [InlineData("two--hyphens")]
    [InlineData("café")]
    public async Task A_code_that_could_not_be_kept_as_it_was_entered_is_refused(string code)
    {
        var said = "Use only small letters, digits and single hyphens between them, like street-light";
        var service = Assert.IsType<Invalid>((await hub.SendAsync(new CreateServiceCommand(code, Terms("Badly coded")), Administrator)).Error);
        var area = Assert.IsType<Invalid>((await hub.SendAsync(new CreateServiceAreaCommand(code, new ServiceAreaEntered("Badly coded", 1, null, null)), Administrator)).Error);
        Assert.Equal((said, said), (Assert.Single(service.Problems["Code"]), Assert.Single(area.Problems["Code"])));
    }

    [Fact]
    public async Task A_code_is_kept_as_it_was_entered_without_the_blanks_around_it()
    {
        var code = $"coded-{Guid.NewGuid():N}";
        var id = await hub.DoAsync(new CreateServiceCommand($" {code} ", Terms($"Well coded {code}")), Administrator);
        Assert.Equal(code, (await hub.DoAsync(new ReadServiceQuery(id), Administrator)).Code);
    }

    [Fact]
    public async Task A_service_goes_only_to_a_team_of_its_own_area()
    {
        var other = A.ServiceArea();
        var team = A.Team(other);
        await hub.SaveAsync(other, team);

        var refused = await hub.SendAsync(new CreateServiceCommand(null, Terms("Wrong team") with { DefaultTeamId = team.Id }), Administrator);

        Assert.Equal(("Terms.DefaultTeamId", $"Select a team of {_area.Name}"), (refused.Error!.Field, refused.Error.Message));
    }

    [Fact]
    public async Task A_new_sla_is_a_new_version_and_asks_for_the_open_tickets_due_times()
    {
        var calendar = A.OfficeHours();
        await hub.SaveAsync(calendar);
        var id = await hub.DoAsync(new CreateServiceCommand(null, Terms("Service with an SLA")), Administrator);
        var first = (await hub.DoAsync(Sla(id, 1, s_today, calendar.Id, 4), Administrator)).Id;
        hub.Clock.Pass(TimeSpan.FromMinutes(1));
        var second = (await hub.DoAsync(Sla(id, 2, s_today, calendar.Id, 8), Administrator)).Id;
        var third = (await hub.DoAsync(Sla(id, 3, s_today.AddDays(30), calendar.Id, 2), Administrator)).Id;

        var read = await hub.DoAsync(new ReadServiceQuery(id), Administrator);
        Assert.Equal([(third, false), (second, true), (first, false)], read.Slas.Select(s => (s.Id, s.InForce)));
        var snapshot = await hub.Services.GetRequiredService<Catalogue>().GetAsync(default);
        Assert.Equal((second, TimeSpan.FromHours(8)), (snapshot.TermsFor(id, Priority.High, s_now).SlaVersionId, snapshot.TermsFor(id, Priority.High, s_now).ReplyTarget!.Value));
        Assert.Equal(third, snapshot.SlaOf(id, s_today.AddDays(30))!.Id);
        Assert.Equal(2, await hub.ScalarAsync<long>("select count(*) from sla_recomputations where service_id = @id and due_at <= @now", ("id", id), ("now", hub.Clock.GetUtcNow())));
        Assert.Equal(1, await hub.ScalarAsync<long>("select count(*) from sla_recomputations where service_id = @id and due_at > @now", ("id", id), ("now", hub.Clock.GetUtcNow())));
        Assert.IsType<Stale>((await hub.SendAsync(Sla(id, 3, s_today, calendar.Id, 4), Administrator)).Error);
    }

    [Fact]
    public async Task What_is_saved_as_it_stands_makes_no_new_version_and_no_entry()
    {
        var calendar = A.OfficeHours();
        await hub.SaveAsync(calendar);
        var terms = Terms("Saved twice") with { Description = "Two\nlines", CustomerWords = ["twice"], Questions = [new Question("bin", "Which bin?", null, QuestionKind.Choice, true, ["Grey", "Green"])] };
        var id = await hub.DoAsync(new CreateServiceCommand(null, terms), Administrator);
        var sla = await hub.DoAsync(Sla(id, 1, s_today, calendar.Id, 4), Administrator);

        Assert.Equal(new SlaSet(sla.Id, Unchanged: true), await hub.DoAsync(Sla(id, 2, s_today.AddDays(3), calendar.Id, 4), Administrator));
        var again = terms with { Description = "Two\r\nlines ", Questions = [terms.Questions[0] with { Choices = ["Grey", "Green"] }] };
        Assert.Equal(Done.Nothing, await hub.DoAsync(new ChangeServiceCommand(id, 2, again), Administrator));
        var read = await hub.DoAsync(new ReadServiceQuery(id), Administrator);
        Assert.Equal((2, 1, 2), (read.Version, read.Slas.Count, read.History.Count));

        Assert.Equal(Done.Value, await hub.DoAsync(new ChangeServiceCommand(id, 2, terms with { Questions = [terms.Questions[0] with { Choices = ["Grey", "Brown"] }] }), Administrator));
    }

    [Fact]
    public async Task Targets_that_cannot_be_are_refused_in_plain_words()
    {
        var calendar = A.OfficeHours();
        await hub.SaveAsync(calendar);
        var id = await hub.DoAsync(new CreateServiceCommand(null, Terms($"Service {Guid.NewGuid()}")), Administrator);
        var targets = new[] { new SlaTargetEntered(Priority.Low, 0, TargetUnit.Hours, 2, TargetUnit.WorkingDays), new SlaTargetEntered(Priority.High, 5, TargetUnit.Hours, 4, TargetUnit.Hours) };

        var problems = Assert.IsType<Invalid>((await hub.SendAsync(new SetSlaCommand(id, 1, s_today, calendar.Id, true, false, targets), Administrator)).Error).Problems;

        Assert.Equal("Enter the targets for normal priority", Assert.Single(problems["Targets"]));
        Assert.Equal("Low: first reply target must be between 1 and 100,000, or empty for none", Assert.Single(problems["Targets[0].ReplyAmount"]));
        Assert.Equal("High: first reply target must not be longer than the resolution target", Assert.Single(problems["Targets[1].ReplyAmount"]));
        Assert.IsType<Invalid>((await hub.SendAsync(Sla(id, 1, s_today.AddDays(-1), calendar.Id, 4), Administrator)).Error);
    }

    [Fact]
    public async Task The_list_of_services_comes_in_pages()
    {
        var area = A.ServiceArea();
        await hub.SaveAsync([area, .. Enumerable.Range(0, 120).Select(i => A.Service(area, $"Listed {i:000}"))]);
        var names = new List<string>();
        string? after = null;
        do
        {
            var page = await hub.DoAsync(new ListServicesQuery(area.Id, After: after), A.Actor(A.Staff(Role.Adviser)));
            Assert.Equal(120, page.Total);
            names.AddRange(page.Services.Select(s => s.Name));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(Enumerable.Range(0, 120).Select(i => $"Listed {i:000}"), names);
    }

    [Fact]
    public async Task The_same_command_sent_twice_sets_up_one_service()
    {
        var command = new CreateServiceCommand(null, Terms($"Service {Guid.NewGuid()}")) { IdempotencyKey = Guid.NewGuid().ToString() };

        Assert.Equal(await hub.DoAsync(command, Administrator), await hub.DoAsync(command, Administrator));
    }

    [Fact]
    public async Task Only_an_administrator_manages_services()
    {
        foreach (var role in Enum.GetValues<Role>().Where(r => r != Role.Administrator))
            Assert.IsType<Forbidden>((await hub.SendAsync(new CreateServiceCommand(null, Terms("Forbidden")), A.Actor(A.Staff(role)))).Error);
    }

    private ServiceTerms Terms(string name) =>
        new(name, "What it is for.", _area.Id, ResponseTier.Second, true, false, true, null, 7, RetentionClass.SixYears, [], []);

    private static SetSlaCommand Sla(Guid serviceId, int version, DateOnly from, Guid calendarId, int replyHours) =>
        new(serviceId, version, from, calendarId, true, false, [new SlaTargetEntered(Priority.Normal, replyHours, TargetUnit.Hours, 3, TargetUnit.WorkingDays)]);
}
