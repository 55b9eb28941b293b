using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Tool.Explorer;

/// <summary>Finds the file of an image that a web server on the device would send for a path.</summary>
internal sealed class WebPages
{
    private const string Index = "index.html";
    private const string GzipSuffix = ".gz";

    private readonly FlashVolume _volume;

    public WebPages(FlashVolume volume)
    {
        _volume = volume;
        Root = FindRoot();
    }

    /// <summary>
    /// The folder with the pages: that of the start page nearest to the root, with a slash behind it; empty for the root
    /// itself, null where there is no start page.
    /// </summary>
    public string? Root { get; }

    /// <summary>Finds a file.</summary>
    /// <param name="path">The path of the request, decoded, without its first slash.</param>
    public WebPage? Find(string path)
    {
        string wanted = path.Length == 0 || path[^1] == '/' ? path + Index : path;

        // Pages in a folder of the image may name their parts from the root of the device's server.
        return At(wanted) ?? (Root is { Length: > 0 } root ? At(root + wanted) : null);
    }

    private WebPage? At(string path)
    {
        if (Entry(path) is { } entry)
        {
            return new WebPage(entry, path, entry.Compression == FileCompression.Gzip);
        }

        return Entry(path + GzipSuffix) is { } packed ? new WebPage(packed, path, IsGzip: true) { IsBeside = true } : null;
    }

    private VolumeEntry? Entry(string path) =>
        FlashPath.TryParse(path, out FlashPath parsed) && parsed.Value == path && _volume.TryGetEntry(parsed, out VolumeEntry? entry) ? entry : null;

    private string? FindRoot()
    {
        string? best = null;
        foreach (VolumeEntry entry in _volume.Entries)
        {
            if (entry.Path is not { } path)
            {
                continue;
            }

            string name = path.Value.EndsWith(GzipSuffix, StringComparison.Ordinal) ? path.Value[..^GzipSuffix.Length] : path.Value;
            if ((name.EndsWith("/" + Index, StringComparison.Ordinal) || name == Index)
                && (best is null || Depth(name) < Depth(best) || (Depth(name) == Depth(best) && string.CompareOrdinal(name, best) < 0)))
            {
                best = name;
            }
        }

        return best?[..^Index.Length];
    }

    private static int Depth(string path) => path.AsSpan().Count('/');
}
