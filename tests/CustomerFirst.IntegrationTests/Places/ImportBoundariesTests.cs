using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerFirst.IntegrationTests.Places;

/// <summary>Each test has a hub of its own: boundaries hold for a whole council.</summary>
public sealed class ImportBoundariesTests : IAsyncLifetime
{
    private static readonly DateOnly s_before = new(2010, 6, 10);
    private static readonly DateOnly s_change = new(2018, 5, 3);

    private readonly Hub _hub = new();

    public Task InitializeAsync() => _hub.InitializeAsync();

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task The_same_wards_again_change_nothing_and_leave_no_trace()
    {
        var first = await ImportAsync(Geography.Wards(), s_change);
        var audited = await _hub.ScalarAsync<long>("select count(*) from audit_entries");

        var second = await ImportAsync(Geography.Wards(), null);

        Assert.Equal((0, 0, first.Added, 0), (second.Added, second.Replaced, second.Unchanged, second.Ended));
        Assert.Equal(first.Added, await _hub.ScalarAsync<long>("select count(*) from wards"));
        Assert.Equal(audited, await _hub.ScalarAsync<long>("select count(*) from audit_entries"));
        Assert.Equal(1, audited);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_boundary_change_each_day_has_its_own_wards_whichever_set_came_first(bool newerFirst)
    {
        if (newerFirst) await ImportAsync(Geography.Wards(), s_change);
        var old = await ImportAsync(Geography.OldWards(), s_before);
        if (!newerFirst)
        {
            var changed = await ImportAsync(Geography.Wards(), s_change);
            Assert.Equal(old.Added, changed.Ended);
        }

        var map = await Finder.MapAsync(default);
        var sample = Geography.PostcodeRows().Where((_, i) => i % 50 == 0).ToList();
        Assert.All(sample, row => Assert.Equal(row.Ward, map.Find(row.Latitude, row.Longitude, s_change).Ward?.Code));
        Assert.All(sample, row => Assert.StartsWith(Geography.IsReal ? "E05001" : "E14", map.Find(row.Latitude, row.Longitude, s_change.AddDays(-1)).Ward!.Code, StringComparison.Ordinal));
        // Before the first known set that one counts.
        Assert.All(sample, row => Assert.Equal(map.Find(row.Latitude, row.Longitude, s_before), map.Find(row.Latitude, row.Longitude, new DateOnly(1990, 1, 1))));
    }

    [Fact]
    public async Task A_ticket_keeps_the_ward_that_it_had()
    {
        await ImportAsync(Geography.OldWards(), s_before);
        var ward = await _hub.DatabaseAsync(db => db.Wards.AsNoTracking().OrderBy(w => w.Code).FirstAsync());
        var ticket = await RaiseAsync(ward.Id);

        await ImportAsync(Geography.Wards(), s_change);

        var after = await _hub.DatabaseAsync(db => (from t in db.Tickets join w in db.Wards on t.WardId equals w.Id where t.Id == ticket select new { w.Id, w.Code, w.EffectiveTo }).SingleAsync());
        Assert.Equal((ward.Id, ward.Code, s_change), (after.Id, after.Code, after.EffectiveTo));
    }

    [Fact]
    public async Task A_file_that_leaves_out_a_ward_of_its_own_day_is_refused_when_tickets_use_the_ward()
    {
        await _hub.DoAsync(new ImportWardsCommand(Geography.File(Squares(("W1", 0), ("W2", 1)))) { EffectiveFrom = s_change }, Actor.Operator);
        var ward = await _hub.DatabaseAsync(db => db.Wards.AsNoTracking().SingleAsync(w => w.Code == "W2"));
        await RaiseAsync(ward.Id);

        var refused = await _hub.SendAsync(new ImportWardsCommand(Geography.File(Squares(("W1", 0)))) { EffectiveFrom = s_change }, Actor.Operator);

        Assert.Equal(["W2"], Assert.IsType<AreasInUse>(refused.Error).Codes);
        Assert.Equal(2, await _hub.ScalarAsync<long>("select count(*) from wards where effective_to is null"));
    }

    [Fact]
    public async Task A_broken_file_leaves_everything_as_it_was()
    {
        await ImportAsync(Geography.Wards(), s_change);
        var count = await _hub.ScalarAsync<long>("select count(*) from wards where effective_to is null");

        var refused = await _hub.SendAsync(new ImportWardsCommand(Geography.File(Squares(("W1", 0)).Replace("]]]", "", StringComparison.Ordinal))), Actor.Operator);

        Assert.IsType<FileNotAccepted>(refused.Error);
        Assert.Equal(count, await _hub.ScalarAsync<long>("select count(*) from wards where effective_to is null"));
    }

    [Fact]
    public async Task In_an_overlap_the_lowest_code_counts_and_in_a_hairline_gap_the_nearest()
    {
        // Squares of a tenth of a degree, 6.8 km: W2 reaches into W1; between W2 and W3 there is a gap of 20 metres, beyond W3 nothing.
        await _hub.DoAsync(new ImportWardsCommand(Geography.File(Squares(("W2", 0.9), ("W1", 0), ("W3", 1.9003)))), Actor.Operator);
        var map = await Finder.MapAsync(default);
        string? Ward(double longitude) => map.Find(52.45, longitude, s_change).Ward?.Code;

        Assert.Equal("W1", Ward(-2 + 0.05));
        Assert.Equal("W1", Ward(-2 + 0.095));
        Assert.Equal("W2", Ward(-2 + 0.105));
        Assert.Equal("W2", Ward(-2 + 0.19001));
        Assert.Equal("W3", Ward(-2 + 0.19002));
        Assert.Null(Ward(-2 + 0.2910));
    }

    [Fact]
    public async Task The_database_lets_no_ward_have_two_boundaries_on_one_day()
    {
        await _hub.SaveAsync(Ward.Create(A.Key(), "W1", "Ward", s_before, "{}"));

        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => _hub.SaveAsync(Ward.Create(A.Key(), "W1", "Ward", s_change, "{}")));

        Assert.Equal(PostgresErrorCodes.ExclusionViolation, Assert.IsType<PostgresException>(refused.InnerException).SqlState);
    }

