using FlashFs.Caching;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Pipeline;

/// <summary>The folders that options name. A format reads no folder: whoever resolves its options lists the files.</summary>
public static class OptionFolders
{
    private const int HashShown = 16;

    /// <summary>Lists the files of every folder that an option names and nobody has looked into.</summary>
    /// <param name="values">The options.</param>
    /// <param name="current">The folder that relative ones are relative to, rooted.</param>
    /// <param name="diagnostics">Takes FLASHFS1023 for a folder that is not there, and what is wrong with its files.</param>
    public static OptionValues Load(OptionValues values, string current, DiagnosticBag diagnostics)
    {
        foreach (FlashOption<FlashFolder> option in values.Options.OfType<FlashOption<FlashFolder>>())
        {
            FlashFolder folder = values.Get(option);
            if (folder is { IsNone: false, Files: null })
            {
                values = values.With(option, folder with { Files = FilesOf(folder.Text, current, diagnostics) }, values.OriginOf(option));
            }
        }

        return values;
    }

    /// <summary>The options of an image's own metadata that name a folder, with the folder.</summary>
    internal static IEnumerable<(FlashOption<FlashFolder> Option, string Text)> Of(ProjectImage image)
    {
        // To know the formats takes a while, and a build with nothing to do needs none of them.
        if (image.Options.Count == 0 || !FlashFormats.TryGet(image.Format, out FlashFormat? format))
        {
            yield break;
        }

        foreach ((string name, string text) in image.Options)
        {
            if (format.FindOption(name) is FlashOption<FlashFolder> option && text.Length > 0)
            {
                yield return (option, text);
            }
        }
    }

    /// <summary>What an image depends on of the folders that its options name: a hash over the paths and contents of each.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> SettingsOf(OptionValues values)
    {
        foreach (FlashOption<FlashFolder> option in values.Options.OfType<FlashOption<FlashFolder>>())
        {
            if (values.Get(option).Files is { } files)
            {
                using var key = new CacheKey();
                foreach (FlashFile file in files)
                {
                    key.Add("path", file.Path.Value).Add("file", Convert.ToHexStringLower(file.Contents.KnownSha256.Span));
                }

                yield return KeyValuePair.Create($"files of {option.Name}", key.ToHex()[..HashShown]);
            }
        }
    }

    private static FlashFileSet FilesOf(string text, string current, DiagnosticBag diagnostics)
    {
        var folder = new DiskFolder(Path.GetFullPath(text, current), text);
        var files = new List<FlashFile>();
        foreach (string relative in FileTree.Walk(folder, null, diagnostics))
        {
            if (!FlashPath.TryParse(relative, out FlashPath path, out string? reason))
            {
                diagnostics.Add(DiagnosticCodes.InvalidPath, new DiagnosticLocation(folder.DisplayPathOf(relative)), $"'{relative}' cannot be a path in an image: {reason}; rename the file.");
                continue;
            }

            try
            {
                files.Add(new FlashFile(path, folder.Open(relative)));
            }
            catch (FlashFsException e)
            {
                diagnostics.AddRange(e.Diagnostics);
            }
        }

        return FlashFileSet.Sorted(files, diagnostics);
    }
}
