namespace FlashFs.Formats.ChirpOs;

// Making, copying, moving and deleting.
public sealed partial class ChirpKernel
{
    /// <summary>Makes an empty file, in place of a file that is there.</summary>
    /// <param name="process">Who makes it.</param>
    /// <param name="path">The path; its directory must be there.</param>
    /// <param name="flags">Its flags.</param>
    /// <exception cref="ChirpException">
    /// INVALID_PATH, also where a directory has the name; FILE_NOT_FOUND; NODE_IS_NOT_DIRECTORY; PERMISSION_DENIED;
    /// FILE_IS_WRITE_LOCKED; FILE_IS_LOCKED: another process holds a lock on the file there.
    /// </exception>
    /// <exception cref="Diagnostics.FlashFsException">FLASHFS2001: the file system would be too large to be saved. Nothing has changed then.</exception>
    public ChirpFile CreateFile(ChirpProcess process, string path, ChirpFlags flags = ChirpFlags.None)
    {
        (ChirpBaseDirectory parent, string name) = ParentOf(path);
        var file = new ChirpFile(NewInfo(name, flags));
        Put(process, parent, file);
        return file;
    }

    /// <summary>Makes the directories of a path that are not there.</summary>
    /// <param name="process">Who makes them.</param>
    /// <param name="path">The path.</param>
    /// <param name="flags">The flags of those that are made.</param>
    /// <returns>The last directory of the path.</returns>
    /// <exception cref="ChirpException">INVALID_PATH; NODE_IS_NOT_DIRECTORY; PERMISSION_DENIED; FILE_IS_WRITE_LOCKED.</exception>
    /// <exception cref="Diagnostics.FlashFsException">FLASHFS2001: the file system would be too large to be saved. Nothing has changed then.</exception>
    public ChirpBaseDirectory MakeDirectories(ChirpProcess process, string path, ChirpFlags flags = ChirpFlags.None)
    {
        ChirpBaseDirectory directory = FileSystem.Root;
        string[] names = FileSystem.NamesOf(path);
        int there = 0;
        while (there < names.Length && directory.TryGetNode(names[there], out ChirpNode? node))
        {
            directory = DirectoryOf(node);
            there++;
        }

        if (there == names.Length)
        {
            return directory;
        }

        // The new ones hang on each other before the first is put in: all are there, or none.
        var first = new ChirpDirectory(NewInfo(names[there], flags));
        ChirpBaseDirectory last = first;
        foreach (string name in names[(there + 1)..])
        {
            var next = new ChirpDirectory(NewInfo(name, flags));
            last.SetNode(next);
            last = next;
        }

        Put(process, directory, first);
        return last;
    }

    /// <summary>Copies a file, or a directory with all in it that the process may read. Times and flags are copied, too.</summary>
    /// <param name="process">Who copies.</param>
    /// <param name="sourcePath">What.</param>
    /// <param name="destinationPath">The path of the copy; a file there is replaced.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="ChirpException">
    /// As for <see cref="CreateFile"/>, and FILE_IS_READ_LOCKED: another process holds a read lock on the source.
    /// </exception>
    /// <exception cref="Diagnostics.FlashFsException">FLASHFS2001: the file system would be too large to be saved. Nothing has changed then.</exception>
    public ChirpNode CopyFile(ChirpProcess process, string sourcePath, string destinationPath)
    {
        ChirpNode source = FileSystem.GetNodeFromPath(sourcePath);
        (ChirpBaseDirectory parent, string name) = ParentOf(destinationPath);
        RequireReadable(process, source);
        ChirpNode copy = CopyReadable(process, source, source.Info.Copy(name));
        Put(process, parent, copy);
        return copy;
    }

    /// <summary>Moves a file or directory, or gives it another name.</summary>
    /// <param name="process">Who moves.</param>
    /// <param name="sourcePath">What.</param>
    /// <param name="destinationPath">The new path; a file there is replaced.</param>
    /// <exception cref="ChirpException">
    /// As for <see cref="CreateFile"/>; INVALID_PATH also for the root and for a directory that would lie in itself;
    /// PERMISSION_DENIED also where something in a directory is the system's; FILE_IS_LOCKED: another process holds a lock on it,
    /// above or below.
    /// </exception>
    /// <exception cref="Diagnostics.FlashFsException">FLASHFS2001: the file system would be too large to be saved. Nothing has changed then.</exception>
    public ChirpNode MoveFile(ChirpProcess process, string sourcePath, string destinationPath)
    {
        ChirpNode node = FileSystem.GetNodeFromPath(sourcePath);
        (ChirpBaseDirectory parent, string name) = ParentOf(destinationPath);
        RequireAlterable(process, node);
        if (parent == node || parent.GetPathNodes().Contains(node))
        {
            throw new ChirpException(ChirpStatusCode.InvalidPath, $"'{node.GetPath()}' cannot lie in itself.");
        }

        if (parent == node.Parent && name == node.Name)
        {
            return node;
        }

        RequireRoomFor(process, parent, name);
        ChirpBaseDirectory formerParent = node.Parent!;
        string formerName = node.Name;
        formerParent.Detach(node);
        node.Info.Name = name;

        void Undo()
        {
            node.Info.Name = formerName;
            formerParent.Attach(node);
        }

        try
        {
            Put(process, parent, node);
        }
        catch
        {
            Undo();
            throw;
        }

        return node;
    }

