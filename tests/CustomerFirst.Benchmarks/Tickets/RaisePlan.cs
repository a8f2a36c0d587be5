using System.Globalization;
using System.Text.Json;
using CustomerFirst.Application.Services;
using CustomerFirst.Benchmarks.Common;
using CustomerFirst.Benchmarks.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerFirst.Benchmarks.Tickets;

/// <summary>
/// Tickets to raise, each a matter of its own: no customer asks twice about one service and every address is another one, so that the look for
/// likely duplicates finds nothing but is done.
/// </summary>
internal sealed class RaisePlan
{
    private readonly IReadOnlyList<Service> _services;
    private readonly IReadOnlyList<string> _answers;
    private readonly IReadOnlyList<Guid> _customers;
    private readonly IReadOnlyList<string> _postcodes;
    private readonly HashSet<(Guid, Guid)> _taken;
    private int _next = -1;

    private RaisePlan(IReadOnlyList<Service> services, IReadOnlyList<Guid> customers, IReadOnlyList<string> postcodes, HashSet<(Guid, Guid)> taken)
    {
        (_services, _customers, _postcodes, _taken) = (services, customers, postcodes, taken);
        _answers = [.. services.Select(s => JsonSerializer.Serialize(s.Questions.Where(q => q.Required).ToDictionary(q => q.Key, Answer)))];
    }

    /// <summary>Reads what can be asked for and by whom.</summary>
    public static Task<RaisePlan> ReadAsync(Council council, string database, CancellationToken token) => council.WithDatabaseAsync(database, async provider =>
    {
        var snapshot = await provider.GetRequiredService<Catalogue>().GetAsync(token);
        var today = CouncilTime.DateOf(TimeProvider.System.GetUtcNow());
        var services = snapshot.Services.Where(s => !s.Restricted && s.WithdrawnAt is null && !(snapshot.AreasById[s.ServiceAreaId].GoLive > today)).ToList();
        var tables = provider.GetRequiredService<NpgsqlDataSource>();
        var customers = await ReadAsync(tables, "select key from customer_keys order by key", row => row.GetGuid(0), token);
        var postcodes = await ReadAsync(tables, "select code from postcodes order by code", row => row.GetString(0), token);
        var taken = await ReadAsync(tables, "select distinct c.customer_id, t.service_id from tickets t join ticket_customers c on c.ticket_id = t.id where t.opened_at > now() - interval '31 days'", row => (row.GetGuid(0), row.GetGuid(1)), token);
        return new RaisePlan(services, customers, postcodes, [.. taken]);
    });

    /// <summary>The body of the next request.</summary>
    public string Next()
    {
        while (true)
        {
            var i = Interlocked.Increment(ref _next);
            if (i / _customers.Count >= _services.Count) throw new BenchmarkFailedException("There are no more customers and services to raise tickets for.");
            var (customer, at) = (_customers[i % _customers.Count], (i + i / _customers.Count) % _services.Count);
            if (_taken.Contains((customer, _services[at].Id))) continue;
            var number = i.ToString(CultureInfo.InvariantCulture);
            return $$"""
                {"serviceId":"{{_services[at].Id}}","details":"It was noticed this morning and has been like this before. Please look at number {{number}}.","answers":{{_answers[at]}},"location":{"address":"{{number}} Benchmark Street","postcode":"{{_postcodes[i % _postcodes.Count]}}"},"channel":"web","customerId":"{{customer}}"}
                """;
        }
    }

    private static string Answer(Question question) => question.Kind switch
    {
        QuestionKind.Number => "3",
        QuestionKind.Date => question.Dates == AnswerDates.FromToday ? "2099-11-24" : "2020-11-24",
        QuestionKind.Choice => question.Choices[0],
        QuestionKind.YesNo => "Yes",
        QuestionKind.Text or QuestionKind.Location => "By the gate",
        _ => throw new BenchmarkFailedException($"A question of the kind {question.Kind} has no answer here."),
    };

    private static async Task<List<T>> ReadAsync<T>(NpgsqlDataSource tables, string sql, Func<NpgsqlDataReader, T> read, CancellationToken token)
    {
        await using var command = tables.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync(token);
        var found = new List<T>();
        while (await rows.ReadAsync(token)) found.Add(read(rows));
        return found;
    }
}
