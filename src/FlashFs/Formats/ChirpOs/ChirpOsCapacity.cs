using FlashFs.Diagnostics;

namespace FlashFs.Formats.ChirpOs;

/// <summary>Says that a file system is too large to be saved.</summary>
internal static class ChirpOsCapacity
{
    /// <summary>FLASHFS2001: the saved string is longer than the capacity.</summary>
    public static Diagnostic StringTooLong(int units, int capacity, IEnumerable<(string Path, long Units)> files) =>
        DiagnosticCodes.ImageTooLarge.At(
            null,
            $"The {ChirpOsLayout.DisplayName} file system takes {units} UTF-16 code units when it is packed and has {capacity}: over by {units - capacity}; what was saved before stays.{Largest(files, "code units")}");

    /// <summary>FLASHFS2001: the text before packing is longer than any reader takes.</summary>
    public static Diagnostic TextTooLong(string what, IEnumerable<(string Path, long Size)> files, string unit) =>
        DiagnosticCodes.ImageTooLarge.At(
            null,
            $"{what}, and the JSON of a {ChirpOsLayout.DisplayName} file system can have up to {ChirpOsLayout.MaximumTextLength} UTF-16 code units; leave files out.{Largest(files, unit)}");

    private static string Largest(IEnumerable<(string Path, long Size)> files, string unit)
    {
        string largest = FitDiagnostics.Largest(files);
        return largest.Length == 0 ? "" : $" The largest files, in {unit}: {largest}.";
    }
}
