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

    private readonly PartitionTable? _table;
    private readonly FlashSettings? _settings;
    private readonly bool _encrypts;

    private FlashParts(AssemblyRequest request, FlashManifest manifest)
    {
        _manifest = manifest;
        _encrypts = request.IdfBuild is { Encrypts: true };
        if (manifest is { PartitionTable: { } table, Flash: { } flash } && FlashChips.TryGet(flash.Chip.Value, out FlashChip? chip))
        {
            _table = ResolvedTable.FromManifest(table);
            _settings = new FlashSettings { Chip = chip, Size = flash.Size.Value, Mode = flash.Mode.Value, Frequency = flash.Frequency.Value };
        }
    }

    /// <summary>All parts, in the order table, images, binaries.</summary>
    public IReadOnlyList<Part> All => _parts;

    /// <summary>Collects the parts; two that would have one name in the output folder are an error.</summary>
    public static FlashParts Collect(
        AssemblyRequest request, FlashManifest manifest, IReadOnlyList<GivenBinary> binaries, InputTable inputs, DiagnosticBag diagnostics)
    {
        var parts = new FlashParts(request, manifest);
        if (manifest.PartitionTable is { } table)
        {
            FlashContents contents = Intermediate(request, table.File);
            FlashPartSource source = FlashPartSource.Table(table.File, contents) with { Encrypted = request.IdfBuild?.Table is { Encrypted: true } };
            parts._parts.Add(new Part(table.File, "partition-table", contents, table.Sha256, source));
        }

        foreach (ManifestImage image in manifest.Images)
        {
            FlashContents contents = Intermediate(request, image.Name);
            Partition? partition = image.Partition is null ? null : parts._table!.Find(image.Partition)!;
            FlashPartSource? source = partition is null
                ? null
                : FlashPartSource.Image(image.Name, contents, partition, request.Location) with { Encrypted = parts._encrypts && partition.Encrypted };
            parts._parts.Add(new Part(image.Name, "image", contents, image.Sha256, source));
        }

        foreach ((ProjectBinary item, SourceFile source) in binaries.Where(binary => !binary.Item.IsFromIdfBuild))
        {
            parts.AddBinary(item, source, inputs, diagnostics);
        }

        parts.AddIdfParts([.. binaries.Where(binary => binary.Item.IsFromIdfBuild)], inputs, diagnostics);
        return parts;
    }

    /// <summary>Gives every part its place; null where there is no table, or when an error was reported.</summary>
    public FlashLayout? Resolve(DiagnosticBag diagnostics)
    {
        if (_table is null || _settings is null)
        {
            return null;
        }

        FlashLayout? layout = FlashLayout.Resolve(_table, _settings, _parts.Select(part => part.Source).OfType<FlashPartSource>(), diagnostics);
        if (layout is not null)
        {
            WarnOfEncryption(layout, diagnostics);
        }

        return layout;
    }

    /// <summary>The binaries as the manifest has them, by address.</summary>
    public IReadOnlyList<ManifestBinary> BinariesIn(FlashLayout? layout)
    {
        ManifestBinary[] binaries =
        [
            .. _parts.Where(part => part.Binary is not null)
                .Select(part => new ManifestBinary(
                    part.Name, part.Binary!, part.Source?.Label, part.AddressIn(layout) ?? 0, part.Contents.Length, part.Sha256)),
        ];

        // Mostly there are none; to sort nothing takes a millisecond in a process that has not sorted yet.
        return binaries.Length == 0 ? binaries : [.. binaries.OrderBy(binary => binary.Offset)];
    }

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
                    $"{part.Noun} '{part.Binary}' goes to '{placed.Name}', where the chip starts code, and begins with 0x{first:x2} instead of 0xe9; give the .bin of the build.");
            }
        }
    }

    private static DiskContents Intermediate(AssemblyRequest request, string name) =>
        DiskContents.Open(Path.Combine(request.IntermediateFolder, name), name);

    // What the project makes or names itself goes before what the build of the firmware happens to list for the same place; and a
    // preserved partition is left alone, for nobody asked for that part by name.
    private void AddIdfParts(IReadOnlyList<GivenBinary> parts, InputTable inputs, DiagnosticBag diagnostics)
    {
        if (parts.Count == 0)
        {
            return;
        }

        (string File, long? Address)[] own = [.. _parts.Select(part => (part.Name, part.Source is null ? null : Place(part.Source)?.Address))];
        foreach ((ProjectBinary item, SourceFile source) in parts)
        {
            if (_table is not null && FlashNumber.TryParse(item.Offset, out long offset))
            {
                string? other = own.FirstOrDefault(part => part.Address == offset).File;
                Partition? partition = _table.Partitions.FirstOrDefault(partition => offset >= partition.Offset && offset < partition.End);
                if (other is not null || partition is { Preserve: true })
                {
                    diagnostics.Add(
                        DiagnosticCodes.IdfPartLeftOut,
                        item.Location,
                        $"'{source.Display}' of the ESP-IDF build is left out: {(other is null ? $"partition '{partition!.Label}' is preserved" : $"'{other}' goes to 0x{offset:x}")}.");
                    continue;
                }
            }

            AddBinary(item, source, inputs, diagnostics);
        }
    }

    private static void WarnOfEncryption(FlashLayout layout, DiagnosticBag diagnostics)
    {
        string[] encrypted = [.. layout.Parts.Where(part => part.Encrypted).Select(part => part.FileName)];
        if (encrypted.Length > 0)
        {
            diagnostics.Add(
                DiagnosticCodes.IdfPartsEncrypted,
                layout.Parts.FirstOrDefault(part => part is { Encrypted: true, Location: not null })?.Location,
                $"The ESP-IDF build is for flash encryption in development mode. {StageFiles.Arguments} and the merged image write {string.Join(", ", encrypted)} as plaintext: right for a device that has not encrypted its flash yet, and one that has does not start with it. For that one write them with --encrypt-files, as {StageFiles.ArgumentsJson} marks them.");
        }
    }

    // As ESP-IDF has it: code and what the boot loader reads, and the partitions that say so.
    private bool IsEncrypted(FlashPartSource source) => _encrypts && Place(source) is { } part
        && (part.Kind == FlashPartKind.Bootloader || part.Partition is { Encrypted: true } or { Type: PartitionTypes.App or PartitionTypes.Bootloader });

    // What is wrong with its place is reported when all parts get theirs.
    private FlashPart? Place(FlashPartSource source) =>
        _table is null || _settings is null ? null : new FlashPlacer(_table, _settings, new DiagnosticBag()).Place(source);

    private void AddBinary(ProjectBinary item, SourceFile source, InputTable inputs, DiagnosticBag diagnostics)
    {
        string name = Path.GetFileName(item.SourcePath);
        if (_parts.Find(part => part.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } taken)
        {
            diagnostics.Add(
                DiagnosticCodes.DuplicateOutput,
                item.Location,
                $"{item.Noun} '{source.Display}' and {(taken.Binary is null ? $"the {taken.Role}" : $"{taken.Noun} '{taken.Binary}'")} would both be '{name}' in the output folder; rename one of them.");
        }
        else if (ReservedNames.Contains(name))
        {
            diagnostics.Add(
                DiagnosticCodes.DuplicateOutput,
                item.Location,
                $"{item.Noun} '{source.Display}' has the name of a file that the build makes itself; rename it.");
        }

        if (source.Contents.Length == 0)
        {
            diagnostics.Add(DiagnosticCodes.BinaryEmpty, item.Location, $"{item.Noun} '{source.Display}' has no bytes; build it again.");
        }

        long? offset = null;
        if (!string.IsNullOrWhiteSpace(item.Offset))
        {
            if (!FlashNumber.TryParse(item.Offset, out long value))
            {
                diagnostics.Add(
                    DiagnosticCodes.InvalidNumber, item.Location, $"{item.Noun} '{source.Display}' has Offset=\"{item.Offset}\"; it takes {FlashNumber.Forms}.");
                return;
            }

            offset = value;
        }

        if (inputs.Find(source.Display) is { } stamp)
        {
            DiskContents contents = source.Contents.WithSha256(stamp.Sha256);
            FlashPartSource wanted = FlashPartSource.Binary(name, contents, item.Partition, offset, item.Location);
            _parts.Add(new Part(name, "binary", contents, Convert.ToHexStringLower(stamp.Sha256.Span), wanted with { Encrypted = item.IsFromIdfBuild ? item.Encrypted : IsEncrypted(wanted) })
            {
                Binary = source.Display,
                Noun = item.Noun,
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

        /// <summary>What messages call a binary.</summary>
        public string Noun { get; init; } = "";

        /// <summary>Where it goes; null where it has no place.</summary>
        public long? AddressIn(FlashLayout? layout) => layout?.Parts.FirstOrDefault(part => part.FileName == Name)?.Address;
    }
}
