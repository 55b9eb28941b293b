using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Formats;

namespace FlashFs.Tool.Explorer;

/// <summary>Finds a text in the unpacked contents of files; ASCII letters are found in both cases.</summary>
internal static class ContentSearch
{
    /// <summary>The longest text that is looked for, in UTF-16 units.</summary>
    public const int LongestText = 200;

    // What one request looks at before it hands back what it has.
    private const long Budget = 16 * 1024 * 1024;
    private const int MatchLimit = 200;
    private const int Before = 40;
    private const int After = 80;

    /// <summary>Looks at files until there is enough to show.</summary>
    /// <param name="image">The image.</param>
    /// <param name="text">What to find.</param>
    /// <param name="from">The file to begin with.</param>
    /// <param name="cancellation">Ends it.</param>
    public static ContentSearchResult Run(ServedImage image, string text, int from, CancellationToken cancellation)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(text);
        Lower(wanted, wanted);
        var matches = new List<ContentMatch>();
        int skipped = 0;
        long looked = 0;
        IReadOnlyList<VolumeEntry> entries = image.Volume.Entries;
        for (int i = from; i < entries.Count; i++)
        {
            if (looked >= Budget || matches.Count >= MatchLimit || cancellation.IsCancellationRequested)
            {
                return new ContentSearchResult(matches, i, skipped);
            }

            VolumeEntry entry = entries[i];
            if (entry.Length > ServedImage.UnpackedLimit)
            {
                skipped++;
                continue;
            }

            looked += entry.Length;
            try
            {
                if (Find(image.Contents(entry).Span, wanted, i) is { } match)
                {
                    matches.Add(match);
                }
            }
            catch (FlashFormatException)
            {
                skipped++;
            }
        }

        return new ContentSearchResult(matches, null, skipped);
    }

    private static ContentMatch? Find(ReadOnlySpan<byte> contents, ReadOnlySpan<byte> wanted, int index)
    {
        byte[] lower = new byte[contents.Length];
        Lower(contents, lower);
        int at = lower.AsSpan().IndexOf(wanted);
        if (at < 0)
        {
            return null;
        }

        int start = Math.Max(0, at - Before);
        int behind = at + wanted.Length;
        return new ContentMatch(
            index,
            at,
            Encoding.UTF8.GetString(contents[start..at]),
            Encoding.UTF8.GetString(contents[at..behind]),
            Encoding.UTF8.GetString(contents[behind..Math.Min(contents.Length, behind + After)]));
    }

    private static void Lower(ReadOnlySpan<byte> from, Span<byte> to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            byte value = from[i];
            to[i] = value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;
        }
    }
}
