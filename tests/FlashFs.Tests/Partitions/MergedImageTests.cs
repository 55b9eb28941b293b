using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Partitions;

namespace FlashFs.Tests.Partitions;

[TestClass]
public sealed class MergedImageTests
{
    [TestMethod]
    public void PartsLieAtTheirPlacesWithErasedFlashBetween()
    {
        PartitionTable table = FlashTestLayouts.Table();
        FlashPartSource[] sources =
        [
            FlashTestLayouts.At("storage", 0x800, 3), FlashTestLayouts.At("bootloader", 0x500, 1),
            FlashTestLayouts.TableSource(table), FlashTestLayouts.At("factory", 0x3001, 2),
        ];
        byte[] expected = Erased(0x110800);
        Put(expected, 0x1000, 0x500, 1);
        PartitionBinary.Write(table).CopyTo(expected, 0x8000);
        Put(expected, 0x10000, 0x3001, 2);
        Put(expected, 0x110000, 0x800, 3);

        FlashSegment segment = Only(MergedImage.Create(FlashTestLayouts.Valid(table, sources)));
        Assert.AreEqual(("flash.bin", 0L, 0x110800L), (segment.FileName, segment.Address, segment.Length));
        AssertBytes.AreEqual(expected, Bytes(segment));

        FlashSegment reversed = Only(MergedImage.Create(FlashTestLayouts.Valid(table, [.. sources.Reverse()])));
        AssertBytes.AreEqual(expected, Bytes(reversed), "parts in another order");
    }

    [TestMethod]
    public void FillGoesToTheEndOfTheFlash()
    {
        byte[] expected = Erased(0x400000);
        Put(expected, 0x10000, 4, 2);
        FlashSegment segment = Only(MergedImage.Create(FlashTestLayouts.Valid(FlashTestLayouts.Table(), FlashTestLayouts.At("factory", 4, 2)), fill: true));
        AssertBytes.AreEqual(expected, Bytes(segment));
    }

    [TestMethod]
    public void WithoutPartsThereIsNothing() => Assert.IsEmpty(MergedImage.Create(FlashTestLayouts.Valid(FlashTestLayouts.Table())).Segments);

    // name, address, length of each piece
    [TestMethod]
    [DataRow("nvs", false, "flash.0x0.bin 0x0 0x9000, flash.0xf000.bin 0xf000 0x101010", DisplayName = "inside")]
    [DataRow("nvs phy_init", false, "flash.0x0.bin 0x0 0x9000, flash.0x10000.bin 0x10000 0x100010", DisplayName = "two that touch")]
    [DataRow("phy_init", true, "flash.0x0.bin 0x0 0xf000, flash.0x10000.bin 0x10000 0x3f0000", DisplayName = "inside, with fill")]
    [DataRow("last", false, "flash.bin 0x0 0x110010", DisplayName = "past the end")]
    [DataRow("last", true, "flash.0x0.bin 0x0 0x130000, flash.0x133000.bin 0x133000 0x2cd000", DisplayName = "past the last part, with fill, to the end of its sector")]
    [DataRow("nvs last", true, "flash.0x0.bin 0x0 0x9000, flash.0xf000.bin 0xf000 0x121000, flash.0x133000.bin 0x133000 0x2cd000", DisplayName = "several, with fill")]
    public void PreservedRangeIsInNoPiece(string preserved, bool fill, string pieces)
    {
        PartitionTable table = FlashTestLayouts.Table(preserved.Split(' '));
        FlashLayout layout = FlashTestLayouts.Valid(
            table, FlashTestLayouts.At("bootloader", 0x10, 1), FlashTestLayouts.At("factory", 0x10, 2), FlashTestLayouts.At("storage", 0x10, 3));
        MergedImage image = MergedImage.Create(layout, fill);
        Assert.AreEqual(pieces, string.Join(", ", image.Segments.Select(segment => $"{segment.FileName} 0x{segment.Address:x} 0x{segment.Length:x}")));

        byte[] expected = Erased(0x400000);
        Put(expected, 0x1000, 0x10, 1);
        Put(expected, 0x10000, 0x10, 2);
        Put(expected, 0x110000, 0x10, 3);
        foreach (FlashSegment segment in image.Segments)
        {
            AssertBytes.AreEqual(expected.AsSpan((int)segment.Address, (int)segment.Length), Bytes(segment), segment.FileName);
            Assert.IsFalse(layout.Preserved.Any(range => range.Intersects(new FlashRange(segment.Address, segment.Address + segment.Length))));
        }
    }

