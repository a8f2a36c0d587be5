using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using Npgsql;

namespace CustomerFirst.Application.Customers;

/// <summary>Who can ask for something as a customer: somebody who is there, and of whom it is known who they are.</summary>
internal static class Askers
{
    /// <summary>The erasure state of the record of each of the keys <c>@asking</c>, without those that lead to nobody.</summary>
    public const string Sql = "select c.erasure from customer_keys k join customers c on c.id = k.customer_id where k.key = any(@asking)";

    /// <summary>The keys for <see cref="Sql"/>, each once.</summary>
    public static NpgsqlParameter Parameter(Guid[] keys) => new("asking", keys);

    /// <summary>A row of <see cref="Sql"/>.</summary>
    public static ErasureState Read(NpgsqlDataReader row) => Codes.Read<ErasureState>(row.GetString(0))!.Value;

    /// <summary>Why they cannot all ask: one is not there, or nobody knows any more who it was. Null when they can.</summary>
    /// <param name="found">What <see cref="Sql"/> found of the <paramref name="asked"/> keys.</param>
    public static Error? Refusal(IReadOnlyCollection<ErasureState> found, int asked)
    {
        if (found.Count < asked || found.Contains(ErasureState.Deleted)) return new NotFound("customer");
        return found.Contains(ErasureState.Anonymised) ? new RecordErased("This customer's personal data were erased: find the customer again, or go on without one.") : null;
    }

    /// <summary>Why nobody can ask as the customer of a key; null when they can.</summary>
    public static async Task<Error?> CannotAskAsync(this CustomerFirstDb db, Guid key, CancellationToken token) =>
        Refusal(await db.ReadAsync(Sql, [Parameter([key])], Read, token), 1);
}
