using FlashFs.Caching;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Pipeline;

/// <summary>An image that was made, or found in a cache.</summary>
internal sealed class MadeImage
{
    private readonly Func<string> _sha256;

    /// <summary>An image that was made.</summary>
    public MadeImage(BuiltImage built)
    {
        Bytes = built.Bytes;
        _sha256 = () => built.Sha256;
        Usage = built.Plan.Usage;
        Costs = () => FileCosts.Of(built.Plan);
        Volume = built.Volume;
        Files = built.Plan.Files;
    }

    /// <summary>An image out of a cache.</summary>
    public MadeImage(CacheEntry entry, ResolvedImage image, FlashVolume opened)
    {
        Bytes = entry.Contents;
        _sha256 = () => entry.Sha256;
        Usage = opened.Usage.Within(image.Size, entry.Contents.Length);
        Origin = entry.IsRemote ? "from the remote cache" : "from the cache";
        Costs = () => FileCosts.Of(opened);
        Volume = opened;
        Files = image.Files;
    }

    /// <summary>The image.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Its SHA-256, lower-case hexadecimal. Of one just made it comes last: who has other work does that first.</summary>
    public string Sha256 => _sha256();

    /// <summary>How full it is.</summary>
    public ImageUsage Usage { get; }

    /// <summary>Where it was found, as the build's line says it; null when it was made.</summary>
    public string? Origin { get; }

    /// <summary>Tells what its files take, where somebody asks.</summary>
    public Func<IEnumerable<FileFit>> Costs { get; }

    /// <summary>The image opened, where somebody has looked into it; else null.</summary>
    public FlashVolume? Volume { get; }

    /// <summary>The files in it.</summary>
    public FlashFileSet Files { get; }
}
