using FlashFs.Caching;
using FlashFs.Compression;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Transforms;

/// <summary>Packs contents into a gzip member and appends <c>.gz</c> to the path, as web servers on devices look for it.</summary>
public sealed class GzipTransform : ContentTransform
{
    /// <summary>What is appended to the path.</summary>
    public const string Extension = ".gz";

    /// <inheritdoc/>
    public override string Name => "Gzip";

    /// <inheritdoc/>
    public override bool IsCheckable => true;

    /// <inheritdoc/>
    public override FlashPath PathOf(FlashPath path) => FlashPath.Parse(path.Value + Extension);

    /// <inheritdoc/>
    public override void AddTo(CacheKey key, FlashPath path) =>
        key.Add("transform", "Gzip 1").Add("runtime", Environment.Version.ToString()); // deflate comes with .NET

    /// <inheritdoc/>
    public override bool Explains(ReadOnlySpan<byte> contents, ReadOnlyMemory<byte> result)
    {
        try
        {
            return contents.SequenceEqual(GzipMember.Unpack(result, contents.Length));
        }
        catch (FlashFormatException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Run(TransformInput input, CancellationToken cancellation) => GzipMember.Pack(input.Contents.Span);
}
