using FlashFs.Diagnostics;

namespace FlashFs.Formats.Spiffs;

/// <summary>A SPIFFS image, opened: written by a generator, or by a device over months.</summary>
/// <remarks>
/// All pages are looked at once on opening, and every page of every file is checked against lookup table, page header and
/// index. Memory: a byte for each page, nine for one in use of an image that is not in order, four more while extents are asked
/// for, and the list of files. Where there are several copies of a page, which a power cut can leave, the one counts that the
/// C library finds first after mounting.
/// Source: pellepl/spiffs src/spiffs_nucleus.c and spiffs_check.c at 0b2e129.
/// </remarks>
public sealed class SpiffsVolume : FlashVolume
{
    private readonly SpiffsScan _scan;
    private readonly SpiffsContents _contents;
    private readonly int _imageLength;
    private IReadOnlyList<VolumeExtent>? _extents;

    private SpiffsVolume(ReadOnlyMemory<byte> image, SpiffsGeometry geometry, OptionValues values)
        : base(SpiffsFormat.Instance, values)
    {
        _imageLength = image.Length;

        // In the order in which they explain each other: the image as a whole, its files, single pages.
        var damage = new SpiffsDamageList();
        var inFiles = new SpiffsDamageList();
        var inPages = new SpiffsDamageList();
        _scan = new SpiffsScan(image, geometry, inPages);
        RefusedBecause = SpiffsMagic.Check(image.Span, _scan, damage);
        _contents = SpiffsContents.Read(_scan, inFiles);
        damage.AddRange(inFiles);
        damage.AddRange(inPages);
        Damage = damage.ToList();
        Usage = SpiffsPageMap.Usage(_scan, image.Length, _contents.DataBytes);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<VolumeEntry> Entries => _contents.Entries;

    /// <inheritdoc/>
    public override IReadOnlyList<VolumeDamage> Damage { get; }

    /// <inheritdoc/>
    public override ImageUsage Usage { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<VolumeExtent> Extents => _extents ??= SpiffsPageMap.Extents(_scan, _contents, _imageLength);

    /// <summary>Why a device with these options refuses to mount the image, in one clause; null when it mounts.</summary>
    public string? RefusedBecause { get; }

    /// <summary>How many files have all their pages where their tables say.</summary>
    internal int WholeFiles => _contents.WholeFiles;

    /// <summary>Opens an image.</summary>
    /// <param name="image">The bytes; they are not copied and must not change while the volume is used.</param>
    /// <param name="options">What the device would assume.</param>
    /// <param name="mode">Whether the first damage throws, or is listed.</param>
    /// <exception cref="FlashFormatException">The image is damaged and the mode is strict.</exception>
    /// <exception cref="FlashFsException">The options do not go together (FLASHFS1019).</exception>
    public static SpiffsVolume Open(ReadOnlyMemory<byte> image, SpiffsOptions options, ReadMode mode) =>
        Open(image, options.ToValues(), mode);

    /// <inheritdoc/>
    public override bool TryMap(VolumeEntry entry, out ReadOnlyMemory<byte> contents)
    {
        SpiffsFile file = _contents.File(entry);
        contents = default;
        if (entry.Length > _scan.Geometry.ContentPerPage)
        {
            return false;
        }

        SpiffsReference reference = entry.Length == 0 ? default : file.Resolve(0);
        if (entry.Length > 0 && reference.Page >= 0)
        {
            contents = _scan.PageMemory(reference.Page).Slice(SpiffsLayout.PageHeaderSize, (int)entry.Length);
        }

        return reference.Page >= 0;
    }

    internal static SpiffsVolume Open(ReadOnlyMemory<byte> image, OptionValues values, ReadMode mode)
    {
        var volume = new SpiffsVolume(image, SpiffsGeometry.Create(SpiffsOptions.From(values)), values);

        // All is looked at before the first damage is thrown: what is said first explains the rest.
        return mode == ReadMode.Strict && volume.Damage is [var first, ..] ? throw new FlashFormatException(first) : volume;
    }

    /// <inheritdoc/>
    protected override void ReadCore(VolumeEntry entry, long offset, Span<byte> destination)
    {
        SpiffsFile file = _contents.File(entry);
        int perPage = _scan.Geometry.ContentPerPage;
        while (!destination.IsEmpty)
        {
            int span = (int)(offset / perPage);
            int start = (int)(offset % perPage);
            int count = Math.Min(perPage - start, destination.Length);
            SpiffsReference reference = file.Resolve(span);
            if (reference.Page < 0)
            {
                throw new FlashFormatException(reference.ToDamage(_scan, entry.Name, span));
            }

            _scan.Page(reference.Page).Slice(SpiffsLayout.PageHeaderSize + start, count).CopyTo(destination);
            destination = destination[count..];
            offset += count;
        }
    }
}
