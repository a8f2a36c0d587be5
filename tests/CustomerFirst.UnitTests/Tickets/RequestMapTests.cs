using CustomerFirst.Application.Common;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.UnitTests.Common;

namespace CustomerFirst.UnitTests.Tickets;

public sealed class RequestMapTests
{
    private const string Columns = """ "columns": {"reference": "ID", "opened": "Opened", "service": "Type"} """;

    [Fact]
    public void A_map_of_the_needed_columns_alone_reads_iso_dates_of_the_council_and_is_named_by_its_file()
    {
        var map = RequestMap.Read($"{{{Columns}}}", "elsewhere.json").Value;

        Assert.Equal(("elsewhere", "Europe/London"), (map.System, map.Zone.Id));
        Assert.Equal(At.Utc("2026-06-01 09:00"), Read(map, "1,2026-06-01 10:00,Tree").Request!.OpenedAt);
    }

    [Theory]
    [InlineData("{", "it is not JSON (line 1).")]
    [InlineData("[]", "it must be an object.")]
    [InlineData("""{"colums": {}}""", "it has the unknown key \"colums\"; known are system, timeZone, dateFormats, missing, columns, channels.")]
    [InlineData("""{"columns": {"reference": "ID"}}""", "\"columns\" must name opened, service.")]
    [InlineData("""{}""", "\"columns\" must name reference, opened, service.")]
    [InlineData("""{"columns": {"reference": "ID", "opened": "O", "service": "S", "openend": "X"}}""", "\"columns\" has the unknown key \"openend\"; known are")]
    [InlineData("""{"columns": {"reference": "ID", "opened": "O", "service": 3}}""", "\"columns\" must give every key a text.")]
    [InlineData("""{"columns": {"reference": "ID", "opened": "O", "service": "S", "latitude": "L"}}""", "\"columns\" must name both latitude and longitude, or neither.")]
    [InlineData("""{"timeZone": "America/Atlantis", "columns": {"reference": "ID", "opened": "O", "service": "S"}}""", "\"timeZone\" is no time zone: \"America/Atlantis\".")]
    [InlineData("""{"dateFormats": "dd/MM/yyyy", "columns": {"reference": "ID", "opened": "O", "service": "S"}}""", "\"dateFormats\" must be a list of texts.")]
    [InlineData("""{"dateFormats": ["HH:mm"], "columns": {"reference": "ID", "opened": "O", "service": "S"}}""", "\"dateFormats\" has \"HH:mm\", which lacks year (y), month (M) or day (d).")]
    [InlineData("""{"channels": {"Call": "telephone"}, "columns": {"reference": "ID", "opened": "O", "service": "S"}}""", "\"channels\" gives \"Call\" the channel \"telephone\"; known are phone, counter,")]
    [InlineData("""{"system": " ", "columns": {"reference": "ID", "opened": "O", "service": "S"}}""", "\"system\" is empty.")]
    public void What_is_wrong_with_a_map_is_one_sentence(string json, string problem)
    {
        var read = RequestMap.Read(json, "map.json");

        Assert.StartsWith("The map cannot be used: " + problem, read.Error!.Message);
        Assert.DoesNotContain('\n', read.Error.Message);
    }

    [Fact]
    public void A_column_that_the_file_does_not_have_or_has_twice_is_named()
    {
        var map = RequestMap.Read($"{{{Columns}}}", "map.json").Value;

        Assert.Equal("The map names the column \"Opened\" for opened, which the file does not have.", RequestReader.For(map, ["ID", "opened", "Type"]).Error!.Message);
        Assert.Equal("The map names the column \"ID\" for reference, which the file has more than once.", RequestReader.For(map, ["ID", "Opened", "Type", "ID"]).Error!.Message);
    }

    [Theory]
    [InlineData("MM/dd/yyyy hh:mm:ss tt", "04/01/2015 12:31:19 AM", "2015-04-01 04:31:19")]
    [InlineData("MM/dd/yyyy hh:mm:ss tt", " 11/01/2015 01:30:00 am ", "2015-11-01 05:30")]
    [InlineData("yyyy-MM-dd'T'HH:mm:ss.fff", "2019-12-31T23:59:11.000", "2020-01-01 04:59:11")]
    [InlineData("yyyy-MM-ddTHH:mm:ss.fff", "2019-12-31T23:59:11.000", "2020-01-01 04:59:11")]
    [InlineData("yyyy-MM-ddTHH:mm:sszzz", "2019-12-31T23:59:11+01:00", "2019-12-31 22:59:11")]
    [InlineData("yyyy-MM-ddTHH:mm:ssK", "2019-12-31T23:59:11Z", "2019-12-31 23:59:11")]
    [InlineData("yyyy-MM-ddTHH:mm:ssK", "2019-12-31T23:59:11", "2020-01-01 04:59:11")]
    [InlineData("yyyy-MM-dd'T'HH:mm:ss'Z'", "2019-12-31T23:59:11Z", "2019-12-31 23:59:11")]
    [InlineData("o", "2019-12-31T23:59:11.0000000-05:00", "2020-01-01 04:59:11")]
    [InlineData("d MMM yyyy", "1 Jan 1850", "1850-01-01 05:00")]
    public void A_time_is_read_by_its_format_and_on_the_wall_clock_unless_it_names_an_offset(string format, string text, string utc)
    {
        var read = new RequestDates([format], TimeZoneInfo.FindSystemTimeZoneById("America/New_York")).Read(text);

        // Before 1883 New York kept its own mean time; a minute of it may be rounded.
        Assert.Equal(At.Utc(utc), read!.Value, format == "d MMM yyyy" ? TimeSpan.FromMinutes(5) : TimeSpan.Zero);
    }

