using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Staff;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using Microsoft.AspNetCore.Mvc;

namespace CustomerFirst.Web.Pages.Staff;

/// <summary>The programs that may use the API.</summary>
[Needs(Permission.ManageApiClients)]
public sealed class ApiClientsModel(TimeProvider time) : StaffPage
{
    public IReadOnlyList<ApiClientLine> Clients { get; private set; } = [];

    public Task<IActionResult> OnGetAsync() => ShowAsync(null);

    public async Task<IActionResult> OnPostRevokeAsync(Guid id)
    {
        var result = await SendAsync(new RevokeApiClientCommand(id) { IdempotencyKey = IdempotencyKey });
        return result.Error is { } error ? await ShowAsync(error) : Onwards("/admin/api-clients", "The key was revoked. It opens nothing any more within half a minute");
    }

    /// <summary>Whether the client's key works now.</summary>
    public bool Works(ApiClientLine client) => client.RevokedAt is null && client.ExpiresAt > time.GetUtcNow();

    /// <summary>What a client may do, in words.</summary>
    public static string Words(IEnumerable<string> scopes) => string.Join(", ", ApiScope.All.Where(s => scopes.Contains(s.Code)).Select(s => s.Words));

    private async Task<IActionResult> ShowAsync(Error? failed)
    {
        var clients = await SendAsync(new ListApiClientsQuery());
        if (clients.Error is { } error) return Problem(error);
        Clients = clients.Value.Lines;
        return failed is null ? Page() : Problem(failed);
    }
}
