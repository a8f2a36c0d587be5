using CustomerFirst.Application.Customers;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using Npgsql;

namespace CustomerFirst.Application.Tickets;

/// <summary>What PostgreSQL is asked before a ticket is raised, in one trip.</summary>
internal sealed class BeforeRaising(NpgsqlDataSource database, LikelyDuplicates duplicates)
{
    /// <summary>Why the ticket is not raised now: somebody of those asking cannot ask, or <see cref="PossibleDuplicate"/>. Null for no reason.</summary>
    /// <param name="asking">Keys of customers, each once.</param>
    /// <param name="alike">The question for likely duplicates; null where it is not to be asked.</param>
    public async Task<Error?> RefusalAsync(Guid[] asking, LikelyDuplicates.Question? alike, CancellationToken token)
    {
        if (asking.Length == 0 && alike is null) return null;
        await using var batch = database.CreateBatch();
        if (asking.Length > 0) batch.BatchCommands.Add(new NpgsqlBatchCommand(Askers.Sql) { Parameters = { Askers.Parameter(asking) } });
        if (alike is not null)
        {
            var question = new NpgsqlBatchCommand(alike.Sql);
            foreach (var parameter in alike.Parameters) question.Parameters.Add(parameter);
            batch.BatchCommands.Add(question);
        }
        await using var answers = await batch.ExecuteReaderAsync(token);
        if (asking.Length > 0)
        {
            var found = new List<ErasureState>();
            while (await answers.ReadAsync(token)) found.Add(Askers.Read(answers));
            if (Askers.Refusal(found, asking.Length) is { } cannot) return cannot;
            if (alike is null) return null;
            await answers.NextResultAsync(token);
        }
        var likely = await duplicates.ReadAsync(answers, token);
        return likely.Count > 0 ? new PossibleDuplicate(likely) : null;
    }
}
