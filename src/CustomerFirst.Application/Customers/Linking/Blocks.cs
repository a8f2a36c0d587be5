using CustomerFirst.Domain.Customers.Matching;

namespace CustomerFirst.Application.Customers.Linking;

/// <summary>
/// The records in blocks, once for every key: those that share a key's value stand together. A block that would be too large is split by finer keys; what even they do not split is put in
/// order and looked at through a window, so that no record is dropped.
/// </summary>
internal sealed class Blocks
{
    private const int Window = 6;

    // A small file is looked at in more ways: so many values of keys in all, but so many keys however large the file is.
    private const int KeysOfAll = 10_000_000, AlwaysKeys = 26;

    private readonly IReadOnlyList<BlockingKey> _keys;
    private readonly People _people;
    private readonly int _most;
    private readonly int[][] _order;
    private readonly List<(int Start, int Length)>[] _blocks;
    private readonly bool[]?[] _windowed;
    // The final keys of a record side by side: whether two records met under an earlier key is seen at a glance.
    private readonly uint[] _final;

    public Blocks(People people, CancellationToken token)
    {
        var count = people.Records.Count;
        (_people, _keys) = (people, [.. BlockingKeys.All.Where(k => k.Fields.All(f => people.Lexicon.Filled(f) > 0 || MatchFields.OfName(f))).Take(Math.Max(AlwaysKeys, KeysOfAll / Math.Max(1, count)))]);
        _most = Math.Clamp((int)(12_000 / Math.Sqrt(count)), 12, 400);
        (_order, _blocks, _windowed, _final) = (new int[_keys.Count][], new List<(int, int)>[_keys.Count], new bool[_keys.Count][], new uint[count * _keys.Count]);
        Parallel.For(0, _keys.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = token }, Build);
    }

    /// <summary>The keys in use.</summary>
    public IReadOnlyList<BlockingKey> Keys => _keys;

    /// <summary>Pairs that will be looked at, those that share several keys counted several times.</summary>
    public long Meetings => _blocks.Sum(blocks => blocks.Sum(b => (long)b.Length * (b.Length - 1) / 2));

    /// <summary>Pieces of work of about the same size: a key and a range of its blocks.</summary>
    public List<(int Key, int From, int To)> Pieces()
    {
        var pieces = new List<(int, int, int)>();
        for (var key = 0; key < _keys.Count; key++)
        {
            var (from, work) = (0, 0L);
            for (var i = 0; i < _blocks[key].Count; i++)
            {
                work += (long)_blocks[key][i].Length * _blocks[key][i].Length;
                if (work < 100_000) continue;
                pieces.Add((key, from, i + 1));
                (from, work) = (i + 1, 0);
            }
            if (from < _blocks[key].Count) pieces.Add((key, from, _blocks[key].Count));
        }
        return pieces;
    }

    /// <summary>Visits the pairs of a piece that no earlier key brings together. A few pairs of very large blocks may come twice.</summary>
    public void Visit((int Key, int From, int To) piece, Action<int, int> visit)
    {
        var (key, order) = (piece.Key, _order[piece.Key]);
        for (var i = piece.From; i < piece.To; i++)
        {
            var (start, length) = _blocks[key][i];
            var window = _windowed[key]?[i] == true ? Window : length;
            for (var x = start; x < start + length; x++)
                for (var y = x + 1; y < start + length && y <= x + window; y++)
                {
                    var (a, b) = order[x] < order[y] ? (order[x], order[y]) : (order[y], order[x]);
                    if (_people.Pair(a, b) && !MetBefore(a, b, key)) visit(a, b);
                }
        }
    }

    /// <summary>The keys that two records share, a bit for each.</summary>
    public ulong Shared(int a, int b)
    {
        var (x, y, shared) = (a * _keys.Count, b * _keys.Count, 0UL);
        for (var k = 0; k < _keys.Count; k++)
            if (_final[x + k] != 0 && _final[x + k] == _final[y + k]) shared |= 1UL << k;
        return shared;
    }

    private bool MetBefore(int a, int b, int key)
    {
        var x = _final.AsSpan(a * _keys.Count, key);
        var y = _final.AsSpan(b * _keys.Count, key);
        for (var k = 0; k < x.Length; k++)
            if (x[k] == y[k] && x[k] != 0) return true;
        return false;
    }

    private void Build(int k)
    {
        var key = _keys[k];
        var records = _people.Records;
        var (keys, order, count) = (new ulong[records.Count], new int[records.Count], 0);
        for (var i = 0; i < records.Count; i++)
        {
            if (key.Key(records[i]) is not (not 0 and var value)) continue;
            (keys[count], order[count]) = (value, i);
            count++;
        }
        var (blocks, windowed) = (new List<(int, int)>(), new List<bool>());
        Split(k, keys, order, 0, count, 0, blocks, windowed);
        (_order[k], _blocks[k]) = (order, blocks);
        if (windowed.Contains(true)) _windowed[k] = [.. windowed];
    }

    // Sorts a range by its keys and makes blocks of the runs, or splits a run by the next finer key.
    private void Split(int k, ulong[] keys, int[] order, int start, int length, int depth, List<(int, int)> blocks, List<bool> windowed)
    {
        Array.Sort(keys, order, start, length);
        for (var from = start; from < start + length;)
        {
            var to = from + 1;
            while (to < start + length && keys[to] == keys[from]) to++;
            var run = to - from;
            if (run > _most && depth < _keys[k].Finer.Length)
            {
                var value = keys[from];
                // Those that lack the finer key stay together.
                for (var i = from; i < to; i++) keys[i] = BlockingKeys.Join(value, _keys[k].Finer[depth](_people.Records[order[i]])) is not 0 and var finer ? finer : value;
                Split(k, keys, order, from, run, depth + 1, blocks, windowed);
            }
            else if (run > 1)
            {
                var large = run > 2 * _most;
                if (large) Array.Sort(order, from, run, Comparer<int>.Create((a, b) => Order(_people.Records[a], _people.Records[b], a, b)));
                blocks.Add((from, run));
                windowed.Add(large);
                if (!large)
                    for (var i = from; i < to; i++) _final[(order[i] * _keys.Count) + k] = (uint)(keys[i] >> 32) | 1;
            }
            from = to;
        }
    }

    private static int Order(MatchRecord a, MatchRecord b, int i, int j)
    {
        foreach (var field in (ReadOnlySpan<MatchField>)[MatchField.FamilyName, MatchField.GivenName, MatchField.BirthDate])
        {
            var order = string.CompareOrdinal(a[field]?.Text, b[field]?.Text);
            if (order != 0) return order;
        }
        return i.CompareTo(j);
    }
}
