namespace FlashFs.Formats.ChirpOs;

/// <summary>What is fixed of a file system.</summary>
/// <param name="Capacity">How long the saved string may get, in UTF-16 code units.</param>
public sealed record ChirpFileSystemInfo(int Capacity = ChirpFileSystemInfo.DefaultCapacity)
{
    /// <summary>
    /// The capacity where nothing else is said: 2,619,440 UTF-16 code units, which are 5,238,880 bytes, a little less than the
    /// 5 MiB that browsers give to a page.
    /// </summary>
    public const int DefaultCapacity = 2_619_440;

    /// <summary>The key in localStorage.</summary>
    public const string StorageKey = "chirpos.filesystem";
}
