using CustomerFirst.Application.Common;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Places;

public sealed class ImportAddressesTests(CityHub city) : IClassFixture<CityHub>
{
    private const string Heading = "UPRN,ORGANISATION_NAME,SUB_BUILDING_NAME,BUILDING_NAME,BUILDING_NUMBER,THOROUGHFARE,DEPENDENT_LOCALITY,POST_TOWN,POSTCODE,LATITUDE,LONGITUDE,X_COORDINATE,Y_COORDINATE,STATE\n";

    private readonly Hub _hub = city.Hub;

    [Fact]
    public async Task A_gazetteer_comes_in_twice_and_changes_nothing_the_second_time()
    {
        var file = Heading + "1001,,FLAT 2,KESTREL HOUSE,14,MILL LANE,NORTHSIDE,KELDERBY,ZX3 4AB,52.48,-1.89,,,2\n1002,,,,16,MILL LANE,,KELDERBY,zx34ab,52.48,-1.89,,,2\n";

        var first = await ImportAsync("twice", file);
        var second = await ImportAsync("twice", file);

        Assert.Equal((2, 0, 0, 0), (first.Added, first.Replaced, first.Unchanged, first.Ended));
        Assert.Equal((0, 0, 2, 0), (second.Added, second.Replaced, second.Unchanged, second.Ended));
        Assert.Equal("Flat 2|Kestrel House|14|Mill Lane|Northside|Kelderby|ZX3 4AB|current", await _hub.ScalarAsync<string>("select concat_ws('|', sub_building, building_name, number, street, locality, town, postcode, status) from properties where uprn = 1001"));
        Assert.Equal("addresses", await _hub.ScalarAsync<string>("select r.kind from properties p join import_runs r on r.id = p.import_run_id where p.uprn = 1002"));
    }

    [Fact]
    public async Task What_a_full_file_lacks_becomes_historic_and_comes_back_with_a_later_one()
    {
        await ImportAsync("ends", Heading + "2001,,,,1,Elm Row,,Kelderby,ZX3 5AA,,,,,\n2002,,,,2,Elm Row,,Kelderby,ZX3 5AA,,,,,\n");
        await ImportAsync("another", Heading + "2003,,,,3,Elm Row,,Kelderby,ZX3 5AA,,,,,\n");

        var summary = await ImportAsync("ends", Heading + "2001,,,,1,Elm Row,,Kelderby,ZX3 5AA,,,,,\n");

        Assert.Equal((0, 0, 1, 1), (summary.Added, summary.Replaced, summary.Unchanged, summary.Ended));
        Assert.Equal(["1 Elm Row", "3 Elm Row"], (await FindAsync("elm row zx3 5aa")).Addresses.Select(a => a.Lines.Line1));
        var back = await ImportAsync("ends", Heading + "2001,,,,1,Elm Row,,Kelderby,ZX3 5AA,,,,,\n2002,,,,2,Elm Row,,Kelderby,ZX3 5AA,,,,,\n");
        Assert.Equal((0, 1, 1, 0), (back.Added, back.Replaced, back.Unchanged, back.Ended));
    }

    [Fact]
    public async Task A_file_of_changes_leaves_the_rest_as_it_is()
    {
        const string With = "UPRN,CHANGE_TYPE,BUILDING_NUMBER,THOROUGHFARE,POSTCODE\n";
        await ImportAsync("changes", With + "3001,I,1,Ash Row,ZX3 6AA\n3002,I,2,Ash Row,ZX3 6AA\n3003,I,3,Ash Row,ZX3 6AA\n");

        var summary = await ImportAsync("changes", With + "3001,U,1a,Ash Row,ZX3 6AA\n3002,D,2,Ash Row,ZX3 6AA\n");

        Assert.Equal((0, 2, 0, 0), (summary.Added, summary.Replaced, summary.Unchanged, summary.Ended));
        Assert.Equal(["1a Ash Row", "3 Ash Row"], (await FindAsync("ash row")).Addresses.Select(a => a.Lines.Line1));
    }

