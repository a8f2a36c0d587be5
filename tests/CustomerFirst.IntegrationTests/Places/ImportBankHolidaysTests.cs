using CustomerFirst.Application.Database.Demo;
using CustomerFirst.Application.Places;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;
using CustomerFirst.UnitTests.Common;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.IntegrationTests.Places;

public sealed class ImportBankHolidaysTests : IAsyncLifetime
{
    private readonly Hub _hub = new();

    public Task InitializeAsync() => _hub.InitializeAsync();

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Theory]
    [InlineData("""{"scotland":{"division":"scotland","events":[{"title":"2nd January","date":"2026-01-02","notes":"","bunting":true}]}}""")]
    [InlineData("""{"division":"scotland","events":[{"title":"2nd January","date":"2026-01-02"}]}""")]
    [InlineData("""[{"division":"scotland","title":"2nd January","date":"2026-01-02"}]""")]
    [InlineData("""{"scotland":[{"title":"2nd January","date":"2026-01-02"}]}""")]
    public async Task Every_shape_of_the_published_file_is_read(string json)
    {
        Assert.Equal(1, (await ImportAsync(json)).Added);
        Assert.Equal("2nd January", await _hub.ScalarAsync<string>("select title from bank_holidays where division = 'scotland' and date = '2026-01-02'"));
    }

    [Theory]
    [InlineData("""[{"title":"A day","date":"2026-01-02"}]""", "Entry 1 names no division.")]
    [InlineData("""[{"division":"atlantis","title":"A day","date":"2026-01-02"}]""", "Entry 1 has the division atlantis; known are england-and-wales, scotland, northern-ireland.")]
    [InlineData("""{"scotland":{"events":[{"title":"A day","date":"02/01/2026"}]}}""", "Entry 1 of scotland has no date such as 2026-12-25.")]
    [InlineData("""{"scotland":{"events":[{"date":"2026-01-02"}]}}""", "Entry 1 of scotland has no title, or one of more than 120 characters.")]
    [InlineData("{}", "The file holds no bank holidays.")]
    [InlineData("{\n\"scotland\": oops", "The file is not sound JSON: look at line 2.")]
    public async Task What_is_wrong_with_a_file_is_said(string json, string message) =>
        Assert.Equal(message, (await _hub.SendAsync(new ImportBankHolidaysCommand(Geography.File(json)), Actor.Operator)).Error!.Message);

    [Fact]
    public async Task The_published_file_comes_in_once()
    {
        var json = PublicData.Find("calendar", "bank-holidays.json") is { } path ? await File.ReadAllTextAsync(path) : DemoCouncil.BankHolidaysJson();

        var first = await ImportAsync(json);
        var second = await ImportAsync(json);

        Assert.True(first.Added > 50);
        Assert.Equal((0, 0, first.Added, 0), (second.Added, second.Replaced, second.Unchanged, second.Ended));
        Assert.Equal(1, await _hub.ScalarAsync<long>("select count(*) from sla_recomputations where service_id is null"));
    }

    [Fact]
    public async Task A_day_that_is_taken_back_goes_and_days_outside_the_file_stay()
    {
        await ImportAsync(Of("2025-12-25", "2026-01-01", "2026-05-04", "2026-12-25"));

        var summary = await ImportAsync(Of("2026-01-01", "2026-05-08", "2026-12-25"));

        Assert.Equal((1, 2, 1), (summary.Added, summary.Unchanged, summary.Ended));
        Assert.Equal(4, await _hub.ScalarAsync<long>("select count(*) from bank_holidays"));
    }

    [Fact]
    public async Task Calendars_count_by_the_new_bank_holidays_at_once()
    {
        var calendar = A.OfficeHours();
        await _hub.SaveAsync(calendar);
        var catalogue = _hub.Services.GetRequiredService<Catalogue>();
        var day = new DateOnly(2026, 6, 15);
        var noon = new DateTimeOffset(2026, 6, 15, 11, 0, 0, TimeSpan.Zero);
        Assert.True((await catalogue.GetAsync(default)).CalendarOf(calendar.Id, day).IsOpen(noon));

        await ImportAsync(Of("2026-06-15"));

        Assert.False((await catalogue.GetAsync(default)).CalendarOf(calendar.Id, day).IsOpen(noon));
    }

    private async Task<ImportSummary> ImportAsync(string json) => await _hub.DoAsync(new ImportBankHolidaysCommand(Geography.File(json)), Actor.Operator);

    private static string Of(params string[] days) =>
        "{\"england-and-wales\":{\"events\":[" + string.Join(',', days.Select(day => $$"""{"title":"A day","date":"{{day}}"}""")) + "]}}";
}
