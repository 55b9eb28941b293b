using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace FlashFs.Compression;

/// <summary>Writes the tokens of a heatshrink stream, most significant bit first, into a buffer that has room for them and eight bytes more.</summary>
internal ref struct HeatshrinkBitWriter(Span<byte> buffer, HeatshrinkParameters parameters)
{
    private readonly Span<byte> _buffer = buffer;
    private readonly int _lookaheadBits = parameters.LookaheadBits;
    private readonly int _referenceBits = parameters.ReferenceBits;

    // Up to seven bits that make no whole byte yet, from the most significant bit down.
    private ulong _bits;
    private int _bitCount;

    /// <summary>How many whole bytes there are.</summary>
    public int Length { get; private set; }

    /// <summary>Writes a reference, or the literal where the reference has no length: without a branch, for it could not be foreseen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(byte literal, int distance, int length)
    {
        bool isReference = length > 0;
        ulong reference = ((ulong)(uint)(distance - 1) << _lookaheadBits) | (uint)(length - 1);
        Write(isReference ? reference : LiteralToken(literal), isReference ? _referenceBits : Heatshrink.LiteralBits);
    }

    /// <summary>Writes a reference to two bytes or a literal, without a branch.</summary>
    /// <param name="literal">The literal.</param>
    /// <param name="distance">How far back the two bytes are.</param>
    /// <param name="pair">All ones for the reference, zero for the literal.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WritePairOrLiteral(byte literal, int distance, int pair)
    {
        ulong token = LiteralToken(literal);
        ulong reference = ((ulong)(uint)(distance - 1) << _lookaheadBits) | 1;
        Write(token ^ ((ulong)pair & (token ^ reference)), Heatshrink.LiteralBits ^ (pair & (Heatshrink.LiteralBits ^ _referenceBits)));
    }

    /// <summary>Writes a literal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteLiteral(byte literal) => Write(LiteralToken(literal), Heatshrink.LiteralBits);

    /// <summary>Pads what has been written to a whole byte.</summary>
    public void Finish()
    {
        if (_bitCount > 0)
        {
            _buffer[Length++] = (byte)(_bits >> 56);
            (_bits, _bitCount) = (0, 0);
        }
    }

    /// <summary>Begins the buffer anew, after its whole bytes have been taken.</summary>
    public void Rewind() => Length = 0;

    private static ulong LiteralToken(byte literal) => 0x100ul | literal;

    // Stores all there is and counts only the whole bytes; the next token stores over the rest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(ulong token, int bitCount)
    {
        _bits |= token << (64 - _bitCount - bitCount);
        _bitCount += bitCount;
        BinaryPrimitives.WriteUInt64BigEndian(_buffer[Length..], _bits);
        int whole = _bitCount >> 3;
        Length += whole;
        _bits <<= whole * 8;
        _bitCount &= 7;
    }
}
