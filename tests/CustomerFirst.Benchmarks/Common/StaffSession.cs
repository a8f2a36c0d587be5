using System.Net;
using System.Text.RegularExpressions;

namespace CustomerFirst.Benchmarks.Common;

/// <summary>Signs somebody in as a browser would, by the form.</summary>
internal static partial class StaffSession
{
    /// <summary>The cookies of the new session.</summary>
    public static async Task<IReadOnlyList<KeyValuePair<string, string>>> SignInAsync(Uri address, string email, string password, CancellationToken token)
    {
        var cookies = new CookieContainer();
        using var handler = new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = address };
        var page = new Uri("/sign-in", UriKind.Relative);
        var form = await client.GetStringAsync(page, token);
        using var content = new FormUrlEncodedContent([.. HiddenFields(form), new("Email", email), new("Password", password)]);
        using var answer = await client.PostAsync(page, content, token);
        if (answer.StatusCode != HttpStatusCode.Redirect) throw new BenchmarkFailedException($"{email} could not sign in: {(int)answer.StatusCode}.");
        return [.. cookies.GetCookies(address).Select(c => KeyValuePair.Create(c.Name, c.Value))];
    }

    /// <summary>The fields of a page's form that the person does not fill in.</summary>
    public static IEnumerable<KeyValuePair<string, string>> HiddenFields(string html) =>
        Hidden().Matches(html).Select(m => KeyValuePair.Create(m.Groups["name"].Value, WebUtility.HtmlDecode(m.Groups["value"].Value)));

    [GeneratedRegex("""<input(?=[^>]*type="hidden")(?=[^>]*name="(?<name>[^"]*)")(?=[^>]*value="(?<value>[^"]*)")[^>]*>""", RegexOptions.ExplicitCapture)]
    private static partial Regex Hidden();
}
