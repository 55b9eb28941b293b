using System.Security.Cryptography;

namespace FlashFs.Pipeline;

/// <summary>Takes bytes and keeps only their hash: tells whether an output is right already before it is written.</summary>
internal sealed class HashingStream : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly bool _checksOnly;
    private uint _crc32;
    private long _length;

    private HashingStream(bool checksOnly) => _checksOnly = checksOnly;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => _length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <summary>The SHA-256 of all that is written, lower-case hexadecimal.</summary>
    public static string Hash(Action<Stream> write)
    {
        using var stream = new HashingStream(checksOnly: false);
        write(stream);
        return Convert.ToHexStringLower(stream._hash.GetHashAndReset());
    }

    /// <summary>The CRC-32 of all that is written.</summary>
    public static uint Crc32(Action<Stream> write)
    {
        using var stream = new HashingStream(checksOnly: true);
        write(stream);
        return stream._crc32;
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_checksOnly)
        {
            _crc32 = Compression.Crc32.Append(_crc32, buffer);
        }
        else
        {
            _hash.AppendData(buffer);
        }

        _length += buffer.Length;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}
