using FlashFs.Formats;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Reporting;

/// <summary>An image of the report.</summary>
/// <param name="Manifest">What the manifest says of it.</param>
/// <param name="Volume">The image, opened.</param>
/// <param name="Contents">What its contents went through; null where nothing was asked for.</param>
public sealed record MapImage(ManifestImage Manifest, FlashVolume Volume, ImageContents? Contents);
