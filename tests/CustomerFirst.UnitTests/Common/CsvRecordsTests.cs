using System.Security.Cryptography;
using System.Text;
using CustomerFirst.Application.Common;

namespace CustomerFirst.UnitTests.Common;

public sealed class CsvRecordsTests
{
    [Fact]
    public async Task Fields_stand_to_the_letter_with_quotes_commas_and_line_ends_inside()
    {
        var records = await ReadAsync("a,b,c\n1,\"x, \"\"y\"\"\",  spaces \r\n2,\"two\r\nlines\",\n3,\"\",5\" pipe");

        Assert.Equal([["a", "b", "c"], ["1", "x, \"y\"", "  spaces "], ["2", "two\r\nlines", ""], ["3", "", "5\" pipe"]], records.Select(r => r.Fields));
        Assert.Equal([1, 2, 3, 5], records.Select(r => r.Line));
        Assert.All(records, r => Assert.Null(r.Problem));
    }

    [Fact]
    public async Task A_byte_order_mark_and_empty_lines_are_no_data()
    {
        var records = await ReadAsync("\uFEFFa,b\n\n1,2\n\r\n\n3,4\n\n");

        Assert.Equal([["a", "b"], ["1", "2"], ["3", "4"]], records.Select(r => r.Fields));
        Assert.Equal([1, 3, 6], records.Select(r => r.Line));
    }

    [Fact]
    public async Task A_ragged_row_is_refused_with_its_line_and_what_stands_there()
    {
        var records = await ReadAsync("a,b,c\n1,\"two\nlines\"\n1,2,3,4\n1,2,3\n");

        Assert.Equal((2, "The row has 2 fields, the header 3.", "1,\"two\nlines\""), (records[1].Line, records[1].Problem, records[1].Text));
        Assert.Equal((4, "The row has 4 fields, the header 3.", "1,2,3,4"), (records[2].Line, records[2].Problem, records[2].Text));
        Assert.Equal(["1", "2", "3"], records[3].Fields);
    }

    [Theory]
    // Never closed: all that follows would be one field.
    [InlineData("1,\"open,x\n2,b,c\n3,d,e\n")]
    // Closed by the next row's opening mark.
    [InlineData("1,\"open,x\n2,b,c\n3,\"d\",e\n")]
    // Closed by a mark at the end of a field.
    [InlineData("1,\"open,x\n2,b,c\n3,d,\"e\"\n")]
    // The record closes well but has swallowed rows.
    [InlineData("1,\"open,x\n2,b,c\n3,d,e\"\n2,b,c\n")]
    public async Task A_quotation_mark_that_is_not_closed_costs_its_own_line_only(string rows)
    {
        var records = await ReadAsync("a,b,c\n" + rows);

        Assert.Equal(2, records[1].Line);
        Assert.NotNull(records[1].Problem);
        Assert.Equal("1,\"open,x", records[1].Text);
        Assert.Equal(["2", "b", "c"], records[2].Fields);
        Assert.Equal(3, records[2].Line);
    }

    [Fact]
    public async Task Text_behind_a_closing_mark_is_refused()
    {
        var records = await ReadAsync("a,b\n1,\"x\"y\n2,z\n");

        Assert.Equal("Text follows a closing quotation mark.", records[1].Problem);
        Assert.Equal(["2", "z"], records[2].Fields);
    }

    [Fact]
    public async Task A_line_that_is_not_utf8_is_refused_alone()
    {
        byte[] bytes = [.. "a,b\n1,caf"u8, 0xE9, .. "\n2,café\n"u8];

        var records = await ReadAsync(new MemoryStream(bytes));

        Assert.Equal("The line is not valid UTF-8.", records[1].Problem);
        Assert.Equal(["2", "café"], records[2].Fields);
    }

    [Fact]
    public async Task Lines_longer_than_the_buffer_and_streams_that_come_in_drops_read_the_same()
    {
        var text = new StringBuilder("a,b\n");
        for (var i = 0; i < 500; i++) text.Append(i).Append(',').Append('"').Append('é', i * 3).Append("\nmore\"\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());

        var whole = await ReadAsync(new MemoryStream(bytes));
        var drops = await ReadAsync(new Drops(bytes));

        Assert.Equal(501, whole.Count);
        Assert.Equal(whole.Select(r => (r.Line, r.Text)), drops.Select(r => (r.Line, r.Text)));
        Assert.Equal(new string('é', 1497) + "\nmore", whole[^1].Fields[1]);
    }

    [Fact]
    public async Task A_line_of_megabytes_is_refused_without_being_kept()
    {
        var records = await ReadAsync("a,b\n1," + new string('x', 3 * CsvRecords.LongestRecord) + "\n2,y\n");

        Assert.StartsWith("The line is longer than", records[1].Problem);
        Assert.Equal(["2", "y"], records[2].Fields);
    }

    [Fact]
    public async Task The_hash_is_that_of_the_whole_file()
    {
        var bytes = Encoding.UTF8.GetBytes("\uFEFFa,b\n1,2\n");
        using var records = new CsvRecords(new MemoryStream(bytes));
        while (await records.ReadAsync(CancellationToken.None) is not null) { }

        Assert.Equal(SHA256.HashData(bytes), records.Sha256());
        Assert.Equal(bytes.Length, records.BytesRead);
    }

    private static Task<List<CsvRecord>> ReadAsync(string text) => ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static async Task<List<CsvRecord>> ReadAsync(Stream stream)
    {
        using var records = new CsvRecords(stream);
        var read = new List<CsvRecord>();
        while (await records.ReadAsync(CancellationToken.None) is { } record)
        {
            if (read.Count == 0) records.Width = record.Fields.Count;
            read.Add(record);
        }
        return read;
    }

    /// <summary>Gives seven bytes at a time.</summary>
    private sealed class Drops(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(7, buffer.Length)], cancellationToken);
    }
}
