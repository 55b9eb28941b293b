using System.Globalization;
using FlashFs.Files;
using FlashFs.Scripting;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Scripts;

/// <summary>A module graph in the language of Graphviz.</summary>
internal static class ModulesDot
{
    /// <summary>Writes it: roots bold, what stays out dotted, what the target provides round, dynamic imports dashed.</summary>
    public static void Write(TextWriter writer, ModuleGraph graph)
    {
        writer.WriteLine("digraph modules {");
        writer.WriteLine("  rankdir=LR;");
        writer.WriteLine("  node [shape=box];");
        var nodes = new Dictionary<(bool IsFile, string Name), string>();
        foreach (Module module in graph.Modules)
        {
            WriteNode(writer, nodes, (true, module.Path.Value), module.IsEntry || module.IsKept ? "style=bold" : "");
        }

        foreach (FlashFile file in graph.Unreached)
        {
            WriteNode(writer, nodes, (true, file.Path.Value), "style=dotted");
        }

        foreach (ExternalModule external in graph.Externals)
        {
            WriteNode(writer, nodes, (false, external.Name), "shape=ellipse");
        }

        foreach (Module module in graph.Modules)
        {
            WriteEdges(writer, nodes, module);
        }

        writer.WriteLine("}");
    }

    private static void WriteNode(TextWriter writer, Dictionary<(bool IsFile, string Name), string> nodes, (bool IsFile, string Name) key, string style)
    {
        // Names are labels only, so that no name can be taken for another node or for more than a name.
        string id = string.Create(CultureInfo.InvariantCulture, $"n{nodes.Count}");
        nodes.Add(key, id);
        string label = Printable.Text(key.Name).Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        writer.WriteLine($"  {id} [label=\"{label}\"{(style.Length > 0 ? $", {style}" : "")}];");
    }

    private static void WriteEdges(TextWriter writer, Dictionary<(bool IsFile, string Name), string> nodes, Module module)
    {
        string from = nodes[(true, module.Path.Value)];
        IEnumerable<string> edges =
            from link in module.Links
            let target = KeyOf(link.Resolution)
            where target is not null
            let to = nodes.GetValueOrDefault(target.Value)
            where to is not null
            select $"  {from} -> {to}{(link.Reference.Kind == ModuleReferenceKind.DynamicImport ? " [style=dashed]" : "")};";
        foreach (string edge in edges.Distinct())
        {
            writer.WriteLine(edge);
        }
    }

    private static (bool IsFile, string Name)? KeyOf(ModuleResolution resolution) => resolution.Kind switch
    {
        ModuleResolutionKind.File => (true, resolution.Path!.Value.Value),
        ModuleResolutionKind.External => (false, resolution.Name),
        _ => null,
    };
}
