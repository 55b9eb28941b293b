using System.Security.Cryptography;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Partitions;

namespace FlashFs.Tests.Partitions;

[TestClass]
public sealed class PartitionBinaryTests
{
    private static readonly byte[] Table = Vectors.Bytes("partitions/ota.bin");

    [TestMethod]
    public void FlagsAndFullLabelsComeBack()
    {
        var table = new PartitionTable(
            [new Partition("sixteen_chars_01", 0x43, 3, 0x10000, 0xFFFF0000) { Encrypted = true, ReadOnly = true }, new Partition("größe", 1, 0x82, 0x9000, 1) { Encrypted = true }]);
        CollectionAssert.AreEqual(table.Partitions.ToArray(), PartitionBinary.Read(PartitionBinary.Write(table)).Partitions.ToArray());
    }

    [TestMethod]
    public void Md5RowIsOptional()
    {
        Assert.IsTrue(PartitionBinary.Open(Vectors.Bytes("partitions/single.bin"), 0x8000, ReadMode.Strict).HasMd5);
        Assert.IsFalse(PartitionBinary.Open(Vectors.Bytes("partitions/single-nomd5.bin"), 0x8000, ReadMode.Strict).HasMd5);
    }

    [TestMethod]
    public void WhatFollowsTheTableIsNotLookedAt()
    {
        byte[] sector = [.. Table, .. Enumerable.Repeat((byte)0x5A, 0x400)];
        Assert.HasCount(9, PartitionBinary.Read(sector, 0x9000).Partitions);
        Assert.AreEqual(0x9000, PartitionBinary.Read(sector, 0x9000).TableOffset);
    }

