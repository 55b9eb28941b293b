using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Partitions;

namespace FlashFs.Tests.Partitions;

[TestClass]
public sealed class FlashSplitTests
{
    [TestMethod]
    public void DumpIsCutByItsTable()
    {
        byte[] dump = Dump(0x8000, "nvs,data,nvs,,24K\nfactory,app,factory,,64K\n", 0x20000);
        dump[0x1000] = 0xE9;
        dump[0x10000] = 0x42;
        FlashSplit split = FlashSplit.Open(dump, null, ReadMode.Strict);
        CollectionAssert.AreEqual(
            new[]
            {
                ("bootloader", "bootloader.bin", 0x1000L, 0x7000L), ("partition-table", "partition-table.bin", 0x8000L, 0x1000L),
                ("nvs", "nvs.bin", 0x9000L, 0x6000L), ("factory", "factory.bin", 0x10000L, 0x10000L),
            },
            split.Slices.Select(slice => (slice.Label, slice.FileName, slice.Offset, slice.Length)).ToArray());
        Assert.AreEqual(0x42, split.Slices[3].Contents.Span[0]);
        Assert.IsEmpty(split.Damage);
    }

    [TestMethod]
    [DataRow(0x9000)]
    [DataRow(0x10000)]
    public void TableElsewhereIsFound(int offset)
    {
        byte[] dump = Dump(offset, "nvs,data,nvs,,24K\n", 0x20000);
        Assert.AreEqual(offset, FlashSplit.Open(dump, null, ReadMode.Strict).Table.TableOffset);
        Assert.AreEqual("nvs", FlashSplit.Open(dump, offset, ReadMode.Strict).Slices[^1].Label);
        FlashFormatException thrown = Assert.ThrowsExactly<FlashFormatException>(() => FlashSplit.Open(dump, 0x8000, ReadMode.Salvage));
        Assert.AreEqual((DiagnosticCodes.NotThisFormat.Code, 0x8000L), (thrown.Code, thrown.Offset));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(0x8000)]
    [DataRow(0x100000)]
    public void DumpWithoutTableIsRefused(int length)
    {
        FlashFormatException thrown = Assert.ThrowsExactly<FlashFormatException>(() => FlashSplit.Open(new byte[length], null, ReadMode.Salvage));
        Assert.AreEqual(DiagnosticCodes.NotThisFormat.Code, thrown.Code);
    }

    [TestMethod]
    public void DumpThatEndsEarlyIsRefusedOrCutShort()
    {
        byte[] dump = Dump(0x8000, "nvs,data,nvs,,24K\nfactory,app,factory,,64K\nlast,data,fat,,4K\n", 0x18000);
        FlashFormatException thrown = Assert.ThrowsExactly<FlashFormatException>(() => FlashSplit.Open(dump, null, ReadMode.Strict));
        Assert.AreEqual((DiagnosticCodes.Truncated.Code, 0x18000L), (thrown.Code, thrown.Offset));
        FlashSplit split = FlashSplit.Open(dump, null, ReadMode.Salvage);
        Assert.AreEqual(("factory", 0x8000L), (split.Slices[^1].Label, split.Slices[^1].Length));
        CollectionAssert.AreEqual(new[] { "factory", "last" }, split.Damage.Select(damage => damage.Entry).ToArray());
    }

    [TestMethod]
    public void FileNamesAreSafeAndDifferent()
    {
        string[] labels = ["../../etc/x", "..", "con", "CON.txt", "a/b", "a\\b", "Nvs", "nvs", "partition-table", "com1", "größe"];
        var table = new PartitionTable(labels.Select((label, i) => new Partition(label, 1, 0x81, 0x9000 + (i * 0x1000), 0x1000)));
        byte[] dump = new byte[0x20000];
        PartitionBinary.Write(table).CopyTo(dump, 0x8000);
        string[] names = [.. FlashSplit.Open(dump, null, ReadMode.Strict).Slices.Select(slice => slice.FileName)];
        CollectionAssert.AreEqual(
            new[]
            {
                "partition-table.bin", "_.._etc_x.bin", "partition_.bin", "partition_con.bin", "partition_CON.txt.bin", "a_b.bin", "a_b.0xe000.bin", "Nvs.bin",
                "nvs.0x10000.bin", "partition-table.0x11000.bin", "partition_com1.bin", "gr__e.bin",
            },
            names);
    }

    [TestMethod]
    public void AnyDumpIsCutOrRefused()
    {
        byte[] sound = Dump(0x8000, "nvs,data,nvs,,24K\nfactory,app,factory,,64K\n", 0x20000);
        for (int at = 0x8000; at < 0x8080; at++)
        {
            foreach (byte flip in (byte[])[0x01, 0x80, 0xFF])
            {
                byte[] dump = [.. sound];
                dump[at] ^= flip;
                foreach (ReadMode mode in (ReadMode[])[ReadMode.Strict, ReadMode.Salvage])
                {
                    try
                    {
                        FlashSplit split = FlashSplit.Open(dump, null, mode);
                        Assert.IsTrue(split.Slices.All(slice => slice.Offset + slice.Length <= dump.Length));
                    }
                    catch (FlashFormatException)
                    {
                        // refused
                    }
                }
            }
        }
    }

    private static byte[] Dump(int tableOffset, string csv, int length)
    {
        byte[] dump = [.. Enumerable.Repeat((byte)0xFF, length)];
        PartitionBinary.Write(PartitionTestTables.Valid(csv, new PartitionTableOptions { TableOffset = tableOffset })).CopyTo(dump, tableOffset);
        return dump;
    }
}
