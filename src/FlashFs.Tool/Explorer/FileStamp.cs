namespace FlashFs.Tool.Explorer;

/// <summary>What a change of a file is seen by.</summary>
/// <param name="Path">The file, rooted.</param>
/// <param name="Length">Its length in bytes; -1 where there is none.</param>
/// <param name="Time">When it was last written, in ticks.</param>
internal readonly record struct FileStamp(string Path, long Length, long Time)
{
    /// <summary>Looks at a file.</summary>
    public static FileStamp Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new FileStamp(path, file.Length, file.LastWriteTimeUtc.Ticks) : new FileStamp(path, -1, 0);
    }
}
