using System.Buffers.Binary;
using System.IO.Compression;
using FlashFs.Diagnostics;

namespace FlashFs.Compression;

/// <summary>Unpacks one gzip member piece by piece, from front to back. Not safe from several threads.</summary>
public sealed class GzipReader : IDisposable, IUnpacker
{
    private readonly ReadOnlyMemory<byte> _member;
    private readonly BodyStream _body;
    private readonly DeflateStream _deflate;
    private uint _crc;

    /// <summary>Makes a reader at the beginning of a member.</summary>
    /// <param name="member">The member and nothing else; it is not copied.</param>
    /// <exception cref="FlashFormatException">FLASHFS5006: it has no valid header, or claims more contents than its bytes can stand for.</exception>
    public GzipReader(ReadOnlyMemory<byte> member)
    {
        Length = GzipMember.ReadLength(member.Span, out int bodyOffset);
        _member = member;
        _body = new BodyStream(member[bodyOffset..^GzipMember.TrailerLength]);
        _deflate = new DeflateStream(_body, CompressionMode.Decompress);
    }

    /// <summary>How many bytes the member says it holds; <see cref="CheckEnd"/> finds out whether that is true.</summary>
    public long Length { get; }

    /// <inheritdoc/>
    public long Position { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="FlashFormatException">FLASHFS5006: the packed bytes are no deflate stream.</exception>
    public int Read(Span<byte> destination)
    {
        int count;
        try
        {
            count = _deflate.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            throw GzipMember.Corrupt(-1, "a deflate stream", $"something else after {Position} unpacked bytes");
        }

        _crc = Crc32.Append(_crc, destination[..count]);
        Position += count;
        return count;
    }

    /// <summary>Checks, after all <see cref="Length"/> bytes have been read, that the member ends there and is intact.</summary>
    /// <exception cref="FlashFormatException">FLASHFS5006: it does not, or is not.</exception>
    public void CheckEnd()
    {
        if (Position < Length)
        {
            throw GzipMember.Corrupt(-1, $"{Length} bytes of contents", $"{Position}");
        }

        long length = Position;
        if (Read(stackalloc byte[1]) > 0)
        {
            throw GzipMember.Corrupt(-1, $"{length} bytes of contents", "more");
        }

        if (!_body.IsUsedUp)
        {
            throw GzipMember.Corrupt(-1, "the end of the member behind its contents", "further bytes");
        }

        uint expected = BinaryPrimitives.ReadUInt32LittleEndian(_member.Span[^GzipMember.TrailerLength..]);
        if (_crc != expected)
        {
            throw GzipMember.Corrupt(_member.Length - GzipMember.TrailerLength, $"contents with CRC 0x{expected:x8}", $"0x{_crc:x8}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _deflate.Dispose();
        _body.Dispose();
    }

    // Hands out the last byte on its own and only when asked for it: DeflateStream reads ahead and does not say how much
    // it used, but it does not ask for more than its stream needs.
    private sealed class BodyStream(ReadOnlyMemory<byte> body) : Stream
    {
        private int _position;

        public bool IsUsedUp => _position == body.Length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            int left = body.Length - _position;
            int count = Math.Min(left > 1 ? left - 1 : left, buffer.Length);
            body.Span.Slice(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
