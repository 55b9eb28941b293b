using System.Diagnostics.CodeAnalysis;

namespace FlashFs.Formats.ChirpOs;

/// <summary>A directory, be it the root or not.</summary>
/// <remarks>Source: Abracawdabra/ChirpOS, <c>src/node_modules/_io.js</c>, <c>Directory</c>.</remarks>
public abstract class ChirpBaseDirectory : ChirpNode
{
    private readonly SortedDictionary<string, ChirpNode> _children = new(StringComparer.Ordinal);

    private protected ChirpBaseDirectory(ChirpNodeInfo info)
        : base(info)
    {
    }

    /// <summary>The nodes in it, in the ordinal order of their names' UTF-16 code units.</summary>
    public IReadOnlyCollection<ChirpNode> Children => _children.Values;

    /// <summary>The node of a name.</summary>
    /// <exception cref="ChirpException">FILE_NOT_FOUND.</exception>
    public ChirpNode GetNode(string name) => TryGetNode(name, out ChirpNode? node) ? node : throw NotFound(name);

    /// <summary>The node of a name, if there is one.</summary>
    public bool TryGetNode(string name, [NotNullWhen(true)] out ChirpNode? node) => _children.TryGetValue(name, out node);

    /// <summary>Puts a node in, in place of the one of its name.</summary>
    /// <param name="node">The node; it must lie nowhere yet.</param>
    /// <param name="userMode">Whether a process does it, which may not change a system directory nor replace a system node.</param>
    /// <exception cref="ChirpException">
    /// PERMISSION_DENIED: that is the case; INVALID_PATH: the node has no name, or directories would lie too deep in each other.
    /// </exception>
    /// <exception cref="ArgumentException">The node lies somewhere already, or is the root, or holds this directory.</exception>
    public void SetNode(ChirpNode node, bool userMode = false)
    {
        if (node.Parent is not null || node is ChirpRootDirectory || Top == node)
        {
            throw new ArgumentException($"'{node.Name}' lies in a directory already, or is a root, or holds the directory it is to lie in.", nameof(node));
        }

        if (node.Name.Length == 0)
        {
            throw new ChirpException(ChirpStatusCode.InvalidPath, "A node without a name can only be the root.");
        }

        if (Depth + 1 + HeightOf(node) > ChirpOsLayout.MaximumDepth)
        {
            throw new ChirpException(
                ChirpStatusCode.InvalidPath, $"'{node.Name}' would lie in more than {ChirpOsLayout.MaximumDepth} directories.");
        }

        if (userMode)
        {
            Require(this);
            if (_children.TryGetValue(node.Name, out ChirpNode? former))
            {
                Require(former);
            }
        }

        Attach(node);
    }

    /// <summary>Takes a node out.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="userMode">Whether a process does it, which may change no system directory and delete no system node.</param>
    /// <exception cref="ChirpException">FILE_NOT_FOUND; PERMISSION_DENIED.</exception>
    public void DeleteNode(string name, bool userMode = false)
    {
        ChirpNode node = GetNode(name);
        if (userMode)
        {
            Require(this);
            Require(node);
        }

        Detach(node);
    }

    /// <summary>Puts a node in that is known to be right.</summary>
    internal void Attach(ChirpNode node)
    {
        if (_children.TryGetValue(node.Name, out ChirpNode? former))
        {
            former.Parent = null;
        }

        _children[node.Name] = node;
        node.Parent = this;
    }

    internal void Detach(ChirpNode node)
    {
        _children.Remove(node.Name);
        node.Parent = null;
    }

    private protected T CopyChildrenTo<T>(T copy)
        where T : ChirpBaseDirectory
    {
        // Lists of what is still to do, here and below: a tree out of an image is as deep as it likes, and a stack is not.
        var open = new Stack<(ChirpBaseDirectory From, ChirpBaseDirectory To)>([(this, copy)]);
        while (open.TryPop(out (ChirpBaseDirectory From, ChirpBaseDirectory To) next))
        {
            foreach (ChirpNode child in next.From._children.Values)
            {
                ChirpNode made = child is ChirpDirectory ? new ChirpDirectory(child.Info.Copy()) : child.Copy();
                next.To.Attach(made);
                if (child is ChirpDirectory from)
                {
                    open.Push((from, (ChirpDirectory)made));
                }
            }
        }

        return copy;
    }

    /// <summary>How many directories lie in each other below a node, the node included.</summary>
    internal static int HeightOf(ChirpNode node)
    {
        int height = 0;
        var open = new Stack<(ChirpNode Node, int Above)>([(node, 0)]);
        while (open.TryPop(out (ChirpNode Node, int Above) next))
        {
            if (next.Node is ChirpBaseDirectory directory)
            {
                height = Math.Max(height, next.Above + 1);
                foreach (ChirpNode child in directory._children.Values)
                {
                    open.Push((child, next.Above + 1));
                }
            }
        }

        return height;
    }

    private static void Require(ChirpNode node)
    {
        if (node.HasFlag(ChirpFlags.System))
        {
            throw new ChirpException(ChirpStatusCode.PermissionDenied, $"'{node.GetPath()}' is the system's; only the kernel may change it.");
        }
    }

    private ChirpException NotFound(string name) => new(ChirpStatusCode.FileNotFound, $"There is no '{name}' in '{GetPath()}'.");
}
