namespace FlashFs.Pipeline.Manifest;

/// <summary>How an image fits. All sizes are in bytes.</summary>
public sealed record ImageFit
{
    /// <summary>The file name of the image.</summary>
    public required string Name { get; init; }

    /// <summary>The id of the format.</summary>
    public required string Format { get; init; }

    /// <summary>The label of its partition; null where it stands alone.</summary>
    public string? Partition { get; init; }

    /// <summary>The size of the image.</summary>
    public required long Size { get; init; }

    /// <summary>What it may take at most: its partition, its Size or what the format can hold; null where nothing limits it.</summary>
    public long? Limit { get; init; }

    /// <summary>What is not free: <see cref="Data"/> and <see cref="Overhead"/>.</summary>
    public required long Used { get; init; }

    /// <summary>Contents of files as stored.</summary>
    public required long Data { get; init; }

    /// <summary>Headers, names, indexes, padding, and room that cannot be used.</summary>
    public required long Overhead { get; init; }

    /// <summary>Room for more.</summary>
    public required long Free { get; init; }

    /// <summary>Whole blocks that hold nothing, where the format has blocks.</summary>
    public int? FreeBlocks { get; init; }

    /// <summary>How many of them are to stay free for the device to write; 0 for an image that it only reads.</summary>
    public int? FreeBlocksWanted { get; init; }

    /// <summary>The size of a block, where the format has blocks.</summary>
    public long? BlockSize { get; init; }

    /// <summary>The budget above which the build warns; null for none.</summary>
    public long? WarnAt { get; init; }

    /// <summary>The budget above which the build fails; null for none.</summary>
    public long? ErrorAt { get; init; }

    /// <summary>The smallest size, in whole sectors of 4096, that has room for all files and the free blocks; null where the format cannot tell.</summary>
    public long? SmallestSize { get; init; }

    /// <summary>How it would fit in the next smaller place; null where nothing limits it, or where there is none.</summary>
    public NextSmallerFit? NextSmaller { get; init; }

    /// <summary>What each file takes, the most expensive first.</summary>
    public required IReadOnlyList<FileFit> Files { get; init; }
}
