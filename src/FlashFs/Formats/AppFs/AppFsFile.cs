namespace FlashFs.Formats.AppFs;

/// <summary>A file as the metadata has it.</summary>
/// <param name="Entry">The file for lists.</param>
/// <param name="Name">The name as stored, without its NUL.</param>
/// <param name="Pages">Its pages in order, as far as the chain holds; at least one.</param>
internal sealed record AppFsFile(VolumeEntry Entry, byte[] Name, int[] Pages)
{
    /// <summary>The title, where the layout has one and the file was made with it.</summary>
    public string? Title { get; init; }

    /// <summary>The version, where the layout has one and the file was made with it.</summary>
    public int? Version { get; init; }

    /// <summary>Its first page, which is also its handle.</summary>
    public int Handle => Pages[0];

    /// <summary>The bytes that can be read: the size, unless pages are missing.</summary>
    public long Length => Entry.Length;
}
