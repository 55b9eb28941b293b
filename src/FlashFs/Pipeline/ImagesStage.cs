using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Pipeline;

/// <summary>
/// The first stage of a build: files → images → partition table, in the intermediate folder. It owns its up-to-dateness: what
/// did not change is not opened, and what comes out equal is not written.
/// </summary>
public sealed class ImagesStage
{
    private readonly FlashProject _project;
    private readonly DiagnosticBag _diagnostics = new();
    private readonly List<string> _lines = [];
    private readonly BuildState? _before;
    private readonly string _settings;

    private ImagesStage(FlashProject project)
    {
        _project = project;
        _before = BuildStateFile.Read(PathOf(StageFiles.State));
        _settings = ProjectKey.Of(project);
    }

    /// <summary>Runs the stage.</summary>
    /// <exception cref="FlashFsException">Something is wrong with the project; the former outputs are as they were.</exception>
    public static ImagesResult Run(FlashProject project) => new ImagesStage(project).Run();

    private ImagesResult Run()
    {
        IReadOnlyList<ProjectImage> images = ProjectImages.Of(_project, _diagnostics);
        ProjectSources sources = ProjectSources.Collect(_project, images, _diagnostics);
        sources.AddExtra(_project.PartitionTablePath, _project.Location);
        sources.AddExtra(_project.SdkConfigPath, _project.Location);
        _diagnostics.ThrowIfErrors();

        IReadOnlyList<SourceFile> inputs = sources.Inputs;
        if (IsUpToDate(inputs))
        {
            return Result(changed: false, _before!);
        }

        OutputFile.DeleteAbandoned(_project.IntermediateFolder);
        InputScan scan = InputScan.Run(inputs, _before, _diagnostics);
        WarnOfSecrets(inputs, scan);
        NameLeftOut();
        ResolvedProject resolved = ResolvedProject.Resolve(_project, images, sources, scan, _diagnostics);
        _diagnostics.ThrowIfErrors();
        return Build(resolved, scan);
    }

    private bool IsUpToDate(IReadOnlyList<SourceFile> inputs) =>
        _before is not null
        && _before.Tool == ToolRevision.Full
        && _before.Settings == _settings
        && InputScan.Unchanged(inputs, _before)
        && _before.Images.TrueForAll(image => image.Output.Check(PathOf(image.Name)) == OutputCheck.Intact)
        && _before.Outputs.All(output => output.Value.Check(PathOf(output.Key)) == OutputCheck.Intact);

    private ImagesResult Build(ResolvedProject resolved, InputScan scan)
    {
        var state = new BuildState { Tool = ToolRevision.Full, Settings = _settings };
        foreach ((string path, InputStamp stamp) in scan.Stamps)
        {
            state.Inputs.Add(path, stamp);
        }

        state.PrivateKeys.UnionWith(scan.PrivateKeys);

        var pending = new List<TemporaryFile>();
        try
        {
            foreach (ResolvedImage image in resolved.Images)
            {
                if (BuildImage(image, pending) is { } record)
                {
                    state.Images.Add(record);
                }
            }

            _diagnostics.ThrowIfErrors();
            return Commit(resolved, state, pending);
        }
        finally
        {
            pending.ForEach(file => file.Dispose());
        }
    }

