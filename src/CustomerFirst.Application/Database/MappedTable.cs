using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CustomerFirst.Application.Database;

/// <summary>
/// How EF Core keeps an entity in its table, for the ways of writing that do not go through EF Core: names, types and conversions are those of the
/// model, so that no way of writing can drift apart from another.
/// </summary>
internal sealed class MappedTable
{
    private MappedTable(string name, IReadOnlyList<MappedColumn> columns) => (Name, Columns) = (name, columns);

    /// <summary>The table's name.</summary>
    public string Name { get; }

    /// <summary>Every column that is written; those that PostgreSQL computes are left out.</summary>
    public IReadOnlyList<MappedColumn> Columns { get; }

    /// <summary>The table of an entity.</summary>
    /// <exception cref="InvalidOperationException">It is not mapped, or keeps values that its objects do not carry.</exception>
    public static MappedTable Of(IModel model, Type type)
    {
        var entity = model.FindEntityType(type) ?? throw new InvalidOperationException($"{type.Name} is not mapped.");
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table) ?? throw new InvalidOperationException($"{type.Name} has no table.");
        var properties = entity.GetProperties().Where(p => p.GetComputedColumnSql(table) is null).ToList();
        if (properties.FirstOrDefault(p => p.IsShadowProperty()) is { } shadow) throw new InvalidOperationException($"{type.Name} carries no {shadow.Name} that could be written.");
        return new MappedTable(table.Name, [.. properties.Select(p => new MappedColumn(p, p.GetColumnName(table)!))]);
    }
}

/// <summary>One column of a <see cref="MappedTable"/>.</summary>
internal sealed class MappedColumn(IProperty property, string name)
{
    public IProperty Property => property;

    public string Name => name;

    /// <summary>The type in PostgreSQL. "character varying(40)" is the type "character varying" with a limit, which PostgreSQL itself enforces.</summary>
    public string TypeName { get; } = WithoutLimit(property.GetRelationalTypeMapping().StoreType);

    /// <summary>The type of the value that is written, never a <see cref="Nullable{T}"/>.</summary>
    public Type Stored => Nullable.GetUnderlyingType(Written) ?? Written;

    private Type Written => property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;

    /// <summary>Reads the property of an entity, as it is.</summary>
    public Func<T, TProperty> Reader<T, TProperty>()
    {
        var entity = Expression.Parameter(typeof(T));
        var read = property.FieldInfo is { } field && property.PropertyInfo is null ? Expression.Field(entity, field) : Expression.Property(entity, property.PropertyInfo!);
        return Expression.Lambda<Func<T, TProperty>>(read, entity).Compile();
    }

    /// <summary>Turns the property's value into what is stored; null where it is stored as it is.</summary>
    public Func<object?, object?>? Convert => property.GetTypeMapping().Converter?.ConvertToProvider;

    private static string WithoutLimit(string type) => type.IndexOf('(') is var limit and >= 0 ? type[..limit] + type[(type.IndexOf(')') + 1)..] : type;
}
