using System.Buffers;

namespace FlashFs.Compression;

/// <summary>
/// The heatshrink packing of small devices: an LZSS bit stream, most significant bit first, of literals (1, then 8 bits)
/// and references (0, then distance - 1, then length - 1). A stream has no header, no length and no end mark.
/// </summary>
/// <remarks>Source: atomicobject/heatshrink 0.4.1, <c>heatshrink_encoder.c</c> and <c>heatshrink_decoder.c</c>.</remarks>
public static class Heatshrink
{
    internal const int LiteralBits = 9;

    /// <summary>The most bytes that a stream of so many bytes of contents can have: every byte a literal.</summary>
    /// <param name="length">The length of the contents in bytes.</param>
    public static int MaximumStreamLength(int length) => checked((int)((((long)length * LiteralBits) + 7) / 8));

    /// <summary>Packs contents: the bytes are those of the C encoder.</summary>
    /// <param name="contents">The contents.</param>
    /// <param name="parameters">What the decoder will assume.</param>
    public static byte[] Encode(ReadOnlySpan<byte> contents, HeatshrinkParameters parameters)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaximumStreamLength(contents.Length));
        try
        {
            // Always true: the buffer takes the longest stream there can be.
            _ = TryEncode(contents, buffer, parameters, out int written);
            return buffer.AsSpan(0, written).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Packs contents into a buffer, or finds out, as early as it shows, that the stream is too long for it.</summary>
    /// <param name="contents">The contents.</param>
    /// <param name="destination">Takes the stream; it must not overlap the contents.</param>
    /// <param name="parameters">What the decoder will assume.</param>
    /// <param name="written">The length of the stream in bytes; 0 when it is too long.</param>
    /// <returns>Whether the stream fits.</returns>
    public static bool TryEncode(ReadOnlySpan<byte> contents, Span<byte> destination, HeatshrinkParameters parameters, out int written) =>
        HeatshrinkEncoder.TryEncode(contents, destination, parameters, out written);

    /// <summary>Unpacks the beginning of a stream, as much as the buffer takes.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="destination">Takes the contents; it must not overlap the stream.</param>
    /// <param name="parameters">What the encoder assumed.</param>
    /// <param name="written">How many bytes were unpacked.</param>
    /// <returns>Whether the buffer was filled; if not, the stream ends early.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> stream, Span<byte> destination, HeatshrinkParameters parameters, out int written)
    {
        var state = new HeatshrinkState(parameters);
        written = state.Decode(stream, history: default, destination);
        return written == destination.Length;
    }

    /// <summary>How many bytes a stream stands for, found out without unpacking it.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="parameters">What the encoder assumed.</param>
    /// <param name="consumed">How many bytes of the stream that takes: fewer than there are when bytes follow that stand for nothing.</param>
    public static long Measure(ReadOnlySpan<byte> stream, HeatshrinkParameters parameters, out int consumed) =>
        new HeatshrinkState(parameters).Measure(stream, out consumed);
}
