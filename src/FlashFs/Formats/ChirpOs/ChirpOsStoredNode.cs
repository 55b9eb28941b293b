namespace FlashFs.Formats.ChirpOs;

/// <summary>A node as the JSON has it: a file, a directory, or what is left of a node of the base that was deleted.</summary>
internal sealed class ChirpOsStoredNode(string name, ChirpOsStoredNode? parent, int start)
{
    public string Name { get; } = name;

    public ChirpOsStoredNode? Parent { get; } = parent;

    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>By name; the last of two with one name counts, as it does for JavaScript.</summary>
    public SortedDictionary<string, ChirpOsStoredNode>? Children { get; set; }

    /// <summary>The name of the root.</summary>
    public string RootName { get; set; } = "";

    public long Created { get; set; }

    public long Modified { get; set; }

    public long Accessed { get; set; }

    public ChirpFlags Flags { get; set; }

    /// <summary>Whether any of name, times and flags is there. A directory without them has those of the base.</summary>
    public bool HasInfo { get; set; }

    /// <summary>The contents; null for what is no file.</summary>
    public string? Data { get; set; }

    public bool IsBinary { get; set; }

    /// <summary>Whether the contents, or what they are, may be other than what was saved.</summary>
    public bool IsDamaged { get; set; }

    /// <summary>Whether the node was deleted.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>Where its key begins in the text.</summary>
    public int Start { get; } = start;

    /// <summary>Where the contents begin in the text, with their quotation mark.</summary>
    public int DataStart { get; set; }

    /// <summary>Where the contents end in the text.</summary>
    public int DataEnd { get; set; }

    /// <summary>Where its value ends in the text.</summary>
    public int End { get; set; }

    public ChirpNodeInfo ToInfo() => new(Parent is null ? RootName : Name, Created, Modified, Accessed, Flags);

    /// <summary>The path for a message: the end of it where it is long.</summary>
    public string Describe()
    {
        const int Shown = 120;
        string path = "";
        for (ChirpOsStoredNode node = this; node.Parent is not null && path.Length <= Shown; node = node.Parent)
        {
            string name = node.Name.Length > Shown ? node.Name[..Shown] + "..." : node.Name;
            path = path.Length == 0 ? name : $"{name}/{path}";
        }

        return path.Length == 0 ? "/" : path;
    }
}
