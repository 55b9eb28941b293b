using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace FlashFs.Pipeline.Manifest;

/// <summary>
/// What the stages leave as JSON: UTF-8, two spaces, line feeds, a line feed at the end; what is null is left out. It is written and
/// read by hand, for in a build step the start of a serializer costs more than the rest of the step.
/// </summary>
internal static class JsonFile
{
    // Names stay readable; what a page or a terminal could take for markup or control stays escaped. To make this encoder takes
    // longer than to write a document, so it is made where a name needs it: what is ASCII comes out of the default one as well.
    private static readonly Lazy<JavaScriptEncoder> AllScripts = new(() => JavaScriptEncoder.Create(UnicodeRanges.All));

    /// <summary>Writes a document that is one object.</summary>
    /// <param name="write">Writes the object's members.</param>
    /// <param name="lengthHint">About how long it becomes, in bytes; so much is taken at once.</param>
    /// <param name="memory">What it is put into; an array where there is none.</param>
    public static ReadOnlyMemory<byte> ToBytes(Action<Utf8JsonWriter> write, int lengthHint, StageMemory? memory)
    {
        ReadOnlyMemory<byte> bytes = ToBytes(write, lengthHint, memory, JavaScriptEncoder.Default);
        return HasEscapedLetter(bytes.Span) ? ToBytes(write, bytes.Length, memory, AllScripts.Value) : bytes;
    }

    /// <summary>Writes a short document that is one object.</summary>
    /// <param name="write">Writes the object's members.</param>
    public static byte[] ToBytes(Action<Utf8JsonWriter> write) => ToBytes(write, 0, null).ToArray();

    /// <summary>Reads a document that is one object.</summary>
    /// <exception cref="JsonException">It is none, or not of that shape.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> bytes, Func<JsonFields, T> read)
        where T : class
    {
        var reader = new Utf8JsonReader(bytes);
        using var document = JsonDocument.ParseValue(ref reader);
        _ = reader.Read(); // throws where something follows
        try
        {
            return read(JsonFields.Of(document.RootElement, "the document"));
        }
        catch (InvalidOperationException e)
        {
            // Half a surrogate pair is no failure of the syntax to the reader, and no text when it is asked for.
            throw new JsonException("The document has text with half a surrogate pair.", e);
        }
    }

    private static ReadOnlyMemory<byte> ToBytes(Action<Utf8JsonWriter> write, int lengthHint, StageMemory? memory, JavaScriptEncoder encoder)
    {
        var buffer = new StageBuffer(lengthHint, memory);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = encoder }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        buffer.GetSpan(1)[0] = (byte)'\n';
        buffer.Advance(1);
        return buffer.Written;
    }

    // A backslash of a name with a 'u' behind it looks like one, and costs no more than a second writing.
    private static bool HasEscapedLetter(ReadOnlySpan<byte> bytes)
    {
        for (int escape; (escape = bytes.IndexOf("\\u"u8)) >= 0; bytes = bytes[(escape + 2)..])
        {
            bool isAscii = bytes[(escape + 2)..].StartsWith("00"u8) && bytes[escape + 4] is >= (byte)'0' and <= (byte)'7';
            if (!isAscii)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes a member, or nothing where the value is null.</summary>
    public static void WriteKnown(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    /// <inheritdoc cref="WriteKnown(Utf8JsonWriter, string, string?)"/>
    public static void WriteKnown(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } known)
        {
            json.WriteNumber(name, known);
        }
    }

    /// <inheritdoc cref="WriteKnown(Utf8JsonWriter, string, string?)"/>
    public static void WriteKnown<T>(this Utf8JsonWriter json, string name, T? item, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (item is not null)
        {
            json.WriteObject(name, item, write);
        }
    }

    /// <summary>Writes a member that is an array of texts.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WritePropertyName(name);
        json.WriteTexts(texts);
    }

    /// <summary>Writes an array of texts.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, IReadOnlyList<string> texts)
    {
        json.WriteStartArray();
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a member that is an array of objects.</summary>
    public static void WriteObjects<T>(this Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a member that is an object.</summary>
    public static void WriteObject<T>(this Utf8JsonWriter json, string name, T item, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        json.WriteStartObject(name);
        write(json, item);
        json.WriteEndObject();
    }
}
