namespace FlashFs.Formats.ChirpOs;

/// <summary>Lays what was saved over a base.</summary>
internal static class ChirpOsOverlay
{
    /// <summary>Makes the tree.</summary>
    /// <param name="stored">What was saved.</param>
    /// <param name="former">The base, which stays as it is; null where there is none.</param>
    /// <param name="files">Takes which file of the tree comes from which node of what was saved.</param>
    public static ChirpRootDirectory Apply(
        ChirpOsStoredNode stored, ChirpRootDirectory? former, Dictionary<ChirpFile, ChirpOsStoredNode> files)
    {
        ChirpRootDirectory root = former is not null && !stored.HasInfo
            ? (ChirpRootDirectory)former.Copy()
            : new ChirpRootDirectory(stored.ToInfo());
        if (former is not null && stored.HasInfo)
        {
            foreach (ChirpNode child in former.Children)
            {
                root.Attach(child.Copy());
            }
        }

        // A list of what is still to do, not recursion: an image nests as deep as it likes, and a stack does not.
        var open = new Stack<(ChirpBaseDirectory Directory, ChirpOsStoredNode Stored)>();
        open.Push((root, stored));
        while (open.TryPop(out (ChirpBaseDirectory Directory, ChirpOsStoredNode Stored) next))
        {
            foreach ((_, ChirpOsStoredNode child) in next.Stored.Children ?? [])
            {
                if (Merge(next.Directory, child, files) is { } directory)
                {
                    open.Push((directory, child));
                }
            }
        }

        return root;
    }

    // Gives the directory that a node is, whose own children come later; null for a file and for what was deleted.
    private static ChirpDirectory? Merge(ChirpBaseDirectory parent, ChirpOsStoredNode child, Dictionary<ChirpFile, ChirpOsStoredNode> files)
    {
        parent.TryGetNode(child.Name, out ChirpNode? former);
        if (child.IsDeleted)
        {
            if (former is not null)
            {
                parent.Detach(former);
            }

            return null;
        }

        if (child.Data is not { } data)
        {
            return MergeDirectory(parent, former as ChirpDirectory, child);
        }

        var file = new ChirpFile(child.ToInfo(), data);
        if (child.IsBinary)
        {
            file.TrySetBinary();
        }

        files.Add(file, child);
        parent.Attach(file);
        return null;
    }

    private static ChirpDirectory MergeDirectory(ChirpBaseDirectory parent, ChirpDirectory? former, ChirpOsStoredNode stored)
    {
        ChirpDirectory directory = former ?? new ChirpDirectory(stored.ToInfo());
        if (former is null)
        {
            parent.Attach(directory);
        }
        else if (stored.HasInfo)
        {
            (former.Info.Created, former.Info.Modified, former.Info.Accessed, former.Info.Flags) =
                (stored.Created, stored.Modified, stored.Accessed, stored.Flags);
        }

        return directory;
    }
}
