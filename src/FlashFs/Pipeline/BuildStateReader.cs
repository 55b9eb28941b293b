using System.Text.Json;
using FlashFs.Diagnostics;

namespace FlashFs.Pipeline;

/// <summary>
/// Reads a state. What there is one of for every file is read by hand, token by token: in a build with nothing to do it is most of
/// the work. The rest is small.
/// </summary>
internal static class BuildStateReader
{
    private static readonly string[] Parts = ["revision", "tool", "settings", "inputs", "images", "outputs", "offsets", "diagnostics"];

    /// <summary>Reads a state; null when it has another revision. Throws what the reader throws at anything else.</summary>
    public static BuildState? Read(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        var state = new BuildState();
        Expect(ref reader, JsonTokenType.StartObject);
        int found = 0;
        for (string? name = NextName(ref reader); name is not null; name = NextName(ref reader))
        {
            found += Array.IndexOf(Parts, name) == found ? 1 : throw new FormatException($"{name} is not expected here");
            switch (name)
            {
                case "revision" when reader.GetInt32() != BuildState.Revision:
                    return null;
                case "revision":
                    break;
                case "tool":
                    state.Tool = reader.GetString()!;
                    break;
                case "settings":
                    state.Settings = reader.GetString()!;
                    break;
                case "inputs":
                    ReadInputs(ref reader, state);
                    break;
                case "images":
                    ReadImages(ref reader, state, bytes);
                    break;
                default:
                    ReadSmall(name, JsonElement.ParseValue(ref reader), state);
                    break;
            }
        }

        return found == Parts.Length ? state : throw new FormatException("the state ends early");
    }

    private static void ReadInputs(ref Utf8JsonReader reader, BuildState state)
    {
        for (string? path = NextName(ref reader); path is not null; path = NextName(ref reader))
        {
            reader.Read();
            long length = reader.GetInt64();
            reader.Read();
            long ticks = reader.GetInt64();
            reader.Read();
            state.Inputs.Add(path, new InputStamp(length, ticks, reader.GetString() ?? throw new FormatException("a hash is text")));
            reader.Read();
            if (reader.GetBoolean())
            {
                state.PrivateKeys.Add(path);
            }

            Expect(ref reader, JsonTokenType.EndArray);
        }
    }

    private static void ReadImages(ref Utf8JsonReader reader, BuildState state, byte[] bytes)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var parts = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
            FileHashes? files = null;
            for (string? name = NextName(ref reader); name is not null; name = NextName(ref reader))
            {
                if (name == "files")
                {
                    files = ReadFiles(ref reader, bytes);
                }
                else
                {
                    parts.Add(name, JsonElement.ParseValue(ref reader));
                }
            }

            state.Images.Add(ToImage(parts, files ?? throw new FormatException("an image has files")));
        }
    }

    // Looked at, so that nothing can be wrong with them later, and not taken apart.
    private static FileHashes ReadFiles(ref Utf8JsonReader reader, byte[] bytes)
    {
        int start = (int)reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Expect(ref reader, JsonTokenType.String);
        }

        return new FileHashes(bytes.AsMemory(start, (int)reader.BytesConsumed - start));
    }

    private static ImageRecord ToImage(Dictionary<string, JsonElement> parts, FileHashes files)
    {
        JsonElement figures = parts["figures"];
        return new ImageRecord
        {
            Name = Text(parts["name"]),
            Key = Text(parts["key"]),
            Settings = [.. parts["settings"].EnumerateObject().Select(item => KeyValuePair.Create(item.Name, Text(item.Value)))],
            Files = files,
            Size = parts["size"].GetInt64(),
            Sha256 = Text(parts["sha256"]),
            Diagnostics = [.. ToDiagnostics(parts["diagnostics"])],
            Figures = new ImageFigures(
                figures[0].GetInt32(),
                figures[1].GetInt64(),
                figures[2].GetInt64(),
                figures[3].GetInt64(),
                figures.GetArrayLength() > 4 ? figures[4].GetInt32() : null),
        };
    }

    private static void ReadSmall(string name, JsonElement part, BuildState state)
    {
        switch (name)
        {
            case "outputs":
                foreach (JsonProperty output in part.EnumerateObject())
                {
                    state.Outputs[output.Name] = new OutputStamp(output.Value[0].GetInt64(), output.Value[1].GetInt64(), Text(output.Value[2]));
                }

                break;
            case "offsets":
                foreach (JsonProperty offset in part.EnumerateObject())
                {
                    state.Offsets[offset.Name] = offset.Value.GetInt64();
                }

                break;
            default:
                state.Diagnostics.AddRange(ToDiagnostics(part));
                break;
        }
    }

    private static IEnumerable<Diagnostic> ToDiagnostics(JsonElement list) => list.EnumerateArray().Select(ToDiagnostic).OfType<Diagnostic>();

    private static Diagnostic? ToDiagnostic(JsonElement item)
    {
        string code = Text(item[0]);
        DiagnosticDescriptor? descriptor = DiagnosticCodes.All.FirstOrDefault(known => known.Code == code);
        DiagnosticLocation? location = item[2].GetString() is { } file ? new(file, item[3].GetInt32(), item[4].GetInt32()) : null;
        return descriptor?.At(location, Text(item[1]));
    }

    // The name of the next part, with the reader on its value; null at the end of the object.
    private static string? NextName(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        string? name = reader.GetString();
        reader.Read();
        return name;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
        {
            throw new FormatException($"{type} expected");
        }
    }

    private static string Text(JsonElement element) => element.GetString() ?? throw new FormatException("text expected");
}
