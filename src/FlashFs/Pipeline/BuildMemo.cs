using FlashFs.Diagnostics;

namespace FlashFs.Pipeline;

/// <summary>
/// Keeps what a stage answered, for the next time that the same is asked. A build that has nothing to do then neither takes a project
/// apart nor reads its state: for a hundred files that is most of its time, and nearly all of that is code that runs once.
/// </summary>
/// <remarks>
/// It says no more than the state: every file that the stage read or made has the length and the time that it had. Whoever is asked
/// something else, or sees another file, runs the stage.
/// </remarks>
public static class BuildMemo
{
    /// <summary>The files that an answer may hang on: with more, to ask costs what it spares.</summary>
    public const int MaxFiles = 1000;

    /// <summary>The memo of the images stage, in the intermediate folder.</summary>
    public const string ImagesFileName = StageFiles.Memo;

    /// <summary>The memo of the assembly stage, there too.</summary>
    public const string AssemblyFileName = StageFiles.AssemblyMemo;

    /// <summary>Gives the answer that still stands, or null.</summary>
    /// <param name="path">The memo, rooted.</param>
    /// <param name="folder">The folder of the project, rooted.</param>
    /// <param name="question">A key over all that is asked, the tool that answers among it.</param>
    public static StageResult? Recall(string path, string folder, string question) => StateFile.Read(path, path => File.ReadAllBytes(path), bytes =>
    {
        var reader = new StateReader(bytes);
        return reader.Text() == question && FilesStand(reader, folder) ? ReadResult(reader, folder) : null;
    });

    /// <summary>Keeps an answer. Nothing is written where the memo says so already.</summary>
    /// <param name="path">The memo, rooted.</param>
    /// <param name="folder">The folder of the project, rooted.</param>
    /// <param name="question">A key over all that was asked, the tool that answered among it.</param>
    /// <param name="standing">The answer.</param>
    /// <exception cref="FlashFsException">FLASHFS9002: the memo cannot be written.</exception>
    public static void Keep(string path, string folder, string question, StandingAnswer standing)
    {
        var writer = new StateWriter((1 << 12) + (standing.Files.Count * StateWriter.FileLength));
        writer.Text(question);
        writer.Int32(standing.Files.Count);
        foreach (SeenFile file in standing.Files)
        {
            writer.Text(ProjectPath.Display(folder, file.Path));
            writer.Int64(file.Length);
            writer.Int64(file.Ticks);
        }

        StageResult result = standing.Result;
        writer.Int32(result.Outputs.Count);
        foreach (StageOutput output in result.Outputs)
        {
            writer.Text(ProjectPath.Display(folder, output.Path));
            writer.Int64(output.Size);
            writer.Text(output.Sha256);
            writer.Int64(output.Offset ?? -1);
        }

        writer.Int32(result.FilesWritten.Count);
        foreach (string written in result.FilesWritten)
        {
            writer.Text(ProjectPath.Display(folder, written));
        }

        writer.Int32(result.Lines.Count);
        foreach (string line in result.Lines)
        {
            writer.Text(line);
        }

        StateDiagnostics.Write(writer, result.Diagnostics);
        StateFile.Write(path, writer);
    }

    private static bool FilesStand(StateReader reader, string folder)
    {
        for (int count = reader.Count(sizeof(int)); count > 0; count--)
        {
            if (!new SeenFile(PathIn(folder, reader), reader.Int64(), reader.Int64()).IsSame())
            {
                return false;
            }
        }

        return true;
    }

    private static StageResult ReadResult(StateReader reader, string folder)
    {
        var outputs = new StageOutput[reader.Count(sizeof(int))];
        for (int i = 0; i < outputs.Length; i++)
        {
            (string path, long size, string sha256, long offset) = (PathIn(folder, reader), reader.Int64(), reader.Text(), reader.Int64());
            outputs[i] = new StageOutput(path, size, sha256, offset >= 0 ? offset : null);
        }

        string[] written = new string[reader.Count(sizeof(int))];
        for (int i = 0; i < written.Length; i++)
        {
            written[i] = PathIn(folder, reader);
        }

        string[] lines = new string[reader.Count(sizeof(int))];
        for (int i = 0; i < lines.Length; i++)
        {
            lines[i] = reader.Text();
        }

        var diagnostics = new List<Diagnostic>();
        StateDiagnostics.Read(reader, diagnostics);
        var result = new StageResult(false, outputs, written, lines, diagnostics);
        return reader.IsAtEnd ? result : throw new FormatException("the memo goes on");
    }

    private static string PathIn(string folder, StateReader reader) => reader.Text() is var path && !path.Contains('\0', StringComparison.Ordinal)
        ? Path.GetFullPath(path, folder)
        : throw new FormatException("this is no path");
}
