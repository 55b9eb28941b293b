using FlashFs.Diagnostics;
using FlashFs.Formats.AppFs;
using FlashFs.Partitions;

namespace FlashFs.Tests.Partitions;

[TestClass]
public sealed class DefaultPartitionTableTests
{
    private const long Megabyte = 1024 * 1024;
    private static readonly DiagnosticLocation Project = new("flash.csproj");

    [TestMethod]
    public void HasSpiffsAndEspfsWhereDuktapeLooks() => Assert.AreEqual(
        "# ESP-IDF Partition Table\n# Name, Type, SubType, Offset, Size, Flags\nnvs,data,nvs,0x9000,24K,\nphy_init,data,phy,0xf000,4K,\nfactory,app,factory,0x10000,1472K,\nstorage,data,spiffs,0x180000,512K,\nespfs,data,esphttpd,0x300000,1M,\n",
        PartitionCsv.Write(Build(4 * Megabyte, withAppFs: false)));

    [TestMethod]
    [DataRow(2, "512K")]
    [DataRow(4, "2560K")]
    [DataRow(16, "14848K")]
    public void AppFsTakesTheRestOfTheFlash(int megabytes, string size) => Assert.AreEqual(
        $"# ESP-IDF Partition Table\n# Name, Type, SubType, Offset, Size, Flags\nnvs,data,nvs,0x9000,24K,\nphy_init,data,phy,0xf000,4K,\nfactory,app,factory,0x10000,1472K,\nappfs,67,3,0x180000,{size},\n",
        PartitionCsv.Write(Build(megabytes * Megabyte, withAppFs: true)));

    [TestMethod]
    public void OffsetsAreTheSameInALargerFlash() =>
        CollectionAssert.AreEqual(Build(4 * Megabyte, false).Partitions.ToArray(), Build(16 * Megabyte, false).Partitions.ToArray());

    [TestMethod]
    [DataRow(0x200000, false, 0x8000, "'espfs', ends at 0x400000", "0x200000 bytes (2M)")]
    [DataRow(0x100000, true, 0x8000, "'appfs', begins at 0x180000", "0x100000 bytes (1M)")]
    [DataRow(0x180000, true, 0x8000, "'appfs', begins at 0x180000", "0x180000 bytes (1536K)")]
    [DataRow(0, true, 0x8000, "AppFS", "size of the flash is not given")]
    [DataRow(0x400000, false, 0x9000, "at 0x9000", "up to 0xa000")]
    public void WhatDoesNotFitAsksForACsv(int flashSize, bool withAppFs, int tableOffset, string what, string why)
    {
        var diagnostics = new DiagnosticBag();
        var options = new PartitionTableOptions { FlashSize = flashSize == 0 ? null : flashSize, TableOffset = tableOffset };
        Assert.IsNull(DefaultPartitionTable.Build(options, withAppFs ? AppFsFormat.Instance : null, [], Project, diagnostics));
        Diagnostic found = AssertDiagnostics.Single(diagnostics, DiagnosticCodes.DefaultTableDoesNotFit, what, why, "CSV", "FlashPartitionTable");
        Assert.HasCount(1, diagnostics);
        Assert.AreEqual(Project, found.Location);
    }

    [TestMethod]
    public void ItemsPreserveAndAdd()
    {
        var diagnostics = new DiagnosticBag();
        PartitionTable? table = DefaultPartitionTable.Build(
            new PartitionTableOptions { FlashSize = 8 * Megabyte },
            rest: null,
            [PartitionRow.Of("nvs", null, null, null, null, preserve: true), PartitionRow.Of("extra", "data", "fat", null, "1M")],
            Project,
            diagnostics);
        AssertDiagnostics.None(diagnostics);
        Assert.IsTrue(table?.Find("nvs")?.Preserve);
        Assert.IsFalse(table?.Find("storage")?.Preserve);
        Assert.AreEqual(0x400000, table?.Find("extra")?.Offset);
    }

    [TestMethod]
    [DataRow("data", null, null, null, null, "Type")]
    [DataRow(null, "nvs", "0x9000", null, null, "SubType, Offset")]
    [DataRow(null, null, null, "24K", "encrypted", "Size, Flags")]
    public void ItemBesideATableSetsOnlyPreserve(string? type, string? subType, string? offset, string? size, string? flags, string set)
    {
        var diagnostics = new DiagnosticBag();
        IReadOnlyList<PartitionRow>? rows = PartitionCsv.Parse("nvs,data,nvs,,24K\n", "p.csv", new PartitionTableOptions(), diagnostics);
        Assert.IsNotNull(rows);
        PartitionItems.Apply(rows, [PartitionRow.Of("nvs", type, subType, offset, size, flags, Project)], diagnostics);
        Diagnostic found = AssertDiagnostics.Single(diagnostics, DiagnosticCodes.PartitionItemConflict, "'nvs'", $"sets {set},", "p.csv(1,1)", "Preserve");
        Assert.AreEqual(Project, found.Location);
    }

    private static PartitionTable Build(long flashSize, bool withAppFs)
    {
        var diagnostics = new DiagnosticBag();
        PartitionTable? table = DefaultPartitionTable.Build(
            new PartitionTableOptions { FlashSize = flashSize }, withAppFs ? AppFsFormat.Instance : null, [], Project, diagnostics);
        AssertDiagnostics.None(diagnostics);
        Assert.IsNotNull(table);
        return table;
    }
}
