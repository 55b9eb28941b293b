namespace FlashFs.Formats.ChirpOs;

/// <summary>The locks of all processes. A lock covers a path and all below it.</summary>
internal sealed class ChirpLocks
{
    private readonly Dictionary<string, Dictionary<ChirpProcess, ChirpLockKinds>> _byPath = new(StringComparer.Ordinal);

    /// <summary>Whether another process holds a lock of some kinds on a node, or on a directory that it lies in.</summary>
    public bool Covers(ChirpNode node, ChirpProcess process, ChirpLockKinds kinds) =>
        _byPath.Count > 0 && PathsTo(node).Any(path => HasOther(path, process, kinds));

    /// <summary>The locks on a node and on the directories that it lies in, the node's own first, by the numbers of their processes.</summary>
    public IEnumerable<ChirpFileLock> On(ChirpNode node) => PathsTo(node).SelectMany(path => _byPath.GetValueOrDefault(path, [])
        .OrderBy(holder => holder.Key.Id)
        .Select(holder => new ChirpFileLock(
            holder.Key, path, (holder.Value & ChirpLockKinds.Read) != 0, (holder.Value & ChirpLockKinds.Write) != 0)));

    /// <summary>Whether another process holds a lock of some kinds on something below a node.</summary>
    public bool CoversBelow(ChirpNode node, ChirpProcess process, ChirpLockKinds kinds)
    {
        string path = node.GetPath();
        string prefix = path.EndsWith(ChirpOsLayout.Separator) ? path : path + ChirpOsLayout.Separator;
        return _byPath.Keys.Any(locked => locked.StartsWith(prefix, StringComparison.Ordinal) && HasOther(locked, process, kinds));
    }

    /// <summary>Whether another process holds a lock of some kinds on this very node.</summary>
    public bool IsOn(ChirpNode node, ChirpProcess process, ChirpLockKinds kinds) =>
        _byPath.Count > 0 && HasOther(node.GetPath(), process, kinds);

    /// <summary>Takes a lock, or gives it back.</summary>
    public void Set(ChirpNode node, ChirpProcess process, ChirpLockKinds kinds, bool locked)
    {
        string path = node.GetPath();
        if (!_byPath.TryGetValue(path, out Dictionary<ChirpProcess, ChirpLockKinds>? holders))
        {
            _byPath.Add(path, holders = []);
        }

        ChirpLockKinds held = holders.GetValueOrDefault(process);
        holders[process] = locked ? held | kinds : held & ~kinds;
        Prune(path, process);
    }

    /// <summary>Gives both locks on a node back.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Delete(ChirpNode node, ChirpProcess process)
    {
        string path = node.GetPath();
        bool found = _byPath.TryGetValue(path, out Dictionary<ChirpProcess, ChirpLockKinds>? holders) && holders.Remove(process);
        Prune(path, process);
        return found;
    }

    /// <summary>Gives all locks of a process back.</summary>
    public void DeleteAll(ChirpProcess process)
    {
        foreach (string path in _byPath.Keys.ToArray())
        {
            _byPath[path].Remove(process);
            Prune(path, process);
        }
    }

    // From the node up to the root.
    private static IEnumerable<string> PathsTo(ChirpNode node)
    {
        string path = node.GetPath();
        string root = node.Top.GetPath();
        while (path.Length > 0 && path != root)
        {
            yield return path;
            path = path[..path.LastIndexOf(ChirpOsLayout.Separator)];
        }

        yield return root;
    }

    private bool HasOther(string path, ChirpProcess process, ChirpLockKinds kinds) =>
        _byPath.TryGetValue(path, out Dictionary<ChirpProcess, ChirpLockKinds>? holders)
        && holders.Any(holder => holder.Key != process && (holder.Value & kinds) != 0);

    private void Prune(string path, ChirpProcess process)
    {
        if (!_byPath.TryGetValue(path, out Dictionary<ChirpProcess, ChirpLockKinds>? holders))
        {
            return;
        }

        if (holders.TryGetValue(process, out ChirpLockKinds kinds) && kinds == ChirpLockKinds.None)
        {
            holders.Remove(process);
        }

        if (holders.Count == 0)
        {
            _byPath.Remove(path);
        }
    }
}
