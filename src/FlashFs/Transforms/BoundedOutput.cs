using System.Buffers;

namespace FlashFs.Transforms;

/// <summary>Keeps what a stream gives, up to a limit; the rest is read and dropped, so that the program behind it can end.</summary>
internal sealed class BoundedOutput(int limit)
{
    private readonly ArrayBufferWriter<byte> _kept = new();
    private readonly TaskCompletionSource _overflow = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();

    /// <summary>Done as soon as there is more than the limit.</summary>
    public Task Overflow => _overflow.Task;

    /// <summary>Whether there was more than the limit.</summary>
    public bool IsCut => _overflow.Task.IsCompleted;

    /// <summary>What was kept so far.</summary>
    public ReadOnlyMemory<byte> Bytes
    {
        get
        {
            lock (_lock)
            {
                return _kept.WrittenMemory;
            }
        }
    }

    /// <summary>Reads to the end.</summary>
    public async Task ReadAsync(Stream stream)
    {
        byte[] block = new byte[32 * 1024];
        int read;
        while ((read = await stream.ReadAsync(block).ConfigureAwait(false)) > 0)
        {
            int room = Math.Min(read, limit - _kept.WrittenCount);
            lock (_lock)
            {
                _kept.Write(block.AsSpan(0, room));
            }

            if (room < read)
            {
                _overflow.TrySetResult();
            }
        }
    }
}
