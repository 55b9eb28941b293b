namespace FlashFs.Pipeline.Manifest;

/// <summary>
/// What was made, of what, with which options and where it goes: <c>flash-manifest.json</c>. No path of this machine and no
/// time is in it, so that equal inputs give an equal manifest.
/// </summary>
public sealed record FlashManifest
{
    /// <summary>The shape of this document; rises when a reader of the former shape would go wrong.</summary>
    public int ManifestVersion { get; init; } = 1;

    /// <summary>The version of the package that made it.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The .NET runtime version, where a result hangs on it: gzip members do.</summary>
    public string? RuntimeVersion { get; init; }

    /// <summary>The chip and its flash; null where nothing needs a place in one.</summary>
    public ManifestFlash? Flash { get; init; }

    /// <summary>The partition table; null where nothing needs one.</summary>
    public ManifestTable? PartitionTable { get; init; }

    /// <summary>The images, in the order of the project.</summary>
    public IReadOnlyList<ManifestImage> Images { get; init; } = [];

    /// <summary>The ready-made parts, by offset.</summary>
    public IReadOnlyList<ManifestBinary> Binaries { get; init; } = [];

    /// <summary>Every file of the output folder but this one and the release kit, which holds this one, by name.</summary>
    public IReadOnlyList<ManifestOutput> Outputs { get; init; } = [];
}
