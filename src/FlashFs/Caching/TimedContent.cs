using System.Net;

namespace FlashFs.Caching;

/// <summary>The body of an upload, in pieces, so that a server that stops reading is noticed.</summary>
internal sealed class TimedContent(ReadOnlyMemory<byte> contents, RequestTimer timer) : HttpContent
{
    private const int PieceLength = 64 << 10;

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = contents.Length;
        return true;
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, timer.Token);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        for (int position = 0; position < contents.Length; position += PieceLength)
        {
            ReadOnlyMemory<byte> piece = contents[position..Math.Min(position + PieceLength, contents.Length)];
            await stream.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
            timer.Add(piece.Length);
        }
    }
}
