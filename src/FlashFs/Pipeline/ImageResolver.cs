using System.Globalization;
using FlashFs.Caching;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Partitions;

namespace FlashFs.Pipeline;

/// <summary>Works out one image: format, options by precedence, files, size, and the key over all of it.</summary>
internal sealed class ImageResolver(FlashProject project, ProjectSettings settings, DiagnosticBag diagnostics)
{
    private const string Revision = "1";

    /// <summary>The format of an image, or null when there is none of that id.</summary>
    public FlashFormat? FormatOf(ProjectImage image)
    {
        if (image.Format.Length == 0)
        {
            diagnostics.Add(
                DiagnosticCodes.UnknownFormat,
                image.Location,
                $"FlashImage '{image.Name}' has no Format; write one of {string.Join(", ", FlashFormats.All.Select(format => format.Id))}.");
            return null;
        }

        var found = new DiagnosticBag();
        FlashFormat? format = FlashFormats.Find(image.Format, image.Location, found);
        diagnostics.AddRange(found.Select(diagnostic => diagnostic with { Message = $"{image.Name}: {diagnostic.Message}" }));
        return format;
    }

    /// <summary>The options of an image: its metadata, its profile, the sdkconfig, the project's profile, the format's defaults.</summary>
    public OptionValues OptionsOf(ProjectImage image, FlashFormat format)
    {
        var layers = new List<OptionLayer>
        {
            new($"FlashImage {image.Name}", image.Options, image.Location) { OtherNames = image.OtherNames },
        };
        layers.AddRange(settings.LayersOf(format, image));
        var found = new DiagnosticBag();
        OptionValues options = OptionValues.Resolve(format, layers, found);

        // What a line of an sdkconfig says wrong has its own place; the rest is the image's.
        diagnostics.AddRange(found.Select(diagnostic => diagnostic.Location == image.Location
            ? diagnostic with { Message = $"{image.Name}: {diagnostic.Message}" }
            : diagnostic));
        return options;
    }

    /// <summary>The options with the files of every folder that one of them names.</summary>
    public OptionValues FoldersOf(
        OptionValues options, ProjectImage image, FlashFormat format, Func<FlashOption, IReadOnlyList<ImageSource>?> sources)
    {
        foreach (FlashOption<FlashFolder> option in format.Options.OfType<FlashOption<FlashFolder>>())
        {
            if (sources(option) is { } found)
            {
                FlashFolder folder = options.Get(option) with { Files = FilesOf(image, format, found) };
                options = options.With(option, folder, options.OriginOf(option));
            }
        }

        return options;
    }

    /// <summary>
    /// The size of an image: its own, else its partition's. A default image has no item to say one, and in a format without a kind of
    /// partition none that could: as on a device that is told nothing, it takes the whole flash.
    /// </summary>
    public long? SizeOf(ProjectImage image, FlashFormat format, Partition? partition)
    {
        if (image.Size is null)
        {
            bool isWholeFlash = image.IsDefault && format is { Sizing: ImageSizing.Fixed, PartitionKinds.Count: 0 };
            return partition?.Size ?? (isWholeFlash ? settings.Flash.Size : null);
        }

        if (!FlashNumber.TryParse(image.Size, out long size) || size == 0)
        {
            diagnostics.Add(
                DiagnosticCodes.InvalidNumber, image.Location, $"{image.Name} has Size=\"{image.Size}\"; it takes {FlashNumber.Forms}, above 0.");
            return partition?.Size;
        }

        bool unfit = partition is not null && (size > partition.Size || (format.Sizing == ImageSizing.Fixed && size != partition.Size));
        if (unfit)
        {
            string rule = format.Sizing == ImageSizing.Fixed
                ? $"the device mounts {format.DisplayName} with the size of the partition, so the two must be equal"
                : "an image cannot be larger than its partition";
            diagnostics.Add(
                DiagnosticCodes.SizeNotAligned,
                image.Location,
                $"{image.Name} has a Size of {size} (0x{size:x}) and partition '{partition!.Label}' {partition.Size} (0x{partition.Size:x}): {rule}; leave Size out, or change the partition table.");
        }

        return size;
    }

