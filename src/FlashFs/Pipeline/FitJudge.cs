using System.Globalization;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Partitions;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Pipeline;

/// <summary>
/// Holds images against their budgets and the blocks that are to stay free, and says how they fit. Not part of what an image
/// depends on: another budget makes no image anew, and is judged by the next build.
/// </summary>
internal sealed class FitJudge(FlashProject project, IReadOnlyList<ProjectImage> images, DiagnosticBag diagnostics)
{
    private readonly IReadOnlyDictionary<string, ImageBudgets> _budgets = ImageBudget.OfAll(project, images, diagnostics);

    /// <summary>Reports what there is to say of the fit of an image: FLASHFS2003, 2015, 2016, and budgets that do not go together.</summary>
    public void Judge(ResolvedImage image, ImageRecord record)
    {
        var found = new DiagnosticBag();
        FreeBlockWarning.Check(image.Format, record.Figures.ToUsage(), WantedBlocks(image), null, found);
        diagnostics.AddRange(found.Select(image.Named));
        (ImageBudget? warn, ImageBudget? error) = _budgets[image.Name];
        (long? warnAt, long? errorAt) = (InBytes(warn, image, record), InBytes(error, image, record));
        if (warnAt > errorAt)
        {
            diagnostics.Add(
                DiagnosticCodes.OptionsDoNotFit,
                image.Location,
                $"{image.Name}: {warn!.Name} ({warn.Budget.Text}) is {warnAt} bytes and {error!.Name} ({error.Budget.Text}) only {errorAt}, so that nothing would ever be warned of before it fails; make the first the smaller one.");
        }
        else if (record.Figures.Used > errorAt)
        {
            diagnostics.Add(Over(DiagnosticCodes.OverErrorBudget, image, record, error!, errorAt.Value));
        }
        else if (record.Figures.Used > warnAt)
        {
            diagnostics.Add(Over(DiagnosticCodes.OverWarningBudget, image, record, warn!, warnAt.Value));
        }
    }

    /// <summary>How an image fits.</summary>
    /// <param name="image">The image.</param>
    /// <param name="record">How it came out.</param>
    /// <param name="costs">What its files take.</param>
    /// <param name="table">The partition table, where there is one.</param>
    public ImageFit Describe(ResolvedImage image, ImageRecord record, IEnumerable<FileFit> costs, PartitionTable? table)
    {
        FileFit[] files = [.. costs];
        Array.Sort(files, MostExpensiveFirst);
        var places = new SmallerPlaces(image.Format, image.Options, WantedBlocks(image), files);
        (ImageBudget? warn, ImageBudget? error) = _budgets[image.Name];
        ImageFigures figures = record.Figures;
        long? limit = LimitOf(image, record);
        return new ImageFit
        {
            Name = image.Name,
            Format = image.Format.Id,
            Partition = image.Partition?.Label,
            Size = record.Size,
            Limit = limit,
            Used = figures.Used,
            Data = figures.Data,
            Overhead = figures.Overhead,
            Free = figures.Free,
            FreeBlocks = figures.FreeBlocks,
            FreeBlocksWanted = figures.FreeBlocks is null ? null : WantedBlocks(image),
            BlockSize = figures.BlockSize,
            WarnAt = warn?.Budget.In(limit),
            ErrorAt = error?.Budget.In(limit),
            SmallestSize = places.Smallest(),
            NextSmaller = limit is { } bytes ? places.Next(bytes, image.Partition, table) : null,
            Files = files,
        };
    }

    private static int MostExpensiveFirst(FileFit left, FileFit right) =>
        left.Cost != right.Cost ? right.Cost.CompareTo(left.Cost) : string.CompareOrdinal(left.Path, right.Path);

    private int WantedBlocks(ResolvedImage image) => image.IsWritable ? project.WarnFreeBlocks : 0;

    // An image that says how much it could take, as ChirpOS does, has a limit without being given one.
    private static long? LimitOf(ResolvedImage image, ImageRecord record) =>
        image.Size ?? (record.Figures.Whole > record.Size ? record.Figures.Whole : null);

    private long? InBytes(ImageBudget? budget, ResolvedImage image, ImageRecord record)
    {
        long? bytes = budget?.Budget.In(LimitOf(image, record));
        if (budget is { IsOwn: true } && bytes is null)
        {
            diagnostics.Add(
                DiagnosticCodes.OptionsDoNotFit,
                image.Location,
                $"{image.Name}: {budget.Name} is {budget.Budget.Text}, and without a partition or a Size there is nothing to be a share of; give the image one of them, or write the budget in bytes.");
        }

        return bytes;
    }

    private static Diagnostic Over(DiagnosticDescriptor descriptor, ResolvedImage image, ImageRecord record, ImageBudget budget, long bytes)
    {
        ImageFigures figures = record.Figures;
        string of = LimitOf(image, record) is { } limit
            ? string.Create(CultureInfo.InvariantCulture, $"{figures.Used} of {limit} bytes are used ({100.0 * figures.Used / limit:0.##} %)")
            : $"{figures.Used} bytes are used";
        string allowed = budget.Budget.IsShare ? $"{budget.Budget.Text}, {bytes} bytes" : $"{bytes} bytes";
        string largest = FitDiagnostics.Largest(image.Files.Select(file => (file.Path.Value, file.Contents.Length)));
        string which = largest.Length == 0 ? "" : $" The largest files: {largest}.";
        return image.Named(descriptor.At(
            null, $"{of}, {figures.Used - bytes} more than {budget.Name} allows ({allowed}).{which} Leave files out, pack them, or raise the budget."));
    }
}