    [TestMethod]
    [DataRow(new byte[0], "FLASHFS5001", 0, "nothing", DisplayName = "nothing")]
    [DataRow(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF }, "FLASHFS5001", 0, "erased flash", DisplayName = "erased flash")]
    [DataRow(new byte[] { 0xAA, 0x50, 0 }, "FLASHFS5002", 0, "3 bytes", DisplayName = "part of a row")]
    public void ShortInputIsNoTable(byte[] bytes, string code, int offset, string found) => Refused(bytes, code, offset, found);

    [TestMethod]
    [DataRow(0, 0x00, "FLASHFS5001", 0, "00 50", DisplayName = "magic of the first entry")]
    [DataRow(0x20, 0x00, "FLASHFS5003", 0x20, "00 50", DisplayName = "magic of another entry")]
    [DataRow(0x0C, 0xC3, "FLASHFS5003", 0x0C, "c37673", DisplayName = "label that is not UTF-8")]
    [DataRow(0x0C, 0x01, "FLASHFS5003", 0x0C, "017673", DisplayName = "label with a control character")]
    [DataRow(0x1A, 0x41, "FLASHFS5003", 0x1A, "41", DisplayName = "bytes after the label")]
    [DataRow(0x1C, 0x04, "FLASHFS5003", 0x1C, "0x4", DisplayName = "flag that is not known")]
    [DataRow(0x04, 0x01, "FLASHFS5004", 0x130, "8926326622fa871caacade333bb4aced", DisplayName = "an offset, so the MD5")]
    [DataRow(0x122, 0x00, "FLASHFS5003", 0x122, "00", DisplayName = "filler of the MD5 row")]
    [DataRow(0x13F, 0x00, "FLASHFS5004", 0x130, "8926326622fa871caacade333bb4ac00", DisplayName = "the MD5")]
    [DataRow(0x140, 0x00, "FLASHFS5003", 0x140, "00 ff", DisplayName = "the row that ends the table")]
    public void OneByteTellsWhereItBroke(int at, int value, string code, int offset, string found)
    {
        byte[] bytes = [.. Table];
        bytes[at] = (byte)value;
        Refused(bytes, code, offset, found);
    }

    [TestMethod]
    public void ATableThatEndsBeforeItBeginsIsNoneWhateverFollows()
    {
        byte[] bytes = [.. Table];
        bytes.AsSpan(0, 32).Fill(0xFF);
        Refused(bytes, "FLASHFS5001", 0, "erased flash");
    }

    [TestMethod]
    public void TableMustEnd()
    {
        byte[] full = [.. Enumerable.Repeat(Table[..32], 96).SelectMany(row => row)];
        Refused(full, "FLASHFS5002", 0xC00, "the end");
        Assert.HasCount(96, PartitionBinary.Open(full, 0x8000, ReadMode.Salvage).Table.Partitions);
    }

    [TestMethod]
    public void NothingFollowsTheMd5Row()
    {
        byte[] bytes = [.. Table];
        Table.AsSpan(0, 32).CopyTo(bytes.AsSpan(0x140));
        Refused(bytes, "FLASHFS5003", 0x140, "an entry");
        bytes = [.. Table];
        Table.AsSpan(0x120, 32).CopyTo(bytes.AsSpan(0x140));
        Refused(bytes, "FLASHFS5003", 0x140, "another");
    }

    [TestMethod]
    public void EmptyTableIsATable()
    {
        byte[] bytes = PartitionBinary.Write(new PartitionTable([]));
        CollectionAssert.AreEqual(MD5.HashData([]), bytes[16..32]);
        Assert.IsEmpty(PartitionBinary.Read(bytes).Partitions);
    }

    [TestMethod]
    public void SalvageKeepsWhatCanBeRead()
    {
        byte[] bytes = [.. Table];
        bytes[0x20] = 0;
        bytes[0x0C] = 0xC3;
        PartitionBinaryReading reading = PartitionBinary.Open(bytes, 0x8000, ReadMode.Salvage);
        CollectionAssert.AreEqual(
            new[] { "?vs", "phy_init", "ota_0", "ota_1", "nvs_key", "assets", "fat", "cores" },
            reading.Table.Partitions.Select(partition => partition.Label).ToArray());
        CollectionAssert.AreEqual(
            new[] { "FLASHFS5003", "FLASHFS5003", "FLASHFS5004" }, reading.Damage.Select(damage => damage.Descriptor.Code).ToArray());
    }

    [TestMethod]
    public void AnyInputIsReadOrRefused()
    {
        for (int length = 0; length <= 0x180; length++)
        {
            Survives(Table[..length]);
        }

        for (int at = 0; at < 0x160; at++)
        {
            foreach (byte flip in (byte[])[0x01, 0x80, 0xFF])
            {
                byte[] bytes = [.. Table];
                bytes[at] ^= flip;
                Survives(bytes);
            }
        }

        var random = new Random(1);
        for (int round = 0; round < 2000; round++)
        {
            byte[] bytes = new byte[random.Next(0x1000)];
            random.NextBytes(bytes);
            for (int row = 0; row < bytes.Length; row += 32)
            {
                ReadOnlySpan<byte> magic = random.Next(4) == 0 ? [0xEB, 0xEB] : [0xAA, 0x50];
                magic[..Math.Min(2, bytes.Length - row)].CopyTo(bytes.AsSpan(row));
            }

            Survives(bytes);
        }
    }

    [TestMethod]
    [DataRow("seventeen_chars_1", 0L, 0L, "FLASHFS3008")]
    [DataRow("", 0L, 0L, "FLASHFS3025")]
    [DataRow("a", 0x100000000L, 0L, "FLASHFS3006")]
    [DataRow("a", 0L, 0x100000000L, "FLASHFS3006")]
    [DataRow("a", -1L, 0L, "FLASHFS3006")]
    public void WhatTheTableCannotHoldIsNotWritten(string label, long offset, long size, string code)
    {
        var table = new PartitionTable([new Partition(label, 1, 0x82, offset, size)]);
        Assert.AreEqual(code, Assert.ThrowsExactly<FlashFsException>(() => PartitionBinary.Write(table)).Code);
    }

    // Not a data row: an attribute would mend it.
    [TestMethod]
    public void HalfASurrogatePairIsNotWritten() => WhatTheTableCannotHoldIsNotWritten("\ud800", 0, 0, "FLASHFS3025");

    private static void Survives(byte[] bytes)
    {
        bool sound = true;
        try
        {
            PartitionBinary.Read(bytes);
        }
        catch (FlashFormatException)
        {
            sound = false;
        }

        PartitionBinaryReading reading = PartitionBinary.Open(bytes, 0x8000, ReadMode.Salvage);
        Assert.AreEqual(sound, reading.Damage.Count == 0);
        Assert.IsLessThanOrEqualTo(96, reading.Table.Partitions.Count);
    }

    private static void Refused(byte[] bytes, string code, int offset, string found)
    {
        FlashFormatException thrown = Assert.ThrowsExactly<FlashFormatException>(() => PartitionBinary.Read(bytes));
        Assert.AreEqual((code, (long)offset, found), (thrown.Code, thrown.Offset, thrown.Damage.Found));
    }
}
