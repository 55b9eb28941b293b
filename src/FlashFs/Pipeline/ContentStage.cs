using FlashFs.Caching;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Transforms;

namespace FlashFs.Pipeline;

/// <summary>
/// What the contents of files go through before an image is planned: transforms that see sources, the module graph, bytecode,
/// transforms that see what became of it. A module that nothing reaches is never transformed.
/// </summary>
internal sealed class ContentStage : IDisposable
{
    private readonly FlashProject _project;
    private readonly TransformRules _factory;
    private readonly IReadOnlyList<TransformRule> _rules;
    private readonly TransformRunner _runner;
    private readonly ProcessSweeper _sweeper = new();
    private readonly ModuleEntries _entries;
    private readonly DiagnosticBag _diagnostics;

    public ContentStage(
        FlashProject project, IEnumerable<ProjectImage> images, ProjectPrograms programs, InputTable inputs, BuildCache? cache, DiagnosticBag diagnostics)
    {
        _project = project;
        _diagnostics = diagnostics;
        _factory = new TransformRules(project, programs, inputs, _sweeper, diagnostics);
        _rules = _factory.Make([.. images.Select(image => image.Name)]);
        _runner = new TransformRunner(cache, project.Cancellation);
        _entries = new ModuleEntries(project);
        if (!project.Scripts.IsEmpty)
        {
            WorkPlace.DeleteAbandoned(project.Scripts.WorkFolder);
        }
    }

    /// <summary>Stages the files of an image.</summary>
    public StagedFiles Process(ProjectImage image, FlashFormat format, FlashFileSet files)
    {
        if (_project.Scripts.IsEmpty && image.Bytecode is null)
        {
            return new StagedFiles(files, [], null, null);
        }

        ScriptSettings? settings = ScriptSettings.Of(image, format, _project, _diagnostics);
        TransformRule[] rules = [.. _rules.Where(rule => rule.AppliesTo(image.Name))];
        return settings is null || !CheckGzip(image, format, rules)
            ? new StagedFiles(files, [], null, null)
            : new ImageStaging(_project, image, settings, _factory, rules, _runner, _entries, _diagnostics).Run(files);
    }

    /// <summary>Ends what commands left behind.</summary>
    public void Dispose() => _sweeper.Dispose();

    /// <summary>Reports entries that no image has.</summary>
    public void Finish() => _entries.ReportMissing(_diagnostics);

    // A file that is packed by the file system keeps its name, and the firmware unpacks it or sends it as it is by a flag.
    private bool CheckGzip(ProjectImage image, FlashFormat format, TransformRule[] rules)
    {
        if (!format.FileCompressions.Contains(FileCompression.Gzip) || !rules.Any(rule => rule.Transform is GzipTransform))
        {
            return true;
        }

        _diagnostics.Add(
            DiagnosticCodes.InvalidTransform,
            image.Location,
            $"{image.Name}: the transform Gzip does not go with {format.DisplayName}, which packs files itself: give the files Compress=\"Gzip\", and the transform Images with the other images.");
        return false;
    }
}
