using FlashFs.Formats;

namespace FlashFs.Pipeline;

/// <summary>An image, written and read back.</summary>
/// <param name="Plan">The plan it was written by.</param>
/// <param name="Bytes">The image.</param>
/// <param name="Sha256">Its SHA-256, lower-case hexadecimal.</param>
public sealed record BuiltImage(ImagePlan Plan, byte[] Bytes, string Sha256)
{
    /// <summary>The image opened, as it was read back; null where it was not.</summary>
    public FlashVolume? Volume { get; init; }
}
