using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Partitions;

namespace FlashFs.Pipeline;

/// <summary>Finds the partition table of a project: its CSV, its items, that of an ESP-IDF build, or the default one.</summary>
internal sealed class TableResolver(FlashProject project, ProjectSettings settings, DiagnosticBag diagnostics)
{
    /// <summary>Whether anything of the project needs a place in the flash.</summary>
    public bool IsNeeded(IEnumerable<PartitionRequest> images) =>
        project.PartitionTablePath is not null || project.Partitions.Count > 0 || project.HasBinaries
        || images.Any(image => image.NeedsPartition);

    /// <summary>The table, or null when an error was reported.</summary>
    /// <param name="formats">The formats of the project's images, which the default table makes room for.</param>
    public ResolvedTable? Resolve(IEnumerable<FlashFormat> formats)
    {
        PartitionTableOptions options = new()
        {
            TableOffset = settings.TableOffset,
            FlashSize = settings.Flash.Size,
            PrimaryBootloaderOffset = settings.Flash.Chip.BootloaderOffset,
            Variables = project.PartitionVariables,
        };
        PartitionRow[] items = [.. project.Partitions.Select(RowOf)];
        if (project.IdfBuild?.Table is not { } part)
        {
            return ResolveOwn(formats, items, options);
        }

        if (IdfTable.Read(part, project.Display(part.Path), diagnostics) is not { } built)
        {
            return null;
        }

        // The bytes are those of the build either way: its boot loader may know of no MD5 row, or want a signature.
        ResolvedTable? table = IsGiven
            ? ResolveOwn(formats, items, options)
            : With(PartitionTableBuilder.Build(PartitionItems.Apply([.. built.Rows], items, diagnostics), options, diagnostics), built.Source);
        return table is not null && built.IsSameAs(table.Table, table.Source, OwnLocation, diagnostics) ? table with { Binary = built.Binary } : null;
    }

    // Whether the project has a table of its own; items that only preserve go beside any.
    private bool IsGiven => project.PartitionTablePath is not null || project.Partitions.Any(item => item.Describes);

    private DiagnosticLocation? OwnLocation =>
        project.PartitionTablePath is { } path ? new DiagnosticLocation(project.Display(path)) : project.Location;

    private ResolvedTable? ResolveOwn(IEnumerable<FlashFormat> formats, PartitionRow[] items, PartitionTableOptions options)
    {
        if (project.PartitionTablePath is { } path)
        {
            if (!File.Exists(path))
            {
                return null; // reported with the other inputs
            }

            string display = project.Display(path);
            byte[] csv = DiskContents.Open(path, display).ToArray();
            IReadOnlyList<PartitionRow>? rows = PartitionCsv.Parse(csv, display, options, diagnostics);
            return rows is null ? null : With(PartitionTableBuilder.Build(PartitionItems.Apply(rows, items, diagnostics), options, diagnostics), display);
        }

        if (project.Partitions.Any(item => item.Describes))
        {
            return With(PartitionTableBuilder.Build(items, options, diagnostics), "FlashPartition items");
        }

        FlashFormat? rest = formats.FirstOrDefault(format => format.TakesRestOfFlash);
        return With(DefaultPartitionTable.Build(options, rest, items, project.Location, diagnostics), "default");
    }

    private static ResolvedTable? With(PartitionTable? table, string source) =>
        table is null ? null : new ResolvedTable(table, PartitionBinary.Write(table), source);

    private static PartitionRow RowOf(ProjectPartition item) => PartitionRow.Of(
        item.Label, item.Type, item.SubType, item.Offset, item.Size, item.Flags, item.Location, item.Preserve);
}
