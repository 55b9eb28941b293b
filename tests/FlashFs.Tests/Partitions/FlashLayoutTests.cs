using FlashFs.Diagnostics;
using FlashFs.Partitions;
using FlashFs.Profiles;

namespace FlashFs.Tests.Partitions;

[TestClass]
public sealed class FlashLayoutTests
{
    private static readonly FlashSettings Settings = new();

    [TestMethod]
    public void PartsGetTheirPlacesInOrderOfAddress()
    {
        PartitionTable table = FlashTestLayouts.Table();
        FlashLayout layout = FlashTestLayouts.Valid(
            table,
            FlashPartSource.Image("spiffs.img", FlashTestLayouts.Bytes(0x10000, 1), table.Find("storage")!),
            FlashTestLayouts.At(0x120000, 0x2000, file: "gap.bin"),
            FlashTestLayouts.At("factory", 0x100000),
            FlashTestLayouts.TableSource(table),
            FlashTestLayouts.At("bootloader", 0x7000));
        CollectionAssert.AreEqual(
            new[]
            {
                (FlashPartKind.Bootloader, "bootloader", 0x1000L, 0x7000L), (FlashPartKind.PartitionTable, "partition-table", 0x8000L, 0x1000L),
                (FlashPartKind.Binary, "factory", 0x10000L, 0x100000L), (FlashPartKind.Image, "storage", 0x110000L, 0x10000L),
                (FlashPartKind.Binary, "gap.bin", 0x120000L, 0x10000L),
            },
            layout.Parts.Select(part => (part.Kind, part.Name, part.Address, part.Limit)).ToArray());
        Assert.AreEqual("factory", layout.BootableApp?.Name);
        Assert.AreEqual(0x1000, layout.Bootloader?.Address);
        Assert.AreEqual(0x122000, layout.End);
    }

    [TestMethod]
    [DataRow("esp32s3", 0L, 0x8000L)]
    [DataRow("esp32p4", 0x2000L, 0x6000L)]
    public void BootloaderLiesWhereTheChipLooks(string chip, long address, long limit)
    {
        Assert.IsTrue(FlashChips.TryGet(chip, out FlashChip? known));
        FlashPart part = FlashTestLayouts.Valid(
            FlashTestLayouts.Table(), Settings with { Chip = known }, FlashTestLayouts.At("bootloader", 4)).Parts.Single();
        Assert.AreEqual((address, limit), (part.Address, part.Limit));
    }

    [TestMethod]
    public void OffsetOfAPartitionOrOfTheBootloaderIsThatPlace()
    {
        FlashLayout layout = FlashTestLayouts.Valid(
            FlashTestLayouts.Table(), FlashTestLayouts.At(0x10000, 4), FlashTestLayouts.At(0x1000, 4), FlashTestLayouts.At(0x20000, 4, file: "inside.bin"));
        CollectionAssert.AreEqual(
            new[] { ("bootloader", 0x7000L), ("factory", 0x100000L), ("inside.bin", 0xF0000L) },
            layout.Parts.Select(part => (part.Name, part.Limit)).ToArray());
        Assert.AreEqual("factory", layout.BootableApp?.Name);
    }

    [TestMethod]
    public void GapsEndWhereTheNextPartitionTheTableOrTheFlashBegins()
    {
        FlashLayout layout = FlashTestLayouts.Valid(
            FlashTestLayouts.Table(), FlashTestLayouts.At(0, 4, file: "a"), FlashTestLayouts.At(0x128000, 4, file: "b"), FlashTestLayouts.At(0x200000, 4, file: "c"));
        CollectionAssert.AreEqual(new[] { 0x8000L, 0x8000L, 0x200000L }, layout.Parts.Select(part => part.Limit).ToArray());
    }

    [TestMethod]
    [DataRow(null, null, "FLASHFS3036", "'x.bin' has no place", "bootloader", "factory (app/factory, 0x10000, 1M)")]
    [DataRow("factory", 0x10000L, "FLASHFS3036", "both", "Partition=\"factory\"", "0x10000")]
    [DataRow("partition-table", null, "FLASHFS3036", "partition table", "CSV", "'x.bin'")]
    [DataRow("factry", null, "FLASHFS3030", "'factry'", "did you mean 'factory'", "bootloader")]
    [DataRow(null, 0x18000L, "FLASHFS3043", "0x18000", "multiple of 0x10000", "use 0x20000")]
    [DataRow(null, 0x120800L, "FLASHFS3043", "0x120800", "multiple of 0x1000", "use 0x121000")]
    [DataRow(null, 0x400000L, "FLASHFS3039", "0x400000", "(4MB)", "FlashSize")]
    [DataRow(null, -4096L, "FLASHFS3039", "'x.bin'", "(4MB)", "FlashSize")]
    public void PartWithoutAProperPlaceIsRefused(string? label, long? offset, string code, string first, string second, string third)
    {
        var item = new DiagnosticLocation("x.item");
        DiagnosticBag found = FlashTestLayouts.Refused(
            FlashTestLayouts.Table(), Settings, FlashPartSource.Binary("x.bin", FlashTestLayouts.Bytes(4, 0), label, offset, item));
        Assert.HasCount(1, found);
        Assert.AreEqual(item, AssertDiagnostics.Single(found, PartitionTestTables.Code(code), first, second, third).Location);
    }

