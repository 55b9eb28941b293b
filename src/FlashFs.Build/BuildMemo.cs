using System.Security.Cryptography;
using FlashFs.Files;
using FlashFs.Pipeline;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace FlashFs.Build;

/// <summary>
/// Keeps what a stage answered, for the next time that the same is asked. A build that has nothing to do then neither takes a project
/// apart nor reads its state: for a hundred files that is most of its time, and nearly all of that is code that runs once.
/// </summary>
/// <remarks>
/// It says no more than the state: every file that the stage read or made has the length, the time and the mark that it had. Whoever is asked
/// something else, or sees another file, runs the stage. To recall is to use nothing of the library: to load it took a quarter of
/// what such a build took in our targets.
/// </remarks>
internal static class BuildMemo
{
    /// <summary>The memo of the images stage, in the intermediate folder.</summary>
    public const string ImagesFileName = "state.memo";

    /// <summary>The memo of the assembly stage, there too.</summary>
    public const string AssemblyFileName = "outputs.memo";

    // What later targets are told of an output.
    private static readonly string[] s_told = [ItemNames.Sha256, ItemNames.Size, ItemNames.Offset];

    /// <summary>Gives the answer that still stands, or null.</summary>
    /// <param name="path">The memo, rooted.</param>
    /// <param name="folder">The folder of the project, rooted.</param>
    /// <param name="question">A key over all that is asked, the tool that answers among it.</param>
    public static StageAnswer? Recall(string path, string folder, string question)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            byte[] file = File.ReadAllBytes(path);
            int length = file.Length - SHA256.HashSizeInBytes;
            if (length < 0 || !SHA256.HashData(file.AsSpan(0, length)).AsSpan().SequenceEqual(file.AsSpan(length)))
            {
                return null;
            }

            using var reader = new BinaryReader(new MemoryStream(file, 0, length));
            return reader.ReadString() == question && FilesStand(reader, folder) ? ReadAnswer(reader, folder) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null; // a memo that is cut, edited or of another shape: the stage runs, which is always right
        }
    }

    /// <summary>Keeps an answer. Nothing is written where the memo says so already.</summary>
    /// <param name="path">The memo, rooted.</param>
    /// <param name="folder">The folder of the project, rooted.</param>
    /// <param name="question">A key over all that was asked, the tool that answered among it.</param>
    /// <param name="files">The files that the answer hangs on, as they were seen.</param>
    /// <param name="answer">The answer.</param>
    /// <exception cref="FlashFs.Diagnostics.FlashFsException">FLASHFS9002: the memo cannot be written.</exception>
    public static void Keep(string path, string folder, string question, IReadOnlyList<SeenFile> files, StageAnswer answer)
    {
        var memo = new MemoryStream();
        using (var writer = new BinaryWriter(memo))
        {
            writer.Write(question);
            writer.Write(files.Count);
            foreach (SeenFile file in files)
            {
                writer.Write(ProjectPath.Display(folder, file.Path));
                writer.Write(file.Length);
                writer.Write(file.Ticks);
                writer.Write(file.Mark);
            }

            writer.Write(answer.Outputs.Length);
            foreach (ITaskItem output in answer.Outputs)
            {
                writer.Write(ProjectPath.Display(folder, output.ItemSpec));
                foreach (string name in s_told)
                {
                    writer.Write(output.GetMetadata(name));
                }
            }

            writer.Write(answer.FilesWritten.Length);
            foreach (string written in answer.FilesWritten)
            {
                writer.Write(ProjectPath.Display(folder, written));
            }

            writer.Write(answer.Lines.Length);
            foreach (string line in answer.Lines)
            {
                writer.Write(line);
            }

            writer.Write(answer.Diagnostics.Length);
            foreach (ToldDiagnostic diagnostic in answer.Diagnostics)
            {
                diagnostic.Write(writer);
            }

            writer.Flush();
            writer.Write(SHA256.HashData(memo.GetBuffer().AsSpan(0, (int)memo.Length)));
        }

        OutputFile.Write(path, memo.ToArray());
    }

    private static bool FilesStand(BinaryReader reader, string folder)
    {
        for (int count = Count(reader); count > 0; count--)
        {
            if (!Stands(PathIn(folder, reader), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64()))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Stands(string path, long length, long ticks, long mark) =>
        FileLook.TryLook(path, out FileStatus now)
        && now.Length == length && now.LastWriteTimeUtc.Ticks == ticks && (mark == 0 || now.Mark == mark) && ticks != 0;

    private static StageAnswer ReadAnswer(BinaryReader reader, string folder)
    {
        var outputs = new ITaskItem[Count(reader)];
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = new TaskItem(PathIn(folder, reader));
            foreach (string name in s_told)
            {
                if (reader.ReadString() is { Length: > 0 } value)
                {
                    outputs[i].SetMetadata(name, value);
                }
            }
        }

        string[] written = new string[Count(reader)];
        for (int i = 0; i < written.Length; i++)
        {
            written[i] = PathIn(folder, reader);
        }

        string[] lines = new string[Count(reader)];
        for (int i = 0; i < lines.Length; i++)
        {
            lines[i] = reader.ReadString();
        }

        var diagnostics = new ToldDiagnostic[Count(reader)];
        for (int i = 0; i < diagnostics.Length; i++)
        {
            diagnostics[i] = ToldDiagnostic.Read(reader);
        }

        return reader.BaseStream.Position == reader.BaseStream.Length
            ? new StageAnswer(outputs, written, lines, diagnostics)
            : throw new FormatException("the memo goes on");
    }

    // Each of what is counted takes a byte at least.
    private static int Count(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        return count >= 0 && count <= reader.BaseStream.Length - reader.BaseStream.Position ? count : throw new FormatException("a count is past the end");
    }

    private static string PathIn(string folder, BinaryReader reader) => reader.ReadString() is var path && !path.Contains('\0', StringComparison.Ordinal)
        ? Path.GetFullPath(path, folder)
        : throw new FormatException("this is no path");
}
