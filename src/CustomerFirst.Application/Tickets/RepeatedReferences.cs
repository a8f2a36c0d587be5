using System.Security.Cryptography;
using System.Text;
using CustomerFirst.Application.Common;

namespace CustomerFirst.Application.Tickets;

/// <summary>
/// The references that stand more than once in a file. The file is read once before its rows are brought in, so that only the row that counts,
/// the last good one, ever reaches a ticket: otherwise the same file, imported again, would change the ticket back and forth.
/// </summary>
internal sealed class RepeatedReferences
{
    private readonly Dictionary<long, int> _left = [];
    private readonly Dictionary<long, ReadRequest> _held = [];

    /// <summary>Rows that a later row with the same reference replaced.</summary>
    public long Replaced { get; private set; }

    /// <summary>Reads the file from where it stands to its end, and puts it back.</summary>
    /// <param name="width">How many fields a row has.</param>
    public static async Task<RepeatedReferences> FindAsync(Stream file, RequestReader reader, int width, CancellationToken token)
    {
        var (found, once, began) = (new RepeatedReferences(), new HashSet<long>(), file.Position);
        using (var records = new CsvRecords(file) { Width = width })
            while (await records.ReadAsync(token) is { } record)
            {
                if (reader.ReferenceOf(record) is not { } reference) continue;
                var key = Short(reference);
                if (!once.Add(key)) found._left[key] = found._left.GetValueOrDefault(key, 1) + 1;
            }
        file.Position = began;
        return found;
    }

    /// <summary>Takes a row as it comes; gives back the row that is to be brought in now: itself, or null while its reference is to come again.</summary>
    /// <param name="request">The row; null for one that could not be read.</param>
    public ReadRequest? Take(string? reference, ReadRequest? request)
    {
        if (reference is null || _left.Count == 0) return request;
        var key = Short(reference);
        if (!_left.ContainsKey(key)) return request;
        if (request is not null)
        {
            // Another reference with the same hash is nobody's repetition; the one that is held comes at the end.
            if (_held.TryGetValue(key, out var earlier) && earlier.Request.Reference != request.Request.Reference) return request;
            if (earlier is not null) Replaced++;
            _held[key] = request;
        }
        if (--_left[key] > 0) return null;
        _held.Remove(key, out var last);
        return last;
    }

    /// <summary>What is still held when the file is over.</summary>
    public IEnumerable<ReadRequest> Rest() => _held.Values;

    private static long Short(string reference) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(reference)));
}
