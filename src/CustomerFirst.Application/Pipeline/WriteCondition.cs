using CustomerFirst.Domain.Common;
using Npgsql;

namespace CustomerFirst.Application.Pipeline;

/// <summary>
/// What must hold for a request's rows to be written. It nearly always does, so it is not asked beforehand: it goes with the rows, as their first statement, which
/// fails where it does not hold and the rest of the batch with it.
/// </summary>
/// <param name="sql">An expression that is true where it holds.</param>
/// <param name="parameters">Of the expression.</param>
/// <param name="why">Looks why it does not hold; null where it does by now.</param>
internal sealed class WriteCondition(string sql, IReadOnlyList<NpgsqlParameter> parameters, Func<CancellationToken, Task<Error?>> why)
{
    /// <summary>The error's code of the function <c>refuse_write</c>, of a class that PostgreSQL itself does not use.</summary>
    public const string Failed = "CF001";

    /// <summary>The statement that fails where the condition does not hold.</summary>
    public NpgsqlBatchCommand Command()
    {
        var command = new NpgsqlBatchCommand($"select refuse_write() where not ({sql})");
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>Why it does not hold; null where it does by now.</summary>
    public Task<Error?> WhyAsync(CancellationToken token) => why(token);
}

/// <summary>The condition of a write does not hold.</summary>
internal sealed class ConditionFailedException(WriteCondition condition) : Exception("The condition of a write does not hold.")
{
    /// <summary>Which one.</summary>
    public WriteCondition Condition => condition;
}