    [TestMethod]
    public void PieceWithoutPartsIsLeftOut()
    {
        // phy_init lies between two that are preserved, and nothing is to go there.
        PartitionTable table = PartitionTestTables.Valid(
            "nvs,data,nvs,0x9000,24K\nphy_init,data,phy,0xf000,4K\ncal,data,fat,0x10000,64K\nfactory,app,factory,0x20000,1M\n");
        var preserved = new PartitionTable(table.Partitions.Select(partition => partition with { Preserve = partition.Label is "nvs" or "cal" }));
        MergedImage image = MergedImage.Create(
            FlashTestLayouts.Valid(preserved, FlashTestLayouts.At("bootloader", 4), FlashTestLayouts.At("factory", 4)));
        CollectionAssert.AreEqual(new[] { 0L, 0x20000L }, image.Segments.Select(segment => segment.Address).ToArray());
    }

    [TestMethod]
    public void FlashThatEndsPreservedEndsThere()
    {
        PartitionTable table = PartitionTestTables.Valid("factory,app,factory,,1M\nuser,data,fat,,-4M\n");
        var preserved = new PartitionTable(table.Partitions.Select(partition => partition with { Preserve = partition.Label == "user" }));
        MergedImage image = MergedImage.Create(FlashTestLayouts.Valid(preserved, FlashTestLayouts.At("factory", 4)), fill: true);
        FlashSegment segment = Only(image);
        Assert.AreEqual(("flash.0x0.bin", 0x110000L), (segment.FileName, segment.Length));
    }

    [TestMethod]
    public void PiecesAreNamedAfterTheImage()
    {
        FlashLayout layout = FlashTestLayouts.Valid(FlashTestLayouts.Table("nvs"), FlashTestLayouts.At("bootloader", 4), FlashTestLayouts.At("factory", 4));
        CollectionAssert.AreEqual(
            new[] { "board.v2.0x0.img", "board.v2.0xf000.img" },
            MergedImage.Create(layout, fileName: "board.v2.img").Segments.Select(segment => segment.FileName).ToArray());
    }

    [TestMethod]
    [DataRow("bootloader factory", "")]
    [DataRow("factory", "the boot loader (Partition=\"bootloader\")")]
    [DataRow("bootloader", "an app (Partition=\"factory\")")]
    [DataRow("storage", "the boot loader (Partition=\"bootloader\") and none for an app (Partition=\"factory\")")]
    public void ImageIsCompleteWithBootloaderAndApp(string labels, string missing)
    {
        FlashLayout layout = FlashTestLayouts.Valid(
            FlashTestLayouts.Table(), [.. labels.Split(' ').Select(label => FlashTestLayouts.At(label, 4))]);
        Assert.AreEqual(missing.Length == 0, MergedImage.CanMerge(layout, out string reason));
        StringAssert.EndsWith(reason, missing, StringComparison.Ordinal);

        var diagnostics = new DiagnosticBag();
        var item = new DiagnosticLocation("flash.csproj");
        Assert.AreEqual(missing.Length == 0, MergedImage.CheckComplete(layout, item, diagnostics));
        if (missing.Length > 0)
        {
            Assert.AreEqual(item, AssertDiagnostics.Single(diagnostics, DiagnosticCodes.MergedImageIncomplete, missing, "FlashMergedImage").Location);
        }
    }

    [TestMethod]
    public void AppInsideItsPartitionDoesNotBoot()
    {
        FlashLayout layout = FlashTestLayouts.Valid(
            FlashTestLayouts.Table(), FlashTestLayouts.At("bootloader", 4), FlashTestLayouts.At(0x20000, 4));
        Assert.IsFalse(MergedImage.CanMerge(layout, out _));
    }

    [TestMethod]
    public void TableWithoutAppsSaysSo()
    {
        FlashLayout layout = FlashTestLayouts.Valid(PartitionTestTables.Valid("a,data,fat,,4K\n"), FlashTestLayouts.At("bootloader", 4));
        MergedImage.CanMerge(layout, out string reason);
        StringAssert.Contains(reason, "no factory or OTA partition", StringComparison.Ordinal);
    }

    [TestMethod]
    public void PartThatChangedMeanwhileIsNotWritten()
    {
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.bin");
        try
        {
            File.WriteAllBytes(file, new byte[100]);
            FlashLayout layout = FlashTestLayouts.Valid(
                FlashTestLayouts.Table(), FlashPartSource.Binary("app.bin", FlashContents.FromFile(file, "app.bin"), "factory", null));
            File.WriteAllBytes(file, new byte[101]);
            FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(() => Bytes(Only(MergedImage.Create(layout))));
            Assert.AreEqual(DiagnosticCodes.FileChanged.Code, thrown.Code);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static FlashSegment Only(MergedImage image)
    {
        Assert.HasCount(1, image.Segments);
        return image.Segments[0];
    }

    private static byte[] Bytes(FlashSegment segment)
    {
        using var stream = new MemoryStream();
        segment.WriteTo(stream);
        return stream.ToArray();
    }

    private static byte[] Erased(int length) => [.. Enumerable.Repeat((byte)0xFF, length)];

    private static void Put(byte[] flash, int address, int length, byte value) => flash.AsSpan(address, length).Fill(value);
}