    [Fact]
    public async Task A_file_that_would_end_most_of_a_gazetteer_is_asked_about()
    {
        var whole = Heading + string.Concat(Enumerable.Range(1, 300).Select(n => $"{40000 + n},,,,{n},Oak Row,,Kelderby,ZX3 7AA,,,,,\n"));
        await ImportAsync("most", whole);
        var part = Heading + "40001,,,,1,Oak Row,,Kelderby,ZX3 7AA,,,,,\n";

        var asked = await _hub.SendAsync(Command("most", part), Actor.Operator);

        Assert.Equal((299, 300), (Assert.IsType<MostWouldEnd>(asked.Error).Ended, ((MostWouldEnd)asked.Error!).Known));
        Assert.Equal(300L, await _hub.ScalarAsync<long>("select count(*) from properties where source = 'most' and status = 'current'"));
        Assert.Equal(299, (await _hub.DoAsync(Command("most", part, AddressFileHolds.Everything), Actor.Operator)).Ended);
    }

    [Fact]
    public async Task A_property_whose_row_is_rejected_stays_as_it_was()
    {
        static string Row(int uprn, string postcode = "ZX3 9AD") => $"{uprn},,,,{uprn - 60000},Rowan Row,,Kelderby,{postcode},,,,,\n";
        await ImportAsync("kept", Heading + Row(60001) + Row(60002) + Row(60003));

        var spoilt = await ImportAsync("kept", Heading + Row(60001) + Row(60002, "nowhere"));
        Assert.Equal((1, 1, 1, false), (spoilt.Unchanged, spoilt.Ended, spoilt.RejectedCount, spoilt.KeptAll));
        Assert.Equal(["1 Rowan Row", "2 Rowan Row"], (await FindAsync("rowan row zx3 9ad")).Addresses.Select(a => a.Lines.Line1));

        var unread = await ImportAsync("kept", Heading + Row(60001) + "60002,,,,2,Rowan Row\n");
        Assert.Equal((1, 0, 1, true), (unread.Unchanged, unread.Ended, unread.RejectedCount, unread.KeptAll));
        Assert.Contains("nothing was ended", unread.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("70009,,,,9,Plum Row,,Kelderby,ZX3 9BB,,,,,\n")]
    public async Task A_file_that_would_end_all_of_a_small_gazetteer_is_asked_about(string rows)
    {
        var source = $"small{rows.Length}";
        await ImportAsync(source, Heading + $"7000{rows.Length % 7},,,,1,Plum Row,,Kelderby,ZX3 9BB,,,,,\n");

        Assert.Equal((1, 1), (Assert.IsType<MostWouldEnd>((await _hub.SendAsync(Command(source, Heading + rows), Actor.Operator)).Error) is var asked ? asked.Ended : 0, asked.Known));
        Assert.Equal(1, (await _hub.DoAsync(Command(source, Heading + rows, AddressFileHolds.Everything), Actor.Operator)).Ended);
    }

    [Theory]
    [InlineData("UPRN,POSTCODE,Street,POSTCODE\n1,ZX3 8AA,Fir Row,ZX3 8AB\n", "Row 1: the column POSTCODE stands there more than once.")]
    [InlineData("UPRN,note,note,Street Name,STREET_NAME\n1,,,Fir Row,Fir Row\n", "Row 1: the column STREET_NAME stands there more than once.")]
    [InlineData("U\0P\0R\0N\0,\0S\0t\0r\0e\0e\0t\0\n\0", CsvHeader.Utf16)]
    public async Task A_file_that_repeats_a_heading_or_is_in_another_encoding_is_refused(string file, string problem)
    {
        Assert.Equal(problem, Assert.IsType<FileNotAccepted>((await _hub.SendAsync(Command("twice", file) with { Map = AddressMap.Known }, Actor.Operator)).Error).Message);
    }

    [Fact]
    public async Task Rows_that_cannot_be_used_are_rejected_with_row_and_column_and_the_rest_is_kept()
    {
        var rejects = new StringWriter();
        var file = Heading + "x1,,,,1,Fir Row,,Kelderby,ZX3 8AA,,,,,\n5002,,,,2,Fir Row,,Kelderby,nowhere,,,,,\n5003,,,,,,,,,,,,,\n5004,,,,4,Fir Row,,Kelderby,ZX3 8AA,91,0,,,\n5005,,,,5,Fir Row,,Kelderby,ZX3 8AA,,,abc,1,\n5006,,,,6,Fir Row,,Kelderby,ZX3 8AA,,,,,9\n5007,,,,7,Fir Row\n5008,,,,8,Fir Row,,Kelderby,ZX3 8AA,,,,,\n";

        var summary = await _hub.DoAsync(Command("rejects", file) with { Rejects = () => rejects }, Actor.Operator);

        Assert.Equal((1, 7), (summary.Added, summary.RejectedCount));
        Assert.Equal(
            ["column UPRN: \"x1\" is no UPRN of up to 12 digits", "column POSTCODE: \"nowhere\" is no postcode", "the row has no street, no building and no organisation", "column LATITUDE: the point is outside the United Kingdom",
                "column X_COORDINATE: \"abc\" is not a number", "column STATE: \"9\" is no status: use current, provisional, historic or a code of BS 7666", "The row has 6 fields, the header 14."],
            summary.Rejected.Select(r => r.Reason));
        Assert.StartsWith("line,reason,row\n2,\"column UPRN: \"\"x1\"\" is no UPRN", rejects.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_headings_of_a_land_and_property_gazetteer_are_known_and_its_eastings_become_degrees()
    {
        const string With = "UPRN,LOGICAL_STATUS,BLPU_STATE,X_COORDINATE,Y_COORDINATE,ORGANISATION,SAO_START_NUMBER,SAO_START_SUFFIX,SAO_END_NUMBER,SAO_END_SUFFIX,SAO_TEXT,PAO_START_NUMBER,PAO_START_SUFFIX,PAO_END_NUMBER,PAO_END_SUFFIX,PAO_TEXT,STREET_DESCRIPTOR,LOCALITY_NAME,TOWN_NAME,POSTCODE_LOCATOR,END_DATE\n";
        await ImportAsync("dtf", With + "6001,1,2,406523,286448,,3,A,,,FLAT,14,,16,B,,YEW ROW,,KELDERBY,ZX3 9AA,\n6002,8,2,406523,286448,,,,,,,18,,,,,YEW ROW,,KELDERBY,ZX3 9AA,\n6003,1,2,406523,286448,,,,,,,20,,,,,YEW ROW,,KELDERBY,ZX3 9AA,2020-01-31\n6001,3,2,406523,286448,,,,,,OLD NAME,14,,,,,YEW ROW,,KELDERBY,ZX3 9AA,\n");

        var found = Assert.Single((await FindAsync("yew row")).Addresses);

        Assert.Equal("Flat 3a, 14-16b Yew Row", found.Lines.Line1);
        Assert.Equal((52.475_924, -1.905_392), (found.Latitude!.Value, found.Longitude!.Value), (one, other) => Math.Abs(one.Item1 - other.Item1) < 0.000_05 && Math.Abs(one.Item2 - other.Item2) < 0.000_05);
        Assert.Equal(new DateOnly(2020, 1, 31), await _hub.ScalarAsync<DateOnly>("select status_since from properties where uprn = 6003"));
    }

    [Fact]
    public async Task A_second_address_of_one_property_is_rejected_and_the_counts_are_those_of_the_file()
    {
        var file = Heading + "61001,,,,26,Larch Row,,Kelderby,ZX3 9CA,,,,,\n61001,,,,28,Larch Row,,Kelderby,ZX3 9CA,,,,,\n61001,,,,26,Larch Row,,Kelderby,ZX3 9CA,,,,,\n61002,,,,30,Larch Row,,Kelderby,ZX3 9CA,,,,,\n61002,,,,29,Larch Row,,Kelderby,ZX3 9CA,,,,,4\n";

        foreach (var _ in (int[])[1, 2])
        {
            var summary = await ImportAsync("second", file);

            Assert.Equal((1L, 1L, 1L, 5L), (summary.RejectedCount, summary.Repeated, summary.FurtherRows, summary.Rows));
            Assert.Equal((3L, "the UPRN 61001 stands in line 2 already, with another address"), (Assert.Single(summary.Rejected).Line, summary.Rejected[0].Reason));
            Assert.EndsWith("1 row with another or a former name of them, 1 repeated, 1 rejected", summary.ToString(), StringComparison.Ordinal);
        }
        Assert.Equal(["26 Larch Row", "30 Larch Row"], (await FindAsync("larch row zx3 9ca")).Addresses.Select(a => a.Lines.Line1));
    }

    [Fact]
    public async Task A_property_is_found_by_its_other_names_while_the_gazetteer_has_them()
    {
        const string With = "UPRN,LOGICAL_STATUS,LANGUAGE,PAO_TEXT,STREET_DESCRIPTOR,TOWN_NAME,POSTCODE_LOCATOR\n";
        const string Own = "62001,1,ENG,THE OLD MILL,THISTLEDOWN ROW,KELDERBY,ZX3 9CB\n";
        await ImportAsync("names", With + Own + "62001,3,ENG,QUERNSTONE HOUSE,THISTLEDOWN ROW,KELDERBY,ZX3 9CB\n62001,1,CYM,YR HEN FELIN,THISTLEDOWN ROW,KELDERBY,ZX3 9CB\n62001,8,ENG,MALTHOUSE BARN,THISTLEDOWN ROW,KELDERBY,ZX3 9CB\n");

        foreach (var typed in new[] { "quernstone house", "hen felin thistledown", "old mill zx3 9cb", "quernstome house" }) Assert.Equal("The Old Mill, Thistledown Row", Assert.Single((await FindAsync(typed)).Addresses).Lines.Line1);
        Assert.Empty((await FindAsync("malthouse barn")).Addresses);
        Assert.Equal(1, (await _hub.DoAsync(Command("names", With + Own, AddressFileHolds.Changes), Actor.Operator)).Unchanged);
        Assert.Single((await FindAsync("quernstone house")).Addresses);
        Assert.Equal(1, (await ImportAsync("names", With + Own)).Replaced);
        Assert.Empty((await FindAsync("quernstone house")).Addresses);
    }

    [Fact]
    public async Task Hamlets_post_office_boxes_and_numbers_with_letters_stand_where_people_write_them()
    {
        const string With = "UPRN,RM_ORGANISATION_NAME,SUB_BUILDING_NAME,BUILDING_NAME,BUILDING_NUMBER,PO_BOX_NUMBER,THOROUGHFARE,DOUBLE_DEPENDENT_LOCALITY,DEPENDENT_LOCALITY,POST_TOWN,POSTCODE\n";
        await ImportAsync("plus", With + "63001,,,12A,,,QUILLFEATHER LANE,NETHER OWLBANK,OWLBANK,KELDERBY,ZX3 9CD\n63002,TYRES LTD,,,,4512,,,,KELDERBY,ZX3 9CE\n63003,,FLAT 1,14A-16B,,,QUILLFEATHER LANE,,,KELDERBY,ZX3 9CD\n63004,,,18B,20,,QUILLFEATHER LANE,,,KELDERBY,ZX3 9CD\n");

        async Task<FoundAddress> OnlyAsync(string typed) => Assert.Single((await FindAsync(typed)).Addresses);
        Assert.Equal("12A Quillfeather Lane, Nether Owlbank, Owlbank, Kelderby, ZX3 9CD", (await OnlyAsync("nether owlbank")).OneLine);
        Assert.Equal("Tyres Ltd, PO Box 4512, Kelderby, ZX3 9CE", (await OnlyAsync("po box 4512")).OneLine);
        Assert.Equal("Flat 1, 14A-16B Quillfeather Lane", (await OnlyAsync("flat 1 quillfeather")).Lines.Line1);
        Assert.Equal("18B, 20 Quillfeather Lane", (await OnlyAsync("20 quillfeather")).Lines.Line1);
    }

    [Fact]
    public async Task Columns_of_other_names_are_read_by_a_map()
    {
        var map = AddressMap.Read("""{"source": "own", "columns": {"ref": "uprn", "no": "number", "road": "street", "pc": "postcode", "n": "latitude", "e": "longitude"}}""");

        var summary = await _hub.DoAsync(new ImportAddressesCommand(Geography.File("ref,no,road,pc,n,e,more\n7001,5,Birch Row,ZX4 1AA,52.48,-1.89,x\n"), "own.csv", map.Value), Actor.Operator);

        Assert.Equal((1, 0), (summary.Added, summary.RejectedCount));
        Assert.Equal("own", await _hub.ScalarAsync<string>("select source from properties where uprn = 7001"));
    }

    [Theory]
    [InlineData("{\"columns\": {\"a\": \"uprn\", \"b\": \"road\"}}", "\"columns\" gives b the field \"road\"")]
    [InlineData("{\"columns\": {\"a\": \"street\"}}", "\"columns\" must say which column is the uprn.")]
    [InlineData("{\"colums\": {}}", "it has the unknown key \"colums\"; known are source, columns.")]
    [InlineData("{", "it is not JSON (line 1, character 2).")]
    public void A_wrong_map_is_told_in_one_sentence(string json, string sentence) => Assert.Contains(sentence, AddressMap.Read(json).Error!.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a,b\n1,2\n", "Row 1: no column is called UPRN. Where columns have names of their own, give a map.")]
    [InlineData("", "The file is empty.")]
    [InlineData("UPRN;STREET\n1;2\n", "The file separates its fields by semicolons. Save it with commas (RFC 4180).")]
    public async Task A_file_that_is_none_is_refused(string csv, string sentence)
    {
        var refused = await _hub.SendAsync(Command("none", csv), Actor.Operator);

        Assert.Equal(sentence, Assert.IsType<FileNotAccepted>(refused.Error).Message);
    }

    [Fact]
    public async Task An_address_is_found_by_parts_in_any_order_best_first()
    {
        await ImportAsync("find", Heading + string.Concat(Enumerable.Range(1, 40).Select(n => $"{80000 + n},,,,{n},WILLOW LANE,,KELDERBY,ZY{n / 10 + 1} 4AB,52.48,-1.89,,,\n"))
            + "80101,,FLAT 10,WILLOW COURT,14A,WILLOW LANE,,KELDERBY,ZY2 4AB,52.48,-1.89,,,\n80102,,FLAT 9,WILLOW COURT,14A,WILLOW LANE,,KELDERBY,ZY2 4AB,52.48,-1.89,,,\n80103,,,,4,SAINT ANNE'S ROAD,,KELDERBY,ZY4 4AB,52.48,-1.89,,,\n");

        foreach (var typed in new[] { "14 willow lane", "willow la 14", "lane 14 willow", "14 WILLOW LN", "14 wil zy24ab", "14, Willow Lane, Kelderby, ZY2 4AB" })
            Assert.Equal("14 Willow Lane", (await FindAsync(typed)).Addresses[0].Lines.Line1);
        Assert.Equal("1 Willow Lane", Assert.Single((await FindAsync("willow lane 1")).Addresses).Lines.Line1);
        Assert.Equal(["14 Willow Lane", "14a Willow Lane"], (await FindAsync("14 willow lane")).Addresses.Select(a => a.Lines.Line1.Split(", ")[^1].ToLowerInvariant().Replace("willow lane", "Willow Lane", StringComparison.Ordinal)).Distinct());
        Assert.Equal(["Flat 9, Willow Court, 14a Willow Lane", "Flat 10, Willow Court, 14a Willow Lane"], (await FindAsync("willow court")).Addresses.Select(a => a.Lines.Line1), StringComparer.OrdinalIgnoreCase);
        Assert.All((await FindAsync("zy3 4")).Addresses, a => Assert.Equal("ZY3 4AB", a.Lines.Postcode));
        Assert.Equal("4 Saint Anne's Road", Assert.Single((await FindAsync("st annes rd")).Addresses).Lines.Line1);
        Assert.Equal("4 Saint Anne's Road", Assert.Single((await FindAsync("zy4 4 saint")).Addresses).Lines.Line1);
        Assert.True((await FindAsync("willow")) is { More: true, Nearby: false, Addresses.Count: 20 });
        Assert.True((await FindAsync("999 willow lane zy2 4ab")) is { Nearby: true, Addresses.Count: > 1 });
        Assert.Empty((await FindAsync("no such place")).Addresses);
    }

    [Fact]
    public async Task Ward_and_constituency_follow_from_the_point()
    {
        var (code, latitude, longitude, _) = Geography.PostcodeRows()[0];
        await ImportAsync("ward", Heading + FormattableString.Invariant($"90001,,,,1,Ward Row,,Kelderby,{code},{latitude},{longitude},,,\n"));

        var found = Assert.Single((await FindAsync("ward row")).Addresses);

        var expected = await city.Finder.FindAsync(latitude, longitude, null, default);
        Assert.NotNull(expected.Ward);
        Assert.Equal(expected, found.Place);
        Assert.Equal(expected, (await _hub.DoAsync(new GetAddressQuery(90001), Actor.Operator)).Place);
    }

    [Theory]
    [InlineData("acaia road")]
    [InlineData("12 acasia raod")]
    [InlineData("acacia road kelderbuy")]
    public async Task A_misspelt_street_is_found_all_the_same(string typed)
    {
        await ImportAsync("acacia", Heading + "95001,,,,12,Acacia Road,,Kelderby,ZX9 5AA,,,,,\n95002,,,,12,Alder Road,,Kelderby,ZX9 5AB,,,,,\n");
        Assert.Equal(95001, Assert.Single((await FindAsync(typed)).Addresses).Uprn);
    }

    [Fact]
    public async Task A_word_that_no_street_is_like_finds_nothing()
    {
        await ImportAsync("nothing", Heading + "96001,,,,12,Cedar Road,,Kelderby,ZX9 6AA,,,,,\n");
        Assert.Empty((await FindAsync("zyxwvut road")).Addresses);
    }

    [Theory]
    [InlineData("", "Enter a postcode or a part of the address")]
    [InlineData(" a, ", "Enter at least 3 letters or digits")]
    public async Task Too_little_is_no_question(string typed, string said) =>
        Assert.Equal(said, Assert.IsType<Invalid>((await _hub.SendAsync(new FindAddressesQuery(typed), Actor.Operator)).Error).Problems["Text"][0]);

    private static ImportAddressesCommand Command(string source, string csv, AddressFileHolds holds = AddressFileHolds.Unsaid) =>
        new(Geography.File(csv), source + ".csv", AddressMap.Read($$"""{"source": "{{source}}"}""").Value, holds);

    private Task<ImportSummary> ImportAsync(string source, string csv) => _hub.DoAsync(Command(source, csv), Actor.Operator);

    private Task<FoundAddresses> FindAsync(string typed) => _hub.DoAsync(new FindAddressesQuery(typed), Actor.Operator);
}
