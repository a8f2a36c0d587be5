using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Identity;

namespace CustomerFirst.Application.Staff;

/// <summary>A password that an administrator hands over; it works only for choosing another one.</summary>
/// <param name="StaffId">Whose.</param>
public sealed record OneTimePassword(Guid StaffId)
{
    /// <summary>The password, this once: it is kept nowhere. Null when the command had been done before.</summary>
    [JsonIgnore]
    public string? Password { get; init; }

    /// <inheritdoc />
    public override string ToString() => nameof(OneTimePassword);
}

/// <summary>Makes one-time passwords.</summary>
internal sealed class OneTimePasswords(IPasswordHasher<StaffAccount> hasher)
{
    // No letters or figures that look or sound alike; 16 of 28 are 76 bits.
    private const string Alphabet = "abcdefghjkmnpqrstvwxyz346789";
    private const int Groups = 4;
    private const int GroupLength = 4;

    /// <summary>Gives the account a new password that must be changed, and ends its sessions.</summary>
    public OneTimePassword Give(StaffAccount account)
    {
        var password = string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, GroupLength)));
        account.PasswordHash = hasher.HashPassword(account, password);
        account.MustChangePassword = true;
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        return new OneTimePassword(account.Id) { Password = password };
    }
}
