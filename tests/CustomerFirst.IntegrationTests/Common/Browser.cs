using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using CustomerFirst.Application.Staff;

namespace CustomerFirst.IntegrationTests.Common;

/// <summary>A person's browser without JavaScript: keeps cookies, follows redirects, fills in forms and posts them with all their hidden fields.</summary>
public sealed class Browser(HttpClient client)
{
    private const int MostRedirects = 5;

    /// <summary>Who is signed in.</summary>
    public StaffAccount? Account { get; set; }

    /// <summary>The plain client, for what is no page.</summary>
    public HttpClient Client => client;

    /// <summary>Opens an address and follows redirects.</summary>
    public Task<Page> GetAsync(string address) => SendAsync(new HttpRequestMessage(HttpMethod.Get, address));

    /// <summary>Presses a link of the page.</summary>
    public Task<Page> FollowAsync(Page page, string linkText) =>
        GetAsync(page.Document.QuerySelectorAll("a").First(a => a.TextContent.Trim() == linkText).GetAttribute("href")!);

    /// <summary>
    /// Fills in the page's form and sends it: what is not filled in stays as the page has it. The first form of <c>main</c> unless
    /// <paramref name="form"/> selects another. A field with several values is given several times; a null takes a field away.
    /// </summary>
    public Task<Page> SubmitAsync(Page page, params (string Name, string? Value)[] fields) => SubmitAsync(page, "main form", fields);

    /// <inheritdoc cref="SubmitAsync(Page, ValueTuple{string, string}[])" />
    public Task<Page> SubmitAsync(Page page, string form, params (string Name, string? Value)[] fields) => SendAsync(Request(page, form, null, fields));

    /// <summary>Presses one of several buttons of a form, found by its words.</summary>
    public Task<Page> PressAsync(Page page, string button, params (string Name, string? Value)[] fields)
    {
        var pressed = page.Document.QuerySelectorAll("main button, .govuk-width-container button, body > button").OfType<IHtmlButtonElement>().First(b => b.TextContent.Trim() == button);
        return SendAsync(Request(page, null, pressed, fields));
    }

    /// <summary>Sends files with a form, which is selected itself or by one of its buttons.</summary>
    public Task<Page> UploadAsync(Page page, string form, IEnumerable<(string Name, string FileName, string ContentType, byte[] Content)> files, params (string Name, string? Value)[] fields)
    {
        var pressed = page.Document.QuerySelector(form) as IHtmlButtonElement;
        var element = pressed?.Form ?? page.Document.QuerySelector(form) as IHtmlFormElement ?? throw new InvalidOperationException($"There is no form {form} on {page.Address}.");
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in Values(element, null, fields)) content.Add(new StringContent(value), name);
        foreach (var (name, fileName, contentType, bytes) in files)
            content.Add(new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } }, name, fileName);
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, Address(page, pressed?.GetAttribute("formaction") ?? element.GetAttribute("action"))) { Content = content });
    }

    private static HttpRequestMessage Request(Page page, string? selector, IHtmlButtonElement? pressed, (string Name, string? Value)[] fields)
    {
        var form = (pressed?.Form ?? page.Document.QuerySelector(selector!) as IHtmlFormElement) ?? throw new InvalidOperationException($"There is no form {selector} on {page.Address}.");
        var values = Values(form, pressed, fields);
        var address = Address(page, pressed?.GetAttribute("formaction") ?? form.GetAttribute("action"));
        if (!string.Equals(form.Method, "post", StringComparison.OrdinalIgnoreCase))
        {
            using var query = new FormUrlEncodedContent(values.Select(v => KeyValuePair.Create(v.Name, v.Value)));
            return new HttpRequestMessage(HttpMethod.Get, $"{address.Split('?')[0]}?{query.ReadAsStringAsync().GetAwaiter().GetResult()}");
        }
        return new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(values.Select(v => KeyValuePair.Create(v.Name, v.Value))) };
    }

    private static List<(string Name, string Value)> Values(IHtmlFormElement form, IHtmlButtonElement? pressed, (string Name, string? Value)[] fields)
    {
        var given = fields.Select(f => f.Name).ToHashSet();
        var named = form.Elements.Select(e => e.GetAttribute("name")).OfType<string>().ToHashSet();
        if (given.FirstOrDefault(name => !named.Contains(name)) is { } unknown) throw new InvalidOperationException($"The form has no field {unknown}; it has {string.Join(", ", named)}.");
        var kept = form.Elements.Where(e => e.GetAttribute("name") is { } name && !given.Contains(name)).SelectMany(Kept);
        var button = pressed?.GetAttribute("name") is { } buttonName ? [(buttonName, pressed.GetAttribute("value") ?? "")] : Array.Empty<(string, string)>();
        return [.. kept, .. fields.Where(f => f.Value is not null).Select(f => (f.Name, f.Value!)), .. button];
    }

    private static IEnumerable<(string Name, string Value)> Kept(IElement element)
    {
        var name = element.GetAttribute("name")!;
        return element switch
        {
            IHtmlInputElement { Type: "checkbox" or "radio" } box => box.IsChecked ? [(name, box.GetAttribute("value") ?? "on")] : [],
            IHtmlInputElement { Type: "submit" or "button" or "file" } => [],
            IHtmlInputElement input => [(name, input.Value)],
            IHtmlTextAreaElement area => [(name, area.Value)],
            IHtmlSelectElement select => select.Options.Where(o => o.IsSelected).Select(o => (name, o.Value)),
            _ => [],
        };
    }

    private static string Address(Page page, string? action) => string.IsNullOrEmpty(action) ? page.Address : new Uri(new Uri("http://localhost" + page.Address), action).PathAndQuery;

    private async Task<Page> SendAsync(HttpRequestMessage request)
    {
        var response = await client.SendAsync(request);
        for (var redirects = 0; response.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect && redirects < MostRedirects; redirects++)
        {
            // The one kind that sends the form on as it was.
            response = response.StatusCode == HttpStatusCode.TemporaryRedirect
                ? await client.SendAsync(new HttpRequestMessage(request.Method, response.Headers.Location) { Content = request.Content })
                : await client.GetAsync(response.Headers.Location);
        }
        return await Page.ReadAsync(response);
    }
}

