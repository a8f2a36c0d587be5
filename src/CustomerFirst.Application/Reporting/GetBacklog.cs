using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Npgsql;

namespace CustomerFirst.Application.Reporting;

/// <summary>What is open now, by age; whenever it was raised.</summary>
[Needs(Permission.SeePerformance)]
public sealed record GetBacklogQuery(ReportFilter? Filter = null) : IQuery<Backlogs>;

/// <summary>What is open, and the part of it that totals count and the reader's lists do not show.</summary>
public sealed record Backlogs(Backlog All, Backlog Unlisted);

/// <summary>Open tickets of an age.</summary>
/// <param name="FromDays">Raised at least as many days ago, by the council's calendar.</param>
/// <param name="ToDays">And at most as many; null for any.</param>
public sealed record BacklogAge(int FromDays, int? ToDays, long Open, long Overdue);

/// <summary>The open tickets by age, the youngest first; every age is there.</summary>
/// <param name="Today">The day from which ages count.</param>
public sealed record Backlog(DateOnly Today, IReadOnlyList<BacklogAge> Ages)
{
    /// <summary>All open tickets.</summary>
    public long Open => Ages.Sum(a => a.Open);

    /// <summary>Those past their target.</summary>
    public long Overdue => Ages.Sum(a => a.Overdue);
}

internal sealed class GetBacklogHandler(NpgsqlDataSource database, CurrentActor current, TimeProvider time) : IRequestHandler<GetBacklogQuery, Result<Backlogs>>
{
    private static readonly (int From, int? To)[] s_ages = [(0, 1), (2, 7), (8, 28), (29, 90), (91, 365), (366, null)];

    // The condition on states is that of the partial indexes, to the letter.
    private const string Sql = """
        select width_bucket(@today::date - (t.opened_at at time zone 'Europe/London')::date, @starts::int[]), {unlisted}, count(*), count(*) filter (where t.due_order < @now)
        from tickets t
        where t.state in ('new', 'inHand', 'withService', 'waitingForCustomer', 'waitingForOthers') and {tickets}
        group by 1, 2
        """;

    public async Task<Result<Backlogs>> Handle(GetBacklogQuery request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var today = CouncilTime.DateOf(now);
        var scope = new ReportScope(request.Filter, current.Actor, period: null);
        await using var command = scope.Command(database, Sql.Replace("{tickets}", scope.Totals).Replace("{unlisted}", scope.Unlisted));
        command.Parameters.AddWithValue("today", today);
        command.Parameters.AddWithValue("now", now);
        // What another system's clock puts into the future is as young as can be.
        command.Parameters.AddWithValue("starts", s_ages.Select((age, i) => i == 0 ? -1_000_000 : age.From).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<(int Age, bool Unlisted, long Open, long Overdue)>();
        while (await reader.ReadAsync(cancellationToken)) found.Add((reader.GetInt32(0), reader.GetBoolean(1), reader.GetInt64(2), reader.GetInt64(3)));
        Backlog Of(bool onlyUnlisted) => new(today, [.. s_ages.Select((age, i) =>
        {
            var its = found.Where(f => f.Age == i + 1 && (f.Unlisted || !onlyUnlisted)).ToList();
            return new BacklogAge(age.From, age.To, its.Sum(f => f.Open), its.Sum(f => f.Overdue));
        })]);
        return new Backlogs(Of(onlyUnlisted: false), Of(onlyUnlisted: true));
    }
}
