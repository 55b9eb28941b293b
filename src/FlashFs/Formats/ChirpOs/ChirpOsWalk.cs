namespace FlashFs.Formats.ChirpOs;

/// <summary>Goes through a tree in its order.</summary>
internal static class ChirpOsWalk
{
    /// <summary>All nodes below a directory, each directory before what it holds.</summary>
    public static IEnumerable<ChirpNode> Nodes(ChirpBaseDirectory top)
    {
        var open = new Stack<IEnumerator<ChirpNode>>();
        open.Push(top.Children.GetEnumerator());
        try
        {
            while (open.TryPeek(out IEnumerator<ChirpNode>? nodes))
            {
                if (!nodes.MoveNext())
                {
                    open.Pop().Dispose();
                    continue;
                }

                yield return nodes.Current;
                if (nodes.Current is ChirpBaseDirectory directory)
                {
                    open.Push(directory.Children.GetEnumerator());
                }
            }
        }
        finally
        {
            foreach (IEnumerator<ChirpNode> nodes in open)
            {
                nodes.Dispose();
            }
        }
    }

    /// <summary>All files below a directory.</summary>
    public static IEnumerable<ChirpFile> Files(ChirpBaseDirectory top) => Nodes(top).OfType<ChirpFile>();
}
