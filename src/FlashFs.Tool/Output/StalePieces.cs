using System.Globalization;
using FlashFs.Diagnostics;

namespace FlashFs.Tool.Output;

/// <summary>
/// Files that an earlier run left under the same name and that the run at hand does not make: a whole image beside pieces,
/// pieces beside a whole image, or pieces at other offsets. Flashed by mistake they would write old contents.
/// </summary>
internal static class StalePieces
{
    private const int Shown = 8;

    /// <summary>Reports FLASHFS9006 where there are such files; they are the user's, so none is deleted.</summary>
    /// <param name="output">The flash image as the command line has it.</param>
    /// <param name="rooted">The same, rooted.</param>
    /// <param name="source">A file that may stay whatever it is called: what the pieces are cut of; null for none.</param>
    /// <param name="written">The names of the files that are about to be written.</param>
    /// <param name="diagnostics">Takes the error.</param>
    /// <returns>Whether there are none.</returns>
    public static bool Check(string output, string rooted, string? source, IReadOnlyCollection<string> written, DiagnosticBag diagnostics)
    {
        string folder = Path.GetDirectoryName(rooted)!;
        string[] stale = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder).Where(path => path != source).Select(path => Path.GetFileName(path))
                .Where(name => IsOf(name, Path.GetFileName(rooted)))
                .Except(written)
                .Order(StringComparer.Ordinal)]
            : [];
        if (stale.Length == 0)
        {
            return true;
        }

        string names = Names([.. stale.Select(name => Path.Combine(Path.GetDirectoryName(output)!, name))]);
        string beside = written.Count == 0 ? "" : $" beside {Names(written)}";
        diagnostics.Add(
            DiagnosticCodes.StaleOutput,
            new DiagnosticLocation(output),
            $"{names} would stay from before{beside}, and flashing it would write old contents, also over what is preserved; delete it, or choose another output. Nothing was written.");
        return false;
    }

    private static string Names(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(Shown).Select(name => $"'{name}'")) + (names.Count > Shown ? $" and {names.Count - Shown} more" : "");

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
