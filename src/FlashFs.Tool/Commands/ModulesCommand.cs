using System.CommandLine;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Pipeline;
using FlashFs.Scripting;
using FlashFs.Tool.Completion;
using FlashFs.Tool.Json;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;
using FlashFs.Tool.Packing;
using FlashFs.Tool.Scripts;

namespace FlashFs.Tool.Commands;

/// <summary><c>flashfs modules</c>: what the scripts of a folder import, and what nothing imports.</summary>
internal sealed class ModulesCommand : Verb
{
    private readonly Argument<string> _folder = new("DIR") { Description = "The folder whose files are to be an image." };

    private readonly Option<string[]> _entry = Repeated("--entry", "FILE", "A module that the target runs by itself, by its path in the folder; may be repeated. Without one, every module is a root.");

    private readonly Option<string?> _loader = new("--loader")
    {
        Description = $"How the target finds modules: {string.Join(", ", ModuleLoaders.All.Select(loader => loader.Id))}; {ModuleLoaders.Relative.Id} when not given.",
        HelpName = "ID",
    };

    private readonly Option<string[]> _keep = Repeated("--keep", "GLOB", "Modules that are kept with all that they reach, as those that dynamic imports load; may be repeated.");
    private readonly Option<string[]> _external = Repeated("--external", "NAME", "A module that the target provides; may be repeated.");
    private readonly Option<bool> _json = JsonOption.For(ModulesJson.Schema);
    private readonly Option<bool> _dot = new("--dot") { Description = "As a graph for Graphviz." };

    public ModulesCommand(ToolSession session)
        : base(
            "modules",
            "Shows which modules an application reaches, and checks that each import leads somewhere.",
            session,
            "flashfs modules app --entry index.js --loader Ckb",
            "flashfs modules app --entry index.js --keep plugins/** --dot")
    {
        _loader.CompletionSources.AddValues(_ => ModuleLoaders.All.Select(loader => new WordCompletion(loader.Id, loader.Description)));
        Add(_folder);
        Add(_entry);
        Add(_loader);
        Add(_keep);
        Add(_external);
        Add(_json);
        Add(_dot);
    }

    public override void WriteMoreHelp(TextWriter writer)
    {
        writer.WriteLine("Loaders:");
        foreach (ModuleLoader loader in ModuleLoaders.All)
        {
            writer.WriteLine($"  {loader.Id,-9} {loader.Description}");
        }

        writer.WriteLine();
    }

    protected override int Run(ParseResult arguments)
    {
        var diagnostics = new DiagnosticBag();
        bool json = arguments.GetValue(_json);
        bool dot = arguments.GetValue(_dot);
        if (json && dot)
        {
            diagnostics.Add(UsageErrors.Wrong("Both --json and --dot are given; give one of them."));
        }

        ModuleLoader? loader = ModuleLoaders.Find(arguments.GetValue(_loader) ?? ModuleLoaders.Relative.Id, null, diagnostics);
        if (!diagnostics.HasErrors)
        {
            Show(arguments, loader!, diagnostics, json, dot);
        }

        return Session.Report(diagnostics);
    }

    private void Show(ParseResult arguments, ModuleLoader loader, DiagnosticBag diagnostics, bool json, bool dot)
    {
        string folder = arguments.GetRequiredValue(_folder);
        FlashFileSet files = FlashFileSet.Sorted(PackFolder.Read(Session, folder, diagnostics), diagnostics);
        if (diagnostics.HasErrors)
        {
            return;
        }

        ModuleGraph graph = ModuleGraphBuilder.Build(
            new ModuleGraphRequest
            {
                Files = files,
                Loader = loader,
                Entries = [.. (arguments.GetValue(_entry) ?? []).Select(entry => new ModuleEntry(entry))],
                Keep = [.. (arguments.GetValue(_keep) ?? []).Select(pattern => new FileGlob(pattern))],
                Externals = arguments.GetValue(_external) ?? [],
            },
            diagnostics);
        if (json)
        {
            JsonReport.Write(Session, writer => ModulesJson.Write(writer, folder, graph));
        }
        else if (dot)
        {
            ModulesDot.Write(Session.Out, graph);
        }
        else
        {
            ModulesText.Write(Session.Out, graph);
        }
    }

    private static Option<string[]> Repeated(string name, string value, string description) => new(name)
    {
        Description = description,
        HelpName = value,
        Arity = ArgumentArity.OneOrMore,
    };
}
