using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>A file as a build saw it without opening it.</summary>
/// <param name="Path">The file, rooted.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Ticks">The time of the last write, UTC, in ticks; 0 means unknown.</param>
/// <param name="Mark">Which file it is and when anything about it last changed; 0 where that does not count or the system does not tell.</param>
public sealed record SeenFile(string Path, long Length, long Ticks, long Mark)
{
    /// <summary>A file of the build's own as it is now; without a time where there is none.</summary>
    internal static SeenFile Look(string path)
    {
        try
        {
            DiskContents.Open(path, path, out FileStatus status);
            return new SeenFile(path, status.Length, status.LastWriteTimeUtc.Ticks, Mark: 0);
        }
        catch (FlashFsException)
        {
            return new SeenFile(path, 0, 0, 0); // who needs it says why
        }
    }

    /// <summary>An input as a state has it: one that was touched too short a while before it was read has no time there.</summary>
    internal static SeenFile Of(SourceFile input, InputTable inputs) =>
        new(input.Contents.DiskPath, input.Contents.Length, inputs.Find(input.Display)?.Ticks ?? 0, input.Status.Mark);

    /// <summary>An output as a stage left it. That it gets another name beside its own changes it, and says nothing.</summary>
    internal static SeenFile Of(string folder, OutputStamp output) =>
        new(System.IO.Path.Combine(folder, output.Name), output.Length, output.Ticks, Mark: 0);
}
