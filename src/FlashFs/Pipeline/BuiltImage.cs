using FlashFs.Formats;

namespace FlashFs.Pipeline;

/// <summary>An image, written and read back.</summary>
/// <param name="Plan">The plan it was written by.</param>
/// <param name="Bytes">The image.</param>
public sealed record BuiltImage(ImagePlan Plan, byte[] Bytes);
