using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.Sffs;

/// <summary>Counts pages before a byte is written, and reports all that stands in the way.</summary>
internal static class SffsPlanner
{
    private const long LargestSize = (long)SffsLayout.MaxPages * SffsLayout.PageSize;

    public static SffsPlan? Plan(FlashFileSet files, SffsOptions options, long? size, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        if (size is null)
        {
            found.Add(
                DiagnosticCodes.SizeRequired,
                null,
                "An SFFS image is exactly as large as its part of the flash, and no size is given: give a Size (--size), or a partition that it goes on.");
        }

        SffsNames.Check(files, options.MaxNameLength, found);
        FileCost[] costs = [.. files.Select(Cost)];
        CheckLimits(costs, found);
        SffsPlan? plan = null;
        if (size is { } bytes && CheckSize(bytes, found) && !found.HasErrors)
        {
            plan = Fit(files, options, costs, bytes, found);
        }

        diagnostics.AddRange(found);
        return plan;
    }

    private static FileCost Cost(FlashFile file) =>
        new(file, file.Contents.Length, SffsLayout.PagesOf(file.Contents.Length, file.Path.Utf8Length) * SffsLayout.PageSize);

    private static void CheckLimits(FileCost[] costs, DiagnosticBag diagnostics)
    {
        foreach (FileCost cost in costs)
        {
            FlashFile file = cost.File;
            if (cost.StoredLength == 0)
            {
                diagnostics.Add(
                    DiagnosticCodes.EmptyFileNotStorable,
                    file.Source,
                    $"'{file.Path}' is empty, and SFFS cannot store an empty file: a size of 0 in a page means that the page is full, so that the device would read {SffsLayout.Room(0, file.Path.Utf8Length)} bytes of 0xFF. "
                    + $"The device's own library writes nothing for it. {FileAdvice.LeaveOut}, or give it at least one byte.");
            }
            else if (cost.Size > SffsLayout.LastSpan * (long)SffsLayout.PageSize + SffsLayout.PageSize)
            {
                diagnostics.Add(
                    DiagnosticCodes.FileTooLarge,
                    file.Source,
                    $"'{file.Path}' has {cost.StoredLength} bytes and would take {cost.Size / SffsLayout.PageSize} pages; spans of 16 bits allow {SffsLayout.LastSpan + 1}. Split the file or leave it out.");
            }
        }

        if (costs.Length > SffsLayout.MaxImageFiles)
        {
            diagnostics.Add(
                DiagnosticCodes.TooManyFiles,
                null,
                $"{costs.Length} files are {costs.Length - SffsLayout.MaxImageFiles} more than SFFS can number: the library gives every second id, and ids end at {SffsLayout.LastId}. Leave files out or combine them.");
        }
    }

    private static bool CheckSize(long size, DiagnosticBag diagnostics)
    {
        if (size > LargestSize)
        {
            diagnostics.Add(
                DiagnosticCodes.SizeNotAligned,
                null,
                $"An SFFS image of {size} bytes has {size / SffsLayout.PageSize} pages of {SffsLayout.PageSize} bytes, and page numbers of 16 bits end at {SffsLayout.MaxPages}: at most {LargestSize} (0x{LargestSize:x}).");
            return false;
        }

        if (size <= 0 || size % SffsLayout.PageSize != 0)
        {
            diagnostics.Add(
                DiagnosticCodes.SizeNotAligned,
                null,
                $"An SFFS image of {size} bytes is not whole sectors of {SffsLayout.PageSize} bytes; {Near(size, SffsLayout.PageSize)} would do.");
            return false;
        }

        if (size % SffsLayout.BlockSize != 0)
        {
            diagnostics.Add(
                DiagnosticCodes.SizeNotWholeBlocks,
                null,
                $"An SFFS image of {size} bytes is not whole blocks of {SffsLayout.BlockSize} bytes: the library's documentation asks for them, though no version checks it; {Near(size, SffsLayout.BlockSize)} would do.");
        }

        return true;
    }

    private static string Near(long size, int unit)
    {
        long below = Math.Max(0, size) / unit * unit;
        string smaller = below > 0 ? $"{below} (0x{below:x}) or " : "";
        return $"{smaller}{below + unit} (0x{below + unit:x})";
    }

    private static SffsPlan? Fit(FlashFileSet files, SffsOptions options, FileCost[] costs, long size, DiagnosticBag diagnostics)
    {
        long needed = costs.Sum(cost => cost.Size);
        if (needed > size)
        {
            long wouldDo = FitDiagnostics.RoundUp(needed, SffsLayout.BlockSize);
            diagnostics.Add(FitDiagnostics.ImageTooLarge(
                SffsFormat.Instance,
                needed,
                size,
                wouldDo <= LargestSize ? wouldDo : null,
                costs,
                $"{needed / SffsLayout.PageSize} pages of {SffsLayout.PageSize}, which no two files share"));
            return null;
        }

        var usage = new ImageUsage(size, costs.Sum(cost => cost.StoredLength), size - needed);
        return new SffsPlan(files, options, size, usage, costs);
    }
}
