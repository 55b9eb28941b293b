using FlashFs.Diagnostics;

namespace FlashFs.Formats.SimpleFs;

/// <summary>A Simple FS image, opened. Opening reads the table, all names and the byte behind all contents; contents are never copied.</summary>
/// <remarks>
/// Names are what the VM takes them for: the bytes before the first NUL. Their lengths may count that NUL or not.
/// Memory: about 30 times the table for the list of files and the map, names once, and up to 1,000 damages. Contents that lie over
/// others are read, as the VM does, until they add up to more than the image.
/// Source: nervosnetwork/ckb-js-vm at 3d966c3, <c>libc/src/ckb_cell_fs.c</c>.
/// </remarks>
public sealed class SimpleFsVolume : FlashVolume
{
    private readonly ReadOnlyMemory<byte> _image;
    private readonly SimpleFsTable _table;
    private readonly Dictionary<int, VolumeDamage> _unreadable;

    private SimpleFsVolume(ReadOnlyMemory<byte> image, ReadMode mode)
        : base(SimpleFsFormat.Instance, OptionValues.Defaults(SimpleFsFormat.Instance))
    {
        _image = image;
        var damage = new SimpleFsDamageList(mode);
        _table = SimpleFsTable.Read(image, damage);
        SimpleFsMap map = SimpleFsMap.Of(image.Span, _table, damage, withExtents: false);
        _unreadable = map.Unreadable;
        _table.MarkDamaged();
        HasTable = SimpleFsTable.TryCount(image.Span, out _);
        Entries = _table.Entries;
        Damage = damage.ToList();
        Usage = new ImageUsage(image.Length, map.DataBytes, map.FreeBytes);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<VolumeEntry> Entries { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<VolumeDamage> Damage { get; }

    /// <inheritdoc/>
    public override ImageUsage Usage { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<VolumeExtent> Extents => field ??= SimpleFsMap.Of(_image.Span, _table, new SimpleFsDamageList(ReadMode.Salvage), withExtents: true).Extents;

    /// <summary>Whether there is a table at all.</summary>
    internal bool HasTable { get; }

    /// <summary>Opens an image.</summary>
    /// <param name="image">The bytes; they are not copied and must not change while the volume is used.</param>
    /// <param name="mode">Whether the first damage throws, or is listed.</param>
    /// <exception cref="FlashFormatException">The image is damaged (FLASHFS5002, FLASHFS5003) and the mode is strict.</exception>
    public static SimpleFsVolume Open(ReadOnlyMemory<byte> image, ReadMode mode) => new(image, mode);

    /// <inheritdoc/>
    public override bool TryMap(VolumeEntry entry, out ReadOnlyMemory<byte> contents)
    {
        bool readable = !_unreadable.ContainsKey(Own(entry).Index);
        contents = readable ? ContentsOf(entry) : default;
        return readable;
    }

    /// <inheritdoc/>
    protected override void ReadCore(VolumeEntry entry, long offset, Span<byte> destination)
    {
        if (_unreadable.TryGetValue(Own(entry).Index, out VolumeDamage? damage))
        {
            throw new FlashFormatException(damage);
        }

        ContentsOf(entry).Span.Slice((int)offset, destination.Length).CopyTo(destination);
    }

    private VolumeEntry Own(VolumeEntry entry) =>
        entry.Index < Entries.Count && ReferenceEquals(Entries[entry.Index], entry)
            ? entry
            : throw new ArgumentException($"'{entry.Name}' is not an entry of this volume.", nameof(entry));

    private ReadOnlyMemory<byte> ContentsOf(VolumeEntry entry) => _image.Slice((int)entry.Offset, (int)entry.Length);
}
