using FlashFs.Diagnostics;

namespace FlashFs.Pipeline;

/// <summary>
/// What the last successful build saw and left. Paths are relative to the project, so that a state carried to another
/// machine is merely cold, never wrong.
/// </summary>
internal sealed class BuildState
{
    /// <summary>Rises when the file's shape changes; a state of another revision counts as none.</summary>
    public const int Revision = 8;

    /// <summary>The tool that wrote it.</summary>
    public string Tool { get; set; } = "";

    /// <summary>A key over the project's settings and the metadata of its items, without the files' contents.</summary>
    public string Settings { get; set; } = "";

    /// <summary>The project file, as its diagnostics name it; null where they name none.</summary>
    public string? Project { get; set; }

    /// <summary>The folder of the outputs, relative to that of the state, with <c>/</c>: in another one their names are those of somebody else's files.</summary>
    public string Folder { get; init; } = ".";

    /// <summary>Whether images among the outputs were to be other names of those in the folder of the state.</summary>
    public bool LinksOutputs { get; init; }

    /// <summary>Every input by its path.</summary>
    public InputTable Inputs { get; set; } = InputTable.Empty;

    /// <summary>Every image, in the order of the project.</summary>
    public List<ImageRecord> Images { get; } = [];

    /// <summary>Every output as it was left, in the ordinal order of the names.</summary>
    public List<OutputStamp> Outputs { get; } = [];

    /// <summary>What the build had to say short of errors: said again by a build that has nothing to do.</summary>
    public List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>A state that has seen its inputs and left nothing yet.</summary>
    public static BuildState Of(string settings, DiagnosticLocation? project, InputTable inputs, string folder = ".", bool linksOutputs = false) =>
        new() { Tool = ToolRevision.Full, Settings = settings, Project = project?.File, Folder = folder, LinksOutputs = linksOutputs, Inputs = inputs };

    /// <summary>The folder of outputs as a state has it.</summary>
    /// <param name="stateFolder">The folder of the state, rooted.</param>
    /// <param name="outputFolder">The folder of the outputs, rooted.</param>
    public static string FolderOf(string stateFolder, string outputFolder) =>
        ProjectPath.Display(Path.TrimEndingDirectorySeparator(stateFolder), Path.TrimEndingDirectorySeparator(outputFolder));

    /// <summary>Has the diagnostics name the project file as it is called now.</summary>
    public void Rename(DiagnosticLocation? project)
    {
        if (Project is null || project is null || Project == project.File)
        {
            return;
        }

        Diagnostic Renamed(Diagnostic diagnostic) => diagnostic.Location?.File == Project ? diagnostic with { Location = project } : diagnostic;
        for (int i = 0; i < Images.Count; i++)
        {
            Images[i] = Images[i] with { Diagnostics = [.. Images[i].Diagnostics.Select(Renamed)] };
        }

        for (int i = 0; i < Diagnostics.Count; i++)
        {
            Diagnostics[i] = Renamed(Diagnostics[i]);
        }

        Project = project.File;
    }

    /// <summary>An output by its file name, or null.</summary>
    public OutputStamp? Output(string name) => Outputs.Find(output => output.Name == name);

    /// <summary>Whether a build with these settings and inputs has nothing to do: the tool is the same, and every output is as it was left.</summary>
    /// <param name="settings">The key over the settings.</param>
    /// <param name="inputs">The inputs, in the order in which the state has them.</param>
    /// <param name="folder">The folder of the outputs.</param>
    public bool IsUpToDate(string settings, IReadOnlyList<SourceFile> inputs, string folder) =>
        Tool == ToolRevision.Full
        && Settings == settings
        && Inputs.Matches(inputs)
        && Outputs.TrueForAll(output => output.IsIntact(folder));
}
