using CustomerFirst.Application.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.Extensions.DependencyInjection;
using Npgsql.EntityFrameworkCore.PostgreSQL.Design.Internal;

// Usage: dotnet run --project tools/AddMigration -- NAME
if (args is not [var name])
{
    Console.Error.WriteLine("Say the migration's name: dotnet run --project tools/AddMigration -- NAME");
    return 1;
}

var options = new DbContextOptionsBuilder<CustomerFirstDb>().UseNpgsql("Host=none", npgsql => npgsql.MigrationsHistoryTable("migrations")).Options;
using var db = new CustomerFirstDb(options);
var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(db);
new NpgsqlDesignTimeServices().ConfigureDesignTimeServices(services);
using var provider = services.BuildServiceProvider();
using var scope = provider.CreateScope();
var scaffolder = scope.ServiceProvider.GetRequiredService<IMigrationsScaffolder>();
var folder = Path.Combine(Directory.GetCurrentDirectory(), "src", "CustomerFirst.Application", "Database", "Migrations");
var migration = scaffolder.ScaffoldMigration(name, "CustomerFirst.Application", "Database.Migrations", "C#");
var project = Path.Combine(Directory.GetCurrentDirectory(), "src", "CustomerFirst.Application");
Directory.CreateDirectory(folder);
File.WriteAllText(Path.Combine(folder, $"{migration.MigrationId}.cs"), migration.MigrationCode);
File.WriteAllText(Path.Combine(folder, $"{migration.MigrationId}.Designer.cs"), migration.MetadataCode);
File.WriteAllText(Path.Combine(folder, $"{migration.SnapshotName}.cs"), migration.SnapshotCode);
Console.WriteLine($"Wrote {migration.MigrationId} under {Path.GetRelativePath(Directory.GetCurrentDirectory(), folder)} in {Path.GetFileName(project)}.");
return 0;
