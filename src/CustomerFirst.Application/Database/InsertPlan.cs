using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;

namespace CustomerFirst.Application.Database;

/// <summary>The statement that writes one new row of a mapped entity, and how its parameters are taken from an object.</summary>
internal abstract class InsertPlan
{
    private static readonly ConcurrentDictionary<(IModel, Type), InsertPlan> s_plans = new();
    private static readonly ConcurrentDictionary<(IModel, string Tables), string> s_together = new();

    /// <summary>The plan for an entity; made once for each model.</summary>
    public static InsertPlan Of(IModel model, Type type) =>
        s_plans.GetOrAdd((model, type), static key => (InsertPlan)Activator.CreateInstance(typeof(InsertPlan<>).MakeGenericType(key.Item2), key.Item1)!);

    /// <summary>The statement for one row.</summary>
    public NpgsqlBatchCommand Command(object row)
    {
        var command = new NpgsqlBatchCommand(Alone);
        AddTo(command, row);
        return command;
    }

    /// <summary>
    /// One statement for several rows, which costs PostgreSQL and the way to it less than one for each: keys that point to other rows of it are looked at when all are
    /// written, and an insertion that is refused refuses the rest.
    /// </summary>
    /// <param name="rows">Few, in an order that requests of a kind have again and again: each order is a statement of its own, which is prepared.</param>
    public static NpgsqlBatchCommand Together(IModel model, IReadOnlyList<object> rows)
    {
        var plans = rows.Select(r => Of(model, r.GetType())).ToList();
        var command = new NpgsqlBatchCommand(s_together.GetOrAdd((model, string.Join(' ', plans.Select(p => p.Table))), static (_, plans) => TextOf(plans), plans));
        for (var i = 0; i < rows.Count; i++) plans[i].AddTo(command, rows[i]);
        return command;
    }

    private static string TextOf(List<InsertPlan> plans)
    {
        var (before, first) = (new List<string>(), 1);
        foreach (var plan in plans)
        {
            before.Add(plan.Insertion(first));
            first += plan.Width;
        }
        var last = before[^1];
        before.RemoveAt(before.Count - 1);
        return before.Count == 0 ? last : $"with {string.Join(", ", before.Select((insertion, i) => $"r{i} as ({insertion})"))} {last}";
    }

    /// <summary>The table.</summary>
    protected abstract string Table { get; }

    /// <summary>How many columns a row has.</summary>
    protected abstract int Width { get; }

    /// <summary>The statement for one row alone.</summary>
    protected abstract string Alone { get; }

    /// <summary>The statement with its parameters numbered from a place on.</summary>
    protected abstract string Insertion(int first);

    /// <summary>Adds the parameters of a row.</summary>
    protected abstract void AddTo(NpgsqlBatchCommand command, object row);

    /// <summary>The properties beside the key, and whether a row has a value there.</summary>
    public abstract IReadOnlyList<(string Name, Func<object, bool> HasValue)> Properties { get; }
}

internal sealed class InsertPlan<T> : InsertPlan where T : class
{
    private readonly MappedTable _table;
    private readonly Func<T, NpgsqlParameter>[] _parameters;

    public InsertPlan(IModel model)
    {
        _table = MappedTable.Of(model, typeof(T));
        Alone = Insertion(1);
        _parameters = [.. _table.Columns.Select(Closed<Func<T, NpgsqlParameter>>(nameof(ParameterOf)))];
        Properties = [.. _table.Columns.Where(c => !c.Property.IsPrimaryKey()).Select(c => (c.Property.Name, Closed<Func<object, bool>>(nameof(HasValue))(c)))];
    }

    protected override string Table => _table.Name;

    protected override int Width => _parameters.Length;

    protected override string Alone { get; }

    // Parameters without names, in the order of their places: Npgsql takes such a statement as it stands, without reading it.
    protected override string Insertion(int first) =>
        $"insert into \"{_table.Name}\" ({string.Join(", ", _table.Columns.Select(c => $"\"{c.Name}\""))}) values ({string.Join(", ", _table.Columns.Select((_, i) => $"${first + i}"))})";

    protected override void AddTo(NpgsqlBatchCommand command, object row)
    {
        foreach (var parameter in _parameters) command.Parameters.Add(parameter((T)row));
    }

    public override IReadOnlyList<(string Name, Func<object, bool> HasValue)> Properties { get; }

    private static Func<MappedColumn, TDelegate> Closed<TDelegate>(string method) => column =>
        (TDelegate)typeof(InsertPlan<T>).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(column.Property.ClrType, column.Stored).Invoke(null, [column])!;

    private static Func<T, NpgsqlParameter> ParameterOf<TProperty, TStored>(MappedColumn column) where TStored : notnull
    {
        var (read, convert) = (column.Reader<T, TProperty>(), column.Convert);
        // What a .NET type does not say by itself has to be said; all else Npgsql knows by the parameter's own type.
        var type = column.TypeName == "jsonb" ? NpgsqlDbType.Jsonb : (NpgsqlDbType?)null;
        return row => read(row) switch
        {
            null => Absent(),
            var value when convert is not null => Given((TStored)convert(value)!),
            TStored value => Given(value),
            var value => throw new InvalidOperationException($"{typeof(T).Name}.{column.Name} cannot be written as {value.GetType().Name}."),
        };

        NpgsqlParameter Given(TStored value) => type is { } said ? new NpgsqlParameter<TStored> { TypedValue = value, NpgsqlDbType = said } : new NpgsqlParameter<TStored> { TypedValue = value };
        NpgsqlParameter Absent() => new() { Value = DBNull.Value, DataTypeName = column.TypeName };
    }

    private static Func<object, bool> HasValue<TProperty, TStored>(MappedColumn column)
    {
        var read = column.Reader<T, TProperty>();
        return row => read((T)row) is not null;
    }
}
