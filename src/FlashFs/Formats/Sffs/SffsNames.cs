using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.Sffs;

/// <summary>Names: bytes to the device, UTF-8 to us.</summary>
internal static class SffsNames
{
    private const int Shown = 5;

    /// <summary>A name's bytes as text, one character each: equal and in order as the device has it, whatever they are.</summary>
    public static string Key(ReadOnlySpan<byte> name) => Encoding.Latin1.GetString(name);

    /// <summary>The key of a name given as text.</summary>
    public static string Key(string name) => Ascii.IsValid(name) ? name : Key(Encoding.UTF8.GetBytes(name));

    /// <summary>The text of a key; what is not UTF-8 is replaced.</summary>
    public static string Text(string key) => Ascii.IsValid(key) ? key : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(key));

    /// <summary>Reports every name that cannot be stored or not be read, and warns of those that older devices cannot read.</summary>
    public static void Check(FlashFileSet files, int maxNameLength, DiagnosticBag diagnostics)
    {
        var forNewer = new List<(FlashFile File, int Length)>();
        foreach (FlashFile file in files)
        {
            int length = file.Path.Utf8Length;
            if (length == 0)
            {
                diagnostics.Add(
                    DiagnosticCodes.NameNotStorable,
                    file.Source,
                    $"A file of {file.Contents.Length} bytes has no path; an SFFS page without a name is bad to the device, give it one.");
            }
            else if (length > maxNameLength)
            {
                diagnostics.Add(DiagnosticCodes.NameTooLong, file.Source, TooLong(file, length, maxNameLength));
            }
            else if (length > SffsLayout.OldMaxNameLength)
            {
                forNewer.Add((file, length));
            }
        }

        if (forNewer.Count > 0)
        {
            WarnForOlder(forNewer, diagnostics);
        }
    }

    private static string TooLong(FlashFile file, int length, int maxNameLength)
    {
        string wouldDo = length <= SffsLayout.MaxNameLength
            ? $", or set maxNameLength to {length} if the device has version 1.1.0 or later of the library"
            : "";
        return $"SFFS stores the name '{file.Path}' in {length} bytes of UTF-8, {length - maxNameLength} more than the {maxNameLength} that the device reads: "
            + $"it would take the page for a bad one and erase it. {FileAdvice.LeaveOut}{(wouldDo.Length > 0 ? "," : ", or")} {FileAdvice.ShorterPath}{wouldDo}.";
    }

    // One warning for all: folders alone make names this long, and nearly all devices can read them.
    private static void WarnForOlder(List<(FlashFile File, int Length)> files, DiagnosticBag diagnostics)
    {
        string longest = string.Join(", ", files.OrderByDescending(item => item.Length).Take(Shown).Select(item => $"'{item.File.Path}' {item.Length}"));
        string more = files.Count > Shown ? $", and {files.Count - Shown} more" : "";
        diagnostics.Add(
            DiagnosticCodes.NameTooLongForOlder,
            files[0].File.Source,
            $"{files.Count} of the names are over {SffsLayout.OldMaxNameLength} bytes ({longest} bytes{more}): SPIFlashFileSystem up to 1.0.2 takes their pages for bad ones and erases them when it collects; 1.1.0 and later read names of up to {SffsLayout.MaxNameLength}. "
            + "Use the profile sffs-1.0 to have such names refused, or silence this if no device has the old library.");
    }
}
