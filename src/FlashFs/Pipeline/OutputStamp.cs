using System.Security.Cryptography;

namespace FlashFs.Pipeline;

/// <summary>An output as it was left: enough to see without opening it that nobody touched it.</summary>
/// <param name="Name">The file name.</param>
/// <param name="Length">The length in bytes.</param>
/// <param name="Ticks">The time of the last write, UTC, in ticks.</param>
/// <param name="Sha256">The hash of the contents, lower-case hexadecimal.</param>
internal sealed record OutputStamp(string Name, long Length, long Ticks, string Sha256)
{
    /// <summary>Where it goes in the flash; null where it has no place, or is not known to have one.</summary>
    public long? Offset { get; init; }

    /// <summary>Looks at an output that was just written, or found to be right.</summary>
    /// <param name="folder">The folder of the outputs.</param>
    /// <param name="name">The file name.</param>
    /// <param name="sha256">Its hash.</param>
    public static OutputStamp Of(string folder, string name, string sha256)
    {
        var info = new FileInfo(Path.Combine(folder, name));
        return new OutputStamp(name, info.Length, info.LastWriteTimeUtc.Ticks, sha256);
    }

    /// <summary>Whether the output in a folder has the length and the time that it was left with; it is not opened.</summary>
    public bool IsIntact(string folder) => IsIntact(FileIn(folder));

    /// <summary>How the output in a folder compares with what was left; a new time alone is settled by its hash.</summary>
    public OutputCheck Check(string folder)
    {
        FileInfo info = FileIn(folder);
        if (!info.Exists)
        {
            return OutputCheck.Missing;
        }

        if (IsIntact(info))
        {
            return OutputCheck.Intact;
        }

        if (info.Length != Length)
        {
            return OutputCheck.Altered;
        }

        using FileStream stream = info.OpenRead();
        return Convert.ToHexStringLower(SHA256.HashData(stream)) == Sha256 ? OutputCheck.Touched : OutputCheck.Altered;
    }

    private FileInfo FileIn(string folder) => new(Path.Combine(folder, Name));

    private bool IsIntact(FileInfo info) => info.Exists && info.Length == Length && info.LastWriteTimeUtc.Ticks == Ticks;
}
