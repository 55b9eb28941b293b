using System.Globalization;
using FlashFs.Partitions;

namespace FlashFs.Tool.Reading;

/// <summary>Finds out what bytes look like that are no image, table or flash.</summary>
internal static class FileSurvey
{
    private const int Sector = 0x1000;
    private const int MostPlaces = 256;
    // What does not look the least like an image within so many bytes is none further on: that holds a block of any format.
    private const int Glance = 256 * 1024;

    private const double Noise = 7.9;
    private const int FewestForNoise = 4096;

    /// <summary>What bytes look like; never null, as all bytes look like something, if only like nothing known.</summary>
    /// <param name="bytes">At least one byte.</param>
    public static FileLook Of(ReadOnlyMemory<byte> bytes)
    {
        ReadOnlySpan<byte> span = bytes.Span;
        return !span.ContainsAnyExcept((byte)0xFF) ? new FileLook(FileLook.Erased, "all 0xFF, erased flash", "Nothing was written there, or it was read from another offset.", IsOfUse: false)
            : !span.ContainsAnyExcept((byte)0) ? new FileLook(FileLook.Zeros, "all 0x00", "No flash reads so by itself; the program that read or made it went wrong.", IsOfUse: false)
            : Program(span)
            ?? FileSignature.Find(span)
            ?? TextLook.Of(span)
            ?? PackedLook.Of(bytes)
            ?? Nothing(span);
    }

    private static FileLook? Program(ReadOnlySpan<byte> bytes) => EspImage.TryRead(bytes, out EspImage? program)
        ? new FileLook(FileLook.App, program.ToString(), program.IsCut ? "It is not whole: make or read it again." : "It is no file system; 'flashfs merge' puts it into a flash image.")
        : null;

    private static FileLook Nothing(ReadOnlySpan<byte> bytes)
    {
        if (Inside(bytes) is { } inside)
        {
            return inside;
        }

        int end = bytes.LastIndexOfAnyExcept((byte)0xFF) + 1;
        int start = bytes.IndexOfAnyExcept((byte)0xFF);
        double entropy = Entropy(bytes[start..end]);
        string erased = start > 0 || end < bytes.Length ? $", with data from 0x{start:x} to 0x{end:x} and erased flash around it" : "";
        return end - start >= FewestForNoise && entropy >= Noise
            ? new FileLook(FileLook.Unknown, string.Create(CultureInfo.InvariantCulture, $"like compressed or encrypted data, {entropy:0.00} bits of information in a byte{erased}"), "A device with flash encryption gives such a dump; nothing can be read of it without the key.", IsOfUse: false)
            : new FileLook(FileLook.Unknown, $"like no format this tool knows{erased}", "", IsOfUse: false);
    }

    // A dump that begins elsewhere, or whose table is lost, may hold whole images all the same.
    private static FileLook? Inside(ReadOnlySpan<byte> bytes)
    {
        int step = Math.Max(Sector, (bytes.Length / MostPlaces + Sector - 1) / Sector * Sector);
        for (int offset = step; offset < bytes.Length; offset += step)
        {
            ReadOnlySpan<byte> rest = bytes[offset..];
            string? what = PartitionBinary.LooksLikeTable(rest) ? "a partition table"
                : rest.Length >= sizeof(int) && !rest[..sizeof(int)].ContainsAnyExcept((byte)0xFF) ? null
                : ImageRecognition.Of(rest[..Math.Min(rest.Length, Glance)]) is null ? null
                : ImageRecognition.Of(rest) is { Score: ImageRecognition.Certain } image ? $"{image.Format.DisplayName}"
                : null;
            if (what is not null)
            {
                return new FileLook(
                    FileLook.Unknown,
                    $"like no image, and {what} begins in it at 0x{offset:x}",
                    string.Create(CultureInfo.InvariantCulture, $"Cut that out, for instance with 'tail -c +{offset + 1}', and look at it; a dump should be read from address 0."),
                    IsOfUse: false);
            }
        }

        return null;
    }

    private static double Entropy(ReadOnlySpan<byte> bytes)
    {
        Span<int> counts = stackalloc int[byte.MaxValue + 1];
        counts.Clear();
        foreach (byte value in bytes)
        {
            counts[value]++;
        }

        double entropy = 0;
        foreach (int count in counts)
        {
            if (count > 0)
            {
                double share = (double)count / bytes.Length;
                entropy -= share * Math.Log2(share);
            }
        }

        return entropy;
    }
}
