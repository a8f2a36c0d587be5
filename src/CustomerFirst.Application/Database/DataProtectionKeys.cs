using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;

namespace CustomerFirst.Application.Database;

/// <summary>A key that cookies and form tokens are protected with. Kept in the database so that every node reads what another one wrote.</summary>
public sealed class DataProtectionKey
{
    /// <summary>The name that the key ring gives it: <c>key-</c> and its id.</summary>
    public string Name { get; init; } = "";
    public string Xml { get; init; } = "";
    public DateTimeOffset AddedAt { get; init; }
}

internal sealed class DataProtectionKeyMapping : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> key)
    {
        key.ToTable("data_protection_keys");
        key.HasKey(k => k.Name);
        key.Property(k => k.Name).HasMaxLength(100);
        key.Property(k => k.Xml).HasColumnType("text");
    }
}

/// <summary>The key ring in the table <c>data_protection_keys</c>. The framework's interface is not asynchronous; it asks once a day.</summary>
internal sealed class DatabaseKeyRing(NpgsqlDataSource database, TimeProvider time) : IXmlRepository
{
    /// <inheritdoc />
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = database.CreateCommand("select xml from data_protection_keys order by added_at, name");
        using var rows = command.ExecuteReader();
        var keys = new List<XElement>();
        while (rows.Read()) keys.Add(XElement.Parse(rows.GetString(0)));
        return keys;
    }

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = database.CreateCommand("insert into data_protection_keys (name, xml, added_at) values ($1, $2, $3) on conflict (name) do update set xml = excluded.xml");
        command.Parameters.Add(new NpgsqlParameter { Value = friendlyName });
        command.Parameters.Add(new NpgsqlParameter { Value = element.ToString(SaveOptions.DisableFormatting) });
        command.Parameters.Add(new NpgsqlParameter { Value = time.GetUtcNow() });
        command.ExecuteNonQuery();
    }
}