    [TestMethod]
    [DataRow("bootloader", 0x7001, "28673 bytes", "room for 28672: over by 1", "FlashPartitionTableOffset")]
    [DataRow("factory", 0x100010, "1048592 bytes", "room for 1048576: over by 16", "at least 0x101000")]
    public void PartOverItsPartitionIsRefused(string label, int length, string needed, string over, string advice) =>
        AssertDiagnostics.Single(
            FlashTestLayouts.Refused(FlashTestLayouts.Table(), Settings, FlashTestLayouts.At(label, length)),
            DiagnosticCodes.BinaryTooLarge, needed, over, advice);

    [TestMethod]
    public void PartOverItsGapIsRefused() => AssertDiagnostics.Single(
        FlashTestLayouts.Refused(FlashTestLayouts.Table(), Settings, FlashTestLayouts.At(0x12F000, 0x1001)),
        DiagnosticCodes.BinaryTooLarge, "gap", "over by 1", "move it");

    [TestMethod]
    public void TooLargeIsSaidOnce()
    {
        DiagnosticBag found = FlashTestLayouts.Refused(
            FlashTestLayouts.Table("last"), Settings, FlashTestLayouts.At("factory", 0x130000), FlashTestLayouts.At("storage", 4));
        AssertDiagnostics.Single(found, DiagnosticCodes.BinaryTooLarge, "'factory.bin'");
        Assert.HasCount(1, found);
    }

    [TestMethod]
    public void TwoPartsOnOnePartitionAreRefused() => AssertDiagnostics.Single(
        FlashTestLayouts.Refused(
            FlashTestLayouts.Table(), Settings, FlashTestLayouts.At("factory", 0, file: "a.bin"), FlashTestLayouts.At(0x10000, 4, file: "b.bin")),
        DiagnosticCodes.PartitionTaken, "'a.bin' and 'b.bin'", "factory (app/factory, 0x10000, 1M)");

    [TestMethod]
    public void PartsThatOverlapAreRefused() => AssertDiagnostics.Single(
        FlashTestLayouts.Refused(
            FlashTestLayouts.Table(), Settings, FlashTestLayouts.At(0x20000, 4, file: "b.bin"), FlashTestLayouts.At("factory", 0x10001, file: "a.bin")),
        DiagnosticCodes.PartsOverlap, "'b.bin' (0x20000 to 0x20003)", "'a.bin' (0x10000 to 0x20000)");

    [TestMethod]
    public void PartOverTheTableOverlapsIt()
    {
        PartitionTable table = FlashTestLayouts.Table();
        DiagnosticBag found = FlashTestLayouts.Refused(table, Settings, FlashTestLayouts.TableSource(table), FlashTestLayouts.At(0x8000, 4));
        AssertDiagnostics.Single(found, DiagnosticCodes.PartitionTaken, "'partition-table.bin' and 'part.bin'", "0x8000");
    }

    [TestMethod]
    public void PartPastTheEndOfTheFlashIsRefused()
    {
        PartitionTable table = PartitionTestTables.Valid("a,data,fat,0xff000,8K\n");
        AssertDiagnostics.Single(
            FlashTestLayouts.Refused(table, Settings with { Size = 0x100000 }, FlashTestLayouts.At("a", 0x1800)),
            DiagnosticCodes.PartPastFlash, "0x100800", "2048 bytes past", "1MB");
    }

    [TestMethod]
    [DataRow("storage", "storage", "partition 'storage'", "0x110000 to 0x11ffff")]
    [DataRow("nvs", "nvs", "partition 'nvs'", "0x9000 to 0xefff")]
    public void PreservedPartitionIsNotWritten(string label, string preserved, string where, string range) =>
        AssertDiagnostics.Single(
            FlashTestLayouts.Refused(FlashTestLayouts.Table(preserved), Settings, FlashTestLayouts.At(label, 4)),
            DiagnosticCodes.PreservedWritten, $"'{label}.bin'", where, range);

    [TestMethod]
    public void LastSectorOfAPreservedPartitionIsPreservedWhole()
    {
        FlashLayout layout = FlashTestLayouts.Valid(FlashTestLayouts.Table("last", "nvs", "phy_init"));
        CollectionAssert.AreEqual(
            new[] { new FlashRange(0x9000, 0x10000), new FlashRange(0x130000, 0x133000) }, layout.Preserved.ToArray());
    }

    [TestMethod]
    public void AllOffendersAreReportedAtOnce()
    {
        DiagnosticBag found = FlashTestLayouts.Refused(
            FlashTestLayouts.Table("nvs"), Settings, FlashTestLayouts.At("nope", 4), FlashTestLayouts.At("nvs", 4), FlashTestLayouts.At("storage", 0x20000), FlashTestLayouts.At(0x10001, 4));
        CollectionAssert.AreEquivalent(
            new[] { "FLASHFS3030", "FLASHFS3040", "FLASHFS3037", "FLASHFS3043" }, found.Select(diagnostic => diagnostic.Code).ToArray());
    }

    [TestMethod]
    public void RowOfTheBootloaderIsItsPartition()
    {
        PartitionTable table = PartitionTestTables.Valid(
            "bl,bootloader,primary,,\nfactory,app,factory,,1M\n", new PartitionTableOptions { PrimaryBootloaderOffset = 0x1000 });
        FlashPart part = FlashTestLayouts.Valid(table, FlashTestLayouts.At("bl", 4)).Parts.Single();
        Assert.AreEqual((FlashPartKind.Bootloader, "bl"), (part.Kind, part.Partition?.Label));
    }
}
