namespace FlashFs.Formats.ChirpOs;

/// <summary>Somebody who uses the file system: locks and streams are a process's own, and go with it.</summary>
/// <remarks>Source: Abracawdabra/ChirpOS, <c>src/node_modules/_proc.js</c> and <c>doc/processes.md</c>.</remarks>
public sealed class ChirpProcess : IDisposable
{
    internal ChirpProcess(ChirpKernel kernel, int id)
    {
        Kernel = kernel;
        Id = id;
    }

    /// <summary>The kernel it belongs to.</summary>
    public ChirpKernel Kernel { get; }

    /// <summary>Its number; 0 is the kernel's own, which may do what others may not.</summary>
    public int Id { get; }

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded { get; private set; }

    internal bool IsUser => Id != 0;

    /// <summary>
    /// Opens a file as a stream of this process, after checking that it may, and makes the file where it is to be written and is
    /// not there.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <param name="mode">
    /// <c>r</c> reads; <c>w</c> writes a file anew, and together with <c>r</c> into what is there; <c>a</c> writes behind its end.
    /// </param>
    /// <exception cref="ChirpException">
    /// FILE_NOT_FOUND; NODE_IS_NOT_DIRECTORY; INVALID_PATH, also for a directory; PERMISSION_DENIED; FILE_IS_READ_LOCKED;
    /// FILE_IS_WRITE_LOCKED.
    /// </exception>
    /// <exception cref="ArgumentException">The mode is none.</exception>
    public ChirpFileStream OpenFile(string path, string mode) => Kernel.OpenFile(this, path, mode);

    /// <summary>Ends the process: its locks go, its streams close, and what they had not flushed is lost.</summary>
    public void Exit()
    {
        if (IsUser && !HasEnded)
        {
            HasEnded = true;
            Kernel.Forget(this);
        }
    }

    /// <summary>The same as <see cref="Exit"/>.</summary>
    public void Dispose() => Exit();
}