    [Fact]
    public async Task A_corrected_set_between_two_others_is_saved_with_what_came_before_and_after()
    {
        var (between, later) = (new DateOnly(2014, 5, 1), new DateOnly(2022, 5, 5));
        async Task ImportOnAsync(DateOnly from, params (string, double)[] squares) =>
            await _hub.DoAsync(new ImportWardsCommand(Geography.File(Squares(squares))) { EffectiveFrom = from }, Actor.Operator);
        await ImportOnAsync(s_before, ("W1", 0), ("W2", 1));
        await ImportOnAsync(later, ("W1", 0), ("W2", 1.5));
        await ImportOnAsync(between, ("W1", 0.2), ("W2", 1.2));
        await ImportOnAsync(between, ("W1", 0.2), ("W3", 1.2));

        var versions = await _hub.DatabaseAsync(db => db.Wards.AsNoTracking().OrderBy(w => w.Code).ThenBy(w => w.EffectiveFrom).ToListAsync());

        Assert.Equal(["W1 2010-2014", "W1 2014-2022", "W1 2022-", "W2 2010-2014", "W2 2022-", "W3 2014-2022"], versions.Select(w => $"{w.Code} {w.EffectiveFrom.Year}-{w.EffectiveTo?.Year}"));
    }

    [Fact]
    public async Task Nobody_without_the_permission_imports_boundaries()
    {
        var refused = await _hub.SendAsync(new ImportWardsCommand(Geography.Wards()), A.Actor(A.Staff(Role.Manager)));

        Assert.IsType<Forbidden>(refused.Error);
        Assert.Equal(0, await _hub.ScalarAsync<long>("select count(*) from wards"));
    }

    private PlaceFinder Finder => _hub.Services.GetRequiredService<PlaceFinder>();

    private async Task<ImportSummary> ImportAsync(Stream file, DateOnly? from)
    {
        await using (file) return await _hub.DoAsync(new ImportWardsCommand(file) { EffectiveFrom = from }, Actor.Operator);
    }

    private async Task<Guid> RaiseAsync(Guid wardId)
    {
        var (area, staff) = (A.ServiceArea(), A.Staff(Role.Adviser));
        var service = A.Service(area);
        var opening = new TicketOpening(service.Id, area.Id, false, null, Priority.Normal, "A matter", "", [], TicketPlace.None with { WardId = wardId }, Channel.Phone, null, null, null);
        var ticket = Ticket.Raise(A.Key(), TicketReference.Make(Random.Shared.NextInt64(TicketReference.Count), new byte[32]), opening, SlaTerms.None(BusinessCalendar.RoundTheClock()),
            new StepBy(staff.Id, new DateTimeOffset(2017, 3, 2, 10, 0, 0, TimeSpan.Zero)));
        await _hub.SaveAsync(area, service, staff, ticket);
        return ticket.Id;
    }

    // Squares a tenth of a degree wide in a row; the place is counted in squares.
    private static string Squares(params (string Code, double Place)[] squares) =>
        "{\"type\":\"FeatureCollection\",\"features\":[" + string.Join(',', squares.Select(square =>
        {
            var (west, east) = (-2 + square.Place / 10, -2 + square.Place / 10 + 0.1);
            return $$$"""{"type":"Feature","properties":{"code":"{{{square.Code}}}","name":"Ward"},"geometry":{"type":"Polygon","coordinates":[[[{{{west}}},52.4],[{{{east}}},52.4],[{{{east}}},52.5],[{{{west}}},52.5],[{{{west}}},52.4]]]}}""";
        })) + "]}";
}
