using FlashFs.Devices;

namespace FlashFs.Tests.Devices;

[TestClass]
public sealed class NorFlashTests
{
    private const int Sector = FlashGeometry.DefaultSectorSize;

    [TestMethod]
    public void ANewFlashIsErased()
    {
        var flash = new NorFlash(2 * Sector);
        AssertBytes.AreEqual(Filled(2 * Sector, 0xFF), flash.Contents.Span);
        Assert.AreEqual(0, flash.OperationCount);
        Assert.AreEqual(0, flash.WearOf(1));
    }

    [TestMethod]
    public void ProgrammingClearsBitsAndNeverSetsThem()
    {
        var flash = new NorFlash(Sector);
        Assert.AreEqual(0, flash.Program(10, [0xF0, 0x0F, 0xFF]));
        Assert.AreEqual(2, flash.Program(9, [0xFF, 0x0F, 0xFF, 0x55]), "0xF0 & 0x0F and 0x0F & 0xFF are not what was asked");
        AssertBytes.AreEqual([0xFF, 0x00, 0x0F, 0x55, 0xFF], flash.Contents.Span.Slice(9, 5));
    }

    [TestMethod]
    [DataRow(0, 1)]
    [DataRow(0, 31)]
    [DataRow(3, 64)]
    [DataRow(250, 1000)]
    [DataRow(1, Sector - 1)]
    public void EveryByteThatDiffersIsCounted(int address, int length)
    {
        var flash = NorFlash.FromContents(Filled(Sector, 0xF0));
        byte[] data = new byte[length];
        int expected = 0;
        for (int i = 0; i < length; i++)
        {
            data[i] = (byte)(i * 7);
            expected += (data[i] & 0xF0) == data[i] ? 0 : 1;
        }

        Assert.AreEqual(expected, flash.Program(address, data));
        for (int i = 0; i < Sector; i++)
        {
            byte wanted = (byte)(i < address || i >= address + length ? 0xF0 : 0xF0 & data[i - address]);
            Assert.AreEqual(wanted, flash.Contents.Span[i], $"byte {i}");
        }
    }

    [TestMethod]
    public void ErasingSetsWholeSectorsAndWearsThem()
    {
        var flash = NorFlash.FromContents(Filled(4 * Sector, 0x00));
        flash.Erase(Sector, 2 * Sector);
        flash.Erase(2 * Sector, Sector);
        AssertBytes.AreEqual([.. Filled(Sector, 0), .. Filled(2 * Sector, 0xFF), .. Filled(Sector, 0)], flash.Contents.Span);
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 0 }, Enumerable.Range(0, 4).Select(flash.WearOf).ToArray());
        Assert.AreEqual(3, flash.EraseCount);
    }

    [TestMethod]
    public void OperationsAreSectorErasesAndPagePrograms()
    {
        var flash = new NorFlash(2 * Sector);
        flash.Program(0, new byte[256]);
        Assert.AreEqual(1, flash.ProgramCount);
        flash.Program(255, new byte[2]);
        Assert.AreEqual(3, flash.ProgramCount, "two bytes in two pages");
        flash.Program(0, new byte[1000]);
        Assert.AreEqual(7, flash.ProgramCount);
        flash.Program(0, []);
        flash.Erase(0, 0);
        flash.Erase(0, 2 * Sector);
        Assert.AreEqual(9, flash.OperationCount);
    }

    [TestMethod]
    public void ReadingAndMappingSeeTheSameBytes()
    {
        var flash = new NorFlash(Sector);
        ReadOnlyMemory<byte> mapped = flash.Map(100, 4);
        flash.Program(100, [1, 2, 3, 4]);
        byte[] read = new byte[4];
        flash.Read(100, read);
        AssertBytes.AreEqual([1, 2, 3, 4], read);
        AssertBytes.AreEqual(read, mapped.Span);
    }

    [TestMethod]
    [DataRow(-1, 1)]
    [DataRow(Sector, 1)]
    [DataRow(1, Sector)]
    [DataRow(int.MaxValue, 1)]
    public void WhatIsNotOnTheFlashIsRefused(int address, int length)
    {
        var flash = new NorFlash(Sector);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => flash.Program(address, new byte[length]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => flash.Read(address, new byte[length]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => flash.Erase(address, length));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => flash.WearOf(address == 1 ? 1 : address));
        Assert.AreEqual(0, flash.OperationCount);
    }

    [TestMethod]
    [DataRow(1, Sector)]
    [DataRow(0, 1)]
    [DataRow(0, Sector + 256)]
    public void OnlyWholeSectorsAreErased(int address, int length)
    {
        var flash = new NorFlash(4 * Sector);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => flash.Erase(address, length)).Message, "4096", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(2, 4)]
    [DataRow(4, 3)]
    public void AFlashWithAProgramUnitTakesMultiplesOfIt(int address, int length)
    {
        var flash = new NorFlash(new FlashGeometry(Sector, programUnit: 4));
        Assert.ThrowsExactly<ArgumentException>(() => flash.Program(address, new byte[length]));
        Assert.AreEqual(0, flash.Program(4, new byte[8]));
    }

    [TestMethod]
    public void ACloneIsAnotherFlashWithTheSameHistory()
    {
        var flash = new NorFlash(Sector);
        flash.Erase(0, Sector);
        flash.Program(0, [0]);
        NorFlash clone = flash.Clone();
        clone.Program(1, [0]);
        Assert.AreEqual((2L, 3L, 1), (flash.OperationCount, clone.OperationCount, clone.WearOf(0)));
        Assert.AreEqual(0xFF, flash.Contents.Span[1]);

        clone.CutPower(new PowerCut(0));
        Assert.ThrowsExactly<PowerCutException>(() => clone.Erase(0, Sector));
        clone.CopyFrom(flash);
        clone.Program(1, [0x55]);
        Assert.AreEqual((3L, 1, (byte)0x55), (clone.OperationCount, clone.WearOf(0), clone.Contents.Span[1]));
        Assert.ThrowsExactly<ArgumentException>(() => clone.CopyFrom(new NorFlash(2 * Sector)));
    }

    [TestMethod]
    public void ContentsOfAnotherLengthThanTheGeometryAreRefused() =>
        Assert.ThrowsExactly<ArgumentException>(() => NorFlash.FromContents(new byte[100], new FlashGeometry(Sector)));

    private static byte[] Filled(int length, byte value)
    {
        byte[] bytes = new byte[length];
        bytes.AsSpan().Fill(value);
        return bytes;
    }
}
