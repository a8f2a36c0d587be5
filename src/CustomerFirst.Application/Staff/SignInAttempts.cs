using CustomerFirst.Application.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CustomerFirst.Application.Staff;

/// <summary>
/// Counts guesses at an account's secrets. A guess is booked before it is checked, in one statement of its own, so that many guesses at the
/// same moment are counted as strictly as one after another.
/// </summary>
internal sealed class SignInAttempts(CustomerFirstDb db, IOptions<IdentityOptions> identity, TimeProvider time)
{
    /// <summary>Books a guess. Null when the account is locked, or is not there; else whether this guess locks it unless it is right.</summary>
    public async Task<bool?> BookAsync(Guid staffId, CancellationToken token)
    {
        var now = time.GetUtcNow();
        var until = now + identity.Value.Lockout.DefaultLockoutTimeSpan;
        var limit = identity.Value.Lockout.MaxFailedAccessAttempts;
        var locks = await db.Database.SqlQuery<bool>($"""
            update staff set
              access_failed_count = case when lockout_end is not null then 1 else access_failed_count + 1 end,
              lockout_end = case when lockout_end is null and access_failed_count + 1 >= {limit} then {until} end
            where id = {staffId} and (lockout_end is null or lockout_end <= {now})
            returning lockout_end is not null
            """).ToListAsync(token);
        return locks is [var last] ? last : null;
    }

    /// <summary>The guess was right, but another secret is still to come: it does not count, and those before it still do.</summary>
    public Task TakeBackAsync(Guid staffId, CancellationToken token) =>
        db.Database.ExecuteSqlAsync($"update staff set access_failed_count = greatest(access_failed_count - 1, 0), lockout_end = null where id = {staffId}", token);

    /// <summary>All secrets were right: the count begins anew.</summary>
    public Task ForgetAsync(Guid staffId, CancellationToken token) =>
        db.Database.ExecuteSqlAsync($"update staff set access_failed_count = 0, lockout_end = null where id = {staffId}", token);
}
