namespace FlashFs.Pipeline;

/// <summary>
/// The contents of small files from being hashed until they are written into an image: to open ten thousand files takes longer than
/// all that is done with them. Safe from several threads.
/// </summary>
internal sealed class KeptContents : IDisposable
{
    // All of them together; files past that are read again.
    private const int Room = 40 << 20;

    // A longer one is read as quickly as it is kept.
    private const int LongestFile = 1 << 18;

    private const int BlockLength = 1 << 21;

    private readonly Lock _lock = new();
    private readonly StageMemory _memory = new();
    private Memory<byte> _block;
    private int _taken;

    /// <summary>Takes the place for a file.</summary>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="place">The place.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryTake(long length, out Memory<byte> place)
    {
        place = default;
        if (length > LongestFile)
        {
            return false;
        }

        lock (_lock)
        {
            if (length > Room - _taken)
            {
                return false;
            }

            if (length > _block.Length)
            {
                _block = _memory.Take(BlockLength);
            }

            place = _block[..(int)length];
            _block = _block[(int)length..];
            _taken += (int)length;
            return true;
        }
    }

    /// <summary>Gives the memory back; nobody reads the contents any more.</summary>
    public void Dispose() => _memory.Dispose();
}
