using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using CustomerFirst.Domain.Common;

namespace CustomerFirst.Application.Customers.Linking;

/// <summary>How well pairs at or over a threshold agree with the truth.</summary>
public sealed record LinkAccuracy(double Threshold, long Right, long Wrong, long Missed)
{
    /// <summary>Of the pairs linked, the share that is right; 1 when none is linked.</summary>
    public double Precision => Right + Wrong == 0 ? 1 : (double)Right / (Right + Wrong);

    /// <summary>Of the true pairs, the share that is linked; 1 when there is none.</summary>
    public double Recall => Right + Missed == 0 ? 1 : (double)Right / (Right + Missed);

    /// <summary>The harmonic mean of the two.</summary>
    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);
}

/// <summary>Pairs of a tenth of the probabilities, what was predicted on average and what was true.</summary>
public sealed record LinkCalibration(double From, double To, long Pairs, double Predicted, double Observed);

/// <summary>The evaluation of a file of pairs.</summary>
/// <param name="Pairs">Pairs in the file.</param>
/// <param name="NotAmong">True pairs that the file does not hold at all. Where it holds every candidate, those that blocking lost.</param>
public sealed record LinkEvaluation(long Pairs, long TruePairs, long NotAmong, IReadOnlyList<LinkAccuracy> Accuracy, IReadOnlyList<LinkCalibration> Calibration);

/// <summary>Holds linked pairs against the truth. The truth is read here only, never where records are linked.</summary>
public static class EvaluateLink
{
    private static readonly double[] s_thresholds = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

    /// <summary>The clusters of the rows of one file or two.</summary>
    public sealed class Truth
    {
        internal List<Dictionary<string, string>> Files { get; } = [];

        /// <summary>Reads a file: the cluster stands in a column, or is group 1 of a pattern on the id.</summary>
        public Result<Done> Read(Stream csv, string name, string idColumn, string? clusterColumn, Regex? pattern)
        {
            using var rows = LinkCsv.Open(csv);
            try
            {
                if (LinkCsv.Header(rows, name, out var headers) is { } unusable) return unusable;
                var (id, cluster) = (Array.IndexOf(headers, idColumn), clusterColumn is null ? -1 : Array.IndexOf(headers, clusterColumn));
                if (id < 0) return new UnusableFile($"{name}, row 1: there is no column {idColumn}.");
                if (clusterColumn is not null && cluster < 0) return new UnusableFile($"{name}, row 1: there is no column {clusterColumn}.");
                var clusters = new Dictionary<string, string>(StringComparer.Ordinal);
                while (rows.Read())
                {
                    if (LinkCsv.Ragged(rows, name) is { } ragged) return ragged;
                    if (LinkCsv.Id(rows, name, id, out var key) is { } noId) return noId;
                    var match = pattern?.Match(key);
                    if (match is { Success: false } or { Groups.Count: < 2 }) return new UnusableFile($"{name}, row {rows.LineNumber}, column {idColumn}: the pattern finds no group 1 in the id {key}.");
                    if (!clusters.TryAdd(key, match?.Groups[1].Value ?? rows.GetString(cluster))) return new UnusableFile($"{name}, row {rows.LineNumber}, column {idColumn}: the id {key} stands in the file already.");
                }
                if (clusters.Count == 0) return new UnusableFile($"{name} has no rows.");
                Files.Add(clusters);
                return Done.Value;
            }
            catch (CsvFormatException broken)
            {
                return LinkCsv.Broken(broken, name);
            }
        }

        internal long Pairs()
        {
            var counts = Files.Select(f => f.Values.Where(v => v.Length > 0).CountBy(v => v).ToDictionary(c => c.Key, c => (long)c.Value)).ToList();
            return counts.Count == 1 ? counts[0].Values.Sum(c => c * (c - 1) / 2) : counts[0].Sum(c => c.Value * counts[1].GetValueOrDefault(c.Key));
        }
    }

    /// <summary>Evaluates a file of pairs as <see cref="PairsFile"/> writes it.</summary>
    public static Result<LinkEvaluation> Evaluate(Stream pairs, string name, Truth truth)
    {
        using var rows = LinkCsv.Open(pairs);
        var scored = new List<(double Probability, bool True)>();
        try
        {
            if (LinkCsv.Header(rows, name, out var headers) is { } unusable) return unusable;
            var (a, b, probability) = (Array.IndexOf(headers, "id_a"), Array.IndexOf(headers, "id_b"), Array.IndexOf(headers, "probability"));
            if (a < 0 || b < 0 || probability < 0) return new UnusableFile($"{name}, row 1: the columns must be {PairsFile.Header}.");
            while (rows.Read())
            {
                if (LinkCsv.Ragged(rows, name) is { } ragged) return ragged;
                if (!double.TryParse(rows.GetString(probability), NumberStyles.Float, CultureInfo.InvariantCulture, out var p) || p is not (>= 0 and <= 1)) return new UnusableFile($"{name}, row {rows.LineNumber}, column probability: it must be a number from 0 to 1.");
                if (!truth.Files[0].TryGetValue(rows.GetString(a), out var one)) return new UnusableFile($"{name}, row {rows.LineNumber}, column id_a: the truth does not know the id {rows.GetString(a)}.");
                if (!truth.Files[^1].TryGetValue(rows.GetString(b), out var other)) return new UnusableFile($"{name}, row {rows.LineNumber}, column id_b: the truth does not know the id {rows.GetString(b)}.");
                scored.Add((p, one.Length > 0 && one == other));
            }
        }
        catch (CsvFormatException broken)
        {
            return LinkCsv.Broken(broken, name);
        }
        var all = truth.Pairs();
        var accuracy = s_thresholds.Select(threshold =>
        {
            var right = scored.LongCount(s => s.True && s.Probability >= threshold);
            return new LinkAccuracy(threshold, right, scored.LongCount(s => !s.True && s.Probability >= threshold), all - right);
        }).ToList();
        var tenths = scored.GroupBy(s => Math.Min(9, (int)(s.Probability * 10))).OrderBy(g => g.Key)
            .Select(g => new LinkCalibration(g.Key / 10.0, (g.Key + 1) / 10.0, g.Count(), g.Average(s => s.Probability), g.Average(s => s.True ? 1.0 : 0))).ToList();
        return new LinkEvaluation(scored.Count, all, all - scored.LongCount(s => s.True), accuracy, tenths);
    }
}
