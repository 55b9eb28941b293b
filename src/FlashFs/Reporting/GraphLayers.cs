namespace FlashFs.Reporting;

/// <summary>Puts the nodes of a graph into columns so that edges lead to the right, but for one edge or more of each cycle.</summary>
internal static class GraphLayers
{
    /// <summary>The column of each node, from 0: the length of the longest way to it.</summary>
    public static int[] Of(int count, IReadOnlyCollection<(int From, int To)> edges)
    {
        ILookup<int, int> targets = edges.ToLookup(edge => edge.From, edge => edge.To);
        int[] askers = new int[count];
        foreach ((_, int to) in edges)
        {
            askers[to]++;
        }

        HashSet<(int From, int To)> back = BackEdges(count, targets, askers);
        foreach ((_, int to) in back)
        {
            askers[to]--;
        }

        int[] columns = new int[count];
        var ready = new Queue<int>(Enumerable.Range(0, count).Where(node => askers[node] == 0));
        while (ready.TryDequeue(out int node))
        {
            foreach (int target in targets[node].Where(target => !back.Contains((node, target))))
            {
                columns[target] = Math.Max(columns[target], columns[node] + 1);
                if (--askers[target] == 0)
                {
                    ready.Enqueue(target);
                }
            }
        }

        return columns;
    }

    // Edges to a node that is still being walked through. Those that nobody asks for come first, so that cycles are entered from outside.
    private static HashSet<(int From, int To)> BackEdges(int count, ILookup<int, int> targets, int[] askers)
    {
        const byte Open = 1;
        const byte Done = 2;
        byte[] seen = new byte[count];
        var back = new HashSet<(int From, int To)>();
        var path = new Stack<(int Node, IEnumerator<int> Targets)>();
        foreach (int root in Enumerable.Range(0, count).OrderBy(node => askers[node] > 0))
        {
            Enter(root);
            while (path.TryPeek(out (int Node, IEnumerator<int> Targets) top))
            {
                if (!top.Targets.MoveNext())
                {
                    seen[top.Node] = Done;
                    path.Pop().Targets.Dispose();
                }
                else if (seen[top.Targets.Current] == Open)
                {
                    back.Add((top.Node, top.Targets.Current));
                }
                else
                {
                    Enter(top.Targets.Current);
                }
            }
        }

        return back;

        void Enter(int node)
        {
            if (seen[node] == 0)
            {
                seen[node] = Open;
                path.Push((node, targets[node].GetEnumerator()));
            }
        }
    }
}
