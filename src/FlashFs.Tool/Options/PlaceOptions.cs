using System.CommandLine;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Partitions;
using FlashFs.Tool.Comparing;
using FlashFs.Tool.Output;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Options;

/// <summary>What a verb takes to say where an image lies in the flash: an offset, or a table and the label in it.</summary>
internal sealed class PlaceOptions
{
    private readonly Option<string?> _offset = new("--offset")
    {
        Description = "Where the image lies in the flash.",
        HelpName = "N",
    };

    private readonly Option<string?> _tableFile = new("--table")
    {
        Description = "The partition table that says where the image lies, as CSV or binary.",
        HelpName = "CSV|BIN",
    };

    private readonly Option<string?> _partition = new("--partition")
    {
        Description = "The partition of the image, in the table or in a flash dump; without it the one for images of its format.",
        HelpName = "LABEL",
    };

    /// <summary>What a table depends on.</summary>
    public TableOptions Table { get; } = new();

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        verb.Add(_offset);
        verb.Add(_tableFile);
        verb.Add(_partition);
        Table.AddTo(verb);
    }

    /// <summary>The partition as given; null for none.</summary>
    public string? LabelOf(ParseResult arguments) => arguments.GetValue(_partition);

    /// <summary>Whether an offset or a table is given: what a flash dump needs neither of.</summary>
    public bool AreGiven(ParseResult arguments) => arguments.GetValue(_offset) is not null || arguments.GetValue(_tableFile) is not null;

    /// <summary>Where an image lies; null where the command line does not say, and when an error was reported.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="session">Where relative paths start.</param>
    /// <param name="request">What the command line says of tables.</param>
    /// <param name="image">The image.</param>
    /// <param name="diagnostics">Takes what is wrong with the options, the table, or the image on its partition.</param>
    /// <exception cref="FlashFsException">The table cannot be read.</exception>
    public FlashPlace? Resolve(ParseResult arguments, ToolSession session, TableRequest request, OpenedImage image, DiagnosticBag diagnostics)
    {
        string? label = LabelOf(arguments);
        string? tableFile = arguments.GetValue(_tableFile);
        string? offset = arguments.GetValue(_offset);
        if (offset is not null && (tableFile is not null || label is not null))
        {
            diagnostics.Add(UsageErrors.Wrong("--offset says where the image lies, and --table and --partition do too; give the one or the others."));
            return null;
        }

        if (tableFile is null)
        {
            if (label is not null)
            {
                diagnostics.Add(UsageErrors.Wrong($"--partition {label} is looked up in a partition table; give one with --table, or compare with a flash dump."));
            }

            return OfOffset(NumberText.Parse("--offset", offset, diagnostics), image, diagnostics);
        }

        TableFile? file = TableFile.Read(tableFile, InputFile.Read(session, tableFile), request, diagnostics);
        return file is null ? null : Find(file.Table, tableFile, label, image, diagnostics);
    }

    private static FlashPlace? OfOffset(long? offset, OpenedImage image, DiagnosticBag diagnostics)
    {
        const long Sector = PartitionTableLayout.SectorSize;
        if (offset is { } address && (address < 0 || address % Sector != 0))
        {
            diagnostics.Add(
                DiagnosticCodes.BinaryNotAligned,
                new DiagnosticLocation(image.Name),
                $"'{image.Name}' is said to lie at 0x{address:x}, and flash is erased in sectors of 0x{Sector:x}; give the offset of its partition, a multiple of that.");
            return null;
        }

        return offset is { } known ? new FlashPlace(known, null) : null;
    }

    private static FlashPlace? Find(PartitionTable table, string tableFile, string? label, OpenedImage image, DiagnosticBag diagnostics)
    {
        var location = new DiagnosticLocation(image.Name);
        FlashFormat format = image.Volume.Format;
        Partition[] candidates = label is null
            ? [.. table.Partitions.Where(partition => format.PartitionKinds.Contains(new PartitionKind(partition.Type, partition.SubType)))]
            : [.. table.Partitions.Where(partition => partition.Label == label).Take(1)];
        if (candidates is not [Partition partition])
        {
            diagnostics.Add(label is not null
                ? DiagnosticCodes.PartitionNotFound.At(
                    location, $"'{tableFile}' has no partition '{label}'{NearestName.Hint(label, table.Partitions.Select(row => row.Label))}")
                : candidates.Length == 0
                ? DiagnosticCodes.NoPartitionForImage.At(
                    location, $"'{tableFile}' has no partition for {format.DisplayName}; name the one of '{image.Name}' with --partition. It has: {table.Describe()}.")
                : DiagnosticCodes.AmbiguousPartition.At(
                    location, $"'{tableFile}' has {candidates.Length} partitions for {format.DisplayName}: {string.Join("; ", candidates.Select(row => row.ToString()))}; name the one of '{image.Name}' with --partition."));
            return null;
        }

        return Fits(partition, image, diagnostics) ? new FlashPlace(partition.Offset, partition) : null;
    }

    /// <summary>Reports FLASHFS3037 for an image that is larger than its partition.</summary>
    public static bool Fits(Partition partition, OpenedImage image, DiagnosticBag diagnostics)
    {
        long over = image.Bytes.Length - partition.Size;
        if (over > 0)
        {
            diagnostics.Add(
                DiagnosticCodes.BinaryTooLarge,
                new DiagnosticLocation(image.Name),
                $"'{image.Name}' has {image.Bytes.Length} bytes, and partition {partition} has room for {partition.Size}: over by {over}; flashing it would write over what follows. Make the partition larger, or name another.");
        }

        return over <= 0;
    }
}
