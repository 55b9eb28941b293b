namespace FlashFs.Pipeline.Manifest;

/// <summary>What the contents of a build went through: from the images stage to the report. In the intermediate folder only.</summary>
/// <param name="Images">The images that something was done for, in the order of the project.</param>
public sealed record BuildContents(IReadOnlyList<ImageContents> Images);
