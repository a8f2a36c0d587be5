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

    /// <summary>Names of the properties beside the key that have a value in a row.</summary>
    public abstract IEnumerable<string> Filled(object row);
}

internal sealed class InsertPlan<T> : InsertPlan where T : class
{
    private readonly string _statement;
    private readonly Func<T, NpgsqlParameter>[] _parameters;
    private readonly (string Name, Func<T, bool> HasValue)[] _told;

    public InsertPlan(IModel model)
    {
        var table = MappedTable.Of(model, typeof(T));
        _statement = $"insert into \"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))}) values ({string.Join(", ", table.Columns.Select((_, i) => $"${i + 1}"))})";
        _parameters = [.. table.Columns.Select(Closed<Func<T, NpgsqlParameter>>(nameof(ParameterOf)))];
        _told = [.. table.Columns.Where(c => !c.Property.IsPrimaryKey()).Select(c => (c.Property.Name, Closed<Func<T, bool>>(nameof(HasValue))(c)))];
    }

    public override NpgsqlBatchCommand Command(object row)
    {
        // Parameters without names, in the order of their places: Npgsql takes such a statement as it stands, without reading it.
        var command = new NpgsqlBatchCommand(_statement);
        foreach (var parameter in _parameters) command.Parameters.Add(parameter((T)row));
        return command;
    }

    public override IEnumerable<string> Filled(object row) => _told.Where(p => p.HasValue((T)row)).Select(p => p.Name);

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

    private static Func<T, bool> HasValue<TProperty, TStored>(MappedColumn column) => column.Reader<T, TProperty>() is var read ? row => read(row) is not null : throw new InvalidOperationException();
}
