using System.Buffers;
using System.Text;
using System.Text.Json;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Json;

/// <summary>Writes a result as JSON: by hand, so that no serializer has to start, and in ASCII, so that no code page can spoil it.</summary>
internal static class JsonReport
{
    /// <summary>Writes one document and a line end.</summary>
    public static void Write(ToolSession session, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            write(json);
        }

        session.Out.Write(Encoding.ASCII.GetString(buffer.WrittenSpan));
        session.Out.Write('\n');
    }
}
