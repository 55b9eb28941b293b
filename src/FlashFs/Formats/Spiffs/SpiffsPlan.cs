using FlashFs.Files;

namespace FlashFs.Formats.Spiffs;

/// <summary>A SPIFFS image that fits.</summary>
internal sealed class SpiffsPlan(FlashFileSet files, SpiffsGeometry geometry, long size, ImageUsage usage, IReadOnlyList<FileCost> costs)
    : ImagePlan(SpiffsFormat.Instance, files, size, usage, costs)
{
    // One core completes as many blocks sooner than a second one is started.
    private const int FewBlocks = 256;

    /// <inheritdoc/>
    protected override void WriteCore(Memory<byte> image)
    {
        // Many small files: opening them is most of the work, and to touch the memory of a new image most of the rest.
        int[] first = FirstPages(out int used);
        ParallelFiles.ForEach(Files, (file, i) => new SpiffsFileWriter(image.Span, geometry, i + 1, first[i]).Write(file));
        ParallelRange.For(image.Length / geometry.BlockSize, FewBlocks, block => SpiffsBlockWriter.Complete(image.Span, geometry, block, used));
    }

    // How many object pages lie before each file; altogether they are those in use.
    private int[] FirstPages(out int used)
    {
        int[] first = new int[Files.Count];
        used = 0;
        for (int i = 0; i < first.Length; i++)
        {
            first[i] = used;
            used += (int)(Costs[i].Size / geometry.PageSize);
        }

        return first;
    }
}
