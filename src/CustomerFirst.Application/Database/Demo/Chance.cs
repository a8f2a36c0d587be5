namespace CustomerFirst.Application.Database.Demo;

/// <summary>Draws that the generators share. A <see cref="Random"/> with a seed gives the same sequence on every machine.</summary>
internal static class Chance
{
    /// <summary>True with this probability, 0 to 1.</summary>
    public static bool Of(this Random random, double probability) => random.NextDouble() < probability;

    /// <summary>One of them, all equally likely.</summary>
    public static T One<T>(this Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];

    /// <summary>One of them, the earlier the likelier: the first is about three times as frequent as the tenth.</summary>
    public static T Early<T>(this Random random, IReadOnlyList<T> of) => of[(int)(of.Count * Math.Pow(random.NextDouble(), 1.5))];

    /// <summary>A key with probability in proportion to its share; the shares may have any sum above zero.</summary>
    public static TKey Share<TKey>(this Random random, IEnumerable<KeyValuePair<TKey, double>> shares)
    {
        var all = shares as ICollection<KeyValuePair<TKey, double>> ?? [.. shares];
        var at = random.NextDouble() * all.Sum(s => s.Value);
        foreach (var (key, share) in all)
        {
            if ((at -= share) < 0)
                return key;
        }

        return all.Last(s => s.Value > 0).Key;
    }

    /// <summary>An index with probability in proportion to the step of a rising running total.</summary>
    public static int Index(this Random random, double[] runningTotal)
    {
        var found = Array.BinarySearch(runningTotal, random.NextDouble() * runningTotal[^1]);
        return Math.Min(found < 0 ? ~found : found + 1, runningTotal.Length - 1);
    }

    /// <summary>A draw of the standard normal distribution (Box and Muller, 1958).</summary>
    public static double Normal(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
