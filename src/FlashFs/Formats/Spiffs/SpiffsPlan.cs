using FlashFs.Files;

namespace FlashFs.Formats.Spiffs;

/// <summary>A SPIFFS image that fits.</summary>
internal sealed class SpiffsPlan(FlashFileSet files, SpiffsGeometry geometry, long size, ImageUsage usage, IReadOnlyList<FileCost> costs)
    : ImagePlan(SpiffsFormat.Instance, files, size, usage, costs)
{
    /// <inheritdoc/>
    protected override void WriteCore(Memory<byte> memory)
    {
        Span<byte> image = memory.Span;
        var writer = new SpiffsWriter(image, geometry);
        foreach (FlashFile file in Files)
        {
            writer.Add(file);
        }

        writer.Finish();
    }
}
