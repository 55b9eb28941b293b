using FlashFs.Diagnostics;

namespace FlashFs.Formats.ChirpOs;

/// <summary>The tree of the folder that the option <c>baseDirectory</c> names.</summary>
internal static class ChirpOsBase
{
    /// <summary>Makes the tree; null where there is no folder, and where an error was reported.</summary>
    public static ChirpRootDirectory? Build(ChirpOsOptions options, DiagnosticBag diagnostics)
    {
        if (options.BaseDirectory.IsNone)
        {
            return null;
        }

        if (options.BaseDirectory.Files is not { } files)
        {
            diagnostics.Add(
                DiagnosticCodes.OptionsDoNotFit,
                null,
                $"ChirpOS's baseDirectory is '{options.BaseDirectory.Text}' and its files were not listed; a program that sets the option has to set FlashFolder.Files.");
            return null;
        }

        return ChirpOsTreeBuilder.Build(files, diagnostics)?.Root;
    }
}
