using System.Text;

namespace CustomerFirst.Web.Common;

/// <summary>The part of an address behind the question mark; what is empty is left out.</summary>
internal sealed class QueryBuilder
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds one value.</summary>
    public void Add(string name, string? value)
    {
        if (string.IsNullOrEmpty(value)) return;
        _text.Append(_text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }

    /// <summary>"?role=adviser", or nothing.</summary>
    public override string ToString() => _text.ToString();
}