    /// <summary>Deletes a file, or a directory with all in it.</summary>
    /// <exception cref="ChirpException">
    /// INVALID_PATH, also for the root; FILE_NOT_FOUND; NODE_IS_NOT_DIRECTORY; PERMISSION_DENIED: it, its directory or something in
    /// it is the system's; FILE_IS_LOCKED: another process holds a lock on it, above or below.
    /// </exception>
    /// <exception cref="Diagnostics.FlashFsException">FLASHFS2001: the file system is too large to be saved, even so. Nothing has changed then.</exception>
    public void DeleteFile(ChirpProcess process, string path)
    {
        ChirpNode node = FileSystem.GetNodeFromPath(path);
        RequireAlterable(process, node);
        ChirpBaseDirectory parent = node.Parent!;
        parent.Detach(node);
        SaveOr(() => parent.Attach(node));
    }

    internal ChirpFileStream OpenFile(ChirpProcess process, string path, string mode)
    {
        ChirpOpenMode parsed = ChirpFileStream.Parse(mode);
        bool writes = (parsed & (ChirpOpenMode.Write | ChirpOpenMode.Append)) != 0;
        RequireRunning(process);
        ChirpNode node = writes && !FileSystem.TryGetNodeFromPath(path, out ChirpNode? found) ? CreateFile(process, path) : FileSystem.GetNodeFromPath(path);
        if (node is not ChirpFile file)
        {
            throw new ChirpException(ChirpStatusCode.InvalidPath, $"'{path}' is a directory; only files can be opened.");
        }

        if ((parsed & ChirpOpenMode.Read) != 0)
        {
            RequireReadable(process, file);
        }

        if (writes)
        {
            RequireWritable(process, file);
        }

        return new ChirpFileStream(process, file, mode);
    }

    private static ChirpBaseDirectory DirectoryOf(ChirpNode node) => node as ChirpBaseDirectory
        ?? throw new ChirpException(ChirpStatusCode.NodeIsNotDirectory, $"'{node.GetPath()}' is a file.");

    private (ChirpBaseDirectory Parent, string Name) ParentOf(string path)
    {
        string[] names = FileSystem.NamesOf(path);
        if (names.Length == 0)
        {
            throw new ChirpException(ChirpStatusCode.InvalidPath, $"'{path}' is the root; a name is needed.");
        }

        ChirpBaseDirectory directory = FileSystem.Root;
        foreach (string name in names[..^1])
        {
            directory = DirectoryOf(directory.GetNode(name));
        }

        return (directory, names[^1]);
    }

    private ChirpNodeInfo NewInfo(string name, ChirpFlags flags)
    {
        long now = Now(0);
        return new ChirpNodeInfo(name, now, now, now, flags);
    }

    // What the process may not read is left out, as the original does.
    private ChirpNode CopyReadable(ChirpProcess process, ChirpNode source, ChirpNodeInfo info)
    {
        if (source is ChirpFile file)
        {
            return file.CopyTo(info);
        }

        var copy = new ChirpDirectory(info);
        var open = new Stack<(ChirpBaseDirectory From, ChirpDirectory To)>([((ChirpBaseDirectory)source, copy)]);
        while (open.TryPop(out (ChirpBaseDirectory From, ChirpDirectory To) next))
        {
            foreach (ChirpNode child in next.From.Children)
            {
                if (_locks.IsOn(child, process, ChirpLockKinds.Read) || (process.IsUser && child.HasFlag(ChirpFlags.System)))
                {
                    continue;
                }

                if (child is ChirpFile leaf)
                {
                    next.To.Attach(leaf.CopyTo(leaf.Info.Copy()));
                    continue;
                }

                var directory = new ChirpDirectory(child.Info.Copy());
                next.To.Attach(directory);
                open.Push(((ChirpBaseDirectory)child, directory));
            }
        }

        return copy;
    }

    // Whether a process may put a node of a name into a directory, in place of the file that has it.
    private void RequireRoomFor(ChirpProcess process, ChirpBaseDirectory parent, string name)
    {
        RequireWritable(process, parent);
        if (!parent.TryGetNode(name, out ChirpNode? former))
        {
            return;
        }

        if (former is ChirpBaseDirectory)
        {
            throw new ChirpException(ChirpStatusCode.InvalidPath, $"'{former.GetPath()}' is a directory; it is not replaced.");
        }

        RequireAlterable(process, former);
    }

    private void Put(ChirpProcess process, ChirpBaseDirectory parent, ChirpNode node)
    {
        RequireRoomFor(process, parent, node.Name);
        parent.TryGetNode(node.Name, out ChirpNode? former);
        parent.SetNode(node);
        SaveOr(() =>
        {
            parent.Detach(node);
            if (former is not null)
            {
                parent.Attach(former);
            }
        });
    }
}
