using System.Security.Cryptography;
using FlashFs.Formats;

namespace FlashFs.Pipeline;

/// <summary>An image, written and read back.</summary>
public sealed class BuiltImage
{
    private readonly Task<byte[]>? _hash;

    internal BuiltImage(ImagePlan plan, ReadOnlyMemory<byte> bytes, Task<byte[]>? hash, FlashVolume? volume)
    {
        Plan = plan;
        Bytes = bytes;
        Volume = volume;
        _hash = hash;
    }

    /// <summary>The plan it was written by.</summary>
    public ImagePlan Plan { get; }

    /// <summary>The image.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The image opened, as it was read back; null where it was not.</summary>
    public FlashVolume? Volume { get; }

    /// <summary>Its SHA-256, lower-case hexadecimal; a stage has it worked out on another thread meanwhile, and who asks early waits for it.</summary>
    public string Sha256 => field ??= Convert.ToHexStringLower(_hash?.GetAwaiter().GetResult() ?? SHA256.HashData(Bytes.Span));
}
