using System.Buffers;
using System.Text;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Tickets;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CustomerFirst.Web.Common;

/// <summary>The page's form takes a file. However large the file is that somebody chose, the page itself answers, with all that was typed beside it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesFileAttribute(long mostBytes = 0) : Attribute
{
    /// <summary>How large the files of a form may be together; 0 for what an attachment may be.</summary>
    public long MostBytes { get; } = mostBytes;
}

/// <summary>
/// Reads a form with a file that is too large to be taken: what was typed is kept, the file's bytes are counted and forgotten as they come. Left to itself the server
/// would refuse the body before any page runs, and what was typed would be lost with it.
/// </summary>
internal static class LargeForms
{
    // What is typed into a form, with room to spare.
    private const int MostText = 2 * 1024 * 1024;
    private const int MostFields = 1_000;

    // Somebody may choose a film by mistake. What is larger still is refused without being read.
    private const long MostRead = 4L * 1024 * 1024 * 1024;

    /// <summary>A step of the pipeline, after routing and before anybody reads the form.</summary>
    public static async Task ReadAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (context.GetEndpoint()?.Metadata.GetMetadata<TakesFileAttribute>() is not { } takes || !HttpMethods.IsPost(request.Method) || BoundaryOf(request) is not { } boundary)
        {
            await next(context);
            return;
        }
        var most = (takes.MostBytes > 0 ? takes.MostBytes : context.RequestServices.GetRequiredService<AttachmentOptions>().MaxBytes) + MostText;
        // For nobody but members of staff so much is read that is then thrown away.
        var tooLarge = request.ContentLength > most && request.ContentLength <= MostRead && context.RequestServices.GetRequiredService<CurrentActor>().Actor.StaffId is not null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server && (tooLarge || server.MaxRequestBodySize < most)) server.MaxRequestBodySize = tooLarge ? null : most;
        if (tooLarge && await FormAsync(request, boundary, context.RequestAborted) is var (form, refused))
        {
            if (form is null)
            {
                context.Response.StatusCode = refused;
                return;
            }
            request.Form = form;
        }
        await next(context);
    }

    private static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 128 } boundary ? boundary : null;

    private static async Task<(FormCollection? Form, int Refused)> FormAsync(HttpRequest request, string boundary, CancellationToken token)
    {
        var (fields, files, left) = (new KeyValueAccumulator(), new FormFileCollection(), MostText);
        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            while (await reader.ReadNextSectionAsync(token) is { } section)
            {
                if (section.GetContentDispositionHeader() is not { } part || HeaderUtilities.RemoveQuotes(part.Name).Value is not { } name) continue;
                if (part.IsFileDisposition())
                {
                    var called = HeaderUtilities.RemoveQuotes(part.FileNameStar.HasValue ? part.FileNameStar : part.FileName).Value ?? "";
                    if (files.Count < MostFields) files.Add(new FileNotTaken(name, called, await CountAsync(section.Body, token)));
                    continue;
                }
                if (await TextAsync(section.Body, left, token) is not { } text || fields.ValueCount == MostFields) return (null, StatusCodes.Status413PayloadTooLarge);
                left -= text.Length;
                fields.Append(name, Encoding.UTF8.GetString(text));
            }
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException)
        {
            return (null, StatusCodes.Status400BadRequest);
        }
        return (new FormCollection(fields.GetResults(), files), 0);
    }

    private static async Task<long> CountAsync(Stream body, CancellationToken token)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var counted = 0L;
            while (await body.ReadAsync(buffer, token) is > 0 and var read) counted += read;
            return counted;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Null where it is more than is left.
    private static async Task<byte[]?> TextAsync(Stream body, int left, CancellationToken token)
    {
        using var text = new MemoryStream();
        var buffer = new byte[4096];
        while (await body.ReadAsync(buffer, token) is > 0 and var read)
        {
            if (text.Length + read > left) return null;
            text.Write(buffer, 0, read);
        }
        return text.ToArray();
    }

    /// <summary>A file that was sent and not kept: what is known of it is its name and how long it was.</summary>
    private sealed class FileNotTaken(string name, string fileName, long length) : IFormFile
    {
        public string ContentType => "application/octet-stream";
        public string ContentDisposition => "";
        public IHeaderDictionary Headers { get; } = new HeaderDictionary();
        public long Length => length;
        public string Name => name;
        public string FileName => fileName;

        public void CopyTo(Stream target)
        {
        }

        public Task CopyToAsync(Stream target, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Stream OpenReadStream() => Stream.Null;
    }
}
