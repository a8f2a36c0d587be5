using System.Text.Json;
using System.Text.Json.Serialization;

namespace CustomerFirst.Application.Database.Demo;

/// <summary>The data files of the demonstration council, which are embedded in this assembly.</summary>
internal static class DemoData
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The text of a file under Data, to the letter.</summary>
    public static string Text(string file)
    {
        using var reader = new StreamReader(Open(file));
        return reader.ReadToEnd();
    }

    /// <summary>A file under Data, read into a shape whose property names are the file's own.</summary>
    public static T Read<T>(string file)
    {
        using var stream = Open(file);
        return JsonSerializer.Deserialize<T>(stream, Options) ?? throw new InvalidDataException($"{file} is empty.");
    }

    private static Stream Open(string file) =>
        typeof(DemoData).Assembly.GetManifestResourceStream("Demo." + file) ?? throw new InvalidDataException($"{file} is not embedded.");
}
