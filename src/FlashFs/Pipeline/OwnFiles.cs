namespace FlashFs.Pipeline;

/// <summary>
/// Tells what a build makes from what it is made of. In the output folder there may be files of others: only those count there that
/// a build makes, or that the last one made by its state.
/// </summary>
/// <param name="project">The project.</param>
/// <param name="images">Its images.</param>
/// <param name="before">What the images stage left before; null for nothing.</param>
internal sealed class OwnFiles(FlashProject project, IReadOnlyList<ProjectImage> images, BuildState? before)
{
    private readonly string _intermediate = Below(project.IntermediateFolder);
    private readonly string? _output = project.OutputFolder is { } folder ? Below(folder) : null;
    private readonly string[] _private =
        [.. new[] { project.IntermediateFolder, project.Cache?.Folder, project.Scripts.WorkFolder }.Where(folder => !string.IsNullOrEmpty(folder)).Select(folder => Below(folder!))];

    private readonly Lazy<HashSet<string>> _made = new(() =>
    [
        StageFiles.State, StageFiles.AssemblyState, StageFiles.Layout, StageFiles.Contents, StageFiles.Table, StageFiles.Report,
        StageFiles.ConstantsHeader, StageFiles.ConstantsSource, .. images.Select(image => image.Name), .. (before?.Outputs ?? []).Select(output => output.Name),
    ]);

    // The state is read only where an input lies in the folder.
    private readonly Lazy<HashSet<string>> _assembled = new(() =>
    [
        StageFiles.Table, StageFiles.Manifest, StageFiles.Arguments, StageFiles.ArgumentsJson, StageFiles.Merged, StageFiles.Report,
        StageFiles.ConstantsHeader, StageFiles.Map, .. images.Select(image => image.Name),
        .. BuildOutputs.NamesIn(project.IntermediateFolder, project.OutputFolder!),
    ]);

    /// <summary>Whether a file is an output of this build.</summary>
    /// <param name="path">The file, rooted.</param>
    public bool IsOutput(string path) => IsNamed(path, _intermediate, _made) || (_output is not null && IsNamed(path, _output, _assembled));

    /// <summary>Whether a file is an output, or lies in a folder that only this build writes into: its intermediate one, its cache.</summary>
    /// <param name="path">The file, rooted.</param>
    public bool IsOwn(string path) => Array.Exists(_private, folder => path.StartsWith(folder, StringComparison.Ordinal)) || IsOutput(path);

    private static string Below(string folder) => Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar;

    private static bool IsNamed(string path, string folder, Lazy<HashSet<string>> names) =>
        path.StartsWith(folder, StringComparison.Ordinal) && names.Value.Contains(path[folder.Length..].Replace('\\', '/'));
}
