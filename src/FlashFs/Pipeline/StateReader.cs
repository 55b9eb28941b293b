using System.Buffers.Binary;
using System.Text;

namespace FlashFs.Pipeline;

/// <summary>Reads what <see cref="StateWriter"/> wrote. Whatever does not fit is a <see cref="FormatException"/>.</summary>
internal sealed class StateReader(ReadOnlyMemory<byte> bytes)
{
    private int _position;

    /// <summary>Whether all of it was read.</summary>
    public bool IsAtEnd => _position == bytes.Length;

    /// <summary>How many bytes were read.</summary>
    public int Position => _position;

    /// <summary>Four bytes.</summary>
    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(sizeof(int)).Span);

    /// <summary>Eight bytes.</summary>
    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(sizeof(long)).Span);

    /// <summary>A number of things that take some bytes each, so that it can be no larger than what is left.</summary>
    public int Count(int minimumLength)
    {
        int count = Int32();
        return count >= 0 && (long)count * minimumLength <= bytes.Length - _position ? count : throw new FormatException("a count is past the end");
    }

    /// <summary>A text that is there.</summary>
    public string Text() => TextOrNull() ?? throw new FormatException("text expected");

    /// <summary>A text, or null.</summary>
    public string? TextOrNull()
    {
        int length = Int32();
        return length == StateWriter.NoText ? null : Encoding.UTF8.GetString(Bytes(length).Span);
    }

    /// <summary>A text that is there, without taking it out.</summary>
    public void SkipText() => Bytes(Int32());

    /// <summary>The bytes from a position to where the reader is.</summary>
    public ReadOnlyMemory<byte> Since(int position) => bytes[position.._position];

    /// <summary>Bytes.</summary>
    public ReadOnlyMemory<byte> Bytes(int length)
    {
        if (length < 0 || length > bytes.Length - _position)
        {
            throw new FormatException("a length is past the end");
        }

        _position += length;
        return bytes.Slice(_position - length, length);
    }
}
