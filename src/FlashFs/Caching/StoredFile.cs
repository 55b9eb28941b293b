using System.Buffers;

namespace FlashFs.Caching;

/// <summary>A file of a local store, as a walk found it.</summary>
/// <param name="Path">The file, rooted.</param>
/// <param name="IsKey">Whether it is a key, not contents.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="LastUse">When it was last used, to a day; UTC.</param>
internal readonly record struct StoredFile(string Path, bool IsKey, long Length, DateTime LastUse)
{
    /// <summary>The digits that name the folder of a file.</summary>
    public const int ShardDigits = 2;

    private const int HexLength = 64;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private static readonly EnumerationOptions OneLevel = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>
    /// The files of a store below one of its folders. What has another name than this library gives, and what lies behind a link,
    /// is somebody else's and not among them.
    /// </summary>
    /// <param name="folder">The folder, rooted; nothing when there is none.</param>
    /// <param name="isKey">What lies there.</param>
    public static IEnumerable<StoredFile> Below(string folder, bool isKey)
    {
        var root = new DirectoryInfo(folder);
        if (!root.Exists || root.LinkTarget is not null)
        {
            yield break;
        }

        foreach (DirectoryInfo shard in root.EnumerateDirectories("*", OneLevel).Where(shard => IsHex(shard.Name, ShardDigits)))
        {
            foreach (FileInfo file in FilesOf(shard))
            {
                if (Look(file, isKey) is { } found)
                {
                    yield return found;
                }
            }
        }
    }

    private static FileInfo[] FilesOf(DirectoryInfo shard)
    {
        try
        {
            return [.. shard.EnumerateFiles("*", OneLevel).Where(file => IsOurs(file.Name, shard.Name))];
        }
        catch (DirectoryNotFoundException)
        {
            return []; // removed just now
        }
    }

    private static StoredFile? Look(FileInfo file, bool isKey)
    {
        try
        {
            return new StoredFile(file.FullName, isKey, file.Length, file.LastWriteTimeUtc);
        }
        catch (FileNotFoundException)
        {
            return null; // another process pruned it just now
        }
    }

    private static bool IsOurs(string name, string shard) => name.StartsWith(shard, StringComparison.Ordinal) && IsHex(name, HexLength);

    private static bool IsHex(string text, int length) => text.Length == length && !text.AsSpan().ContainsAnyExcept(HexDigits);
}
