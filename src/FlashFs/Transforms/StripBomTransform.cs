using FlashFs.Caching;
using FlashFs.Files;

namespace FlashFs.Transforms;

/// <summary>Leaves out the byte order mark EF BB BF that some editors put before UTF-8; a device would serve or compile it.</summary>
public sealed class StripBomTransform : ContentTransform
{
    /// <inheritdoc/>
    public override string Name => "StripBom";

    /// <inheritdoc/>
    public override bool IsCheap => true;

    /// <inheritdoc/>
    public override void AddTo(CacheKey key, FlashPath path) => key.Add("transform", "StripBom 1");

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Run(TransformInput input, CancellationToken cancellation)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        return input.Contents.Span.StartsWith(mark) ? input.Contents[mark.Length..] : input.Contents;
    }
}
