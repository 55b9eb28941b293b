using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.Espfs;

/// <summary>Finds out what an ESPFS image will be, and everything that stands in its way.</summary>
internal static class EspfsWriter
{
    private const int Sector = 4096;

    public static EspfsPlan? Plan(FlashFileSet files, EspfsOptions options, long? size, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        CheckExtensions(options, found);
        foreach (FlashFile file in files)
        {
            CheckFile(file, found);
        }

        // Names and sizes are reported together; only what could not be read leaves the size open.
        EspfsPackedFile[] packed = new EspfsPacker(options).Pack(files);
        FlashFsException[] failures = [.. packed.Select(file => file.Failure).OfType<FlashFsException>()];
        foreach (FlashFsException failure in failures)
        {
            found.AddRange(failure.Diagnostics);
        }

        var plan = new EspfsPlan(files, packed, size);
        if (failures.Length == 0 && plan.Size > Limit(size))
        {
            long? fits = plan.Size > int.MaxValue ? null : FitDiagnostics.RoundUp(plan.Size, Sector);
            found.Add(FitDiagnostics.ImageTooLarge(EspfsFormat.Instance, plan.Size, Limit(size), fits, plan.Costs));
        }

        diagnostics.AddRange(found);
        return found.HasErrors ? null : plan;
    }

    // Lengths and places are signed 32-bit numbers on the device.
    private static long Limit(long? size) => Math.Min(size ?? int.MaxValue, int.MaxValue);

    private static void CheckExtensions(EspfsOptions options, DiagnosticBag diagnostics)
    {
        foreach (string extension in options.GzipExtensions)
        {
            if (extension.AsSpan().IndexOfAny('.', '/') >= 0)
            {
                string last = extension[(extension.AsSpan().LastIndexOfAny('.', '/') + 1)..];
                diagnostics.Add(
                    DiagnosticCodes.InvalidOptionValue,
                    null,
                    $"'{extension}' in ESPFS's gzipExtensions can match no file: an extension is what follows the last dot of a name"
                    + (last.Length > 0 ? $"; write '{last}'." : "; leave it out."));
            }
        }
    }

    private static void CheckFile(FlashFile file, DiagnosticBag diagnostics)
    {
        string name = file.Path.Value;
        int nameLength = file.Path.Utf8Length;
        if (nameLength == 0)
        {
            diagnostics.Add(
                DiagnosticCodes.NameNotStorable, file.Source, $"A file of {file.Contents.Length} bytes has no path; ESPFS finds files by their name, give it one.");
        }
        else if (nameLength > EspfsLayout.MaximumNameLength)
        {
            diagnostics.Add(
                DiagnosticCodes.NameTooLong,
                file.Source,
                $"'{name}' has {nameLength} bytes of UTF-8 and the ESPFS reader can find names of up to {EspfsLayout.MaximumNameLength}; shorten it by {nameLength - EspfsLayout.MaximumNameLength}.");
        }

        if (file.Contents.Length > EspfsLayout.MaximumFileLength)
        {
            diagnostics.Add(
                DiagnosticCodes.FileTooLarge,
                file.Source,
                $"'{name}' has {file.Contents.Length} bytes and an ESPFS file has up to {EspfsLayout.MaximumFileLength}; leave it out or split it.");
        }
    }
}
