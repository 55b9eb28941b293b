using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Partitions;
using FlashFs.Profiles;

namespace FlashFs.Tests.Partitions;

/// <summary>Layouts made of parts that are runs of one byte.</summary>
internal static class FlashTestLayouts
{
    public const string Csv = "nvs,data,nvs,0x9000,24K\nphy_init,data,phy,0xf000,4K\nfactory,app,factory,0x10000,1M\nstorage,data,spiffs,0x110000,64K\nlast,data,fat,0x130000,0x2800\n";

    public static PartitionTable Table(params string[] preserved)
    {
        PartitionTable table = PartitionTestTables.Valid(Csv);
        return new PartitionTable(table.Partitions.Select(partition => partition with { Preserve = preserved.Contains(partition.Label) }));
    }

    public static FlashContents Bytes(int length, byte value) =>
        FlashContents.FromMemory(Enumerable.Repeat(value, length).ToArray());

    public static FlashPartSource At(string label, int length, byte value = 0xB0, string? file = null) =>
        FlashPartSource.Binary(file ?? $"{label}.bin", Bytes(length, value), label, null, new DiagnosticLocation($"{label}.item"));

    public static FlashPartSource At(long offset, int length, byte value = 0xB0, string file = "part.bin") =>
        FlashPartSource.Binary(file, Bytes(length, value), null, offset, new DiagnosticLocation($"{file}.item"));

    public static FlashPartSource TableSource(PartitionTable table) =>
        FlashPartSource.Table("partition-table.bin", FlashContents.FromMemory(PartitionBinary.Write(table)));

    public static FlashLayout Valid(PartitionTable table, params FlashPartSource[] sources) => Valid(table, new FlashSettings(), sources);

    public static FlashLayout Valid(PartitionTable table, FlashSettings settings, params FlashPartSource[] sources)
    {
        var diagnostics = new DiagnosticBag();
        FlashLayout? layout = FlashLayout.Resolve(table, settings, sources, diagnostics);
        AssertDiagnostics.None(diagnostics);
        Assert.IsNotNull(layout);
        return layout;
    }

    public static DiagnosticBag Refused(PartitionTable table, FlashSettings settings, params FlashPartSource[] sources)
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(FlashLayout.Resolve(table, settings, sources, diagnostics));
        return diagnostics;
    }
}
