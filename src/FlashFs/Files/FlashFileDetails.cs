namespace FlashFs.Files;

/// <summary>What a file may say of itself beyond its path and contents; see <see cref="FlashFile"/>.</summary>
internal sealed record FlashFileDetails
{
    /// <summary>Nothing.</summary>
    public static readonly FlashFileDetails None = new();

    public FileCompression? Compression { get; init; }

    public string? Title { get; init; }

    public int? Version { get; init; }

    public long? Flags { get; init; }
}
