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

    /// <summary>The plan for an entity; made once for each model.</summary>
    public static InsertPlan Of(IModel model, Type type) =>
        s_plans.GetOrAdd((model, type), static key => (InsertPlan)Activator.CreateInstance(typeof(InsertPlan<>).MakeGenericType(key.Item2), key.Item1)!);

    /// <summary>The statement for one row.</summary>
    public abstract NpgsqlBatchCommand Command(object row);

    /// <summary>The properties beside the key, and whether a row has a value there.</summary>
    public abstract IReadOnlyList<(string Name, Func<object, bool> HasValue)> Properties { get; }
}

internal sealed class InsertPlan<T> : InsertPlan where T : class
{
    private readonly string _statement;
    private readonly Func<T, NpgsqlParameter>[] _parameters;

    public InsertPlan(IModel model)
    {
        var table = MappedTable.Of(model, typeof(T));
        _statement = $"insert into \"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))}) values ({string.Join(", ", table.Columns.Select((_, i) => $"${i + 1}"))})";
        _parameters = [.. table.Columns.Select(Closed<Func<T, NpgsqlParameter>>(nameof(ParameterOf)))];
        Properties = [.. table.Columns.Where(c => !c.Property.IsPrimaryKey()).Select(c => (c.Property.Name, Closed<Func<object, bool>>(nameof(HasValue))(c)))];
    }

    public override NpgsqlBatchCommand Command(object row)
    {
        // Parameters without names, in the order of their places: Npgsql takes such a statement as it stands, without reading it.
        var command = new NpgsqlBatchCommand(_statement);
        foreach (var parameter in _parameters) command.Parameters.Add(parameter((T)row));
        return command;
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
