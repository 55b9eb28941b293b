using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Partitions;
using FlashFs.Pipeline.Manifest;
using FlashFs.Profiles;

namespace FlashFs.Pipeline;

/// <summary>The parts of a flash: images and table of the first stage, and the project's binaries, each with its hash.</summary>
internal sealed class FlashParts
{
    private readonly FlashManifest _manifest;
    private readonly List<Part> _parts = [];

    private FlashParts(FlashManifest manifest) => _manifest = manifest;

    /// <summary>All parts, in the order table, images, binaries.</summary>
    public IReadOnlyList<Part> All => _parts;

    /// <summary>Collects the parts; two that would have one name in the output folder are an error.</summary>
    public static FlashParts Collect(
        AssemblyRequest request, FlashManifest manifest, IReadOnlyList<(ProjectBinary Item, SourceFile Source)> binaries, InputScan scan, DiagnosticBag diagnostics)
    {
        var parts = new FlashParts(manifest);
        if (manifest.PartitionTable is { } table)
        {
            FlashContents contents = Intermediate(request, table.File);
            parts._parts.Add(new Part(table.File, "partition-table", contents, table.Sha256, FlashPartSource.Table(table.File, contents)));
        }

        foreach (ManifestImage image in manifest.Images)
        {
            FlashContents contents = Intermediate(request, image.Name);
            FlashPartSource? source = image.Partition is null
                ? null
                : FlashPartSource.Image(image.Name, contents, ResolvedTable.FromManifest(manifest.PartitionTable!).Find(image.Partition)!, request.Location);
            parts._parts.Add(new Part(image.Name, "image", contents, image.Sha256, source));
        }

        foreach ((ProjectBinary item, SourceFile source) in binaries)
        {
            parts.AddBinary(item, source, scan, diagnostics);
        }

        return parts;
    }

    /// <summary>Gives every part its place; null where there is no table, or when an error was reported.</summary>
    public FlashLayout? Resolve(DiagnosticBag diagnostics)
    {
        if (_manifest.PartitionTable is not { } table || _manifest.Flash is not { } flash
            || !FlashChips.TryGet(flash.Chip.Value, out FlashChip? chip))
        {
            return null;
        }

        var settings = new FlashSettings { Chip = chip, Size = flash.Size.Value, Mode = flash.Mode.Value, Frequency = flash.Frequency.Value };
        return FlashLayout.Resolve(ResolvedTable.FromManifest(table), settings, _parts.Select(part => part.Source).OfType<FlashPartSource>(), diagnostics);
    }

    /// <summary>The binaries as the manifest has them, by address.</summary>
    public IReadOnlyList<ManifestBinary> BinariesIn(FlashLayout? layout) =>
    [
        .. _parts.Where(part => part.Binary is not null)
            .Select(part => new ManifestBinary(
                part.Name, part.Binary!, part.Source?.Label, part.AddressIn(layout) ?? 0, part.Contents.Length, part.Sha256))
            .OrderBy(binary => binary.Offset),
    ];

    /// <summary>Warns of what goes where the chip starts code and is none.</summary>
    public void CheckApps(FlashLayout layout, DiagnosticBag diagnostics)
    {
        const byte AppMagic = 0xE9;
        foreach (Part part in _parts.Where(part => part.Binary is not null))
        {
            FlashPart? placed = layout.Parts.FirstOrDefault(candidate => candidate.FileName == part.Name);
            bool starts = placed is { Kind: FlashPartKind.Bootloader } or { Partition.Type: PartitionTypes.App };
            if (starts && part.Contents is DiskContents contents && contents.FirstByte() is { } first and not AppMagic)
            {
                diagnostics.Add(
                    DiagnosticCodes.BinaryNotAnApp,
                    placed!.Location,
                    $"FlashBinary '{part.Binary}' goes to '{placed.Name}', where the chip starts code, and begins with 0x{first:x2} instead of 0xe9; give the .bin of the build.");
            }
        }
    }

    private static FlashContents Intermediate(AssemblyRequest request, string name) =>
        FlashContents.FromFile(Path.Combine(request.IntermediateFolder, name), name);

    private void AddBinary(ProjectBinary item, SourceFile source, InputScan scan, DiagnosticBag diagnostics)
    {
        string name = Path.GetFileName(item.SourcePath);
        if (_parts.Find(part => part.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } taken)
        {
            diagnostics.Add(
                DiagnosticCodes.DuplicateOutput,
                item.Location,
                $"FlashBinary '{source.Display}' and {(taken.Binary is null ? $"the {taken.Role}" : $"FlashBinary '{taken.Binary}'")} would both be '{name}' in the output folder; rename one of them.");
        }
        else if (ReservedNames.Contains(name))
        {
            diagnostics.Add(
                DiagnosticCodes.DuplicateOutput,
                item.Location,
                $"FlashBinary '{source.Display}' has the name of a file that the build makes itself; rename it.");
        }

        if (source.Contents.Length == 0)
        {
            diagnostics.Add(DiagnosticCodes.BinaryEmpty, item.Location, $"FlashBinary '{source.Display}' has no bytes; build it again.");
        }

        long? offset = null;
        if (!string.IsNullOrWhiteSpace(item.Offset))
        {
            if (!FlashNumber.TryParse(item.Offset, out long value))
            {
                diagnostics.Add(
                    DiagnosticCodes.InvalidNumber, item.Location, $"FlashBinary '{source.Display}' has Offset=\"{item.Offset}\"; it takes {FlashNumber.Forms}.");
                return;
            }

            offset = value;
        }

        if (scan.Stamps.TryGetValue(source.Display, out InputStamp? stamp))
        {
            DiskContents contents = source.Contents.WithSha256(Convert.FromHexString(stamp.Sha256));
            _parts.Add(new Part(name, "binary", contents, stamp.Sha256, FlashPartSource.Binary(name, contents, item.Partition, offset, item.Location))
            {
                Binary = source.Display,
            });
        }
    }

    /// <summary>One part.</summary>
    /// <param name="Name">Its file name in the output folder.</param>
    /// <param name="Role">What it is, as the manifest says it.</param>
    /// <param name="Contents">The bytes.</param>
    /// <param name="Sha256">Their hash.</param>
    /// <param name="Source">How it asks for its place; null where it has none.</param>
    public sealed record Part(string Name, string Role, FlashContents Contents, string Sha256, FlashPartSource? Source)
    {
        /// <summary>The binary's path in the project; null for what the first stage made.</summary>
        public string? Binary { get; init; }

        /// <summary>Where it goes; null where it has no place.</summary>
        public long? AddressIn(FlashLayout? layout) => layout?.Parts.FirstOrDefault(part => part.FileName == Name)?.Address;
    }
}
