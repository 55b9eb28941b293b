using System.Buffers;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Pipeline;

/// <summary>Opens an image as the device would and compares it with the files that went in, or should have.</summary>
public static class ImageVerifier
{
    /// <summary>
    /// Reads an image back right after it was written: any difference is an error of this library or of the disk (FLASHFS5007), unless
    /// files were written meanwhile (FLASHFS1003).
    /// </summary>
    /// <param name="format">The format.</param>
    /// <param name="volume">The image, opened.</param>
    /// <param name="files">The files that went in.</param>
    /// <param name="diagnostics">Takes every difference.</param>
    public static void CheckReadBack(FlashFormat format, FlashVolume volume, FlashFileSet files, DiagnosticBag diagnostics)
    {
        string?[] differences = DifferencesByFile(volume, files, out bool[] seen);
        for (int i = 0; i < differences.Length; i++)
        {
            // A file that changed explains what is wrong with itself, and with nothing else.
            if (differences[i] is not null && ChangeOf(files[i]) is { } change)
            {
                diagnostics.Add(change);
                differences[i] = null;
            }
        }

        foreach (string problem in Problems(volume, differences, seen))
        {
            diagnostics.Add(DiagnosticCodes.ReadBackDiffers, null, $"The {format.DisplayName} image just written {problem}. Nothing was kept; build again, and report this if it stays.");
        }
    }

    /// <summary>Everything that keeps a volume from being the image of a set of files, one clause each.</summary>
    public static IEnumerable<string> Problems(FlashVolume volume, FlashFileSet files) => Problems(volume, DifferencesByFile(volume, files, out bool[] seen), seen);

    /// <summary>Every difference between a volume and a set of files, one clause each, in the order of the files.</summary>
    public static IEnumerable<string> Differences(FlashVolume volume, FlashFileSet files) => Differences(volume, DifferencesByFile(volume, files, out bool[] seen), seen);

    private static IEnumerable<string> Problems(FlashVolume volume, string?[] differences, bool[] seen) =>
    [
        .. volume.Damage.Select(damage => $"reads back damaged: {damage.ToDiagnostic().Message.TrimEnd('.')}"),
        .. Differences(volume, differences, seen).Select(difference => $"differs from its input: {difference}"),
    ];

    private static IEnumerable<string> Differences(FlashVolume volume, string?[] differences, bool[] seen)
    {
        foreach (string? difference in differences)
        {
            if (difference is not null)
            {
                yield return difference;
            }
        }

        for (int i = 0; i < seen.Length; i++)
        {
            if (!seen[i])
            {
                yield return $"'{volume.Entries[i].Name}' ({Counted.Of(volume.Entries[i].Length, "byte")}) is in the image only";
            }
        }
    }

    // For each file how it differs, or null; and for each entry whether it is one of the files.
    private static string?[] DifferencesByFile(FlashVolume volume, FlashFileSet files, out bool[] seen)
    {
        bool[] entries = new bool[volume.Entries.Count];
        string?[] differences = new string?[files.Count];
        ParallelFiles.ForEach(files, (file, i) =>
        {
            if (volume.TryGetEntry(file.Path, i, out VolumeEntry? entry))
            {
                entries[entry.Index] = true;
                differences[i] = Difference(volume, entry, file);
            }
            else
            {
                differences[i] = $"'{file.Path}' ({Counted.Of(file.Contents.Length, "byte")}) is missing in the image";
            }
        });
        seen = entries;
        return differences;
    }

    /// <summary>What became of the files since they were looked at: one error for each that went, or has another length or other contents. Reads all of them.</summary>
    internal static Diagnostic[] ChangesOf(FlashFileSet files) => [.. files.Select(ChangeOf).OfType<Diagnostic>()];

    private static Diagnostic? ChangeOf(FlashFile file)
    {
        try
        {
            UnchangedContents.Of(file).ToMemory();
            return null;
        }
        catch (FlashFsException e)
        {
            return e.Diagnostics[0];
        }
    }

    private static string? Difference(FlashVolume volume, VolumeEntry entry, FlashFile file)
    {
        if (entry.Length != file.Contents.Length)
        {
            return $"'{file.Path}' has {Counted.Of(entry.Length, "byte")} in the image and {file.Contents.Length} outside";
        }

        if (volume.TryMap(entry, out ReadOnlyMemory<byte> mapped))
        {
            return Difference(mapped.Span, file);
        }

        byte[] stored = ArrayPool<byte>.Shared.Rent((int)entry.Length);
        try
        {
            int length = volume.Read(entry, 0, stored.AsSpan(0, (int)entry.Length));
            return Difference(stored.AsSpan(0, length), file);
        }
        catch (FlashFormatException e)
        {
            return $"'{file.Path}' cannot be read: {e.Message}";
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(stored);
        }
    }

    // Of as many bytes as the file has.
    private static string? Difference(ReadOnlySpan<byte> stored, FlashFile file)
    {
        // To compare with what is known of the contents also catches a file that changed after it was hashed.
        if (file.Contents.AreKnownToBe(stored) is { } isSame)
        {
            return isSame ? null : $"the contents of '{file.Path}' differ; the file may have changed during the build";
        }

        if (file.Contents.TryGetMemory(out ReadOnlyMemory<byte> bytes))
        {
            return Difference(stored, bytes.Span, file);
        }

        byte[] given = ArrayPool<byte>.Shared.Rent(stored.Length);
        try
        {
            file.Contents.CopyTo(given.AsSpan(0, stored.Length));
            return Difference(stored, given.AsSpan(0, stored.Length), file);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(given);
        }
    }

    private static string? Difference(ReadOnlySpan<byte> stored, ReadOnlySpan<byte> given, FlashFile file)
    {
        int same = stored.CommonPrefixLength(given);
        return same == stored.Length ? null : $"'{file.Path}' differs from byte {same} on";
    }
}
