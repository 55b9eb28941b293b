namespace FlashFs.Formats.ChirpOs;

/// <summary>What a file system knows of a node beside its contents.</summary>
public sealed class ChirpNodeInfo
{
    private string _name;

    /// <summary>Makes one.</summary>
    /// <param name="name">The name; empty for the root only.</param>
    /// <param name="created">When the node was made, in Unix milliseconds.</param>
    /// <param name="modified">When it was last changed, in Unix milliseconds.</param>
    /// <param name="accessed">When it was last read, in Unix milliseconds.</param>
    /// <param name="flags">The flags.</param>
    /// <exception cref="ChirpException">INVALID_PATH: the name has a <c>/</c>.</exception>
    public ChirpNodeInfo(string name, long created = 0, long modified = 0, long accessed = 0, ChirpFlags flags = ChirpFlags.None)
    {
        _name = Checked(name);
        Created = created;
        Modified = modified;
        Accessed = accessed;
        Flags = flags;
    }

    /// <summary>The name: any text without <c>/</c>; empty for the root only.</summary>
    public string Name
    {
        get => _name;
        internal set => _name = Checked(value);
    }

    /// <summary>When the node was made, in Unix milliseconds.</summary>
    public long Created { get; set; }

    /// <summary>When it was last changed, in Unix milliseconds.</summary>
    public long Modified { get; set; }

    /// <summary>When it was last read, in Unix milliseconds. This alone is no change: it is saved together with one.</summary>
    public long Accessed { get; set; }

    /// <summary>The flags.</summary>
    public ChirpFlags Flags { get; set; }

    internal ChirpNodeInfo Copy(string? name = null) => new(name ?? _name, Created, Modified, Accessed, Flags);

    internal bool IsSame(ChirpNodeInfo other) =>
        _name == other._name && Created == other.Created && Modified == other.Modified && Flags == other.Flags;

    private static string Checked(string name) => name.Contains(ChirpOsLayout.Separator, StringComparison.Ordinal)
        ? throw new ChirpException(ChirpStatusCode.InvalidPath, $"'{name}' cannot be a name: it has a '/', which separates names")
        : name;
}
