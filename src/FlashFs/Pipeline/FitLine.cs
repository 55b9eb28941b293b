using System.Globalization;
using FlashFs.Diagnostics;
using FlashFs.Formats;

namespace FlashFs.Pipeline;

/// <summary>How an image fits, in one clause: the same in the lines of a build and of <c>flashfs pack</c>.</summary>
public static class FitLine
{
    /// <summary>For instance <c>3 files: 5210 data, 33190 overhead, 485888 free of 524288 (7.3 % used), 118 free blocks</c>.</summary>
    public static string Of(ImageFigures figures)
    {
        string free = figures.Free == 0
            ? "0 free"
            : string.Create(CultureInfo.InvariantCulture, $"{figures.Free} free of {figures.Whole} ({100.0 * figures.Used / figures.Whole:0.#} % used)");
        string blocks = figures.FreeBlocks is { } count ? $", {Counted.Of(count, "free block")}" : "";
        return $"{Counted.Of(figures.FileCount, "file")}: {figures.Data} data, {figures.Overhead} overhead, {free}{blocks}";
    }

    /// <summary>The same of an image that was planned.</summary>
    public static string Of(ImagePlan plan) => Of(ImageFigures.Of(plan.Files.Count, plan.Usage));
}
