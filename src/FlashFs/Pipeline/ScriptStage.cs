using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Pipeline;

/// <summary>Transforms, module graph and bytecode for files that belong to no project.</summary>
public static class ScriptStage
{
    /// <summary>Stages the files of one image; nothing is kept in a cache.</summary>
    /// <param name="image">The image, by the file name that messages use.</param>
    /// <param name="format">Its format.</param>
    /// <param name="files">The files; what comes of them stays in their order.</param>
    /// <param name="scripts">What happens to them.</param>
    /// <param name="folder">Where commands run, rooted.</param>
    /// <param name="profile">The profile; null for the default.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    /// <param name="cancellation">Ends commands that run.</param>
    public static FlashFileSet Apply(
        string image, FlashFormat format, FlashFileSet files, ProjectScripts scripts, string folder, string? profile, DiagnosticBag diagnostics,
        CancellationToken cancellation)
    {
        var item = new ProjectImage(image, format.Id);
        var project = new FlashProject
        {
            Folder = folder,
            IntermediateFolder = scripts.WorkFolder,
            Images = [item],
            Scripts = scripts,
            Profile = profile,
            Cancellation = cancellation,
        };
        ProjectPrograms programs = ProjectPrograms.Find(project, project.Images, diagnostics);
        SourceFile[] tools = [.. programs.All.SelectMany(program => program.Files)
            .Select(file => SourceFile.Look(file, project.Display(file))).DistinctBy(file => file.Display)];
        InputTable inputs = InputScan.Run(tools, null, diagnostics, cancellation);
        diagnostics.ThrowIfErrors();
        using var stage = new ContentStage(project, project.Images, programs, inputs, null, diagnostics);
        FlashFileSet staged = stage.Process(item, format, files).Files;
        stage.Finish();
        return staged;
    }
}
