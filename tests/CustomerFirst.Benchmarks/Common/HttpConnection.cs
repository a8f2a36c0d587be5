using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace CustomerFirst.Benchmarks.Common;

/// <summary>An answer.</summary>
/// <param name="Body">Valid until the next request on the connection.</param>
internal readonly record struct HttpAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);
}

/// <summary>
/// One keep-alive connection over a bare socket, for a thread of its own that waits for each answer. It costs so little that the load generator, which
/// shares the machine with what it measures, does not measure itself. It keeps cookies as a browser would and asks for no compression.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    // Nothing that is measured takes a minute; an app that hangs ends the benchmark.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = (int)s_patience.TotalMilliseconds };
    private readonly string _host;
    private readonly Dictionary<string, string> _cookies;
    private readonly byte[] _cookieNames;
    private byte[] _buffer = new byte[64 * 1024];
    private byte[] _body = new byte[64 * 1024];
    private string _cookieLine = "";
    private int _start;
    private int _end;

    private HttpConnection(string host, IEnumerable<KeyValuePair<string, string>> cookies)
    {
        (_host, _cookies, _cookieNames) = (host, new(cookies), "\r\nset-cookie:"u8.ToArray());
        WriteCookies();
    }

    /// <summary>Opens one.</summary>
    public static HttpConnection Open(Uri address, IEnumerable<KeyValuePair<string, string>>? cookies)
    {
        var connection = new HttpConnection(address.Authority, cookies ?? []);
        connection._socket.Connect(address.Host, address.Port);
        return connection;
    }

    /// <summary>Asks for a page.</summary>
    public HttpAnswer Get(string path) => Send($"GET {path} HTTP/1.1\r\nHost: {_host}\r\n{_cookieLine}Accept: text/html\r\n\r\n");

    /// <summary>Posts a body.</summary>
    /// <param name="headers">Further header lines, each with its line end.</param>
    public HttpAnswer Post(string path, string contentType, string body, string headers) =>
        Send($"POST {path} HTTP/1.1\r\nHost: {_host}\r\n{_cookieLine}Content-Type: {contentType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}");

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();

    private HttpAnswer Send(string request)
    {
        var bytes = Encoding.UTF8.GetBytes(request);
        for (var sent = 0; sent < bytes.Length;) sent += _socket.Send(bytes.AsSpan(sent));
        var head = ReadHead();
        var (status, length, chunked) = Read(_buffer.AsSpan(_start, head));
        if (_buffer.AsSpan(_start, head).IndexOf(_cookieNames) >= 0 || _buffer.AsSpan(_start, head).IndexOf("\r\nSet-Cookie:"u8) >= 0)
            KeepCookies(Encoding.Latin1.GetString(_buffer, _start, head));
        _start += head;
        return new HttpAnswer(status, chunked ? ReadChunks() : ReadBody(length));
    }

    private int ReadHead()
    {
        while (true)
        {
            var end = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8);
            if (end >= 0) return end + 4;
            Fill();
        }
    }

    private static (int Status, int Length, bool Chunked) Read(ReadOnlySpan<byte> head)
    {
        if (!Utf8Parser.TryParse(head[9..], out int status, out _)) throw new BenchmarkFailedException("The app's answer cannot be read.");
        if (Value(head, "Content-Length:"u8) is { Length: > 0 } value && Utf8Parser.TryParse(value, out int length, out _)) return (status, length, false);
        return (status, 0, Value(head, "Transfer-Encoding:"u8).StartsWith("chunked"u8));
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        var at = head.IndexOf(name);
        return at < 0 ? default : head[(at + name.Length)..].TrimStart((byte)' ');
    }

    private ReadOnlyMemory<byte> ReadBody(int length)
    {
        Copy(length, 0);
        return _body.AsMemory(0, length);
    }

    private ReadOnlyMemory<byte> ReadChunks()
    {
        for (var length = 0; ;)
        {
            int line;
            while ((line = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0) Fill();
            if (!Utf8Parser.TryParse(_buffer.AsSpan(_start, line), out int size, out _, 'x')) throw new BenchmarkFailedException("The app's answer cannot be read.");
            _start += line + 2;
            Copy(size, length);
            length += size;
            while (_end - _start < 2) Fill();
            _start += 2;
            if (size == 0) return _body.AsMemory(0, length);
        }
    }

    private void Copy(int count, int to)
    {
        if (_body.Length < to + count) Array.Resize(ref _body, Math.Max(to + count, 2 * _body.Length));
        for (var copied = 0; copied < count;)
        {
            if (_start == _end) Fill();
            var part = Math.Min(count - copied, _end - _start);
            _buffer.AsSpan(_start, part).CopyTo(_body.AsSpan(to + copied));
            (_start, copied) = (_start + part, copied + part);
        }
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length) Array.Resize(ref _buffer, 2 * _buffer.Length);
        var read = _socket.Receive(_buffer.AsSpan(_end));
        if (read == 0) throw new BenchmarkFailedException("The app closed the connection.");
        _end += read;
    }

    private void KeepCookies(string head)
    {
        foreach (var line in head.Split("\r\n").Where(l => l.StartsWith("Set-Cookie:", StringComparison.OrdinalIgnoreCase)))
        {
            var pair = line["Set-Cookie:".Length..].Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries);
            _cookies[pair[0]] = pair[1];
        }
        WriteCookies();
    }

    private void WriteCookies() => _cookieLine = _cookies.Count == 0 ? "" : $"Cookie: {string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}"))}\r\n";
}
