using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>The large memory of one run of a stage: images, and the state of the build before. It goes with the stage, all at once.</summary>
internal sealed class StageMemory : IDisposable
{
    private readonly Lock _taking = new();
    private readonly List<IDisposable> _blocks = [];
    private readonly List<FileBlock> _files = [];
    private readonly List<Task> _users = [];

    /// <summary>Takes memory, on any thread; what is in it is not said. It is there until this is disposed of.</summary>
    /// <param name="length">How many bytes.</param>
    public Memory<byte> Take(int length)
    {
        var block = new NativeBlock(length);
        lock (_taking)
        {
            _blocks.Add(block);
        }

        return block.Memory;
    }

    /// <summary>Has a file that is memory closed when the rest goes, or a little later.</summary>
    public void Own(FileBlock file) => _files.Add(file);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, rooted.</param>
    /// <exception cref="IOException">It cannot be read, or has less than it said.</exception>
    public ReadOnlyMemory<byte> ReadFile(string path)
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(path);
        Memory<byte> bytes = Take(checked((int)RandomAccess.GetLength(handle)));
        return DiskReads.Fill(handle, bytes.Span, 0) == bytes.Length ? bytes : throw new EndOfStreamException($"'{path}' ends early.");
    }

    /// <summary>Has work under way that uses the memory waited for before it goes.</summary>
    public void IsReadBy(Task work) => _users.Add(work);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Task work in _users)
        {
            work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }

        _blocks.ForEach(block => block.Dispose());
        _blocks.Clear();

        // Of 40 MB it takes 3 ms, which nobody has to wait for.
        _files.ForEach(file => Task.Run(((IDisposable)file).Dispose));
        _files.Clear();
    }
}
