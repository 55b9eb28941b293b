using FlashFs.Caching;
using FlashFs.Files;

namespace FlashFs.Transforms;

/// <summary>
/// Makes every line end in LF, so that an image does not depend on how a working copy was checked out. Contents with a zero byte
/// in their first 8000 are no text and stay as they are; that is how git tells.
/// </summary>
public sealed class LineEndingsTransform : ContentTransform
{
    private const int Looked = 8000;

    /// <inheritdoc/>
    public override string Name => "LineEndings";

    /// <inheritdoc/>
    public override bool IsCheap => true;

    /// <inheritdoc/>
    public override void AddTo(CacheKey key, FlashPath path) => key.Add("transform", "LineEndings 1");

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Run(TransformInput input, CancellationToken cancellation)
    {
        ReadOnlySpan<byte> contents = input.Contents.Span;
        if (!contents.Contains((byte)'\r') || contents[..Math.Min(contents.Length, Looked)].Contains((byte)0))
        {
            return input.Contents;
        }

        byte[] lines = new byte[contents.Length];
        int length = 0;
        while (!contents.IsEmpty)
        {
            int end = contents.IndexOf((byte)'\r');
            ReadOnlySpan<byte> line = end < 0 ? contents : contents[..end];
            line.CopyTo(lines.AsSpan(length));
            length += line.Length;
            contents = end < 0 ? default : contents[(end + 1)..];
            if (end >= 0 && (contents.IsEmpty || contents[0] != '\n'))
            {
                lines[length++] = (byte)'\n'; // a lone CR ended a line too, long ago
            }
        }

        return lines.AsMemory(0, length);
    }
}
