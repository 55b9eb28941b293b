using System.Buffers;

namespace FlashFs.Pipeline;

/// <summary>Bytes that grow while they are written, in the memory of a stage; in an array where there is none.</summary>
/// <param name="length">About how many bytes will be written; so much is taken at once.</param>
/// <param name="memory">The memory.</param>
internal sealed class StageBuffer(int length, StageMemory? memory) : IBufferWriter<byte>
{
    private const int Shortest = 1 << 12;

    private Memory<byte> _bytes = Take(Math.Max(length, Shortest), memory);
    private int _written;

    /// <summary>What was written so far.</summary>
    public ReadOnlyMemory<byte> Written => _bytes[.._written];

    /// <inheritdoc/>
    public void Advance(int count) => _written += count;

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        int wanted = checked(_written + Math.Max(sizeHint, 1));
        if (wanted > _bytes.Length)
        {
            Memory<byte> longer = Take((int)Math.Min(Math.Max(wanted, 2L * _bytes.Length), Array.MaxLength), memory);
            Written.CopyTo(longer);
            _bytes = longer;
        }

        return _bytes[_written..];
    }

    private static Memory<byte> Take(int length, StageMemory? memory) => memory?.Take(length) ?? new byte[length];
}
