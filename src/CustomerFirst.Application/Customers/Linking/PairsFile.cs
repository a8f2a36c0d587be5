using System.Globalization;
using System.Text;
using CustomerFirst.Application.Common;
using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers.Linking;

/// <summary>Writes pairs as CSV, one after the other: ids, probability and why.</summary>
public static class PairsFile
{
    /// <summary>The first line.</summary>
    public const string Header = "id_a,id_b,probability,explanation";

    /// <summary>Writes them.</summary>
    public static void Write(TextWriter to, People people, Linked linked, LinkMap map, CancellationToken token)
    {
        to.Write(Header);
        to.Write('\n');
        var line = new StringBuilder(256);
        for (var i = 0; i < linked.Pairs.Count; i++)
        {
            if (i % 10_000 == 0) token.ThrowIfCancellationRequested();
            var pair = linked.Pairs[i];
            line.Clear();
            line.Append(CsvLines.Verbatim(people.Ids[pair.A])).Append(',');
            line.Append(CsvLines.Verbatim(people.Ids[pair.B])).Append(',');
            // Rounded down, so that what is below a threshold does not come to stand at it.
            line.Append((Math.Floor(pair.Probability * 1e6) / 1e6).ToString("0.000000", CultureInfo.InvariantCulture)).Append(',');
            var words = MatchScore.Of(people.Records[pair.A], people.Records[pair.B], linked.Model, map.Others).Words;
            var beyond = pair.By >= 0 ? $"by way of {people.Ids[pair.By]}; " : pair.HeldApart ? "other records of theirs speak against it; " : "";
            line.Append(CsvLines.Verbatim($"{beyond}{words}")).Append('\n');
            to.Write(line);
        }
    }
}
