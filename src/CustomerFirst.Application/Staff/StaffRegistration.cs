using CustomerFirst.Application.Database;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CustomerFirst.Application.Staff;

/// <summary>
/// ASP.NET Core Identity's account model, tables, options and password hash, without its <c>UserManager</c>: accounts are written by commands
/// only, so that each change is authorised and audited.
/// </summary>
internal static class StaffRegistration
{
    public static IServiceCollection AddStaffAccounts(this IServiceCollection services)
    {
        services.Configure<IdentityOptions>(identity =>
        {
            identity.Lockout.MaxFailedAccessAttempts = 5;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        });
        services.AddSingleton<IPasswordHasher<StaffAccount>, PasswordHasher<StaffAccount>>();
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        // OWASP's figure for PBKDF2 with HMAC-SHA-512 (Password Storage Cheat Sheet, 2023).
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 210_000);
        services.AddScoped<SignInAttempts>();
        services.AddScoped<StaffSecrets>();
        services.AddScoped<OwnPassword>();
        services.AddScoped<StaffIdentities>();
        services.AddScoped<StaffChange>();
        services.AddScoped<AuditRecordNames>();
        services.AddScoped<OneTimePasswords>();
        services.AddSingleton<PasswordRules>();
        services.AddDataProtection().SetApplicationName("CustomerFirst");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(keys =>
            keys.XmlRepository = new DatabaseKeyRing(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<TimeProvider>())));
        // The database is trusted with far more than these keys; that they lie in it unencrypted is said in the guide for operators.
        services.Configure<LoggerFilterOptions>(logs => logs.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
        return services;
    }
}
