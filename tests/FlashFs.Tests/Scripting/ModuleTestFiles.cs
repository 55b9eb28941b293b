using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Pipeline;
using FlashFs.Scripting;

namespace FlashFs.Tests.Scripting;

/// <summary>A small project of scripts, and the graph of it.</summary>
internal sealed class ModuleTestFiles
{
    private readonly List<FlashFile> _files = [];

    public DiagnosticBag Diagnostics { get; } = [];

    public ModuleTestFiles Add(string path, string text)
    {
        _files.Add(new FlashFile(FlashPath.Parse(path), FlashContents.FromMemory(Encoding.UTF8.GetBytes(text)))
        {
            Source = new DiagnosticLocation($"app/{path}"),
        });
        return this;
    }

    public ModuleGraphRequest Request(ModuleLoader loader, params string[] entries) => new()
    {
        Files = _files,
        Loader = loader,
        Entries = [.. entries.Select(entry => new ModuleEntry(entry, new DiagnosticLocation("app.csproj", 7)))],
    };

    public ModuleGraph Graph(ModuleLoader loader, params string[] entries) => Graph(Request(loader, entries));

    public ModuleGraph Graph(ModuleGraphRequest request) => ModuleGraphBuilder.Build(request, Diagnostics);

    public static IReadOnlyList<FileGlob> Globs(string list) => FileGlob.ParseList(list);

    public static string Names(IEnumerable<Module> modules) => string.Join(' ', modules.Select(module => module.Path.Value));
}
