using System.Globalization;
using FlashFs.Diagnostics;
using FlashFs.Partitions;

namespace FlashFs.Tool.Output;

/// <summary>
/// Files that an earlier merge left under the same name and that the merge at hand does not make: a whole image beside
/// pieces, or pieces beside a whole image. Flashed by mistake they would write old contents over what is preserved.
/// </summary>
internal static class StalePieces
{
    /// <summary>Reports FLASHFS9006 where there are such files; they are the user's, so none is deleted.</summary>
    /// <param name="output">The flash image as the command line has it.</param>
    /// <param name="rooted">The same, rooted.</param>
    /// <param name="segments">What is about to be written.</param>
    /// <param name="diagnostics">Takes the error.</param>
    /// <returns>Whether there are none.</returns>
    public static bool Check(string output, string rooted, IReadOnlyList<FlashSegment> segments, DiagnosticBag diagnostics)
    {
        string folder = Path.GetDirectoryName(rooted)!;
        string[] stale = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path))
                .Where(name => IsOf(name, Path.GetFileName(rooted)))
                .Except(segments.Select(segment => segment.FileName))
                .Order(StringComparer.Ordinal)]
            : [];
        if (stale.Length == 0)
        {
            return true;
        }

        string names = string.Join(", ", stale.Select(name => $"'{Path.Combine(Path.GetDirectoryName(output)!, name)}'"));
        diagnostics.Add(
            DiagnosticCodes.StaleOutput,
            new DiagnosticLocation(output),
            $"{names} would stay from before beside {string.Join(", ", segments.Select(segment => $"'{segment.FileName}'"))}, and flashing it would write old contents, also over what is preserved; delete it, or choose another output. Nothing was written.");
        return false;
    }

    // The image itself, or a piece of it: NAME.0x<offset>.EXT.
    private static bool IsOf(string name, string image)
    {
        string before = $"{Path.ChangeExtension(image, null)}.0x";
        string extension = Path.GetExtension(image);
        return name == image
            || (name.Length > before.Length + extension.Length
                && name.StartsWith(before, StringComparison.Ordinal)
                && name.EndsWith(extension, StringComparison.Ordinal)
                && long.TryParse(name.AsSpan()[before.Length..^extension.Length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _));
    }
}
