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

        Merge(root, stored, files);
        return root;
    }

    private static void Merge(ChirpBaseDirectory directory, ChirpOsStoredNode stored, Dictionary<ChirpFile, ChirpOsStoredNode> files)
    {
        foreach ((_, ChirpOsStoredNode child) in stored.Children ?? [])
        {
            directory.TryGetNode(child.Name, out ChirpNode? former);
            if (child.IsDeleted)
            {
                if (former is not null)
                {
                    directory.Detach(former);
                }
            }
            else if (child.Data is { } data)
            {
                var file = new ChirpFile(child.ToInfo(), data);
                if (child.IsBinary)
                {
                    file.TrySetBinary();
                }

                files.Add(file, child);
                directory.Attach(file);
            }
            else
            {
                MergeDirectory(directory, former as ChirpDirectory, child, files);
            }
        }
    }

    private static void MergeDirectory(
        ChirpBaseDirectory parent, ChirpDirectory? former, ChirpOsStoredNode stored, Dictionary<ChirpFile, ChirpOsStoredNode> files)
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

        Merge(directory, stored, files);
    }
}
