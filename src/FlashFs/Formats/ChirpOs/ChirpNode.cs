using System.Text;

namespace FlashFs.Formats.ChirpOs;

/// <summary>A file or directory.</summary>
/// <remarks>Source: Abracawdabra/ChirpOS, <c>src/node_modules/_io.js</c>, <c>FileSystemNode</c>.</remarks>
public abstract class ChirpNode
{
    private protected ChirpNode(ChirpNodeInfo info) => Info = info;

    /// <summary>Name, times and flags.</summary>
    public ChirpNodeInfo Info { get; }

    /// <summary>The directory it lies in; null for the root, and for a node that lies in none.</summary>
    public ChirpBaseDirectory? Parent { get; internal set; }

    /// <summary>The name.</summary>
    public string Name => Info.Name;

    /// <summary>How many directories it lies in, up to the topmost.</summary>
    internal int Depth
    {
        get
        {
            int depth = 0;
            for (ChirpNode? node = Parent; node is not null; node = node.Parent)
            {
                depth++;
            }

            return depth;
        }
    }

    /// <summary>The topmost directory above it, or the node itself.</summary>
    internal ChirpNode Top
    {
        get
        {
            ChirpNode node = this;
            while (node.Parent is not null)
            {
                node = node.Parent;
            }

            return node;
        }
    }

    /// <summary>The path from the root; <c>/</c> for a root without a name.</summary>
    public string GetPath()
    {
        if (Parent is null)
        {
            return Name.Length > 0 ? Name : "/";
        }

        var path = new StringBuilder();
        IReadOnlyList<ChirpNode> nodes = GetPathNodes();
        for (int i = 0; i < nodes.Count; i++)
        {
            path.Append(i > 0 ? "/" : "").Append(nodes[i].Name);
        }

        return path.ToString();
    }

    /// <summary>The nodes from the root down to this one, itself included.</summary>
    public IReadOnlyList<ChirpNode> GetPathNodes()
    {
        var nodes = new List<ChirpNode>();
        for (ChirpNode? node = this; node is not null; node = node.Parent)
        {
            nodes.Add(node);
        }

        nodes.Reverse();
        return nodes;
    }

    /// <summary>Sets flags.</summary>
    public void SetFlag(ChirpFlags flag) => Info.Flags |= flag;

    /// <summary>Takes flags away.</summary>
    public void UnsetFlag(ChirpFlags flag) => Info.Flags &= ~flag;

    /// <summary>Whether any of some flags is set.</summary>
    public bool HasFlag(ChirpFlags flag) => (Info.Flags & flag) != 0;

    /// <summary>A copy that lies nowhere; directories are copied with all that they hold. Contents are shared until one side changes.</summary>
    internal abstract ChirpNode Copy(string? name = null);
}
