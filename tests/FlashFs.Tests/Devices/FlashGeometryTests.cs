using FlashFs.Devices;

namespace FlashFs.Tests.Devices;

[TestClass]
public sealed class FlashGeometryTests
{
    [TestMethod]
    public void DefaultIsTheUsualSpiFlash()
    {
        var geometry = new FlashGeometry(0x10000);
        Assert.AreEqual((0x10000, 4096, 256, 1, 16), (geometry.Size, geometry.SectorSize, geometry.PageSize, geometry.ProgramUnit, geometry.SectorCount));
    }

    [TestMethod]
    [DataRow(0, 4096, 256, 1, "size", "4096", DisplayName = "no size")]
    [DataRow(-4096, 4096, 256, 1, "size", "4096", DisplayName = "negative size")]
    [DataRow(5000, 4096, 256, 1, "size", "4096", DisplayName = "size between sectors")]
    [DataRow(8192, 4000, 256, 1, "sectorSize", "256", DisplayName = "sector between pages")]
    [DataRow(8192, 0, 256, 1, "sectorSize", "256", DisplayName = "no sector")]
    [DataRow(8192, 4096, 255, 4, "pageSize", "4", DisplayName = "page between units")]
    public void SizesMustBeMultiplesOfEachOther(int size, int sector, int page, int unit, string name, string fragment)
    {
        var thrown = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new FlashGeometry(size, sector, page, unit));
        Assert.AreEqual(name, thrown.ParamName);
        StringAssert.Contains(thrown.Message, "multiple of " + fragment, StringComparison.Ordinal);
    }

    [TestMethod]
    public void AUnitOfNothingIsRefused() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new FlashGeometry(4096, 4096, 256, 0));
}
