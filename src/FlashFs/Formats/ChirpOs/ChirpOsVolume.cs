using FlashFs.Diagnostics;

namespace FlashFs.Formats.ChirpOs;

/// <summary>A ChirpOS image, opened: a saved string or its JSON, laid over the base directory where there is one.</summary>
/// <remarks>
/// Opening takes, whatever the image holds, memory for a text of 32 Mi code units, for 256 Ki files and directories and for 32 Mi
/// characters of paths at most: some 400 MB; of an image that is JSON, a dozen times its size if that is more.
/// Source: Abracawdabra/ChirpOS, <c>doc/filesystem.md</c>.
/// </remarks>
public sealed class ChirpOsVolume : FlashVolume
{
    private readonly ChirpRootDirectory _root;
    private readonly ChirpRootDirectory? _base;
    private readonly List<ChirpFile> _files;

    // The bytes of the file read last, where they are not its code units.
    private Tuple<int, byte[]>? _last;

    private ChirpOsVolume(ReadOnlyMemory<byte> bytes, ChirpOsOptions options, ReadMode mode)
        : base(ChirpOsFormat.Instance, options.ToValues())
    {
        _base = BaseOf(options);
        var damage = new ChirpOsDamageList();
        ChirpOsImage image = ChirpOsImage.Read(bytes, damage);
        ChirpOsStoredNode stored = ChirpOsDocumentReader.Read(image.Text.Span, image.IsCut, damage, out bool isWhole);
        IsWhole = isWhole;
        var origins = new Dictionary<ChirpFile, ChirpOsStoredNode>();
        _root = ChirpOsOverlay.Apply(stored, _base, origins);

        var offsets = new ChirpOsOffsets(image, origins.Values, damage.Places);
        Dictionary<ChirpFile, ChirpOsPlaces> places = origins.ToDictionary(origin => origin.Key, origin => offsets.Of(origin.Value));
        var entries = new ChirpOsEntries(places, origins);
        entries.Add(_root, damage);
        _files = entries.Files;
        Entries = entries.Entries;
        Damage = damage.ToList(place => offsets[place]);
        if (mode == ReadMode.Strict && Damage.Count > 0)
        {
            throw new FlashFormatException(Damage[0]);
        }

        Form = image.Form;
        Extents = ChirpOsExtents.Of(image, bytes.Length, entries.Files.Select(file => places.GetValueOrDefault(file)));
        Usage = UsageOf(image, bytes.Length);
    }

    /// <summary>What the image is.</summary>
    public ChirpOsForm Form { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<VolumeEntry> Entries { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<VolumeDamage> Damage { get; }

    /// <inheritdoc/>
    public override ImageUsage Usage { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<VolumeExtent> Extents { get; }

    /// <summary>Whether the image holds a whole object: what does not counts as nothing saved when a page loads it.</summary>
    internal bool IsWhole { get; }

    /// <summary>Opens an image.</summary>
    /// <param name="image">The bytes of either form, the rest of a partition included or not; they are not copied.</param>
    /// <param name="options">The base directory, where the image was made against one.</param>
    /// <param name="mode">Whether the first damage throws, or is listed.</param>
    /// <exception cref="FlashFormatException">The image is damaged and the mode is strict.</exception>
    /// <exception cref="FlashFsException">The files of the base directory are not there, or make no tree (FLASHFS1019 and what a plan reports).</exception>
    public static ChirpOsVolume Open(ReadOnlyMemory<byte> image, ChirpOsOptions options, ReadMode mode) => new(image, options, mode);

    /// <summary>
    /// The file system, to be used as the device does: with a <see cref="ChirpKernel"/>. What changes there changes nothing here.
    /// </summary>
    /// <param name="info">What is fixed of it; the default capacity where null.</param>
    public ChirpFileSystem Mount(ChirpFileSystemInfo? info = null) =>
        new((ChirpRootDirectory)_root.Copy(), _base, info ?? new ChirpFileSystemInfo(), Damage);

    /// <inheritdoc/>
    protected override void ReadCore(VolumeEntry entry, long offset, Span<byte> destination)
    {
        if (entry.Index >= Entries.Count || !ReferenceEquals(Entries[entry.Index], entry))
        {
            throw new ArgumentException($"'{entry.Name}' is not an entry of this volume.", nameof(entry));
        }

        ChirpFile file = _files[entry.Index];
        if (entry.Length == file.Length)
        {
            // As many bytes as code units: each unit is one byte.
            ChirpOsBytes.CopyOneToOne(file.Span.Slice((int)offset, destination.Length), destination);
            return;
        }

        Tuple<int, byte[]>? last = _last;
        if (last?.Item1 != entry.Index)
        {
            _last = last = Tuple.Create(entry.Index, file.ToBytes());
        }

        last.Item2.AsSpan((int)offset, destination.Length).CopyTo(destination);
    }

    private static ChirpRootDirectory? BaseOf(ChirpOsOptions options)
    {
        var diagnostics = new DiagnosticBag();
        ChirpRootDirectory? root = ChirpOsBase.Build(options, diagnostics);
        diagnostics.ThrowIfErrors();
        return root;
    }

    private ImageUsage UsageOf(ChirpOsImage image, long length)
    {
        long used = image.IsErasedBehind ? image.End : length;
        long room = image.Form == ChirpOsForm.Saved ? (long)ChirpFileSystemInfo.DefaultCapacity * ChirpOsLayout.UnitSize : length;
        long whole = Math.Max(room, length);
        return new ImageUsage(whole, Entries.Sum(entry => entry.StoredLength), whole - used);
    }
}
