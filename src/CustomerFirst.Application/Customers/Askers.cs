using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using Npgsql;

namespace CustomerFirst.Application.Customers;

/// <summary>Who can ask for something as a customer: somebody who is there, and of whom it is known who they are.</summary>
internal static class Askers
{
    // Nearly always one asks. For a list PostgreSQL would plan anew each time, which costs ten times as much as the answer.
    private const string One = "select c.erasure from customer_keys k join customers c on c.id = k.customer_id where k.key = @asking";
    private const string Several = "select c.erasure from customer_keys k join customers c on c.id = k.customer_id where k.key = any(@asking)";

    // Of whom it is not known any more who they are, and what is said then; of several the first counts.
    private static readonly (ErasureState Of, Error Why)[] s_unknown =
    [
        (ErasureState.Deleted, new NotFound("customer")),
        (ErasureState.Anonymised, new RecordErased("This customer's personal data were erased: find the customer again, or go on without one.")),
    ];

    /// <summary>True where the customer of the key <c>@asking</c> can ask.</summary>
    public static readonly string CanAsk = $"exists (select from customer_keys k join customers c on c.id = k.customer_id where k.key = @asking and c.erasure not in ({string.Join(", ", s_unknown.Select(u => $"'{u.Of.Code()}'"))}))";

    /// <summary>The parameter of <see cref="CanAsk"/>.</summary>
    public static NpgsqlParameter Asking(Guid key) => new NpgsqlParameter<Guid>("asking", key);

    /// <summary>The statement that asks for the erasure state of the record of each key, without those that lead to nobody, and its parameter.</summary>
    /// <param name="keys">Each once.</param>
    public static (string Sql, NpgsqlParameter Parameter) Ask(Guid[] keys) =>
        keys is [var key] ? (One, Asking(key)) : (Several, new NpgsqlParameter<Guid[]>("asking", keys));

    /// <summary>A row of the answer.</summary>
    public static ErasureState Read(NpgsqlDataReader row) => Codes.Kept<ErasureState>(row.GetString(0));

    /// <summary>Why they cannot all ask: one is not there, or nobody knows any more who it was. Null when they can.</summary>
    /// <param name="found">What was found of the <paramref name="asked"/> keys.</param>
    public static Error? Refusal(IReadOnlyCollection<ErasureState> found, int asked) =>
        found.Count < asked ? new NotFound("customer") : s_unknown.Where(u => found.Contains(u.Of)).Select(u => u.Why).FirstOrDefault();

    /// <summary>Why nobody can ask as the customer of a key; null when they can.</summary>
    public static async Task<Error?> CannotAskAsync(this CustomerFirstDb db, Guid key, CancellationToken token)
    {
        var (sql, parameter) = Ask([key]);
        return Refusal(await db.ReadAsync(sql, [parameter], Read, token), 1);
    }
}