/// <summary>A page as a browser has read it.</summary>
public sealed record Page(HttpStatusCode Status, string Address, HttpResponseHeaders Headers, IHtmlDocument Document, string Html)
{
    /// <summary>The page's title.</summary>
    public string Title => Document.Title ?? "";

    /// <summary>The text of the main part, blanks and line breaks as single blanks.</summary>
    public string Text => Words(Document.QuerySelector("main"));

    /// <summary>The messages of the error summary.</summary>
    public IReadOnlyList<string> Errors => [.. Document.QuerySelectorAll(".govuk-error-summary li").Select(Words)];

    /// <summary>What the banner says was done.</summary>
    public string? Said => Document.QuerySelector(".govuk-notification-banner--success .govuk-notification-banner__heading") is { } said ? Words(said) : null;

    /// <summary>What the banner says was not done.</summary>
    public string? Refused => Document.QuerySelector(".govuk-notification-banner:not(.govuk-notification-banner--success) .govuk-notification-banner__heading") is { } said ? Words(said) : null;

    /// <summary>The text of the first element that a selector finds.</summary>
    public string TextOf(string selector) => Words(Document.QuerySelector(selector) ?? throw new InvalidOperationException($"{Address} has no {selector}."));

    /// <summary>The texts of all elements that a selector finds.</summary>
    public IReadOnlyList<string> TextsOf(string selector) => [.. Document.QuerySelectorAll(selector).Select(Words)];

    internal static async Task<Page> ReadAsync(HttpResponseMessage response)
    {
        var html = await response.Content.ReadAsStringAsync();
        return new Page(response.StatusCode, response.RequestMessage!.RequestUri!.PathAndQuery, response.Headers, await new HtmlParser().ParseDocumentAsync(html), html);
    }

    private static string Words(IElement? element) => string.Join(' ', (element?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>Keeps cookies between requests.</summary>
public sealed class CookieJar : DelegatingHandler
{
    /// <summary>The cookies that the browser has.</summary>
    public CookieContainer Cookies { get; } = new();

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Cookies.GetCookieHeader(request.RequestUri!) is { Length: > 0 } header) request.Headers.Add("Cookie", header);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var cookie in set) Cookies.SetCookies(request.RequestUri!, cookie);
        }
        return response;
    }
}
