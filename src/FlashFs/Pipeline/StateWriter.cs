using System.Buffers.Binary;
using System.Text;

namespace FlashFs.Pipeline;

/// <summary>Writes the parts of a state: numbers in little-endian order, text as UTF-8 with its length in bytes before it.</summary>
/// <param name="length">About how many bytes will be written.</param>
/// <param name="memory">What they are put into; an array where there is none.</param>
internal sealed class StateWriter(int length, StageMemory? memory = null)
{
    /// <summary>How many bytes a file takes with its path, hash and numbers, about.</summary>
    public const int FileLength = 104;

    /// <summary>The length of a text that is none.</summary>
    public const int NoText = -1;

    private readonly StageBuffer _buffer = new(length, memory);

    /// <summary>What was written so far.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.Written;

    /// <summary>Four bytes.</summary>
    public void Int32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.GetSpan(sizeof(int)), value);
        _buffer.Advance(sizeof(int));
    }

    /// <summary>Eight bytes.</summary>
    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.GetSpan(sizeof(long)), value);
        _buffer.Advance(sizeof(long));
    }

    /// <summary>A text, or none.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Int32(NoText);
            return;
        }

        Span<byte> span = _buffer.GetSpan(sizeof(int) + Encoding.UTF8.GetMaxByteCount(value.Length));
        int length = Encoding.UTF8.GetBytes(value, span[sizeof(int)..]);
        BinaryPrimitives.WriteInt32LittleEndian(span, length);
        _buffer.Advance(sizeof(int) + length);
    }

    /// <summary>Bytes, without their number.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_buffer.GetSpan(bytes.Length));
        _buffer.Advance(bytes.Length);
    }
}
