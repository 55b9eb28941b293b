using System.Buffers;

namespace FlashFs.Files;

/// <summary>Memory that the garbage collector does not look after, by where it begins. Whoever opens it closes it, when nobody uses any of it any more: a span keeps nothing alive.</summary>
/// <param name="length">How many bytes.</param>
internal abstract unsafe class PointedBlock(int length) : MemoryManager<byte>
{
    private byte* _start;

    /// <summary>Where it begins; null once it is closed.</summary>
    protected ref byte* Pointer => ref _start;

    private byte* Start => _start is null ? throw new ObjectDisposedException(GetType().Name) : _start;

    /// <inheritdoc/>
    public sealed override Span<byte> GetSpan() => new(Start, length);

    /// <inheritdoc/>
    public sealed override MemoryHandle Pin(int elementIndex = 0) => new(Start + elementIndex);

    /// <inheritdoc/>
    public sealed override void Unpin()
    {
    }
}
