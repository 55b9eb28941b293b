using System.Buffers;
using System.Text.Json;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>
/// Reads and writes <see cref="BuildState"/> as JSON. Written by hand on the reader and writer of the base class library:
/// this is on the path of a build that has nothing to do, where starting a serializer would cost more than all the rest.
/// </summary>
internal static class BuildStateFile
{
    /// <summary>Reads a state, or null when there is none that can be used: then everything is looked at anew.</summary>
    public static BuildState? Read(string path)
    {
        try
        {
            return File.Exists(path) ? BuildStateReader.Read(File.ReadAllBytes(path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException
            or FormatException or KeyNotFoundException)
        {
            return null; // a state that is cut, edited or of another shape is a cold start, which is always right
        }
    }

    /// <summary>Writes a state, unless the file holds it already.</summary>
    public static void Write(string path, BuildState state)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("revision", BuildState.Revision);
            json.WriteString("tool", state.Tool);
            json.WriteString("settings", state.Settings);
            WriteInputs(json, state);
            json.WriteStartArray("images");
            foreach (ImageRecord image in state.Images)
            {
                WriteImage(json, image);
            }

            json.WriteEndArray();
            json.WriteStartObject("outputs");
            foreach ((string name, OutputStamp output) in state.Outputs)
            {
                json.WritePropertyName(name);
                WriteStamp(json, output);
            }

            json.WriteEndObject();
            json.WriteStartObject("offsets");
            foreach ((string name, long offset) in state.Offsets)
            {
                json.WriteNumber(name, offset);
            }

            json.WriteEndObject();
            WriteDiagnostics(json, state.Diagnostics);
            json.WriteEndObject();
        }

        OutputFile.Write(path, buffer.WrittenSpan);
    }

    private static void WriteInputs(Utf8JsonWriter json, BuildState state)
    {
        json.WriteStartObject("inputs");
        foreach ((string path, InputStamp stamp) in state.Inputs)
        {
            json.WriteStartArray(path);
            json.WriteNumberValue(stamp.Length);
            json.WriteNumberValue(stamp.Ticks);
            json.WriteStringValue(stamp.Sha256);
            json.WriteBooleanValue(state.PrivateKeys.Contains(path));
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteImage(Utf8JsonWriter json, ImageRecord image)
    {
        json.WriteStartObject();
        json.WriteString("name", image.Name);
        json.WriteString("key", image.Key);
        json.WriteStartObject("settings");
        foreach ((string name, string value) in image.Settings)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WritePropertyName("files");
        image.Files.Write(json);
        json.WriteNumber("size", image.Size);
        json.WriteString("sha256", image.Sha256);
        json.WriteStartArray("figures");
        json.WriteNumberValue(image.Figures.FileCount);
        json.WriteNumberValue(image.Figures.Data);
        json.WriteNumberValue(image.Figures.Overhead);
        json.WriteNumberValue(image.Figures.Free);
        if (image.Figures.FreeBlocks is { } blocks)
        {
            json.WriteNumberValue(blocks);
        }

        json.WriteEndArray();
        WriteDiagnostics(json, image.Diagnostics);
        json.WriteEndObject();
    }

    private static void WriteStamp(Utf8JsonWriter json, OutputStamp stamp)
    {
        json.WriteStartArray();
        json.WriteNumberValue(stamp.Length);
        json.WriteNumberValue(stamp.Ticks);
        json.WriteStringValue(stamp.Sha256);
        json.WriteEndArray();
    }

    private static void WriteDiagnostics(Utf8JsonWriter json, IEnumerable<Diagnostic> diagnostics)
    {
        json.WriteStartArray("diagnostics");
        foreach (Diagnostic diagnostic in diagnostics)
        {
            json.WriteStartArray();
            json.WriteStringValue(diagnostic.Code);
            json.WriteStringValue(diagnostic.Message);
            json.WriteStringValue(diagnostic.Location?.File);
            json.WriteNumberValue(diagnostic.Location?.Line ?? 0);
            json.WriteNumberValue(diagnostic.Location?.Column ?? 0);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