    /// <summary>The files of an image, with the contents' hashes.</summary>
    public FlashFileSet FilesOf(ProjectImage image, FlashFormat format, IReadOnlyList<ImageSource> sources)
    {
        var files = new List<FlashFile>(sources.Count);
        foreach (ImageSource source in sources)
        {
            // A file that could not be read was reported when it was hashed.
            if (source.Source.Stamp is { } stamp)
            {
                files.Add(new FlashFile(source.Path, source.Source.Contents.WithSha256(stamp.Sha256, source.Source.Kept))
                {
                    Compression = CompressionOf(source.Item, format),
                    Title = source.Item.Title,
                    Version = (int?)NumberOf(source.Item, "Version", source.Item.Version, ushort.MaxValue),
                    Flags = NumberOf(source.Item, "Flags", source.Item.Flags, uint.MaxValue),
                });
            }
        }

        return FlashFileSet.Sorted(files, diagnostics);
    }

    /// <summary>What the image depends on, with the key over it.</summary>
    public static ImageRecord RecordOf(ProjectImage image, FlashFormat format, OptionValues options, FlashFileSet files, long? size, StageMemory? memory)
    {
        var settings = new List<KeyValuePair<string, string>>
        {
            new("tool", ToolRevision.Full),
            new("format", $"{format.Id} {format.Revision}.{Revision}"),
            new("size", size?.ToString(CultureInfo.InvariantCulture) ?? "(trimmed)"),
        };
        foreach (OptionValue value in options.Texts)
        {
            settings.Add(new(value.Option.Name, value.Text));
        }

        foreach (KeyValuePair<string, string> setting in OptionFolders.SettingsOf(options))
        {
            settings.Add(setting);
        }

        if (format.HangsOnRuntime(options, files))
        {
            settings.Add(new("runtime", Environment.Version.ToString()));
        }

        // Before the key: each of the two goes through all files.
        FileHashes hashes = FileHashes.Of(files, file => AttributesOf(file, format), memory);
        using var key = new CacheKey();
        foreach ((string name, string value) in settings)
        {
            key.Add(name, value);
        }

        foreach (FlashFile file in files)
        {
            key.Add("path", file.Path.Value).Add("file", file.Contents.KnownSha256.Span);
            if (AttributesOf(file, format) is { Length: > 0 } attributes)
            {
                key.Add("attributes", attributes);
            }
        }

        return new ImageRecord
        {
            Name = image.Name,
            Key = key.ToHex(),
            Settings = settings,
            Files = hashes,
        };
    }

    private static string AttributesOf(FlashFile file, FlashFormat format)
    {
        string compression = file.Compression is { } packed ? $" {packed}" : "";
        return format.StoresFileAttributes
            ? string.Create(CultureInfo.InvariantCulture, $"{compression} {file.Title} {file.Version} {file.Flags}")
            : compression;
    }

    private FileCompression? CompressionOf(ProjectFile item, FlashFormat format)
    {
        if (item.Compress is null)
        {
            return null;
        }

        if (!FileCompressionNames.TryParse(item.Compress.Trim(), out FileCompression compression))
        {
            diagnostics.Add(
                DiagnosticCodes.InvalidMetadata,
                item.Location,
                $"'{project.Display(item.SourcePath)}' has Compress=\"{item.Compress}\"{NearestName.Hint(item.Compress, Enum.GetNames<FileCompression>())}");
            return null;
        }

        // The same file goes into images of formats that leave no choice; there the word has no meaning.
        return format.FileCompressions.Contains(compression) ? compression : null;
    }

    private long? NumberOf(ProjectFile item, string name, string? text, long maximum)
    {
        if (text is null)
        {
            return null;
        }

        if (FlashNumber.TryParse(text, out long value) && value <= maximum)
        {
            return value;
        }

        diagnostics.Add(
            DiagnosticCodes.InvalidMetadata,
            item.Location,
            $"'{project.Display(item.SourcePath)}' has {name}=\"{text}\"; it takes {FlashNumber.Forms}, at most {maximum}.");
        return null;
    }
}
