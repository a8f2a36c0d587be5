namespace CustomerFirst.Benchmarks.Database;

/// <summary>Takes indexes and foreign keys away while tables are filled, and puts them back: to the letter, and checked.</summary>
internal sealed class IndexesAside(BenchmarkServer server, string database)
{
    /// <summary>Fills tables without them.</summary>
    public async Task WhileAsync(IReadOnlyList<string> tables, Func<Task> fill, CancellationToken token)
    {
        var list = string.Join(", ", tables.Select(t => $"'{t}'"));
        var foreignKeys = $"""
            from pg_constraint c join pg_class t on t.oid = c.conrelid
            where c.contype = 'f' and t.relnamespace = 'public'::regnamespace and t.relname in ({list})
            """;
        var indexes = $"""
            from pg_index i join pg_class t on t.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
            where t.relnamespace = 'public'::regnamespace and t.relname in ({list}) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
            """;
        var back = $"""
            select string_agg(line, E';\n') from (
              select pg_get_indexdef(i.indexrelid) as line {indexes}
              union all
              select format('alter table %I add constraint %I %s', t.relname, c.conname, pg_get_constraintdef(c.oid)) {foreignKeys}) x
            """;
        var away = $"""
            select string_agg(line, E';\n') from (
              select format('alter table %I drop constraint %I', t.relname, c.conname) as line {foreignKeys}
              union all
              select format('drop index %I', x.relname) {indexes}) x
            """;
        var restore = await server.ReadAsync(database, back, token) ?? "";
        await server.ExecuteAsync(database, await server.ReadAsync(database, away, token) ?? "", token);
        await fill();
        foreach (var statement in restore.Split(";\n"))
            await server.ExecuteAsync(database, $"set maintenance_work_mem = '1GB'; {statement}", token);
    }
}
