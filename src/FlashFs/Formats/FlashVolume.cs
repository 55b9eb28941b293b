using System.Diagnostics.CodeAnalysis;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats;

/// <summary>An image, opened. Reading is synchronous and safe from several threads as long as nothing changes the image.</summary>
public abstract class FlashVolume
{
    /// <summary>
    /// The longest packed file that <see cref="ReadAll(VolumeEntry)"/> unpacks where nothing else is said, in bytes: 64 MiB, four times the
    /// flash that such a device maps. A few bytes of a packed file can stand for gigabytes, and it is read in pieces as well.
    /// </summary>
    public const long DefaultOutputLimit = 64 * 1024 * 1024;

    /// <summary>The origin of an option whose value was seen in the image.</summary>
    public const string ShownOrigin = "image";

    private Dictionary<string, VolumeEntry>? _byPath;

    /// <summary>Makes a volume.</summary>
    protected FlashVolume(FlashFormat format, OptionValues options)
    {
        Format = format;
        Options = options;
    }

    /// <summary>The format.</summary>
    public FlashFormat Format { get; }

    /// <summary>The options it was opened with.</summary>
    public OptionValues Options { get; }

    /// <summary>
    /// The options with those that the image itself shows as it shows them, with <see cref="ShownOrigin"/> for an origin;
    /// the others as it was opened with.
    /// </summary>
    public virtual OptionValues ShownOptions => Options;

    /// <summary>The files, in the order in which the format finds them.</summary>
    public abstract IReadOnlyList<VolumeEntry> Entries { get; }

    /// <summary>What is wrong with the image; empty after a strict opening.</summary>
    public abstract IReadOnlyList<VolumeDamage> Damage { get; }

    /// <summary>How full it is.</summary>
    public abstract ImageUsage Usage { get; }

    /// <summary>What each byte of the image is for, in ascending order and without gaps.</summary>
    public abstract IReadOnlyList<VolumeExtent> Extents { get; }

    /// <summary>The same where the file is likely to be at a place: images are mostly read in the order in which they were written.</summary>
    internal bool TryGetEntry(FlashPath path, int place, [NotNullWhen(true)] out VolumeEntry? entry)
    {
        entry = place < Entries.Count ? Entries[place] : null;
        return entry?.Path == path || TryGetEntry(path, out entry);
    }

    /// <summary>Finds a file by its path. Of two files with one path it finds the one that the device would.</summary>
    public bool TryGetEntry(FlashPath path, [NotNullWhen(true)] out VolumeEntry? entry)
    {
        Dictionary<string, VolumeEntry>? byPath = _byPath;
        if (byPath is null)
        {
            byPath = new Dictionary<string, VolumeEntry>(Entries.Count, StringComparer.Ordinal);
            foreach (VolumeEntry candidate in Entries)
            {
                if (candidate.Path is { } known)
                {
                    byPath.TryAdd(known.Value, candidate);
                }
            }

            _byPath = byPath;
        }

        return byPath.TryGetValue(path.Value, out entry);
    }

    /// <summary>Reads unpacked contents.</summary>
    /// <param name="entry">An entry of this volume.</param>
    /// <param name="offset">Where to begin, in bytes from the start of the contents.</param>
    /// <param name="destination">Takes the bytes.</param>
    /// <returns>How many bytes were read: fewer than asked for only at the end of the file, 0 from there on.</returns>
    /// <exception cref="FlashFormatException">The contents are damaged.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The offset is negative.</exception>
    public int Read(VolumeEntry entry, long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        int count = (int)Math.Clamp(entry.Length - offset, 0, destination.Length);
        if (count > 0)
        {
            ReadCore(entry, offset, destination[..count]);
        }

        return count;
    }

    /// <summary>All unpacked contents of a file, in a new array; of a packed file at most <see cref="DefaultOutputLimit"/> bytes.</summary>
    /// <exception cref="FlashFormatException">The contents are damaged; FLASHFS5006: they are packed and longer than that.</exception>
    public byte[] ReadAll(VolumeEntry entry) => ReadAll(entry, DefaultOutputLimit);

    /// <summary>All unpacked contents of a file, in a new array.</summary>
    /// <param name="entry">An entry of this volume.</param>
    /// <param name="limit">How many bytes a packed file may unpack to. A longer one is refused before memory is taken for it.</param>
    /// <exception cref="FlashFormatException">The contents are damaged; FLASHFS5006: they are packed and longer than the limit.</exception>
    public byte[] ReadAll(VolumeEntry entry, long limit)
    {
        if (entry.Compression != FileCompression.None && entry.Length > limit)
        {
            throw new FlashFormatException(new VolumeDamage(
                DiagnosticCodes.CorruptCompression,
                Format.DisplayName,
                entry.Offset,
                $"a packed file of at most {limit} bytes unpacked",
                $"{entry.Length} in {entry.StoredLength} bytes",
                entry.Name));
        }

        byte[] contents = new byte[checked((int)entry.Length)];
        if (contents.Length > 0)
        {
            ReadCore(entry, 0, contents);
        }

        return contents;
    }

    /// <summary>The contents as stored, packed where they are packed: what the device hands on.</summary>
    /// <exception cref="FlashFormatException">The contents are damaged.</exception>
    public virtual byte[] ReadStored(VolumeEntry entry) => ReadAll(entry);

    /// <summary>Gives the contents in place, without a copy, where they are stored as they are and in one piece.</summary>
    public virtual bool TryMap(VolumeEntry entry, out ReadOnlyMemory<byte> contents)
    {
        contents = default;
        return false;
    }

    /// <summary>Forgets which path is which entry. A living volume calls it whenever its entries are other ones than before.</summary>
    protected void EntriesChanged() => _byPath = null;

    /// <summary>Fills the destination, which is not empty and lies within the contents.</summary>
    protected abstract void ReadCore(VolumeEntry entry, long offset, Span<byte> destination);
}
