using FlashFs.Compression;
using FlashFs.Diagnostics;

namespace FlashFs.Tool.Reading;

/// <summary>Looks at contents that are packed, alone and in no image: a gzip member, a heatshrink stream.</summary>
internal static class PackedLook
{
    // What does not unpack to text within so many bytes is taken for something else.
    private const int Sample = 4096;
    private const int FewestForSure = 64;
    private const int LongestUnpacked = 64 * 1024 * 1024;

    // Of libesphttpd's levels and of the heatshrink program.
    private static readonly (int Window, int Lookahead)[] Usual = [(8, 4), (11, 4), (10, 4), (6, 3), (5, 3), (12, 5)];

    /// <summary>What packed contents look like; null for anything else.</summary>
    public static FileLook? Of(ReadOnlyMemory<byte> bytes) => Gzip(bytes) ?? Heatshrink(bytes.Span);

    private static FileLook? Gzip(ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 8]))
        {
            return null;
        }

        string unpacked;
        try
        {
            unpacked = $"which unpacks to {Counted.Of(GzipMember.Unpack(bytes, LongestUnpacked).Length, "byte")}";
        }
        catch (FlashFormatException)
        {
            unpacked = "which is damaged or cut off";
        }

        return new FileLook("gzip", $"contents packed with gzip, {unpacked}", "Unpack it with 'gzip -d' and look at what comes out.");
    }

    private static FileLook? Heatshrink(ReadOnlySpan<byte> bytes)
    {
        // In an ESPFS image a byte says which window and lookahead the rest has.
        foreach ((int window, int lookahead, int start) in Usual.Select(usual => (usual.Window, usual.Lookahead, 0)).Prepend((bytes[0] >> 4, bytes[0] & 15, 1)))
        {
            if (HeatshrinkParameters.AreValid(window, lookahead) && IsText(bytes[start..], new HeatshrinkParameters(window, lookahead)))
            {
                string where = start == 1 ? "as in an ESPFS image, with its first byte for window and lookahead" : "without a header";
                return new FileLook(
                    "heatshrink",
                    $"contents packed with heatshrink, window {window}, lookahead {lookahead}, {where}",
                    "Unpack it with 'heatshrink -d" + $" -w {window} -l {lookahead}'" + (start == 1 ? " from its second byte on." : "."));
            }
        }

        return null;
    }

    private static bool IsText(ReadOnlySpan<byte> stream, HeatshrinkParameters parameters)
    {
        byte[] text = new byte[Sample];
        Compression.Heatshrink.TryDecode(stream, text, parameters, out int written);
        return written >= FewestForSure && TextLook.IsText(text.AsSpan(0, written));
    }
}
