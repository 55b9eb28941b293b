using FlashFs.Files;

namespace FlashFs.Formats.Sffs;

/// <summary>An SFFS image that fits.</summary>
internal sealed class SffsPlan(FlashFileSet files, SffsOptions options, long size, ImageUsage usage, IReadOnlyList<FileCost> costs)
    : ImagePlan(SffsFormat.Instance, files, size, usage, costs)
{
    /// <inheritdoc/>
    protected override void WriteCore(Memory<byte> memory)
    {
        Span<byte> image = memory.Span;
        var writer = new SffsWriter(image, options);
        foreach (FlashFile file in Files)
        {
            writer.Add(file);
        }

        writer.Finish();
    }
}
