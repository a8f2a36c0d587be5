using System.Diagnostics;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Tickets;

public sealed class TrackEnquiryTests(Hub hub) : IClassFixture<Hub>, IAsyncLifetime
{
    private static readonly Actor s_public = Actor.Public with { From = "192.0.2.1" };

    private TicketScene _scene = null!;

    public async Task InitializeAsync() => _scene = await TicketScene.SetAsync(hub);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("Marlow")]
    [InlineData("  marlow ")]
    [InlineData("Rosa Marlow")]
    [InlineData("zz1 4aa")]
    public async Task A_last_name_full_name_or_postcode_opens_it(string proof)
    {
        var raised = await RaiseAsync();
        var reference = raised.Reference.Replace("-", " ").ToLowerInvariant();
        var enquiry = await hub.DoAsync(new TrackEnquiryQuery(reference, proof), s_public);
        Assert.Equal((raised.Reference, _scene.Bins.Name), (enquiry.Reference, enquiry.Service));
        Assert.Equal(["We received your enquiry"], enquiry.Events.Select(e => e.Title));
        Assert.Equal(1L, await hub.ScalarAsync<long>("select count(*) from audit_entries where record_id = @t and actor_kind = 'public' and action = 'viewed' and \"from\" = '192.0.2.1'", ("t", raised.Id!)));
    }

    [Fact]
    public async Task What_does_not_fit_is_answered_like_what_is_not_there_and_as_slowly()
    {
        var raised = await RaiseAsync();
        var nobodys = TicketReference.Make(3_000_000_007, new byte[32]);
        var times = new List<TimeSpan>();
        foreach (var (reference, proof) in new[] { (raised.Reference, "Kent"), (raised.Reference, "ZZ9 9ZZ"), (raised.Reference, "-"), (nobodys, "Marlow") })
        {
            var started = Stopwatch.GetTimestamp();
            Assert.Equal(new NoSuchEnquiry(), (await hub.SendAsync(new TrackEnquiryQuery(reference, proof), s_public)).Error);
            times.Add(Stopwatch.GetElapsedTime(started));
        }
        Assert.All(times, t => Assert.True(t >= TimeSpan.FromMilliseconds(245), $"{t.TotalMilliseconds} ms"));
        Assert.Equal(0L, await hub.ScalarAsync<long>("select count(*) from audit_entries where record_id = @t and actor_kind = 'public'", ("t", raised.Id!)));
    }

    [Fact]
    public async Task A_reference_can_be_tried_five_times_then_once_every_quarter_of_an_hour()
    {
        hub.Clock.Is(hub.Clock.GetUtcNow());
        var raised = await RaiseAsync();
        for (var i = 0; i < 5; i++) Assert.IsType<NoSuchEnquiry>((await hub.SendAsync(new TrackEnquiryQuery(raised.Reference, $"Name{i}"), s_public)).Error);
        Assert.Equal(new TooManyTries(15), (await hub.SendAsync(new TrackEnquiryQuery(raised.Reference, "Marlow"), s_public)).Error);
        // Another reference is another matter.
        await hub.DoAsync(new TrackEnquiryQuery((await RaiseAsync()).Reference, "Marlow"), s_public);
        hub.Clock.Pass(TimeSpan.FromMinutes(15));
        await hub.DoAsync(new TrackEnquiryQuery(raised.Reference, "Marlow"), s_public);
        hub.Clock.Runs();
    }

    [Fact]
    public async Task An_anonymous_enquiry_opens_by_the_postcode_of_the_matter_only()
    {
        var raised = await _scene.RaiseAsync(_scene.Raising() with { Location = new TicketLocation("By the gate", "ZZ1 4AA") });
        Assert.IsType<NoSuchEnquiry>((await hub.SendAsync(new TrackEnquiryQuery(raised.Reference, "Marlow"), s_public)).Error);
        await hub.DoAsync(new TrackEnquiryQuery(raised.Reference, "ZZ14AA"), s_public);
        var nowhere = await _scene.RaiseAsync();
        Assert.IsType<NoSuchEnquiry>((await hub.SendAsync(new TrackEnquiryQuery(nowhere.Reference, "ZZ1 4AA"), s_public)).Error);
    }

    [Fact]
    public async Task A_restricted_enquiry_is_not_there_unless_its_service_says_so()
    {
        var hidden = await _scene.RaiseRestrictedAsync(_scene.Customer.Id);
        Assert.Equal(new NoSuchEnquiry(), (await hub.SendAsync(new TrackEnquiryQuery(hidden.Reference, "Marlow"), s_public)).Error);

        var open = Service.Create(A.Key(), $"open-{A.Key():N}", new ServiceTerms("Adult care plan", "A plan.", _scene.OtherArea.Id, ResponseTier.Second, false, Restricted: true, PubliclyTrackable: true, _scene.OtherTeam.Id, 7, RetentionClass.SixYears, [], []));
        var closed = Service.Create(A.Key(), $"closed-{A.Key():N}", new ServiceTerms("Planning enforcement", "A breach.", _scene.Area.Id, ResponseTier.Second, false, Restricted: false, PubliclyTrackable: false, _scene.Team.Id, 7, RetentionClass.SixYears, [], []));
        await hub.SaveAsync(open, closed);
        var trackable = await _scene.RaiseAsync(_scene.Raising(open) with { CustomerId = _scene.Customer.Id }, _scene.RefugeOfficer);
        await hub.DoAsync(new TrackEnquiryQuery(trackable.Reference, "Marlow"), s_public);
        Assert.Equal(_scene.OtherArea.Id, await hub.ScalarAsync<Guid>("select restricted_area_id from audit_entries where record_id = @t and actor_kind = 'public'", ("t", trackable.Id!)));
        var untracked = await _scene.RaiseAsync(_scene.Raising(closed) with { CustomerId = _scene.Customer.Id });
        Assert.IsType<NoSuchEnquiry>((await hub.SendAsync(new TrackEnquiryQuery(untracked.Reference, "Marlow"), s_public)).Error);
    }

    [Fact]
    public async Task The_customer_sees_what_was_written_to_them_and_no_note()
    {
        var raised = await RaiseAsync();
        await hub.DoAsync(new AddNoteCommand(raised.Id!.Value, "Rude on the telephone"), _scene.Adviser);
        await hub.DoAsync(new HandOverTicketCommand { TicketId = raised.Id.Value, Version = 2, TeamId = _scene.Team.Id, Reason = "Fourth time" }, _scene.Adviser);
        await hub.DoAsync(new WaitTicketCommand { TicketId = raised.Id.Value, Version = 3, For = TicketState.WaitingForCustomer, Reason = "Cannot find it", CustomerTold = "Please send us a photograph." }, _scene.Adviser);

        var enquiry = await hub.DoAsync(new TrackEnquiryQuery(raised.Reference, "Marlow"), s_public);

        Assert.Equal("Waiting for you", enquiry.Standing.Status);
        Assert.Equal(["We began to wait for something from you", "We wrote to you", "We passed your enquiry to the people who do this work", "We received your enquiry"], enquiry.Events.Select(e => e.Title));
        Assert.Equal("Please send us a photograph.", enquiry.Events[1].Text);
        Assert.DoesNotContain(enquiry.Events, e => e.Text is not null && (e.Text.Contains("Rude") || e.Text.Contains("Fourth") || e.Text.Contains("find it")));
    }

    [Fact]
    public async Task One_that_was_joined_with_another_says_how_that_one_stands_and_nothing_that_was_written_there()
    {
        var (stays, goes) = (await _scene.RaiseAsync(_scene.Raising() with { CustomerId = _scene.Neighbour.Id }), await RaiseAsync());
        await hub.DoAsync(new MarkDuplicateCommand { TicketId = goes.Id!.Value, Version = 1, DuplicateOf = stays.Reference }, _scene.Adviser);
        await hub.DoAsync(new ResolveTicketCommand { TicketId = stays.Id!.Value, Version = 1, CustomerTold = "Dear Mr Kent, it is done." }, _scene.Adviser);
        var enquiry = await hub.DoAsync(new TrackEnquiryQuery(goes.Reference, "Marlow"), s_public);
        Assert.Equal(("Joined with another", "Finished"), (enquiry.Standing.Status, enquiry.JoinedTo!.Status));
        Assert.DoesNotContain(enquiry.Events, e => e.Text is not null);
    }

    [Fact]
    public async Task Names_are_compared_without_accents_case_hyphens_or_apostrophes_and_former_ones_count()
    {
        var customer = TicketScene.NewCustomer("Zoë", "O’Brien-Núñez");
        customer.IsCalled(A.Key(), null, "Zoë", "Thistle", "test", Verification.Unverified, DateTimeOffset.UnixEpoch.AddDays(1));
        await hub.SaveAsync(customer, CustomerKey.Of(customer.Id));
        var raised = await _scene.RaiseAsync(_scene.Raising() with { CustomerId = customer.Id });
        foreach (var proof in new[] { "obrien nunez", "O'BRIEN-NUNEZ", "Thistle", "zoe thistle" })
            await hub.DoAsync(new TrackEnquiryQuery(raised.Reference, proof), s_public);
        Assert.IsType<NoSuchEnquiry>((await hub.SendAsync(new TrackEnquiryQuery(raised.Reference, "Zoe"), s_public)).Error);
    }

    private Task<RaisedTicket> RaiseAsync() => _scene.RaiseAsync(_scene.Raising() with { CustomerId = _scene.Customer.Id, Location = new TicketLocation("14 Larch Row", "ZZ1 4AA") });
}
