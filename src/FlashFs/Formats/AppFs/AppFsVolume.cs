using FlashFs.Devices;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.AppFs;

/// <summary>
/// An AppFS volume: an image opened for reading, or a flash mounted and changed under the device's own rules, with a
/// counterpart for every function of the device's API.
/// </summary>
/// <remarks>
/// Memory beyond the image: about 100 KiB at most. A handle is the first page of a file, as on the device: it stays valid
/// as long as the file exists, also from one mount to the next.
/// Source: PocketSprite/8bkc-sdk <c>appfs.c</c>; badgeteam/esp32-component-appfs <c>src/appfs.c</c>.
/// </remarks>
public sealed partial class AppFsVolume : FlashVolume
{
    private readonly ReadOnlyMemory<byte> _image;
    private readonly AppFsDescriptorLayout _layout;
    private readonly NorFlash? _flash;
    private AppFsDirectory _directory;
    private IReadOnlyList<VolumeEntry> _entries;
    private IReadOnlyList<VolumeExtent>? _extents;

    private AppFsVolume(ReadOnlyMemory<byte> image, AppFsOptions options, NorFlash? flash)
        : base(AppFsFormat.Instance, options.ToValues())
    {
        _image = image;
        _layout = options.Layout;
        _flash = flash;
        _directory = AppFsDirectory.Read(image, flash?.Size, _layout);
        _entries = [.. _directory.Files.Select(file => file.Entry)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<VolumeEntry> Entries => _entries;

    /// <inheritdoc/>
    public override IReadOnlyList<VolumeDamage> Damage => _directory.Damage;

    /// <inheritdoc/>
    public override ImageUsage Usage => new(_directory.PartitionSize, _entries.Sum(entry => entry.Length), FreeMemory);

    /// <inheritdoc/>
    public override IReadOnlyList<VolumeExtent> Extents => _extents ??= AppFsPageMap.Extents(_directory, _image.Length);

    /// <summary>Whether the device finds a copy of the metadata that it takes; without one it formats the partition.</summary>
    internal bool HasValidMetadata => _directory.Metadata.IsValid;

    /// <summary>Opens an image for reading. What it lacks at its end is taken for erased flash: mkappfs cuts that off.</summary>
    /// <param name="image">The bytes; they are not copied and must not change while the volume is used.</param>
    /// <param name="options">What the device would assume.</param>
    /// <param name="mode">Whether the first damage throws, or is listed.</param>
    /// <exception cref="FlashFormatException">The image is damaged and the mode is strict.</exception>
    public static AppFsVolume Open(ReadOnlyMemory<byte> image, AppFsOptions options, ReadMode mode)
    {
        var volume = new AppFsVolume(image, options, flash: null);
        return mode == ReadMode.Strict && volume.Damage is [var first, ..] ? throw new FlashFormatException(first) : volume;
    }

    /// <inheritdoc/>
    public override bool TryMap(VolumeEntry entry, out ReadOnlyMemory<byte> contents)
    {
        AppFsFile file = FileOf(entry);
        contents = default;
        if (RunLength(file, 0) < file.Pages.Length)
        {
            return false;
        }

        contents = file.Length == 0 ? default : Stored(file, 0, (int)file.Length);
        return true;
    }

    /// <inheritdoc/>
    protected override void ReadCore(VolumeEntry entry, long offset, Span<byte> destination) =>
        CopyTo(FileOf(entry), offset, destination);

    private AppFsFile FileOf(VolumeEntry entry)
    {
        AppFsFile? file = _directory.FileAt((int)(entry.Offset / AppFsLayout.PageSize) - 1);
        return file is not null && file.Entry.Name == entry.Name && file.Length == entry.Length
            ? file
            : throw new ArgumentException($"'{entry.Name}' is not an entry of this volume.", nameof(entry));
    }

    private void CopyTo(AppFsFile file, long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int count = (int)Math.Min(destination.Length, AppFsLayout.PageSize - offset % AppFsLayout.PageSize);
            Stored(file, offset, count).Span.CopyTo(destination);
            destination = destination[count..];
            offset += count;
        }
    }

    // The bytes of pages that lie side by side, the first of which holds the offset.
    private ReadOnlyMemory<byte> Stored(AppFsFile file, long offset, int length)
    {
        int address = AddressOf(file, offset);
        return _flash?.Map(address, length) ?? _image.Slice(address, length);
    }

    private static int AddressOf(AppFsFile file, long offset) =>
        AppFsLayout.PageOffset(file.Pages[(int)(offset / AppFsLayout.PageSize)]) + (int)(offset % AppFsLayout.PageSize);

    // How many pages of a file follow each other on the flash, from one of them on.
    private static int RunLength(AppFsFile file, int index)
    {
        int end = index + 1;
        while (end < file.Pages.Length && file.Pages[end] == file.Pages[end - 1] + 1)
        {
            end++;
        }

        return end - index;
    }
}
