using System.Buffers;
using System.Text;
using System.Text.Unicode;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.AppFs;

/// <summary>What may be stored as a name, a title and a version, and why not.</summary>
internal static class AppFsNames
{
    private const int MaxVersion = AppFsLayout.NoVersion - 1;

    /// <summary>The longest name in bytes, without its NUL.</summary>
    public static int MaxNameBytes(AppFsDescriptorLayout layout) => AppFsLayout.NameSize(layout) - 1;

    public static byte[] Encode(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The title that a file without one gets: badge.team's device and its menu show the name.</summary>
    public static string TitleOf(string name, string? title) => title ?? name;

    /// <summary>FLASHFS2002 or 2007 when a name cannot be stored.</summary>
    public static Diagnostic? CheckName(string name, AppFsDescriptorLayout layout, DiagnosticLocation? location)
    {
        if (name.Length == 0)
        {
            return DiagnosticCodes.NameNotStorable.At(location, "AppFS needs a name of at least one byte, and this one is empty; give the file a name.");
        }

        if (WhyNotText(name, layout) is { } reason)
        {
            return DiagnosticCodes.NameNotStorable.At(
                location, $"AppFS cannot store the name '{name}' in the layout {Word(layout)}: {reason}. Give the file another name (FlashPath, or source:path in a --list).");
        }

        int length = Encoding.UTF8.GetByteCount(name);
        int most = MaxNameBytes(layout);
        return length <= most
            ? null
            : DiagnosticCodes.NameTooLong.At(
                location,
                $"AppFS stores the name '{name}' in {length} bytes, {length - most} more than the {most} that the layout {Word(layout)} leaves beside the NUL. "
                + $"{FileAdvice.LeaveOut}, or {FileAdvice.ShorterPath}.");
    }

    /// <summary>FLASHFS1015 for a title or version that the layout stores but has no room for.</summary>
    public static IEnumerable<Diagnostic> CheckAttributes(FlashFile file, AppFsDescriptorLayout layout)
    {
        if (layout != AppFsDescriptorLayout.Badgeteam)
        {
            yield break; // nothing is stored, and the same file may go into an image that stores them
        }

        if (file.Title is { } title && WhyNoTitle(title) is { } reason)
        {
            yield return DiagnosticCodes.InvalidMetadata.At(file.Source, $"'{file.Path}' has the Title \"{title}\", which AppFS cannot store: {reason}.");
        }

        if (file.Version is { } version && WhyNoVersion(version) is { } problem)
        {
            yield return DiagnosticCodes.InvalidMetadata.At(file.Source, $"'{file.Path}' has the Version {version}, which AppFS cannot store: {problem}.");
        }
    }

    /// <summary>Says in one clause why a title cannot be stored; null when it can.</summary>
    public static string? WhyNoTitle(string title)
    {
        const int Most = AppFsLayout.TitleSize - 1;
        int length = Encoding.UTF8.GetByteCount(title);
        return WhyNotText(title, AppFsDescriptorLayout.Badgeteam)
            ?? (length > Most ? $"it has {length} bytes, {length - Most} more than the {Most} that there is room for" : null);
    }

    /// <summary>Says in one clause why a version cannot be stored; null when it can.</summary>
    public static string? WhyNoVersion(int version) => version is >= 0 and <= MaxVersion
        ? null
        : $"it takes 0 to {MaxVersion}, and {AppFsLayout.NoVersion} means a file without version and title";

    /// <summary>A layout as it is written in projects.</summary>
    public static string Word(AppFsDescriptorLayout layout) => layout == AppFsDescriptorLayout.Badgeteam ? "badgeteam" : "pocketsprite";

    private static string? WhyNotText(string text, AppFsDescriptorLayout layout)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return "it holds a NUL character, which ends the text on the device";
        }

        int other = text.AsSpan().IndexOfAnyExceptInRange('\u0001', '\u007F');
        if (other < 0)
        {
            return null;
        }

        if (layout == AppFsDescriptorLayout.Badgeteam)
        {
            return $"it is ASCII there, and character {other + 1} is U+{(int)text[other]:X4}";
        }

        // Not Encoding: it would mend half a surrogate pair without a word.
        return Utf8.FromUtf16(text, new byte[text.Length * 3], out _, out _, replaceInvalidSequences: false) == OperationStatus.Done
            ? null
            : "it holds half a surrogate pair, which UTF-8 cannot store";
    }
}
