using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FlashFs.Tool.Explorer;

/// <summary>Writes whole answers.</summary>
internal static class Answer
{
    // The server copies what it is given at once: a client that does not read holds no more memory than this twice.
    private const int PieceSize = 64 * 1024;

    /// <summary>A refusal in one line that tells a stranger nothing.</summary>
    public static Task RefuseAsync(HttpContext context, int status) => TextAsync(context, status, status switch
    {
        StatusCodes.Status400BadRequest => "Bad request.",
        StatusCodes.Status403Forbidden => "Forbidden.",
        StatusCodes.Status405MethodNotAllowed => "Only GET and HEAD.",
        StatusCodes.Status503ServiceUnavailable => "Too many.",
        _ => "Not found.",
    });

    public static Task TextAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        return BytesAsync(context, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text + "\n"));
    }

    public static Task JsonAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return BytesAsync(context, "application/json", buffer.WrittenMemory);
    }

    public static async Task BytesAsync(HttpContext context, string type, ReadOnlyMemory<byte> bytes)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        while (!HttpMethods.IsHead(context.Request.Method) && !bytes.IsEmpty)
        {
            int count = Math.Min(bytes.Length, PieceSize);
            await context.Response.Body.WriteAsync(bytes[..count], context.RequestAborted);
            bytes = bytes[count..];
        }
    }
}
