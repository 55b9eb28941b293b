using System.CommandLine;
using FlashFs.Caching;
using FlashFs.Diagnostics;
using FlashFs.Tool.Json;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;

namespace FlashFs.Tool.Commands;

/// <summary>A verb that works on the folder of a local cache.</summary>
internal abstract class CacheVerb : Verb
{
    // Where a project keeps it that says nothing of it. A project that says something is not evaluated here.
    private const string StandardPath = "obj/flash/cache";

    private readonly Option<string?> _path = new("--path")
    {
        Description = $"The folder, as FlashCachePath has it; {StandardPath} of the current folder when not given.",
        HelpName = "DIR",
    };

    private readonly Option<bool> _json = JsonOption.For(CacheJson.Schema);

    protected CacheVerb(string name, string description, ToolSession session, params string[] examples)
        : base(name, description, session, examples)
    {
        Add(_path);
        Add(_json);
    }

    protected sealed override int Run(ParseResult arguments)
    {
        var diagnostics = new DiagnosticBag();
        string path = arguments.GetValue(_path) ?? StandardPath;
        string folder = Session.Rooted(path);
        Func<LocalStore, CacheReport>? work = Prepare(arguments, diagnostics);
        if (!Directory.Exists(folder))
        {
            diagnostics.Add(DiagnosticCodes.FolderNotFound, null, $"There is no folder '{path}'; name the cache with --path, as FlashCachePath of the project has it.");
        }

        if (work is not null && !diagnostics.HasErrors)
        {
            Write(path, Work(work, new LocalStore(folder), path), arguments.GetValue(_json));
        }

        return Session.Report(diagnostics);
    }

    /// <summary>Reads the rest of the command line.</summary>
    /// <returns>What to do with the store; null when an error was reported.</returns>
    protected abstract Func<LocalStore, CacheReport>? Prepare(ParseResult arguments, DiagnosticBag diagnostics);

    private static CacheReport Work(Func<LocalStore, CacheReport> work, LocalStore store, string path)
    {
        try
        {
            return work(store);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FlashFsException(DiagnosticCodes.FileSystemFailed.At(null, $"The cache in '{path}' cannot be listed: {e.Message}"), e);
        }
    }

    private void Write(string path, CacheReport report, bool asJson)
    {
        if (asJson)
        {
            JsonReport.Write(Session, json => CacheJson.Write(json, path, report));
            return;
        }

        string removed = report.RemovedFiles is { } files ? $"{Counted.Of(files, "file")} with {Counted.Of(report.RemovedSize ?? 0, "byte")} removed; " : "";
        LocalStoreFigures figures = report.Figures;
        Session.Out.WriteLine($"{Printable.Text(path)}: {removed}{Counted.Of(figures.Keys, "result")}, {figures.Blobs} different, {Counted.Of(figures.Size, "byte")}");
    }
}
