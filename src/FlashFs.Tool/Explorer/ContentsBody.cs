using System.Buffers;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using Microsoft.AspNetCore.Http;

namespace FlashFs.Tool.Explorer;

/// <summary>Sends the unpacked contents of a file, whatever its length, with little memory.</summary>
internal static class ContentsBody
{
    private const int PieceSize = 64 * 1024;

    /// <exception cref="FlashFormatException">The contents are damaged, which shows before anything is sent.</exception>
    public static Task SendAsync(HttpContext context, ServedImage image, VolumeEntry entry, string type)
    {
        if (entry.Length <= ServedImage.UnpackedLimit || image.Volume.TryMap(entry, out _))
        {
            return Answer.BytesAsync(context, type, image.Contents(entry));
        }

        image.Read(entry, 0, new byte[1]);
        return SendPiecesAsync(context, image, entry, type);
    }

    private static async Task SendPiecesAsync(HttpContext context, ServedImage image, VolumeEntry entry, string type)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = entry.Length;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            for (long offset = 0; offset < entry.Length;)
            {
                int count = image.Read(entry, offset, piece);
                await context.Response.Body.WriteAsync(piece.AsMemory(0, count), context.RequestAborted);
                offset += count;
            }
        }
        catch (FlashFormatException)
        {
            context.Abort(); // half of it is sent: the client must not take it for whole
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}
