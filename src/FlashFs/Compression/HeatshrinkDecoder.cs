namespace FlashFs.Compression;

/// <summary>
/// Unpacks a heatshrink stream piece by piece, from front to back. It keeps one window of what it unpacked, whatever the
/// stream claims to hold. Not safe from several threads.
/// </summary>
public sealed class HeatshrinkDecoder : IUnpacker
{
    private readonly ReadOnlyMemory<byte> _stream;
    private readonly byte[] _history;
    private HeatshrinkState _state;

    /// <summary>Makes a decoder at the beginning of a stream.</summary>
    /// <param name="stream">The stream; it is not copied.</param>
    /// <param name="parameters">What the encoder assumed.</param>
    public HeatshrinkDecoder(ReadOnlyMemory<byte> stream, HeatshrinkParameters parameters)
    {
        _stream = stream;
        _history = new byte[parameters.WindowSize];
        _state = new HeatshrinkState(parameters);
    }

    /// <inheritdoc/>
    public long Position { get; private set; }

    /// <inheritdoc/>
    public int Read(Span<byte> destination)
    {
        int count = _state.Decode(_stream.Span, _history, destination);
        Remember(destination[..count]);
        Position += count;
        return count;
    }

    private void Remember(ReadOnlySpan<byte> unpacked)
    {
        if (unpacked.Length >= _history.Length)
        {
            unpacked[^_history.Length..].CopyTo(_history);
            return;
        }

        _history.AsSpan(unpacked.Length).CopyTo(_history);
        unpacked.CopyTo(_history.AsSpan(_history.Length - unpacked.Length));
    }
}
