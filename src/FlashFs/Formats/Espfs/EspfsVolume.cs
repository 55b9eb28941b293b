using FlashFs.Compression;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.Espfs;

/// <summary>
/// An ESPFS image, opened. Opening reads all headers, counts through every heatshrink stream and compares all lengths;
/// the deflate streams of gzip members are checked when they are first read.
/// </summary>
/// <remarks>
/// Memory is a small multiple of the image for the list of entries, and one window (up to 32 KiB) for reading a packed
/// file by ranges, whatever lengths the image claims. A packed file read from front to back is unpacked once.
/// Source: Spritetm/libesphttpd, <c>espfs/espfs.c</c>.
/// </remarks>
public sealed class EspfsVolume : FlashVolume
{
    private const int SkipBufferSize = 4096;

    private readonly ReadOnlyMemory<byte> _image;
    private readonly List<EspfsContents> _contents;
    private readonly bool[] _checked;
    private Cursor? _cursor;

    private EspfsVolume(ReadOnlyMemory<byte> image, EspfsChain chain, EspfsOptions options)
        : base(EspfsFormat.Instance, options.ToValues())
    {
        _image = image;
        _contents = chain.Contents;
        _checked = new bool[_contents.Count];
        Entries = chain.Entries;
        Damage = chain.Damage;
        Extents = chain.Extents;
        Usage = new ImageUsage(
            image.Length,
            chain.Entries.Sum(entry => entry.StoredLength),
            chain.Extents.Where(extent => extent.Kind == ExtentKind.Free).Sum(extent => extent.Length));
    }

    /// <inheritdoc/>
    public override OptionValues ShownOptions => EspfsShownOptions.Of(Options, Entries, _contents);

    /// <inheritdoc/>
    public override IReadOnlyList<VolumeEntry> Entries { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<VolumeDamage> Damage { get; }

    /// <inheritdoc/>
    public override ImageUsage Usage { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<VolumeExtent> Extents { get; }

    /// <summary>Opens an image.</summary>
    /// <param name="image">The bytes, the rest of its partition included or not; they are not copied.</param>
    /// <param name="options">Options; an image needs none to be read.</param>
    /// <param name="mode">Whether the first damage throws, or is listed.</param>
    /// <exception cref="FlashFormatException">The image is damaged and the mode is strict.</exception>
    public static EspfsVolume Open(ReadOnlyMemory<byte> image, EspfsOptions options, ReadMode mode) =>
        new(image, EspfsChain.Walk(image, mode), options);

    /// <inheritdoc/>
    public override byte[] ReadStored(VolumeEntry entry) => Stored(ContentsOf(entry)).ToArray();

    /// <inheritdoc/>
    public override bool TryMap(VolumeEntry entry, out ReadOnlyMemory<byte> contents)
    {
        EspfsContents place = ContentsOf(entry);
        contents = place.IsPlain ? Stored(place) : default;
        return place.IsPlain;
    }

    /// <inheritdoc/>
    protected override void ReadCore(VolumeEntry entry, long offset, Span<byte> destination)
    {
        EspfsContents contents = ContentsOf(entry);
        if (contents.Unreadable is { } damage)
        {
            throw new FlashFormatException(damage);
        }

        if (contents.IsPlain)
        {
            Stored(contents).Span.Slice((int)offset, destination.Length).CopyTo(destination);
        }
        else if (destination.Length == contents.Length)
        {
            Unpack(contents, entry, destination);
        }
        else
        {
            CheckOnce(contents, entry);
            ReadRange(contents, entry, offset, destination);
        }
    }

    private EspfsContents ContentsOf(VolumeEntry entry) =>
        entry.Index < Entries.Count && ReferenceEquals(Entries[entry.Index], entry)
            ? _contents[entry.Index]
            : throw new ArgumentException($"'{entry.Name}' is not an entry of this volume.", nameof(entry));

    private ReadOnlyMemory<byte> Stored(EspfsContents contents) => _image.Slice(contents.Offset, contents.StoredLength);

    private ReadOnlyMemory<byte> Stream(EspfsContents contents) => Stored(contents)[EspfsLayout.HeatshrinkParameterSize..];

    private void Unpack(EspfsContents contents, VolumeEntry entry, Span<byte> destination)
    {
        if (contents.Heatshrink is { } parameters)
        {
            // The stream was counted when the image was opened: it fills the destination.
            _ = Heatshrink.TryDecode(Stream(contents).Span, destination, parameters, out _);
            return;
        }

        try
        {
            using var reader = new GzipReader(Stored(contents));
            reader.Read(destination);
            reader.CheckEnd();
        }
        catch (FlashFormatException e)
        {
            throw Damaged(contents, entry, e);
        }

        _checked[entry.Index] = true;
    }

    // A range of a gzip member shows nothing of its CRC: the first one has the whole member checked.
    private void CheckOnce(EspfsContents contents, VolumeEntry entry)
    {
        if (!contents.IsGzip || _checked[entry.Index])
        {
            return;
        }

        try
        {
            using var reader = new GzipReader(Stored(contents));
            Skip(reader, reader.Length);
            reader.CheckEnd();
        }
        catch (FlashFormatException e)
        {
            throw Damaged(contents, entry, e);
        }

        _checked[entry.Index] = true;
    }

    private void ReadRange(EspfsContents contents, VolumeEntry entry, long offset, Span<byte> destination)
    {
        // One reader at a time has the cursor; another makes its own, and the last one is kept.
        Cursor? cursor = Interlocked.Exchange(ref _cursor, null);
        if (cursor is null || cursor.EntryIndex != entry.Index || cursor.Unpacker.Position > offset)
        {
            Drop(cursor);
            cursor = new Cursor(entry.Index, Unpacker(contents));
        }

        Skip(cursor.Unpacker, offset);
        cursor.Unpacker.Read(destination);
        Drop(Interlocked.Exchange(ref _cursor, cursor));
    }

    private IUnpacker Unpacker(EspfsContents contents) => contents.Heatshrink is { } parameters
        ? new HeatshrinkDecoder(Stream(contents), parameters)
        : new GzipReader(Stored(contents));

    private static void Skip(IUnpacker unpacker, long position)
    {
        Span<byte> skipped = stackalloc byte[SkipBufferSize];
        while (unpacker.Position < position)
        {
            int count = (int)Math.Min(skipped.Length, position - unpacker.Position);
            if (unpacker.Read(skipped[..count]) < count)
            {
                return;
            }
        }
    }

    private static void Drop(Cursor? cursor) => (cursor?.Unpacker as IDisposable)?.Dispose();

    private static FlashFormatException Damaged(EspfsContents contents, VolumeEntry entry, FlashFormatException e) => new(
        new VolumeDamage(
            e.Damage.Descriptor,
            EspfsFormat.Instance.DisplayName,
            contents.Offset + Math.Max(0, e.Offset),
            e.Damage.Expected,
            e.Damage.Found,
            entry.Name));

    private sealed record Cursor(int EntryIndex, IUnpacker Unpacker);
}
