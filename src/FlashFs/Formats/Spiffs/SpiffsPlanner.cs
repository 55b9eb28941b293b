using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.Spiffs;

/// <summary>Counts pages before a byte is written, and reports all that stands in the way.</summary>
internal static class SpiffsPlanner
{
    public static SpiffsPlan? Plan(FlashFileSet files, SpiffsOptions options, long? size, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        if (size is null)
        {
            found.Add(
                DiagnosticCodes.SizeRequired,
                null,
                "A SPIFFS image is exactly as large as its partition, and no size is given: give a Size (--size), or a partition that it goes on.");
        }

        SpiffsPlan? plan = null;
        if (SpiffsGeometry.TryCreate(options, found, out SpiffsGeometry? geometry))
        {
            SpiffsNames.Check(files, geometry, found);
            FileCost[] costs = [.. files.Select(file => Cost(file, geometry))];
            CheckLimits(costs, geometry, found);
            if (size is { } bytes && CheckSize(bytes, geometry, found))
            {
                plan = Fit(files, costs, bytes, geometry, found);
            }
        }

        diagnostics.AddRange(found);
        return found.HasErrors ? null : plan;
    }

    private static FileCost Cost(FlashFile file, SpiffsGeometry geometry)
    {
        long dataPages = geometry.DataPages(file.Contents.Length);
        return new FileCost(file, file.Contents.Length, (dataPages + geometry.IndexPages(dataPages)) * geometry.PageSize);
    }

    private static void CheckLimits(FileCost[] costs, SpiffsGeometry geometry, DiagnosticBag diagnostics)
    {
        long most = geometry.UsablePages(geometry.MaxBlocks);
        foreach (FileCost cost in costs.Where(cost => cost.Size > most * geometry.PageSize))
        {
            diagnostics.Add(
                DiagnosticCodes.FileTooLarge,
                cost.File.Source,
                $"'{cost.File.Path}' has {cost.StoredLength} bytes and would take {cost.Size / geometry.PageSize} pages of {geometry.PageSize} bytes; "
                + $"page indexes of 16 bits allow {most} in the largest SPIFFS image. Split the file, or use larger pages.");
        }

        if (costs.Length > SpiffsLayout.MaxObjectId)
        {
            diagnostics.Add(
                DiagnosticCodes.TooManyFiles,
                null,
                $"{costs.Length} files are {costs.Length - SpiffsLayout.MaxObjectId} more than SPIFFS can number (object ids end at {SpiffsLayout.MaxObjectId}); leave files out or combine them.");
        }
    }

    private static bool CheckSize(long size, SpiffsGeometry geometry, DiagnosticBag diagnostics)
    {
        long largest = (long)geometry.MaxBlocks * geometry.BlockSize;
        string? problem = null;
        if (size <= 0 || size % geometry.BlockSize != 0)
        {
            long below = Math.Clamp(size, 0, largest) / geometry.BlockSize * geometry.BlockSize;
            long[] wouldDo = [.. ((long[])[below, below + geometry.BlockSize]).Where(bytes => bytes > 0 && bytes <= largest)];
            problem = $"is not a multiple of the block of {geometry.BlockSize} bytes; {string.Join(" or ", wouldDo.Select(bytes => $"{bytes} (0x{bytes:x})"))} would do.";
        }
        else if (size > largest)
        {
            problem = $"needs {size / geometry.PageSize} pages of {geometry.PageSize} bytes, and page indexes of 16 bits end at {SpiffsLayout.MaxPages}: at most {largest} (0x{largest:x}), or larger pages.";
        }

        if (problem is not null)
        {
            diagnostics.Add(DiagnosticCodes.SizeNotAligned, null, $"A SPIFFS image of {size} bytes {problem}");
        }

        return problem is null;
    }

    private static SpiffsPlan? Fit(FlashFileSet files, FileCost[] costs, long size, SpiffsGeometry geometry, DiagnosticBag diagnostics)
    {
        long blocks = size / geometry.BlockSize;
        long needed = costs.Sum(cost => cost.Size) / geometry.PageSize;
        long usable = geometry.UsablePages(blocks);
        if (needed > usable)
        {
            diagnostics.Add(FitDiagnostics.ImageTooLarge(
                SpiffsFormat.Instance,
                needed * geometry.PageSize,
                usable * geometry.PageSize,
                SizeThatFits(needed, geometry),
                costs,
                $"{needed} pages of {geometry.PageSize}, and the image has {usable} for files: {needed - usable} missing"));
            return null;
        }

        long usedBlocks = (needed + geometry.ObjectPagesPerBlock - 1) / geometry.ObjectPagesPerBlock;
        var usage = new ImageUsage(
            size,
            costs.Sum(cost => cost.StoredLength),
            (usable - needed) * geometry.PageSize,
            (int)(blocks - usedBlocks),
            geometry.BlockSize);
        return new SpiffsPlan(files, geometry, size, usage, costs);
    }

    private static long? SizeThatFits(long pages, SpiffsGeometry geometry)
    {
        long blocks = (pages + geometry.ObjectPagesPerBlock - 1) / geometry.ObjectPagesPerBlock;
        return blocks <= geometry.MaxBlocks && pages <= geometry.UsablePages(blocks) ? blocks * geometry.BlockSize : null;
    }
}
