using FlashFs.Diagnostics;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Reporting;

/// <summary>The module graph, drawn: what a module asks for stands to its right. Large graphs are drawn by folder.</summary>
internal sealed class ModulePicture
{
    private const int MaxNodes = 80;
    private const double NodeWidth = 178;
    private const double NodeHeight = 40;
    private const double ColumnGap = 70;
    private const double RowGap = 12;
    private const double Margin = 8;
    private const int MaxName = 26;

    private readonly List<Node> _nodes;
    private readonly SortedSet<(int From, int To)> _edges;
    private readonly bool _byFolder;

    private ModulePicture(List<Node> nodes, SortedSet<(int From, int To)> edges, bool byFolder)
    {
        _nodes = nodes;
        _edges = edges;
        _byFolder = byFolder;
    }

    /// <summary>Lays a graph out.</summary>
    public static ModulePicture Of(ImageContents contents)
    {
        bool byFolder = contents.Modules.Count > MaxNodes;
        var nodes = new List<Node>();
        var byKey = new Dictionary<string, int>(StringComparer.Ordinal);
        var byPath = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (ContentModule module in contents.Modules)
        {
            string key = byFolder ? FolderOf(module.Path) : module.Path;
            if (!byKey.TryGetValue(key, out int index))
            {
                byKey.Add(key, index = nodes.Count);
                nodes.Add(new Node(key));
            }

            nodes[index].Length += module.Length;
            nodes[index].Count++;
            byPath.Add(module.Path, index);
        }

        var edges = new SortedSet<(int From, int To)>();
        foreach (ContentModule module in contents.Modules)
        {
            foreach (string import in module.Imports)
            {
                if (byPath.TryGetValue(import, out int to) && to != byPath[module.Path])
                {
                    edges.Add((byPath[module.Path], to));
                }
            }
        }

        int[] columns = GraphLayers.Of(nodes.Count, edges);
        var rows = new Dictionary<int, int>();
        for (int i = 0; i < nodes.Count; i++)
        {
            nodes[i].Column = columns[i];
            nodes[i].Row = rows[columns[i]] = rows.TryGetValue(columns[i], out int last) ? last + 1 : 0;
            nodes[i].IsRoot = columns[i] == 0;
        }

        return new ModulePicture(nodes, edges, byFolder);
    }

    /// <summary>Draws it.</summary>
    public void Write(HtmlWriter page, string image)
    {
        double width = Margin * 2 + (_nodes.Max(node => node.Column) + 1) * (NodeWidth + ColumnGap) - ColumnGap;
        double height = Margin * 2 + (_nodes.Max(node => node.Row) + 1) * (NodeHeight + RowGap) - RowGap;
        string unit = _byFolder ? "folders, as there are many modules" : "modules";
        page.Raw($"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Module graph of {image}\"><svg viewBox=\"0 0 {width} {height}\" style=\"width:{width}px;max-width:none\" role=\"img\" aria-label=\"The {unit}, those that nobody asks for on the left; a line leads from a module to what it asks for. The table below has the same in words.\">");
        foreach ((int from, int to) in _edges)
        {
            WriteEdge(page, _nodes[from], _nodes[to]);
        }

        foreach (Node node in _nodes)
        {
            (double x, double y) = (X(node), Y(node));
            string size = _byFolder ? $"{Counted.Of(node.Count, "module")}, {Sizes.Short(node.Length)}" : Sizes.Short(node.Length);
            page.Raw($"<g class=\"node{(node.IsRoot ? " root" : "")}\"><title>{node.Name}: {size}</title><rect x=\"{x}\" y=\"{y}\" width=\"{NodeWidth}\" height=\"{NodeHeight}\" rx=\"5\"/><text x=\"{x + 9}\" y=\"{y + 17}\">{Cut(node.Name)}</text><text class=\"b\" x=\"{x + 9}\" y=\"{y + 32}\">{size}</text></g>");
        }

        page.Raw("</svg></div>\n");
    }

    private static void WriteEdge(HtmlWriter page, Node from, Node to)
    {
        double y1 = Y(from) + NodeHeight / 2;
        double y2 = Y(to) + NodeHeight / 2;
        if (to.Column > from.Column)
        {
            double x1 = X(from) + NodeWidth;
            double x2 = X(to);
            double middle = (x1 + x2) / 2;
            page.Raw($"<path class=\"edge\" d=\"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}\"/>");
            return;
        }

        // Back, or down its own column: around the right side, dashed.
        double start = X(from) + NodeWidth;
        double end = X(to) + NodeWidth;
        double out1 = start + ColumnGap * 0.6;
        double out2 = end + ColumnGap * 0.6;
        page.Raw($"<path class=\"edge back\" d=\"M{start} {y1}C{out1} {y1} {out2} {y2} {end} {y2}\"/>");
    }

    private static double X(Node node) => Margin + node.Column * (NodeWidth + ColumnGap);

    private static double Y(Node node) => Margin + node.Row * (NodeHeight + RowGap);

    // The end of a path tells more than its beginning.
    private static string Cut(string name) => name.Length <= MaxName ? name : $"…{name.AsSpan(name.Length - MaxName + 1)}";

    private static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..(slash + 1)] : "/";

    private sealed class Node(string name)
    {
        public string Name { get; } = name;

        public int Column { get; set; }

        public int Row { get; set; }

        public bool IsRoot { get; set; }

        public long Length { get; set; }

        public int Count { get; set; }
    }
}