    /// <summary>Makes one image, or sees that the one there is right. All images are tried, so that all errors are seen at once.</summary>
    private ImageRecord? BuildImage(ResolvedImage image, List<TemporaryFile> pending)
    {
        long started = Stopwatch.GetTimestamp();
        ImageRecord? before = _before?.Images.Find(record => record.Name == image.Name);
        string path = PathOf(image.Name);
        OutputCheck output = before?.Output.Check(path) ?? OutputCheck.Missing;
        ImageRecord now = image.Record;
        string? reason = before is null ? "new" : before.WhyNot(now, output);
        if (reason is null)
        {
            _lines.Add($"{image.Name}: up to date, {Count(now.Files.Count)}");
            _diagnostics.AddRange(before!.Diagnostics);
            return now with
            {
                Output = OutputStamp.Of(path, before.Output.Sha256), Figures = before.Figures, Diagnostics = before.Diagnostics,
            };
        }

        var found = new DiagnosticBag();
        BuiltImage? built = ImageBuilder.Build(image.Format, image.Files, image.Options, image.Size, _project.Verify, found);
        if (built is not null)
        {
            Formats.FreeBlockWarning.Check(built.Plan, image.IsWritable ? _project.WarnFreeBlocks : 0, image.Location, found);
        }

        Diagnostic[] told = [.. found.Select(diagnostic => Name(image, diagnostic))];
        _diagnostics.AddRange(told);
        if (built is null)
        {
            return null;
        }

        string sha256 = Convert.ToHexStringLower(SHA256.HashData(built.Bytes));
        bool same = IsThere(path, built.Bytes.Length, sha256);
        if (!same)
        {
            TemporaryFile file = OutputFile.Create(path);
            pending.Add(file);
            file.Stream.Write(built.Bytes);
        }

        string took = string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms");
        _lines.Add($"{image.Name}: {reason}, {(same ? "same bytes as before, " : "")}{took}");
        return now with
        {
            Output = new OutputStamp(built.Bytes.Length, 0, sha256),
            Figures = ImageFigures.Of(built.Plan),
            Diagnostics = [.. told.Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Error)],
        };
    }

    private ImagesResult Commit(ResolvedProject resolved, BuildState state, List<TemporaryFile> pending)
    {
        pending.ForEach(file => file.Commit());
        bool changed = pending.Count > 0;
        for (int i = 0; i < state.Images.Count; i++)
        {
            ImageRecord image = state.Images[i];
            state.Images[i] = image with { Output = OutputStamp.Of(PathOf(image.Name), image.Output.Sha256) };
        }

        ManifestTable? table = null;
        if (resolved.Table is { } resolvedTable)
        {
            table = resolvedTable.Manifest;
            changed |= Write(StageFiles.Table, resolvedTable.Binary, state);
        }

        changed |= Write(StageFiles.Layout, ManifestFile.ToBytes(resolved.ToManifest(table, state.Images)), state);
        changed |= DeleteObsolete(state);
        state.Diagnostics.AddRange(_diagnostics);
        BuildStateFile.Write(PathOf(StageFiles.State), state);
        return Result(changed, state);
    }

    private bool Write(string name, byte[] bytes, BuildState state)
    {
        string path = PathOf(name);
        bool written = OutputFile.Write(path, bytes);
        state.Outputs[name] = OutputStamp.Of(path, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        return written;
    }

    // Only what a former state says is ours goes.
    private bool DeleteObsolete(BuildState state)
    {
        if (_before is null)
        {
            return false;
        }

        IEnumerable<string> former = _before.Images.Select(image => image.Name).Concat(_before.Outputs.Keys);
        string[] obsolete = [.. former.Except(state.Images.Select(image => image.Name)).Except(state.Outputs.Keys)];
        foreach (string name in obsolete)
        {
            File.Delete(PathOf(name));
            _lines.Add($"{name}: removed, nothing makes it any more");
        }

        return obsolete.Length > 0;
    }

    private ImagesResult Result(bool changed, BuildState state)
    {
        if (!changed && _lines.Count == 0)
        {
            _lines.AddRange(state.Images.Select(image => $"{image.Name}: up to date, {Count(image.Files.Count)}"));
        }

        string[] outputs = [.. state.Images.Select(image => PathOf(image.Name)), .. state.Outputs.Keys.Where(name => name == StageFiles.Table).Select(PathOf)];
        string[] written = [.. state.Images.Select(image => PathOf(image.Name)), .. state.Outputs.Keys.Select(PathOf), PathOf(StageFiles.State)];
        return new ImagesResult(changed, outputs, written, _lines, state.Diagnostics);
    }

    private void WarnOfSecrets(IReadOnlyList<SourceFile> inputs, InputScan scan)
    {
        foreach (string path in inputs.Select(input => input.Display))
        {
            string? reason = SecretPattern.OfName(path) ?? (scan.PrivateKeys.Contains(path) ? "it holds the header of a private key" : null);
            if (reason is not null)
            {
                _diagnostics.Add(SecretPattern.Warn(path, reason));
            }
        }
    }

    // Only when something is built: a walk of the folder has no place on the path of a build with nothing to do.
    private void NameLeftOut()
    {
        if (_project.DefaultRoot is not { } root || !Directory.Exists(root))
        {
            return;
        }

        IReadOnlyList<string> leftOut = FileTree.List(root, FileGlob.ParseList(_project.DefaultExcludes), null, new DiagnosticBag()).LeftOut;
        if (leftOut.Count > 0)
        {
            const int Shown = 10;
            string names = string.Join(", ", leftOut.Take(Shown)) + (leftOut.Count > Shown ? ", ..." : "");
            _diagnostics.Add(
                DiagnosticCodes.FilesLeftOut,
                _project.Location,
                $"{leftOut.Count} files or folders below '{_project.Display(root)}' are left out by FlashDefaultExcludes: {names}.");
        }
    }

    private static bool IsThere(string path, long length, string sha256) =>
        File.Exists(path) && new OutputStamp(length, 0, sha256).Check(path) is OutputCheck.Intact or OutputCheck.Touched;

    // What a format reports of an image as a whole has no place of its own and does not know the image's name.
    private static Diagnostic Name(ResolvedImage image, Diagnostic diagnostic) => diagnostic.Location is null
        ? diagnostic with { Location = image.Location, Message = $"{image.Name}: {diagnostic.Message}" }
        : diagnostic;

    private static string Count(int files) => files == 1 ? "1 file" : $"{files} files";

    private string PathOf(string name) => Path.Combine(_project.IntermediateFolder, name);
}
