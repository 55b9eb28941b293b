using System.Buffers.Binary;

namespace FlashFs.Compression;

/// <summary>Writes bits into a buffer, most significant bit first, until it is full.</summary>
internal ref struct HeatshrinkBitWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;

    // The last _count bits, fewer than 32, have not been written yet; what stands above them has.
    private ulong _bits;
    private int _count;
    private int _written;

    /// <summary>Writes up to 32 bits.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryWrite(uint bits, int count)
    {
        _bits = (_bits << count) | bits;
        _count += count;
        if (_count < 32)
        {
            return true;
        }

        _count -= 32;
        if (!BinaryPrimitives.TryWriteUInt32BigEndian(_destination[_written..], (uint)(_bits >> _count)))
        {
            return false;
        }

        _written += 4;
        return true;
    }

    /// <summary>Writes what is left, padded with zeros to a whole byte.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryFinish(out int written)
    {
        written = 0;
        int bytes = (_count + 7) / 8;
        if (_destination.Length - _written < bytes)
        {
            return false;
        }

        ulong aligned = _bits << (64 - _count);
        for (int i = 0; i < bytes; i++)
        {
            _destination[_written++] = (byte)(aligned >> (56 - (i * 8)));
        }

        written = _written;
        return true;
    }
}
