using FlashFs.Formats;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Pipeline;

/// <summary>An image that was made, or found in a cache.</summary>
/// <param name="Bytes">The image.</param>
/// <param name="Sha256">Its SHA-256, lower-case hexadecimal.</param>
/// <param name="Usage">How full it is.</param>
/// <param name="Origin">Where it was found, as the build's line says it; null when it was made.</param>
/// <param name="Costs">Tells what its files take, where somebody asks.</param>
/// <param name="Volume">The image opened, where somebody has looked into it; else null.</param>
internal sealed record MadeImage(
    ReadOnlyMemory<byte> Bytes, string Sha256, ImageUsage Usage, string? Origin, Func<IEnumerable<FileFit>> Costs, FlashVolume? Volume);
