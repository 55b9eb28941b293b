using System.Text.Json;

namespace FlashFs.Pipeline;

/// <summary>
/// The files of an image by path, each with the hash of its contents and what else of it matters. Only a build that has to say
/// what changed looks into them: what was read from a state stays as it was written until then.
/// </summary>
internal sealed class FileHashes
{
    private readonly ReadOnlyMemory<byte> _json;
    private IReadOnlyDictionary<string, string>? _byPath;

    /// <summary>Files that are known.</summary>
    public FileHashes(IReadOnlyDictionary<string, string> byPath) => _byPath = byPath;

    /// <summary>Files of a state: an object whose values are all text, which was looked at already.</summary>
    public FileHashes(ReadOnlyMemory<byte> json) => _json = json;

    /// <summary>Hash and attributes by path.</summary>
    public IReadOnlyDictionary<string, string> ByPath => _byPath ??= Parse(_json.Span);

    /// <summary>Writes them as a state has them.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (!_json.IsEmpty)
        {
            json.WriteRawValue(_json.Span, skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        foreach ((string path, string contents) in ByPath)
        {
            json.WriteString(path, contents);
        }

        json.WriteEndObject();
    }

    private static Dictionary<string, string> Parse(ReadOnlySpan<byte> json)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string path = reader.GetString()!;
            reader.Read();
            files[path] = reader.GetString()!;
        }

        return files;
    }
}
