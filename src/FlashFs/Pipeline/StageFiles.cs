namespace FlashFs.Pipeline;

/// <summary>The names of the files that the build makes beside images and binaries.</summary>
internal static class StageFiles
{
    /// <summary>What the images stage saw and left.</summary>
    public const string State = "state.bin";

    /// <summary>What the images stage resolved: the manifest as far as it is known then, for the assembly stage.</summary>
    public const string Layout = "layout.json";

    /// <summary>What contents went through, for the report of the assembly stage.</summary>
    public const string Contents = "contents.json";

    /// <summary>The partition table in its binary form.</summary>
    public const string Table = "partition-table.bin";

    /// <summary>What the assembly stage saw and left.</summary>
    public const string AssemblyState = "outputs.bin";

    /// <summary>What was made, of what, and where it goes.</summary>
    public const string Manifest = "flash-manifest.json";

    /// <summary>What to write where, for esptool.</summary>
    public const string Arguments = "flash_args";

    /// <summary>The same for tools that drive esptool.</summary>
    public const string ArgumentsJson = "flasher_args.json";

    /// <summary>The merged image in one piece.</summary>
    public const string Merged = Partitions.MergedImage.DefaultFileName;

    /// <summary>How the images fit, file by file.</summary>
    public const string Report = "flash-report.json";

    /// <summary>What the images are, for C and C++.</summary>
    public const string ConstantsHeader = "flash_constants.h";

    /// <summary>What the images are, for C#; in the intermediate folder only.</summary>
    public const string ConstantsSource = "FlashConstants.g.cs";

    /// <summary>The picture of the flash.</summary>
    public const string Map = "flash-map.html";

    /// <summary>The folder of the release kit.</summary>
    public const string Kit = "kit";

    /// <summary>The partition table as text, in the kit.</summary>
    public const string TableCsv = "partition-table.csv";

    /// <summary>What ESP Web Tools reads, in the kit.</summary>
    public const string WebManifest = "manifest.json";

    /// <summary>How the kit gets to a device, in the kit.</summary>
    public const string Guide = "FLASHING.md";

    /// <summary>The checksums of the kit, in the kit.</summary>
    public const string Checksums = "SHA256SUMS";
}
