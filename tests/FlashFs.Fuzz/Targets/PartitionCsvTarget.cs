using FlashFs.Diagnostics;
using FlashFs.Fuzz.Damaging;
using FlashFs.Fuzz.Running;
using FlashFs.Partitions;

namespace FlashFs.Fuzz.Targets;

/// <summary>The CSV of a partition table: every mistake is a diagnostic at its line, and nothing else.</summary>
internal sealed class PartitionCsvTarget : FuzzTarget
{
    private static readonly string[] Names = ["appfs", "dual", "extras", "ota", "single"];

    private static readonly TextDamage Csv = new(
        ",", ",,", "#", "\n", "\r\n", "\0", "\ufeff", " ", "\t", "\"", ":", "$NAME", "${NAME}", "${", "$", "app", "data", "bootloader", "partition_table",
        "factory", "ota_0", "ota_15", "ota_16", "nvs", "phy", "spiffs", "primary", "encrypted", "readonly", "encrypted:readonly", "a,data,nvs,,0x6000,\n",
        "x,app,factory,0x10000,1M,\n", "0x9000", "-4K", "1M", "label_that_is_too_long", "\u00e4\u4e16");

    private static readonly PartitionTableOptions[] Options =
    [
        new(),
        new() { FlashSize = 4 << 20, PrimaryBootloaderOffset = 0x1000, Variables = new Dictionary<string, string> { ["NAME"] = "0x10000" } },
        new() { TableOffset = 0x10000, Md5 = false, RecoveryBootloaderOffset = 0x3000 },
    ];

    /// <inheritdoc/>
    public override string Id => "partition-csv";

    /// <inheritdoc/>
    public override int Capacity => 8 * 1024;

    /// <summary>A row of one byte is a finding with its message: some hundred bytes each.</summary>
    public override CallLimits Limits => new(512, 64 << 10);

    /// <inheritdoc/>
    public override void Check(ReadOnlyMemory<byte> image, SampleImage sample, SeededRandom random, CallMeter meter)
    {
        PartitionTableOptions options = random.Of(Options);
        var diagnostics = new DiagnosticBag();
        PartitionTable? table = meter.Call("read", () => PartitionCsv.Read(image.Span, "partitions.csv", options, diagnostics));
        CallMeter.Require(table is null == diagnostics.HasErrors, $"{(table is null ? "no table" : "a table")}, and {diagnostics.Count} diagnostics");
        CallMeter.Require(diagnostics.All(diagnostic => diagnostic.Code.StartsWith("FLASHFS", StringComparison.Ordinal)), "a diagnostic without a code");
        if (table is null)
        {
            return;
        }

        byte[] written = meter.Call("write", () => PartitionBinary.Write(table, options.Md5));
        CallMeter.Require(PartitionBinary.Read(written, options.TableOffset).Partitions.Count == table.Partitions.Count, "another table when it is read again");
        meter.Call("write as CSV", () => PartitionCsv.Write(table));
    }

    /// <inheritdoc/>
    protected override IEnumerable<SampleImage> MakeSamples() =>
        Names.Select(name => new SampleImage(name, SampleFiles.Vector($"partitions/{name}.csv"), []) { IsText = true });

    /// <inheritdoc/>
    protected override bool TryOwnDamage(ImageBuffer image, SampleImage sample, SeededRandom random)
    {
        Csv.Step(image, random);
        return true;
    }
}
