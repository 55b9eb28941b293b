using FlashFs.Pipeline.Manifest;

namespace FlashFs.Reporting;

/// <summary>What a flash map shows.</summary>
public sealed record FlashMapRequest
{
    /// <summary>What the page is about: the project.</summary>
    public required string Title { get; init; }

    /// <summary>What was made and where it goes.</summary>
    public required FlashManifest Manifest { get; init; }

    /// <summary>The images, in the order of the manifest.</summary>
    public required IEnumerable<MapImage> Images { get; init; }

    /// <summary>The manifest of a build to compare with; null for none.</summary>
    public FlashManifest? Baseline { get; init; }
}
