using System.Security.Cryptography;
using System.Text;
using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Staff;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Staff;

/// <summary>The second factor's secrets: the authenticator key stands protected, recovery codes as hashes. None is ever logged or audited.</summary>
internal sealed class StaffSecrets(CustomerFirstDb db, IDataProtectionProvider protection, TimeProvider time)
{
    private const string Provider = "CustomerFirst";
    private const string KeyName = "authenticatorKey";
    private const string PendingName = "pendingAuthenticatorKey";
    private const string CodePrefix = "recoveryCode:";
    private const int CodeCount = 10;
    // No letters or figures that look or sound alike; 10 of 28 are 48 bits, and guesses are counted.
    private const string CodeAlphabet = "ABCDEFGHJKMNPQRSTVWXYZ346789";

    private readonly IDataProtector _protector = protection.CreateProtector("CustomerFirst.AuthenticatorKey");

    /// <summary>The key of a set-up that was begun; null when none was.</summary>
    public Task<byte[]?> PendingKeyAsync(Guid staffId, CancellationToken token) => ReadKeyAsync(staffId, PendingName, token);

    /// <summary>Begins a set-up with a new key, unless one was begun already.</summary>
    public async Task BeginAsync(Guid staffId, CancellationToken token)
    {
        if (await PendingKeyAsync(staffId, token) is null) await SetAsync(staffId, PendingName, _protector.Protect(Convert.ToBase64String(TimeBasedCode.NewKey())), token);
    }

    /// <summary>Whether a code is that of the key being set up.</summary>
    public async Task<bool> PendingCodeIsRightAsync(Guid staffId, string code, CancellationToken token) =>
        await PendingKeyAsync(staffId, token) is { } key && TimeBasedCode.StepOf(key, code, time.GetUtcNow()) is not null;

    /// <summary>The pending key becomes the key.</summary>
    public async Task AdoptPendingAsync(Guid staffId, CancellationToken token)
    {
        var pending = await db.UserTokens.SingleAsync(t => t.UserId == staffId && t.LoginProvider == Provider && t.Name == PendingName, token);
        await SetAsync(staffId, KeyName, pending.Value!, token);
        db.Remove(pending);
    }

    /// <summary>Whether a code is right and was not used before; using it uses it up.</summary>
    public async Task<bool> UseCodeAsync(Guid staffId, string code, CancellationToken token)
    {
        if (await ReadKeyAsync(staffId, KeyName, token) is not { } key || TimeBasedCode.StepOf(key, code, time.GetUtcNow()) is not { } step) return false;
        return await db.Database.ExecuteSqlAsync($"update staff set last_code_step = {step} where id = {staffId} and (last_code_step is null or last_code_step < {step})", token) == 1;
    }

    /// <summary>Whether a recovery code is one of the person's; using it uses it up.</summary>
    public async Task<bool> UseRecoveryCodeAsync(Guid staffId, string code, CancellationToken token)
    {
        var name = CodePrefix + Hash(staffId, code);
        return await db.UserTokens.Where(t => t.UserId == staffId && t.LoginProvider == Provider && t.Name == name).ExecuteDeleteAsync(token) == 1;
    }

    /// <summary>Recovery codes that are left.</summary>
    public Task<int> CodesLeftAsync(Guid staffId, CancellationToken token) =>
        db.UserTokens.CountAsync(t => t.UserId == staffId && t.LoginProvider == Provider && t.Name.StartsWith(CodePrefix), token);

    /// <summary>Replaces the recovery codes. This is the only time that they can be read.</summary>
    public async Task<IReadOnlyList<string>> NewCodesAsync(Guid staffId, CancellationToken token)
    {
        db.RemoveRange(await db.UserTokens.Where(t => t.UserId == staffId && t.LoginProvider == Provider && t.Name.StartsWith(CodePrefix)).ToListAsync(token));
        var codes = Enumerable.Range(0, CodeCount).Select(_ => new string(RandomNumberGenerator.GetItems<char>(CodeAlphabet, 10))).Select(c => $"{c[..5]}-{c[5..]}").ToList();
        foreach (var code in codes) db.Add(Token(staffId, CodePrefix + Hash(staffId, code), ""));
        return codes;
    }

    /// <summary>Removes the key and every code.</summary>
    public async Task RemoveAsync(Guid staffId, CancellationToken token) =>
        db.RemoveRange(await db.UserTokens.Where(t => t.UserId == staffId && t.LoginProvider == Provider).ToListAsync(token));

    private async Task<byte[]?> ReadKeyAsync(Guid staffId, string name, CancellationToken token)
    {
        var value = await db.UserTokens.Where(t => t.UserId == staffId && t.LoginProvider == Provider && t.Name == name).Select(t => t.Value).SingleOrDefaultAsync(token);
        return value is null ? null : Convert.FromBase64String(_protector.Unprotect(value));
    }

    private async Task SetAsync(Guid staffId, string name, string value, CancellationToken token)
    {
        var kept = await db.UserTokens.SingleOrDefaultAsync(t => t.UserId == staffId && t.LoginProvider == Provider && t.Name == name, token);
        if (kept is null) db.Add(Token(staffId, name, value));
        else kept.Value = value;
    }

    private static IdentityUserToken<Guid> Token(Guid staffId, string name, string value) => new() { UserId = staffId, LoginProvider = Provider, Name = name, Value = value };

    private static string Hash(Guid staffId, string code)
    {
        var letters = new string([.. code.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{staffId:N}:{letters}")));
    }
}
