using FlashFs.Diagnostics;

namespace FlashFs.Formats.ChirpOs;

/// <summary>
/// Who works on a file system on behalf of processes: it checks flags and locks, and saves. Every change is made, saved and, if
/// saving fails, taken back, so that memory and storage never part.
/// </summary>
/// <remarks>
/// Saving packs everything that differs from the base, as often as something changes: that is what buffers are for.
/// Not safe from several threads. Source: Abracawdabra/ChirpOS, <c>src/node_modules/_kernel.js</c>.
/// </remarks>
public sealed partial class ChirpKernel
{
    private readonly IChirpStorage? _storage;
    private readonly TimeProvider? _clock;
    private readonly ChirpLocks _locks = new();
    private readonly SortedDictionary<int, ChirpProcess> _processes = [];
    private int _lastId;

    /// <summary>Makes a kernel.</summary>
    /// <param name="fileSystem">The file system.</param>
    /// <param name="storage">Where it is saved; null for nowhere.</param>
    /// <param name="clock">Gives the times of nodes; null leaves them 0, so that the same calls give the same string.</param>
    public ChirpKernel(ChirpFileSystem fileSystem, IChirpStorage? storage = null, TimeProvider? clock = null)
    {
        FileSystem = fileSystem;
        _storage = storage;
        _clock = clock;
        KernelProcess = new ChirpProcess(this, 0);
        _processes.Add(0, KernelProcess);
    }

    /// <summary>The file system.</summary>
    public ChirpFileSystem FileSystem { get; }

    /// <summary>The kernel's own process, number 0. Flags do not bind it; locks of others do.</summary>
    public ChirpProcess KernelProcess { get; }

    /// <summary>The processes that have not ended, by their numbers.</summary>
    public IReadOnlyCollection<ChirpProcess> Processes => _processes.Values;

    /// <summary>Loads what a storage has under <see cref="ChirpFileSystemInfo.StorageKey"/> over a base; see <see cref="ChirpFileSystem.Load"/>.</summary>
    /// <param name="storage">Where it was saved, and will be.</param>
    /// <param name="baseTree">The base.</param>
    /// <param name="info">What is fixed of the file system; the default capacity where null.</param>
    /// <param name="clock">Gives the times of nodes; null leaves them 0.</param>
    public static ChirpKernel Boot(
        IChirpStorage storage, ChirpFileSystem? baseTree = null, ChirpFileSystemInfo? info = null, TimeProvider? clock = null) =>
        new(ChirpFileSystem.Load(storage.GetItem(ChirpFileSystemInfo.StorageKey), baseTree, info), storage, clock);

    /// <summary>Starts a process.</summary>
    public ChirpProcess StartProcess()
    {
        var process = new ChirpProcess(this, ++_lastId);
        _processes.Add(process.Id, process);
        return process;
    }

    /// <summary>Writes into a file and saves: all writing of contents comes here.</summary>
    /// <param name="process">Who writes.</param>
    /// <param name="file">The file.</param>
    /// <param name="data">Any code units.</param>
    /// <param name="position">Where, in code units, at most the length of the file.</param>
    /// <param name="cut">Whether what lies behind goes.</param>
    /// <exception cref="ChirpException">PERMISSION_DENIED; FILE_IS_WRITE_LOCKED; FILE_NOT_FOUND: the file was deleted.</exception>
    /// <exception cref="FlashFsException">FLASHFS2001: the file system would be too large to be saved. Nothing has changed then.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The position is not in the file.</exception>
    public void Write(ChirpProcess process, ChirpFile file, string data, int position, bool cut = false)
    {
        RequirePresent(file);
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, file.Length);
        RequireWritable(process, file);
        long modified = file.Info.Modified;
        Action undo = file.Write(position, data, cut);
        file.Info.Modified = Now(modified);
        SaveOr(() =>
        {
            undo();
            file.Info.Modified = modified;
        });
    }

    /// <summary>Saves what differs from the base under <see cref="ChirpFileSystemInfo.StorageKey"/>; every change does so by itself.</summary>
    /// <exception cref="FlashFsException">FLASHFS2001: it is longer than the capacity. What was saved before is still there.</exception>
    public void Save() => _storage?.SetItem(ChirpFileSystemInfo.StorageKey, FileSystem.Save());

    internal void Forget(ChirpProcess process)
    {
        _locks.DeleteAll(process);
        _processes.Remove(process.Id);
    }

    internal void RequireReadable(ChirpProcess process, ChirpNode node)
    {
        RequirePresent(node);
        RequireRunning(process);
        if (process.IsUser && node.HasFlag(ChirpFlags.System))
        {
            throw Denied(node, "read");
        }

        if (!CanReadFrom(process, node))
        {
            throw Locked(ChirpStatusCode.FileIsReadLocked, node);
        }

        node.Info.Accessed = Now(node.Info.Accessed);
    }

    private static ChirpException Denied(ChirpNode node, string verb) =>
        new(ChirpStatusCode.PermissionDenied, $"'{node.GetPath()}' is the system's; only the kernel may {verb} it.");

    private static ChirpException Absent(ChirpNode node) =>
        new(ChirpStatusCode.FileNotFound, $"'{node.Name}' is not in the file system any more.");

    private static ChirpException Locked(ChirpStatusCode status, ChirpNode node) =>
        new(status, $"Another process holds a lock on '{node.GetPath()}', or on a directory it lies in or something in it.");

    private static void RequireRunning(ChirpProcess process) => ObjectDisposedException.ThrowIf(process.HasEnded, process);

    private void RequireWritable(ChirpProcess process, ChirpNode node)
    {
        RequireRunning(process);
        if (process.IsUser && node.HasFlag(ChirpFlags.System))
        {
            throw Denied(node, "change");
        }

        if (!CanWriteTo(process, node))
        {
            throw Locked(ChirpStatusCode.FileIsWriteLocked, node);
        }
    }

    private void RequirePresent(ChirpNode node)
    {
        if (!IsPresent(node))
        {
            throw Absent(node);
        }
    }

    private bool IsPresent(ChirpNode node) => node.Top == FileSystem.Root;

    private void SaveOr(Action undo)
    {
        try
        {
            Save();
        }
        catch
        {
            undo();
            throw;
        }
    }

    private long Now(long otherwise) => _clock?.GetUtcNow().ToUnixTimeMilliseconds() ?? otherwise;
}
