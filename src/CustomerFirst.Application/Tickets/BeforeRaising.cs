using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using Npgsql;

namespace CustomerFirst.Application.Tickets;

/// <summary>What PostgreSQL is asked before a ticket is raised: as a condition of its rows where one customer or nobody asks, else in one trip before.</summary>
internal sealed class BeforeRaising(NpgsqlDataSource database, LikelyDuplicates duplicates)
{
    /// <summary>That whoever asks can, and nothing is likely the same. Null for nothing to ask.</summary>
    /// <param name="asking">The customer's key; null for nobody.</param>
    /// <param name="alike">The question for likely duplicates; null where it is not to be asked.</param>
    public WriteCondition? Condition(Guid? asking, LikelyDuplicates.Question? alike)
    {
        var parameters = new List<NpgsqlParameter>();
        var holds = new List<string>();
        if (asking is { } key)
        {
            holds.Add(Askers.CanAsk);
            parameters.Add(Askers.Asking(key));
        }
        if (alike is not null)
        {
            holds.Add($"not exists ({alike.Any})");
            parameters.AddRange(alike.Parameters);
        }
        return holds.Count == 0 ? null : new WriteCondition(string.Join(" and ", holds), parameters, token => RefusalAsync(asking is { } named ? [named] : [], null, alike?.Again(), token));
    }

    /// <summary>Why the ticket is not raised now: somebody of those asking cannot ask, or not for whom they do, or <see cref="PossibleDuplicate"/>. Null for no reason.</summary>
    /// <param name="asking">Keys of customers, each once.</param>
    /// <param name="acting">Who asks on behalf of the ticket's customer; null for nobody.</param>
    /// <param name="alike">The question for likely duplicates; null where it is not to be asked.</param>
    public async Task<Error?> RefusalAsync(Guid[] asking, ActingOnBehalf? acting, LikelyDuplicates.Question? alike, CancellationToken token)
    {
        if (asking.Length == 0 && alike is null) return null;
        await using var batch = database.CreateBatch();
        if (asking.Length > 0)
        {
            var (sql, parameter) = Askers.Ask(asking);
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { parameter } });
        }
        if (acting is not null)
        {
            var may = new NpgsqlBatchCommand(ActingFor.Sql);
            foreach (var parameter in acting.Parameters) may.Parameters.Add(parameter);
            batch.BatchCommands.Add(may);
        }
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
            await answers.NextResultAsync(token);
        }
        if (acting is not null)
        {
            var found = new List<ActingFor.Refused?>();
            while (await answers.ReadAsync(token)) found.Add(ActingFor.Read(answers));
            if (ActingFor.Refusal(found, acting.Field) is { } cannot) return cannot;
            await answers.NextResultAsync(token);
        }
        if (alike is null) return null;
        var likely = await duplicates.ReadAsync(answers, token);
        return likely.Count > 0 ? new PossibleDuplicate(likely) : null;
    }
}

/// <summary>Those who ask on behalf of a ticket's customer.</summary>
/// <param name="Parameters">The values for <see cref="ActingFor.Sql"/>.</param>
/// <param name="Field">The field of the request that names each, by its place among them.</param>
internal sealed record ActingOnBehalf(NpgsqlParameter[] Parameters, Func<int, string> Field);
