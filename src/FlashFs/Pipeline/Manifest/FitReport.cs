namespace FlashFs.Pipeline.Manifest;

/// <summary>How the images of a build fit: <c>flash-report.json</c>. Equal inputs give an equal report.</summary>
public sealed record FitReport
{
    /// <summary>The shape of this document; rises when a reader of the former shape would go wrong.</summary>
    public int ReportVersion { get; init; } = 1;

    /// <summary>The images, in the order of the project.</summary>
    public required IReadOnlyList<ImageFit> Images { get; init; }
}
