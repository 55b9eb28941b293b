using System.Security.Cryptography;

namespace FlashFs.Pipeline;

/// <summary>An output as it was left: enough to see without opening it that nobody touched it.</summary>
/// <param name="Length">The length in bytes.</param>
/// <param name="Ticks">The time of the last write, UTC, in ticks.</param>
/// <param name="Sha256">The hash of the contents, lower-case hexadecimal.</param>
internal sealed record OutputStamp(long Length, long Ticks, string Sha256)
{
    /// <summary>Looks at an output that was just written, or found to be right.</summary>
    public static OutputStamp Of(string path, string sha256)
    {
        var info = new FileInfo(path);
        return new OutputStamp(info.Length, info.LastWriteTimeUtc.Ticks, sha256);
    }

    /// <summary>Whether the output is still as it was left; a new time alone is settled by its hash.</summary>
    public OutputCheck Check(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists)
        {
            return OutputCheck.Missing;
        }

        if (info.Length != Length)
        {
            return OutputCheck.Altered;
        }

        if (info.LastWriteTimeUtc.Ticks == Ticks)
        {
            return OutputCheck.Intact;
        }

        using FileStream stream = info.OpenRead();
        return Convert.ToHexStringLower(SHA256.HashData(stream)) == Sha256 ? OutputCheck.Touched : OutputCheck.Altered;
    }
}