    [Theory]
    [InlineData("2019-12-31")]
    [InlineData("04/31/2015 12:31:19 AM")]
    [InlineData("04/01/2015 00:31:19")]
    [InlineData("soon")]
    public void A_time_in_no_listed_format_is_not_guessed(string text) => Assert.Null(new RequestDates(["MM/dd/yyyy hh:mm:ss tt"], TimeZoneInfo.Utc).Read(text));

    [Fact]
    public void Times_are_kept_to_the_microsecond_that_the_database_keeps() =>
        Assert.Equal(1_234_560, new RequestDates([], TimeZoneInfo.Utc).Read("2026-01-01T00:00:00.1234567")!.Value.Ticks % TimeSpan.TicksPerSecond);

    [Theory]
    [InlineData("Call", Channel.Phone, "Call", true)]
    [InlineData(" Call", Channel.Other, " Call", false)]
    [InlineData("call", Channel.Other, "call", false)]
    [InlineData("Pigeon", Channel.Other, "Pigeon", false)]
    [InlineData("NA", Channel.Other, null, false)]
    [InlineData("", Channel.Other, null, false)]
    [InlineData("-", Channel.Post, "-", true)]
    public void A_channel_is_what_the_map_lists_to_the_letter_and_its_text_is_kept(string text, Channel channel, string? source, bool listed)
    {
        var map = RequestMap.Read("""{"missing": ["NA", "-"], "channels": {"Call": "phone", "-": "post"}, "columns": {"reference": "ID", "opened": "O", "service": "S", "channel": "C"}}""", "map.json").Value;

        var (request, _) = RequestReader.For(map, ["ID", "O", "S", "C"]).Value.Read(new CsvRecord(2, ["1", "2026-06-01", "Tree", text], ""), out var wasListed);

        Assert.Equal((channel, source, listed), (request!.Channel, request.Source, wasListed));
    }

    [Theory]
    [InlineData("NA,2026-06-01,Tree", "The row has no reference.")]
    [InlineData(" ,2026-06-01,Tree", "The row has no reference.")]
    [InlineData("1,,Tree", "The row has no opening time.")]
    [InlineData("1,yesterday,Tree", "The opening time \"yesterday\" fits none of the date formats.")]
    [InlineData("1,2026-06-01,NA", "The row has no service.")]
    [InlineData("1,2026-06-01,Tr\0ee", "The service has a character that cannot be stored (U+0000).")]
    [InlineData("1,2026-06-01,Tree,later", "The closing time \"later\" fits none of the date formats.")]
    [InlineData("1,2026-06-01,Tree,,52.5", "The row has only one of latitude and longitude.")]
    [InlineData("1,2026-06-01,Tree,,north,-1.9", "The latitude \"north\" is not a number.")]
    [InlineData("1,2026-06-01,Tree,,91,-1.9", "The latitude \"91\" is not between -90 and 90.")]
    [InlineData("1,2026-06-01,Tree,,NaN,-1.9", "The latitude \"NaN\" is not between -90 and 90.")]
    [InlineData("1,2026-06-01,Tree,,52.5,-180.5", "The longitude \"-180.5\" is not between -180 and 180.")]
    public void A_row_that_cannot_be_read_says_why(string row, string reason) => Assert.Equal(reason, Read(Full, row).Reason);

    [Fact]
    public void A_reference_too_long_to_be_a_key_is_refused_and_not_cut() =>
        Assert.Equal("The reference has more than 500 characters.", Read(Full, $"{new string('9', 501)},2026-06-01,Tree").Reason);

    [Fact]
    public void A_change_of_any_word_changes_the_fingerprint()
    {
        var request = Read(Full, "1,2026-06-01,Tree,2026-06-02,52.5,-1.9").Request!;
        SourceRequest[] others =
        [
            request with { OpenedAt = request.OpenedAt.AddTicks(10) }, request with { ClosedAt = null }, request with { TargetAt = request.OpenedAt }, request with { Channel = Channel.Web },
            request with { Source = "" }, request with { Service = "Trees" }, request with { ServiceArea = "Parks" }, request with { District = "North" }, request with { Subject = "North" },
            request with { Details = "North" }, request with { Address = "North" }, request with { Latitude = null }, request with { Longitude = 1.9 },
        ];

        Assert.Equal(request.Fingerprint(), (request with { }).Fingerprint());
        Assert.Equal(others.Length + 1, others.Append(request).Select(r => Convert.ToHexString(r.Fingerprint())).Distinct().Count());
    }

    private static RequestMap Full { get; } = RequestMap.Read(
        """{"missing": ["NA"], "columns": {"reference": "ID", "opened": "Opened", "service": "Type", "closed": "Closed", "latitude": "Lat", "longitude": "Lon"}}""", "map.json").Value;

    private static (SourceRequest? Request, string? Reason) Read(RequestMap map, string row)
    {
        string[] header = ["ID", "Opened", "Type", "Closed", "Lat", "Lon"];
        string[] fields = [.. row.Split(','), .. Enumerable.Repeat("", header.Length)];
        return RequestReader.For(map, header).Value.Read(new CsvRecord(2, fields[..header.Length], row), out _);
    }
}
