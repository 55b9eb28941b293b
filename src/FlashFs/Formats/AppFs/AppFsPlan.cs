using FlashFs.Files;

namespace FlashFs.Formats.AppFs;

/// <summary>An AppFS image that fits.</summary>
internal sealed class AppFsPlan(FlashFileSet files, AppFsOptions options, long size, ImageUsage usage, IReadOnlyList<FileCost> costs)
    : ImagePlan(AppFsFormat.Instance, files, size, usage, costs)
{
    /// <inheritdoc/>
    protected override void WriteCore(Memory<byte> memory)
    {
        Span<byte> image = memory.Span;
        var writer = new AppFsWriter(image, options.Layout);
        for (int i = 0; i < Files.Count; i++)
        {
            writer.Add(Files[i], isLast: i == Files.Count - 1);
        }

        writer.Finish();
    }
}
