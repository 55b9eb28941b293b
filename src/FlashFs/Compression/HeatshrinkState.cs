using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace FlashFs.Compression;

/// <summary>Where a decoder stands in its stream. A value, so that unpacking into one buffer allocates nothing.</summary>
internal struct HeatshrinkState(HeatshrinkParameters parameters)
{
    private const int VectorSize = 16;

    private readonly int _windowBits = parameters.WindowBits;
    private readonly int _lookaheadBits = parameters.LookaheadBits;

    // Bits taken from the stream but not used yet, from the most significant bit down; below them, zeros or bits that
    // will be read again.
    private ulong _bits;
    private int _bitCount;
    private int _next;

    // A reference that the last buffer had no room for.
    private int _pendingDistance;
    private int _pendingLength;

    /// <summary>Unpacks until the destination is full or the stream holds no further whole token.</summary>
    /// <param name="stream">The whole stream, the same for each call.</param>
    /// <param name="history">The window of bytes before the destination, exactly as long as the window; empty for zeros, as before the first byte.</param>
    /// <param name="destination">Takes the bytes.</param>
    /// <returns>How many bytes were unpacked.</returns>
    public int Decode(ReadOnlySpan<byte> stream, ReadOnlySpan<byte> history, Span<byte> destination)
    {
        int position = 0;
        if (_pendingLength > 0)
        {
            position = Copy(history, destination, 0, _pendingDistance, _pendingLength);
        }

        position = DecodeFast(stream, history, destination, position);
        while (position < destination.Length)
        {
            Refill(stream);
            if ((long)_bits < 0)
            {
                if (_bitCount < Heatshrink.LiteralBits)
                {
                    break;
                }

                destination[position++] = (byte)(_bits >> 55);
                Drop(Heatshrink.LiteralBits);
            }
            else
            {
                if (_bitCount < 1 + _windowBits + _lookaheadBits)
                {
                    break;
                }

                (int distance, int length) = TakeReference();
                position = Copy(history, destination, position, distance, length);
            }
        }

        return position;
    }

    /// <summary>Counts the bytes that the rest of the stream stands for.</summary>
    public long Measure(ReadOnlySpan<byte> stream, out int consumed)
    {
        long length = _pendingLength;
        while (true)
        {
            Refill(stream);
            bool literal = (long)_bits < 0;
            if (_bitCount < (literal ? Heatshrink.LiteralBits : 1 + _windowBits + _lookaheadBits))
            {
                // Fewer than eight bits left over are the padding of the last byte.
                consumed = _next - (_bitCount / 8);
                return length;
            }

            if (literal)
            {
                length++;
                Drop(Heatshrink.LiteralBits);
            }
            else
            {
                length += TakeReference().Length;
            }
        }
    }

    // The same as the loop in Decode while neither end is near: no test for the end of the stream, and references are
    // copied in whole vectors, whose surplus the next token overwrites.
    private int DecodeFast(ReadOnlySpan<byte> stream, ReadOnlySpan<byte> history, Span<byte> destination, int position)
    {
        int windowBits = _windowBits;
        int lookaheadBits = _lookaheadBits;
        int distanceShift = 63 - windowBits;
        uint distanceMask = (1u << windowBits) - 1;
        int lengthShift = distanceShift - lookaheadBits;
        uint lengthMask = (1u << lookaheadBits) - 1;
        int referenceBits = 1 + windowBits + lookaheadBits;
        int longest = 1 << lookaheadBits;

        ulong bits = _bits;
        int bitCount = _bitCount;
        int next = _next;
        while (next + 8 <= stream.Length && position + longest + VectorSize <= destination.Length)
        {
            bits |= BinaryPrimitives.ReadUInt64BigEndian(stream[next..]) >> bitCount;
            next += (63 - bitCount) >> 3;
            bitCount |= 56;

            while ((long)bits < 0 && bitCount >= Heatshrink.LiteralBits)
            {
                destination[position++] = (byte)(bits >> 55);
                bits <<= Heatshrink.LiteralBits;
                bitCount -= Heatshrink.LiteralBits;
            }

            if ((long)bits < 0 || bitCount < referenceBits)
            {
                continue;
            }

            int distance = (int)((uint)(bits >> distanceShift) & distanceMask) + 1;
            int length = (int)((uint)(bits >> lengthShift) & lengthMask) + 1;
            bits <<= referenceBits;
            bitCount -= referenceBits;
            if (distance > position || (distance < length && distance < VectorSize))
            {
                position = CopySlowly(history, destination, position, distance, length);
                continue;
            }

            ReadOnlySpan<byte> from = destination[(position - distance)..];
            Span<byte> to = destination[position..];
            Vector128.Create(from).CopyTo(to);
            for (int done = VectorSize; done < length; done += VectorSize)
            {
                Vector128.Create(from[done..]).CopyTo(to[done..]);
            }

            position += length;
        }

        _bits = bits;
        _bitCount = bitCount;
        _next = next;
        return position;
    }

    private void Refill(ReadOnlySpan<byte> stream)
    {
        while (_bitCount <= 56 && _next < stream.Length)
        {
            _bits |= (ulong)stream[_next++] << (56 - _bitCount);
            _bitCount += 8;
        }
    }

    private void Drop(int count)
    {
        _bits <<= count;
        _bitCount -= count;
    }

    private (int Distance, int Length) TakeReference()
    {
        int distance = (int)((_bits << 1) >> (64 - _windowBits)) + 1;
        int length = (int)((_bits << (1 + _windowBits)) >> (64 - _lookaheadBits)) + 1;
        Drop(1 + _windowBits + _lookaheadBits);
        return (distance, length);
    }

    // Copies as much of a reference as there is room for and keeps the rest.
    private int Copy(ReadOnlySpan<byte> history, Span<byte> destination, int position, int distance, int length)
    {
        int room = Math.Min(length, destination.Length - position);
        _pendingDistance = distance;
        _pendingLength = length - room;
        return CopySlowly(history, destination, position, distance, room);
    }

    // Copies any reference, also one into the history or into its own output.
    private static int CopySlowly(ReadOnlySpan<byte> history, Span<byte> destination, int position, int distance, int length)
    {
        int end = position + length;
        if (distance > position)
        {
            int before = distance - position;
            int count = Math.Min(before, length);
            if (history.IsEmpty)
            {
                destination.Slice(position, count).Clear();
            }
            else
            {
                history.Slice(history.Length - before, count).CopyTo(destination[position..]);
            }

            position += count;
        }

        // What was copied makes the next stretch longer: a repeated pattern takes a few copies, not one for each byte.
        int start = position - distance;
        while (position < end)
        {
            int count = Math.Min(position - start, end - position);
            destination.Slice(start, count).CopyTo(destination[position..]);
            position += count;
        }

        return position;
    }
}
