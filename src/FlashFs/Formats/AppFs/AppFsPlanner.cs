using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.AppFs;

/// <summary>Counts pages before a byte is written, and reports all that stands in the way.</summary>
internal static class AppFsPlanner
{
    private const int PageSize = AppFsLayout.PageSize;

    public static AppFsPlan? Plan(FlashFileSet files, AppFsOptions options, long? size, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        foreach (FlashFile file in files)
        {
            if (AppFsNames.CheckName(file.Path.Value, options.Layout, file.Source) is { } problem)
            {
                found.Add(problem);
            }

            found.AddRange(AppFsNames.CheckAttributes(file, options.Layout));
        }

        WarnOfAttributes(files, options.Layout, found);

        FileCost[] costs = [.. files.Select(file => new FileCost(file, file.Contents.Length, AppFsLayout.PagesOf(file.Contents.Length) * PageSize))];
        bool withinLimits = CheckLimits(costs, found);
        if (CheckSize(size, found) && withinLimits)
        {
            CheckFit(costs, size!.Value, found);
        }

        diagnostics.AddRange(found);
        if (found.HasErrors)
        {
            return null;
        }

        long taken = costs.Sum(cost => cost.Size);
        long free = (long)AppFsLayout.PagesIn(size!.Value) * PageSize - taken;
        var usage = new ImageUsage(size.Value, costs.Sum(cost => cost.StoredLength), free);
        return new AppFsPlan(files, options, size.Value, usage, costs);
    }

    /// <summary>FLASHFS1018 or 2004 for a size that no AppFS partition has.</summary>
    public static bool CheckSize(long? size, DiagnosticBag diagnostics)
    {
        if (size is not { } bytes)
        {
            diagnostics.Add(
                DiagnosticCodes.SizeRequired,
                null,
                "An AppFS image is exactly as large as its partition, and no size is given: give a Size (--size), or a partition that it goes on.");
            return false;
        }

        string? problem = null;
        if (bytes > AppFsLayout.MaxSize)
        {
            problem = $"is over the {AppFsLayout.MaxSize} (0x{AppFsLayout.MaxSize:x}, 16 MiB) that {AppFsLayout.PageCount} page descriptors can tell of; make the partition smaller.";
        }
        else if (bytes <= 0 || bytes % PageSize != 0)
        {
            long below = bytes / PageSize * PageSize;
            string smaller = below > 0 ? $"{below} (0x{below:x}) or " : "";
            problem = $"is not a multiple of the MMU page of 64 KiB ({PageSize} bytes); {smaller}{below + PageSize} (0x{below + PageSize:x}) would do.";
        }

        if (problem is not null)
        {
            diagnostics.Add(DiagnosticCodes.SizeNotAligned, null, $"An AppFS partition of {bytes} bytes {problem}");
        }

        return problem is null;
    }

    // FLASHFS1024: a layout that was forgotten shows only in a menu without titles.
    private static void WarnOfAttributes(FlashFileSet files, AppFsDescriptorLayout layout, DiagnosticBag diagnostics)
    {
        FlashFile[] with = layout == AppFsDescriptorLayout.Badgeteam ? [] : [.. files.Where(file => file.Title is not null || file.Version is not null)];
        if (with is [var first, ..])
        {
            string more = with.Length > 1 ? $" ({with.Length} files)" : "";
            diagnostics.Add(
                DiagnosticCodes.MetadataIgnored,
                first.Source,
                $"'{first.Path}' has a Title or Version{more}, which AppFS does not store in the layout pocketsprite; leave them out, or set layout to badgeteam if that is what the device has.");
        }
    }

    private static bool CheckLimits(FileCost[] costs, DiagnosticBag diagnostics)
    {
        FileCost[] tooLarge = [.. costs.Where(cost => cost.Size > (long)AppFsLayout.PageCount * PageSize)];
        foreach (FileCost cost in tooLarge)
        {
            diagnostics.Add(
                DiagnosticCodes.FileTooLarge,
                cost.File.Source,
                $"'{cost.File.Path}' has {cost.StoredLength} bytes and would take {cost.Size / PageSize} pages of 64 KiB; "
                + $"the largest AppFS partition has {AppFsLayout.PageCount}. Split the file.");
        }

        if (costs.Length > AppFsLayout.PageCount)
        {
            diagnostics.Add(
                DiagnosticCodes.TooManyFiles,
                null,
                $"{costs.Length} files are {costs.Length - AppFsLayout.PageCount} more than AppFS can hold: each takes a page of 64 KiB or more, and the largest partition has {AppFsLayout.PageCount}. Leave files out or combine them.");
        }

        return tooLarge.Length == 0 && costs.Length <= AppFsLayout.PageCount;
    }

    private static void CheckFit(FileCost[] costs, long size, DiagnosticBag diagnostics)
    {
        long needed = costs.Sum(cost => cost.Size) / PageSize;
        int there = AppFsLayout.PagesIn(size);
        if (needed <= there)
        {
            return;
        }

        // One page more than the files take: the metadata's. badge.team's script counts without it.
        long? fits = needed <= AppFsLayout.PageCount ? (needed + 1) * PageSize : null;
        string beyond = fits is null ? $"; no partition has more than {AppFsLayout.PageCount}" : "";
        diagnostics.Add(FitDiagnostics.ImageTooLarge(
            AppFsFormat.Instance,
            needed * PageSize,
            (long)there * PageSize,
            fits,
            costs,
            $"{needed} pages of 64 KiB, {needed - there} more than the {there} that a partition of {size} bytes has beside the page of its metadata{beyond}"));
    }
}
