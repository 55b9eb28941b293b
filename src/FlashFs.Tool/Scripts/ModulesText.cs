using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Scripting;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Scripts;

/// <summary>A module graph for people: a tree from each root, then what stays out and what is of note.</summary>
internal static class ModulesText
{
    // A tree deeper than this is not indented further: its lines would grow with the square of its depth.
    private const int DeepestIndent = 24;

    /// <summary>Writes it.</summary>
    public static void Write(TextWriter writer, ModuleGraph graph)
    {
        WriteTree(writer, graph);
        if (graph.Unreached.Count > 0)
        {
            writer.WriteLine($"stay out: {Counted.Of(graph.Unreached.Count, "module")}, {Counted.Of(graph.UnreachedLength, "byte")}");
            foreach (FlashFile file in graph.Unreached)
            {
                writer.WriteLine($"  {Printable.Text(file.Path.Value)}  {file.Contents.Length}");
            }
        }

        foreach (ModuleCycle cycle in graph.Cycles)
        {
            writer.WriteLine($"cycle: {string.Join(", ", cycle.Paths.Select(path => Printable.Text(path.Value)))}");
        }

        foreach (ExternalModule external in graph.Externals)
        {
            writer.WriteLine($"external: {Printable.Text(external.Name)}, {Counted.Of(external.References, "reference")}");
        }

        foreach (UnknownArgument unknown in graph.UnknownArguments)
        {
            writer.WriteLine($"unknown argument: {Printable.Text(unknown.Path.Value)}({unknown.Reference.Line},{unknown.Reference.Column})");
        }

        writer.WriteLine($"{Counted.Of(graph.Modules.Count, "module")} from {Counted.Of(graph.Roots.Count, "root")}, {Counted.Of(graph.ReachedLength, "byte")}, loader {graph.Loader.Id}");
    }

    // Each module with what it imports once; where it comes again, its name only.
    private static void WriteTree(TextWriter writer, ModuleGraph graph)
    {
        var modules = graph.Modules.ToDictionary(module => module.Path);
        var shown = new HashSet<FlashPath>();
        var open = new Stack<(Module Module, int Depth)>(graph.Roots.Reverse().Select(root => (root, 0)));
        while (open.TryPop(out (Module Module, int Depth) at))
        {
            bool first = shown.Add(at.Module.Path);
            if (!first && at.Depth == 0)
            {
                continue;
            }

            string indent = new(' ', 2 * Math.Min(at.Depth, DeepestIndent));
            Module[] targets = TargetsOf(at.Module, modules);
            string note = !first && targets.Length > 0 ? ", see above" : "";
            writer.WriteLine($"{indent}{Printable.Text(at.Module.Path.Value)}  {at.Module.File.Contents.Length}{(at.Module.IsKept ? ", kept" : "")}{note}");
            for (int i = targets.Length - 1; first && i >= 0; i--)
            {
                open.Push((targets[i], at.Depth + 1));
            }
        }
    }

    private static Module[] TargetsOf(Module module, Dictionary<FlashPath, Module> modules) =>
    [
        .. module.Links.Where(link => link.Resolution is { Kind: ModuleResolutionKind.File, Path: not null })
            .Select(link => link.Resolution.Path!.Value)
            .Distinct()
            .Where(modules.ContainsKey)
            .Select(path => modules[path]),
    ];
}
