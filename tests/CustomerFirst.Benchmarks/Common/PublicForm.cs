using System.Net;

namespace CustomerFirst.Benchmarks.Common;

/// <summary>Opens a public page as a browser would before its form is filled in.</summary>
internal static class PublicForm
{
    /// <summary>The cookies that the page gave, and the fields that its form sends of itself, ready to be put behind those that a person fills in.</summary>
    public static async Task<(IReadOnlyList<KeyValuePair<string, string>> Cookies, string Fields)> OpenAsync(Uri address, string path, CancellationToken token)
    {
        var cookies = new CookieContainer();
        using var handler = new SocketsHttpHandler { CookieContainer = cookies };
        using var client = new HttpClient(handler) { BaseAddress = address };
        var page = await client.GetStringAsync(new Uri(path, UriKind.Relative), token);
        var fields = StaffSession.HiddenFields(page).Select(f => $"&{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}");
        return ([.. cookies.GetCookies(address).Select(c => KeyValuePair.Create(c.Name, c.Value))], string.Concat(fields));
    }
}
