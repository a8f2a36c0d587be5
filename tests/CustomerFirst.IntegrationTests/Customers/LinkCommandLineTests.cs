using CustomerFirst.Cli.Common;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>The commands that link files, which need no database.</summary>
public sealed class LinkCommandLineTests : IDisposable
{
    private const string Map = """
        {"id": "id", "columns": {"given": "givenName", "family": "familyName", "born": "dateOfBirth", "postcode": "postcode"}}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("customerfirst-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Two_records_of_one_person_are_linked_and_held_against_the_truth()
    {
        var (people, map, pairs) = (await FileAsync("people.csv", People()), await FileAsync("map.json", Map), Path.Combine(_folder.FullName, "pairs.csv"));

        var linked = await RunAsync("link", people, "--map", map, "--out", pairs, "--all-candidates");
        var lines = (await File.ReadAllLinesAsync(pairs)).ToList();
        var evaluated = await RunAsync("link", "evaluate", pairs, "--truth", people, "--id", "id", "--cluster-pattern", "^(.*)-");

        Assert.True(linked is { Status: 0, Output: "" }, linked.Said);
        Assert.Contains("records, ", linked.Said, StringComparison.Ordinal);
        // What is estimated is a lower bound, and says so.
        Assert.Contains("blocking loses at least ", linked.Said, StringComparison.Ordinal);
        Assert.Contains("Pairs that share no key cannot be seen from the file", linked.Said, StringComparison.Ordinal);
        Assert.Equal("id_a,id_b,probability,explanation", lines[0]);
        Assert.Contains(lines, line => line.StartsWith("p1-1,p1-2,", StringComparison.Ordinal));
        Assert.True(evaluated.Status == 0, evaluated.Said);
        Assert.Contains("10 true pairs", evaluated.Output, StringComparison.Ordinal);
        Assert.Contains("threshold", evaluated.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(pairs + ".unfinished"));
    }

    [Fact]
    public async Task Two_files_are_linked_with_each_other_only()
    {
        var rows = People().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var first = await FileAsync("a.csv", string.Join('\n', rows.Where(r => !r.Contains("-2,", StringComparison.Ordinal))) + "\n");
        var second = await FileAsync("b.csv", rows[0] + "\n" + string.Join('\n', rows.Where(r => r.Contains("-2,", StringComparison.Ordinal))) + "\n");
        var (map, pairs) = (await FileAsync("map.json", Map), Path.Combine(_folder.FullName, "pairs.csv"));

        var linked = await RunAsync("link", first, second, "--map", map, "--out", pairs);

        Assert.True(linked.Status == 0, linked.Said);
        Assert.All((await File.ReadAllLinesAsync(pairs)).Skip(1), line => Assert.Matches("^p[0-9]+-1,p[0-9]+-2,", line));
    }

    [Theory]
    [InlineData("id,given\np1,Ann\n", "row 1: there is no column family, which the map names.")]
    [InlineData("id,given,family,born,postcode\np1,Ann,Clark,19620314,B14 7QH\np1,Ann,Clark,19620314,B14 7QH\n", "row 3, column id: the id p1 stands in row 2 already.")]
    [InlineData("id,given,family,born,postcode\np1,Ann\n", "row 2: 2 columns where the first row has 5")]
    [InlineData("", " is empty.")]
    [InlineData("id,given,family,born,postcode\np1,Ann,Clark,19620314,B14 7QH\nid,given,family,born,postcode\n", "row 3, column id: the first row stands there again; were files put one behind the other?")]
    [InlineData("id,given,family,born,postcode\np1,A\0nn,Clark,19620314,B14 7QH\n", "row 2, column given: a zero byte; the file is no text, or not in UTF-8.")]
    [InlineData("id,given,family,born,postcode\np\0,Ann,Clark,19620314,B14 7QH\n", "row 2, column id: a zero byte; the file is no text, or not in UTF-8.")]
    [InlineData("id,given,family,born,postcode\np1,\"Ann,Clark,19620314,B14 7QH\n", "row 2: the file is not CSV; a quotation mark is not closed")]
    public async Task Bad_input_is_told_in_one_line_with_row_and_column(string csv, string said)
    {
        var (people, map, pairs) = (await FileAsync("people.csv", csv), await FileAsync("map.json", Map), Path.Combine(_folder.FullName, "pairs.csv"));

        var end = await RunAsync("link", people, "--map", map, "--out", pairs);

        Assert.Equal((1, ""), (end.Status, end.Output));
        Assert.Contains(said, end.Said.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.False(File.Exists(pairs));
    }

    [Fact]
    public async Task A_map_that_is_none_and_a_threshold_out_of_range_are_told()
    {
        var (people, map, wrong) = (await FileAsync("people.csv", People()), await FileAsync("map.json", Map), await FileAsync("wrong.json", "{\"id\": \"id\", \"columns\": {\"given\": \"forename\"}}"));

        var unknown = await RunAsync("link", people, "--map", wrong, "--out", "x.csv");
        var outside = await RunAsync("link", people, "--map", map, "--out", "x.csv", "--threshold", "1.5");
        var unsaid = await RunAsync("link", "evaluate", people, "--truth", people, "--id", "id");

        Assert.Contains("column given: there is no field \"forename\"", unknown.Said, StringComparison.Ordinal);
        Assert.Contains("The threshold must be above 0 and below 1, like 0.5; \"1.5\" is not.", outside.Said, StringComparison.Ordinal);
        Assert.Contains("Say either --cluster or --cluster-pattern.", unsaid.Said, StringComparison.Ordinal);
        Assert.Equal((1, 1, 1), (unknown.Status, outside.Status, unsaid.Status));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("-1")]
    [InlineData("0,5")]
    [InlineData("half")]
    [InlineData("")]
    public async Task A_threshold_that_is_none_is_told_in_words(string threshold)
    {
        var end = await RunAsync("link", await FileAsync("people.csv", People()), "--map", await FileAsync("map.json", Map), "--out", Path.Combine(_folder.FullName, "x.csv"), "--threshold", threshold);

        Assert.Equal((1, ""), (end.Status, end.Output));
        Assert.Equal($"The threshold must be above 0 and below 1, like 0.5; \"{threshold}\" is not.", end.Said.Trim());
    }

    [Fact]
    public async Task What_is_not_a_date_or_not_utf8_is_counted_and_the_first_one_named_by_row_and_column()
    {
        var people = Path.Combine(_folder.FullName, "people.csv");
        await File.WriteAllBytesAsync(people, System.Text.Encoding.Latin1.GetBytes("id,given,family,born,postcode\np1,Ann,Clark,19620314,B14 7QH\np2,J\u00FCrgen,Shaw,yesterday,B1 1AA\np3,Ren\u00E9,Ruiz,31.02.1962,B1 1AA\n"));

        var end = await RunAsync("link", people, "--map", await FileAsync("map.json", Map), "--out", Path.Combine(_folder.FullName, "x.csv"));

        Assert.Equal(0, end.Status);
        Assert.Contains($"2 dates of birth are no dates and were compared as text, the first in {people}, row 3, column born.", end.Said, StringComparison.Ordinal);
        Assert.Contains($"2 records with bytes that are not UTF-8, the first in {people}, row 3, column given: save the file as UTF-8 to have them compared.", end.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_named_twice_and_a_truth_or_pairs_that_say_nothing_are_told()
    {
        var (people, map, pairs) = (await FileAsync("people.csv", People()), await FileAsync("map.json", Map), Path.Combine(_folder.FullName, "pairs.csv"));
        var copy = await RunAsync("link", people, people, "--map", map, "--out", pairs);
        Assert.Equal(0, copy.Status);
        Assert.Contains("is linked with its own copy", copy.Said, StringComparison.Ordinal);

        var none = await FileAsync("none.csv", "id_a,id_b,probability,explanation\n");
        var nothing = await RunAsync("link", "evaluate", none, "--truth", people, "--id", "id", "--cluster", "family");
        Assert.Equal((0, $"{none} holds no pairs."), (nothing.Status, nothing.Said.Trim()));
        foreach (var (csv, said) in new[] { ("", " is empty."), ("id,family\n", " has no rows."), ("id,family,family\np1,a,b\n", ", row 1: the column family stands there twice."), ("id,family\n,a\n", ", row 2, column id: the id is missing."), ("id;family\np1;a\n", ", row 1: the file separates its fields by semicolons; save it with commas (RFC 4180).") })
        {
            var truth = await FileAsync("truth.csv", csv);
            var end = await RunAsync("link", "evaluate", pairs, "--truth", truth, "--id", "id", "--cluster", "family");
            Assert.Equal((1, "", $"{truth}{said}"), (end.Status, end.Output, end.Said.Trim()));
        }
    }

    // Forty people, ten of them twice.
    private static string People()
    {
        string[] given = ["Ann", "Bilal", "Chloe", "Dmitri", "Esther", "Farah", "George", "Harpreet"];
        string[] family = ["Featherstone", "Okonkwo", "Villanueva", "Ramsbottom", "Szymanski"];
        var rows = Enumerable.Range(0, 40).Select(n => (n, Row: $"{given[n % 8]},{family[n / 8]},19{50 + n}{n % 12 + 1:00}{n % 28 + 1:00},B{n % 20 + 1} {n % 9 + 1}QH"));
        return "id,given,family,born,postcode\n" + string.Concat(rows.Select(r => $"p{r.n}-1,{r.Row}\n" + (r.n % 4 == 1 ? $"p{r.n}-2,{r.Row}\n" : "")));
    }

    private async Task<string> FileAsync(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    private static async Task<(int Status, string Output, string Said)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var status = await CommandLine.RunAsync(arguments, new Terminal(output, error));
        return (status, output.ToString(), error.ToString());
    }
}
