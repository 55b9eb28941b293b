using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Partitions;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Pipeline;

/// <summary>A project with everything worked out: images, options, table, places. Nothing is written yet.</summary>
internal sealed class ResolvedProject
{
    private readonly ProjectSettings _settings;

    private ResolvedProject(ProjectSettings settings, ResolvedTable? table, IReadOnlyList<ResolvedImage> images)
    {
        _settings = settings;
        Table = table;
        Images = images;
    }

    /// <summary>The partition table; null where nothing needs one.</summary>
    public ResolvedTable? Table { get; }

    /// <summary>The images, in the order of the project.</summary>
    public IReadOnlyList<ResolvedImage> Images { get; }

    /// <summary>Works a project out. Everything that is wrong is reported at once; then the result is not to be used.</summary>
    public static ResolvedProject Resolve(
        FlashProject project, IReadOnlyList<ProjectImage> items, ProjectSources sources, ContentStage contents, StageMemory memory, DiagnosticBag diagnostics)
    {
        ProjectSettings settings = ProjectSettings.Resolve(project, diagnostics);
        var resolver = new ImageResolver(project, settings, diagnostics);
        var images = new List<FormattedImage>();
        for (int i = 0; i < items.Count; i++)
        {
            if (resolver.FormatOf(items[i]) is { } format)
            {
                images.Add(new FormattedImage(i, items[i], format));
            }
        }

        PartitionRequest[] requests =
            [.. images.Select(image => new PartitionRequest(image.Item.Name, image.Format, image.Item.Partition, image.Item.Location))];
        var tables = new TableResolver(project, settings, diagnostics);
        bool needsTable = tables.IsNeeded(requests);
        ResolvedTable? table = needsTable ? tables.Resolve(images.Select(image => image.Format)) : null;
        Partition?[] partitions = needsTable && table is not null
            ? [.. PartitionBinder.Bind(requests, table.Table, diagnostics).Select(binding => binding.Partition)]
            : new Partition?[images.Count];

        var resolved = new List<ResolvedImage>(images.Count);
        for (int i = 0; i < images.Count; i++)
        {
            ((int index, ProjectImage item, FlashFormat format), Partition? partition) = (images[i], partitions[i]);
            OptionValues options = resolver.FoldersOf(
                resolver.OptionsOf(item, format), item, format, option => sources.Of(index, option));
            StagedFiles staged = contents.Process(item, format, resolver.FilesOf(item, format, sources.Of(index)));
            long? size = resolver.SizeOf(item, format, partition);
            resolved.Add(new ResolvedImage
            {
                Name = item.Name,
                Format = format,
                Options = options,
                Files = staged.Files,
                Contents = staged,
                Size = size,
                Partition = partition,
                Location = item.Location,
                Record = ImageResolver.RecordOf(item, format, options, staged.Files, size, memory),
            });
        }

        return new ResolvedProject(settings, table, resolved);
    }

    /// <summary>An image whose format is known, with its number in the project.</summary>
    private sealed record FormattedImage(int Index, ProjectImage Item, FlashFormat Format);

    /// <summary>The manifest as far as this stage knows it.</summary>
    public FlashManifest ToManifest(IReadOnlyList<ImageRecord> records) => new()
    {
        ToolVersion = ToolRevision.Version,
        RuntimeVersion = Images.Any(image => image.HangsOnRuntime) ? Environment.Version.ToString() : null,
        Flash = Table is null ? null : _settings.ToManifest(),
        PartitionTable = Table?.Manifest,
        Images = [.. Images.Zip(records, ToManifest)],
    };

    private static ManifestImage ToManifest(ResolvedImage image, ImageRecord record) => new()
    {
        Name = image.Name,
        Format = image.Format.Id,
        Size = record.Size,
        Sha256 = record.Sha256,
        Partition = image.Partition?.Label,
        Offset = image.Partition?.Offset,
        Options = ManifestImage.OptionsOf(image.Options),
        Figures = record.Figures,
        Bytecode = image.Contents.Bytecode,
    };
}
