namespace FlashFs.Formats.ChirpOs;

// Who keeps whom out.
public sealed partial class ChirpKernel
{
    /// <summary>Whether no other process holds a read lock on a node or a directory that it lies in.</summary>
    public bool CanReadFrom(ChirpProcess process, ChirpNode node) => !_locks.Covers(node, process, ChirpLockKinds.Read);

    /// <summary>Whether no other process holds a write lock on a node or a directory that it lies in.</summary>
    public bool CanWriteTo(ChirpProcess process, ChirpNode node) => !_locks.Covers(node, process, ChirpLockKinds.Write);

    /// <summary>Whether no other process holds a read lock on this very node; the directories that it lies in are not asked.</summary>
    public bool CanReadFromSingle(ChirpProcess process, ChirpNode node) => !_locks.IsOn(node, process, ChirpLockKinds.Read);

    /// <summary>Whether no other process holds a write lock on this very node; the directories that it lies in are not asked.</summary>
    public bool CanWriteToSingle(ChirpProcess process, ChirpNode node) => !_locks.IsOn(node, process, ChirpLockKinds.Write);

    /// <summary>
    /// Whether a process may move or delete a node: it is in the file system and not the root, no other process holds a lock on it,
    /// above or below, and neither its directory nor it nor anything in it is the system's, unless the process is the kernel's.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The process has ended.</exception>
    public bool CanAlter(ChirpProcess process, ChirpNode node) => ReasonNotToAlter(process, node) is null;

    /// <summary>The locks on a node and on the directories that it lies in, from the node up, by the numbers of their processes.</summary>
    public IReadOnlyList<ChirpFileLock> FindFileLocks(ChirpNode node) => [.. _locks.On(node)];

    /// <summary>Takes a read lock on a node and all below it, or gives it back: other processes cannot read there.</summary>
    /// <param name="process">Whose lock it is.</param>
    /// <param name="node">The node.</param>
    /// <param name="locked">Whether it is taken.</param>
    /// <exception cref="ChirpException">FILE_IS_READ_LOCKED: another process holds a read lock on it, above or below; FILE_NOT_FOUND: the node was deleted.</exception>
    public void ReadLockFile(ChirpProcess process, ChirpNode node, bool locked) =>
        Lock(process, node, ChirpLockKinds.Read, locked, ChirpStatusCode.FileIsReadLocked);

    /// <summary>Takes a write lock on a node and all below it, or gives it back: other processes cannot write there.</summary>
    /// <param name="process">Whose lock it is.</param>
    /// <param name="node">The node.</param>
    /// <param name="locked">Whether it is taken.</param>
    /// <exception cref="ChirpException">FILE_IS_WRITE_LOCKED: another process holds a write lock on it, above or below; FILE_NOT_FOUND: the node was deleted.</exception>
    public void WriteLockFile(ChirpProcess process, ChirpNode node, bool locked) =>
        Lock(process, node, ChirpLockKinds.Write, locked, ChirpStatusCode.FileIsWriteLocked);

    /// <summary>Gives the locks of a process on a node back.</summary>
    /// <exception cref="ChirpException">FILE_LOCK_NOT_FOUND: it has none there.</exception>
    public void DeleteFileLock(ChirpProcess process, ChirpNode node)
    {
        if (!_locks.Delete(node, process))
        {
            throw new ChirpException(ChirpStatusCode.FileLockNotFound, $"Process {process.Id} holds no lock on '{node.GetPath()}'.");
        }
    }

    private void Lock(ChirpProcess process, ChirpNode node, ChirpLockKinds kind, bool locked, ChirpStatusCode status)
    {
        RequireRunning(process);
        RequirePresent(node);
        if (locked && (_locks.Covers(node, process, kind) || _locks.CoversBelow(node, process, kind)))
        {
            throw Locked(status, node);
        }

        _locks.Set(node, process, kind, locked);
    }

    private void RequireAlterable(ChirpProcess process, ChirpNode node)
    {
        if (ReasonNotToAlter(process, node) is { } reason)
        {
            throw reason;
        }
    }

    // Why a node must not go or move: it or something in it is the system's, or others hold locks there.
    private ChirpException? ReasonNotToAlter(ChirpProcess process, ChirpNode node)
    {
        RequireRunning(process);
        if (node is ChirpRootDirectory)
        {
            return new ChirpException(ChirpStatusCode.InvalidPath, "The root can neither go nor move.");
        }

        if (!IsPresent(node))
        {
            return Absent(node);
        }

        if (process.IsUser)
        {
            IEnumerable<ChirpNode> below = node is ChirpBaseDirectory directory ? ChirpOsWalk.Nodes(directory) : [];
            ChirpNode? system = below.Prepend(node).Prepend(node.Parent!).FirstOrDefault(candidate => candidate.HasFlag(ChirpFlags.System));
            if (system is not null)
            {
                return Denied(system, "change");
            }
        }

        return _locks.Covers(node, process, ChirpLockKinds.Any) || _locks.CoversBelow(node, process, ChirpLockKinds.Any)
            ? Locked(ChirpStatusCode.FileIsLocked, node)
            : null;
    }
}
