using FlashFs.Devices;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.Sffs;

/// <summary>
/// An SFFS image opened to be read, or a volume mounted on a flash and changed as the device's library changes it: the
/// same pages, the same bytes, the same errors.
/// </summary>
/// <remarks>
/// <para>Opening looks at every page once. Memory is about 40 bytes for each page and the list of files.</para>
/// <para>Where pages contradict each other the volume is read as the library reads it, with one exception: where a span is
/// missing, the file ends there; the library would join what is before and behind the gap.</para>
/// <para>Entries are those of files that have pages. Those taken before a mounted volume changed are no longer valid.</para>
/// Source: electricimp/SPIFlashFileSystem, <c>SPIFlashFileSystem.device.lib.nut</c> at v3.0.1.
/// </remarks>
public sealed partial class SffsVolume : FlashVolume
{
    private readonly ReadOnlyMemory<byte> _image;
    private readonly SffsOptions _options;
    private readonly NorFlash? _flash;
    private readonly int _start;
    private SffsFat _fat;
    private SffsListing? _listing;
    private IReadOnlyList<VolumeDamage> _damage;

    private SffsVolume(ReadOnlyMemory<byte> image, OptionValues values, NorFlash? flash = null, int start = 0)
        : base(SffsFormat.Instance, values)
    {
        _image = image;
        _options = SffsOptions.From(values);
        _flash = flash;
        _start = start;
        _random = new SffsRandom(_options);
        UnixTime = _options.Created;
        Scan();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<VolumeEntry> Entries => Listing.Entries;

    /// <inheritdoc/>
    public override IReadOnlyList<VolumeDamage> Damage => _damage;

    /// <inheritdoc/>
    public override ImageUsage Usage => new(
        _image.Length, Listing.Records.Sum(record => (long)record.Length), (long)_fat.CountOf(SffsPageState.Free) * SffsLayout.PageSize);

    /// <inheritdoc/>
    public override IReadOnlyList<VolumeExtent> Extents => SffsPageMap.Extents(_fat, Listing.Records, _image.Length);

    private SffsListing Listing => _listing ??= new SffsListing(_fat);

    /// <summary>Opens an image to be read.</summary>
    /// <param name="image">The bytes; they are not copied and must not change while the volume is used.</param>
    /// <param name="options">What the device would assume; reading depends on <see cref="SffsOptions.MaxNameLength"/> only.</param>
    /// <param name="mode">Whether the first damage throws, or is listed.</param>
    /// <exception cref="FlashFormatException">The image is damaged and the mode is strict.</exception>
    public static SffsVolume Open(ReadOnlyMemory<byte> image, SffsOptions options, ReadMode mode) => Open(image, options.ToValues(), mode);

    /// <inheritdoc/>
    public override bool TryMap(VolumeEntry entry, out ReadOnlyMemory<byte> contents)
    {
        SffsRecord record = Listing.RecordOf(entry);
        bool inOnePiece = record.Spans.Count == 1;
        contents = inOnePiece
            ? _image.Slice(record.Spans[0].Page * SffsLayout.PageSize + SffsLayout.ContentsOffset(0, record.NameLength), record.Length)
            : default;
        return inOnePiece;
    }

    internal static SffsVolume Open(ReadOnlyMemory<byte> image, OptionValues values, ReadMode mode)
    {
        var volume = new SffsVolume(image, values);

        // All is looked at before the first damage is thrown: what is said first explains the rest.
        return mode == ReadMode.Strict && volume.Damage is [var first, ..] ? throw new FlashFormatException(first) : volume;
    }

    /// <inheritdoc/>
    protected override void ReadCore(VolumeEntry entry, long offset, Span<byte> destination) =>
        Listing.RecordOf(entry).Read(_image.Span, (int)offset, destination);

    [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(_fat), nameof(_damage))]
    private void Scan()
    {
        var damage = new SffsDamageList();
        _fat = new SffsFat(SffsScan.Run(_image, _options.MaxNameLength, damage));
        _damage = damage.Items;
        Changed();

        // Here, not when it is first asked for: an image may be read by several threads.
        _listing = new SffsListing(_fat);
    }

    private void Changed()
    {
        _listing = null;
        EntriesChanged();
    }
}
