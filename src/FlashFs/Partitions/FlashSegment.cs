using FlashFs.Devices;

namespace FlashFs.Partitions;

/// <summary>A run of flash that becomes one file: parts, and FF between them.</summary>
public sealed class FlashSegment
{
    private const int FillerSize = 0x10000;

    internal FlashSegment(FlashRange range, string fileName, IEnumerable<FlashPart> parts)
    {
        Address = range.Start;
        Length = range.Length;
        FileName = fileName;
        Parts = [.. parts];
    }

    /// <summary>Where it begins in the flash.</summary>
    public long Address { get; }

    /// <summary>How long it is, in bytes.</summary>
    public long Length { get; }

    /// <summary>Its file: the whole image's name, or with its address, <c>flash.0x10000.bin</c>.</summary>
    public string FileName { get; }

    /// <summary>The parts in it, by address.</summary>
    public IReadOnlyList<FlashPart> Parts { get; }

    /// <summary>The file of a piece of an image: the image's name with the address before its extension.</summary>
    public static string NameOf(string fileName, long address) =>
        $"{Path.ChangeExtension(fileName, null)}.0x{address:x}{Path.GetExtension(fileName)}";

    /// <summary>Writes it, one part after the other; never more than one part is in memory.</summary>
    /// <exception cref="Diagnostics.FlashFsException">FLASHFS1002 or FLASHFS1003: a part cannot be read, or has changed.</exception>
    public void WriteTo(Stream destination)
    {
        byte[] filler = new byte[(int)Math.Min(FillerSize, Length)];
        ErasedFlash.Fill(filler);
        long position = Address;
        foreach (FlashPart part in Parts)
        {
            Fill(destination, filler, part.Address - position);
            part.Contents.WriteTo(destination);
            position = part.End;
        }

        Fill(destination, filler, Address + Length - position);
    }

    private static void Fill(Stream destination, byte[] filler, long count)
    {
        for (long left = count; left > 0; left -= filler.Length)
        {
            destination.Write(filler, 0, (int)Math.Min(left, filler.Length));
        }
    }
}
