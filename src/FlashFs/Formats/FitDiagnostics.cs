using FlashFs.Diagnostics;

namespace FlashFs.Formats;

/// <summary>Says that the files do not fit, in the same words for every format.</summary>
public static class FitDiagnostics
{
    private const int LargestShown = 5;

    /// <summary>FLASHFS2001: what is needed and what is there, the largest files, and a size that would do.</summary>
    /// <param name="format">The format.</param>
    /// <param name="needed">What the files need in bytes, the format's own bytes included.</param>
    /// <param name="available">What there is, in the same count as <paramref name="needed"/>.</param>
    /// <param name="sizeThatFits">The smallest size to give the image that would do, in bytes and already rounded up to what the format takes; null where none would.</param>
    /// <param name="costs">What each file takes.</param>
    /// <param name="reason">A clause on what the need is made of, where the size of the image alone does not tell; without a full stop.</param>
    public static Diagnostic ImageTooLarge(
        FlashFormat format,
        long needed,
        long available,
        long? sizeThatFits,
        IReadOnlyList<FileCost> costs,
        string? reason = null)
    {
        string why = reason is null ? "" : $" ({reason})";
        string largest = Largest(costs.Select(cost => (cost.File.Path.Value, cost.Size)));
        string which = costs.Count switch
        {
            0 => "",
            1 => $" The only file takes: {largest}.",
            <= LargestShown => $" The files take: {largest}.",
            _ => $" The {LargestShown} largest of {costs.Count} files take: {largest}.",
        };
        string next = sizeThatFits is { } size
            ? $" A size of {size} (0x{size:x}) would do; grow the partition or leave files out."
            : " No size would do; leave files out.";
        return DiagnosticCodes.ImageTooLarge.At(
            null,
            $"The {format.DisplayName} image needs {needed} bytes{why} and has {available}: over by {needed - available}.{which}{next}");
    }

    /// <summary>The largest files as a list, each with its size; of equal ones those that come first. Empty where there is none.</summary>
    internal static string Largest(IEnumerable<(string Path, long Size)> files) =>
        string.Join(", ", files.OrderByDescending(file => file.Size).Take(LargestShown).Select(file => $"{file.Path} {file.Size}"));

    /// <summary>Rounds a size up to a multiple, for instance of flash sectors.</summary>
    public static long RoundUp(long size, long multiple) => checked((size + multiple - 1) / multiple * multiple);
}
