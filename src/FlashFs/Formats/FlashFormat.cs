using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats;

/// <summary>A file system format: what it is called, what can be set, and how its images are planned, written and opened.</summary>
public abstract class FlashFormat
{
    /// <summary>The name in projects and on the command line, lower case: <c>spiffs</c>.</summary>
    public abstract string Id { get; }

    /// <summary>The name in messages: <c>SPIFFS</c>.</summary>
    public abstract string DisplayName { get; }

    /// <summary>One sentence on what it is and who uses it.</summary>
    public abstract string Summary { get; }

    /// <summary>The file name of an image that the project does not name.</summary>
    public abstract string DefaultImageName { get; }

    /// <summary>Rises whenever the same input gives other bytes than before: part of every cache key.</summary>
    public abstract int Revision { get; }

    /// <summary>How the size of an image comes about.</summary>
    public abstract ImageSizing Sizing { get; }

    /// <summary>The options, in the order of the reference.</summary>
    public abstract IReadOnlyList<FlashOption> Options { get; }

    /// <summary>The kinds of ESP-IDF partition that its images belong on; empty where there is none.</summary>
    public virtual IReadOnlyList<PartitionKind> PartitionKinds => [];

    /// <summary>The settings of an <c>sdkconfig</c> that decide options; empty where ESP-IDF has no component for the format.</summary>
    public virtual IReadOnlyList<SdkConfigSetting> SdkConfigSettings => [];

    /// <summary>Whether a device may have such an image on a partition that is flagged encrypted.</summary>
    public virtual bool SupportsEncryptedPartition => true;

    /// <summary>Which ways of packing a single file the format knows.</summary>
    public virtual IReadOnlyList<FileCompression> FileCompressions => [];

    /// <summary>Whether titles, versions and flags of files are stored; where they are not, they change nothing.</summary>
    public virtual bool StoresFileAttributes => false;

    /// <summary>How the one target of such images finds JavaScript modules; null where the format says nothing of that.</summary>
    public virtual string? ModuleLoader => null;

    /// <summary>
    /// Whether the bytes of an image hang on the .NET runtime's version, as what its deflate makes does: then that version is
    /// part of the key and of the manifest.
    /// </summary>
    public virtual bool HangsOnRuntime(OptionValues options, FlashFileSet files) => false;

    /// <summary>
    /// The device whose settings are the defaults of the <see cref="Options"/>, where no profile is that device; null where
    /// one is.
    /// </summary>
    public virtual string? DefaultDevice => null;

    /// <summary>
    /// Whether the default partition table gives images of this format the flash from its first free offset to its end, in
    /// place of the partitions that it has otherwise. Then <see cref="PartitionKinds"/> has the kind.
    /// </summary>
    public virtual bool TakesRestOfFlash => false;

    /// <summary>Finds an option by its camel-case or Pascal-case name, in any case.</summary>
    public FlashOption? FindOption(string name) =>
        Options.FirstOrDefault(option => option.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Plans an image. Everything wrong is reported at once.</summary>
    /// <param name="files">The files.</param>
    /// <param name="options">Values for <see cref="Options"/>.</param>
    /// <param name="size">The size of the image or of its partition in bytes; null where none is given.</param>
    /// <param name="diagnostics">Takes errors (names, limits, fit; see docs/diagnostics.md) and warnings.</param>
    /// <returns>The plan, or null when an error was reported: then nothing can be written.</returns>
    public abstract ImagePlan? Plan(FlashFileSet files, OptionValues options, long? size, DiagnosticBag diagnostics);

    /// <summary>Where contents will lie in an image of files in this order, where that hangs on the lengths alone; null where it hangs on more.</summary>
    /// <param name="pathLengths">The lengths of the files' paths, in bytes of UTF-8.</param>
    /// <param name="lengths">Those of the files themselves, in bytes.</param>
    internal virtual ContentPlaces? PlacesOf(ReadOnlySpan<int> pathLengths, ReadOnlySpan<long> lengths) => null;

    /// <summary>How much files may take in an image of a size, in the count of <see cref="FileCost.Size"/>.</summary>
    /// <param name="size">The size of the image or of its partition in bytes; what the format cannot use of it counts for nothing.</param>
    /// <param name="options">Values for <see cref="Options"/>, which go together.</param>
    /// <param name="freeBlocks">How many blocks are to stay free for the device, where the format has blocks.</param>
    /// <returns>The room in bytes, 0 for none; null where packing makes it depend on the files as a whole.</returns>
    public virtual long? RoomIn(long size, OptionValues options, int freeBlocks) => null;

    /// <summary>Opens an image.</summary>
    /// <param name="image">The bytes; they are not copied and must not change while the volume is used.</param>
    /// <param name="options">Values for <see cref="Options"/>: what the device would assume.</param>
    /// <param name="mode">Whether the first damage throws, or is listed.</param>
    /// <exception cref="FlashFormatException">The image is damaged and the mode is strict.</exception>
    /// <exception cref="FlashFsException">The options do not go together (FLASHFS1019).</exception>
    public abstract FlashVolume Open(ReadOnlyMemory<byte> image, OptionValues options, ReadMode mode);

    /// <summary>How much an image looks like this format, from 0 (not at all) to 100 (its own magic in the right place).</summary>
    public abstract int Recognise(ReadOnlySpan<byte> image);

    /// <summary>Guesses the options that an image of unknown origin was made with, where images of this format do not say.</summary>
    /// <returns>The guess; null where there is nothing to guess, or nothing to guess by.</returns>
    public virtual GuessedOptions? GuessOptions(ReadOnlyMemory<byte> image) => null;

    /// <summary>
    /// Tells what a device makes of an image that may be damaged, or made for another device: whether it mounts, and the likely
    /// cause where it does not.
    /// </summary>
    /// <param name="made">The image, opened for salvage with the options that it was most likely made with.</param>
    /// <param name="image">Its bytes.</param>
    /// <param name="device">Values for <see cref="Options"/>: how the device is set.</param>
    /// <exception cref="FlashFsException">The options do not go together (FLASHFS1019).</exception>
    public virtual DeviceVerdict Judge(FlashVolume made, ReadOnlyMemory<byte> image, OptionValues device)
    {
        FlashVolume there = Open(image, device, ReadMode.Salvage);
        return there.Damage.FirstOrDefault(damage => damage.Descriptor == DiagnosticCodes.NotThisFormat) is { } refused
            ? DeviceVerdict.Refuse("refused", DeviceVerdict.Expectation(refused))
            : DeviceVerdict.OfFiles(there, made);
    }
}
