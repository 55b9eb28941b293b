using FlashFs.Diagnostics;
using FlashFs.Profiles;

namespace FlashFs.Tests.Profiles;

[TestClass]
public sealed class FlashChipTests
{
    [TestMethod]
    [DataRow("esp32", 0x1000)]
    [DataRow("esp32s2", 0x1000)]
    [DataRow("esp32s3", 0)]
    [DataRow("esp32c2", 0)]
    [DataRow("esp32c3", 0)]
    [DataRow("esp32c5", 0x2000)]
    [DataRow("esp32c6", 0)]
    [DataRow("esp32c61", 0)]
    [DataRow("esp32h2", 0)]
    [DataRow("esp32h21", 0)]
    [DataRow("esp32h4", 0x2000)]
    [DataRow("esp32p4", 0x2000)]
    [DataRow("esp32s31", 0x2000)]
    public void BootloaderOffsetIsTheRoms(string id, int offset)
    {
        Assert.IsTrue(FlashChips.TryGet(id, out FlashChip? chip));
        Assert.AreEqual((id, (long)offset), (chip.Id, chip.BootloaderOffset));
    }

    [TestMethod]
    [DataRow("ESP32-S3", "esp32s3")]
    [DataRow(" esp32_c61 ", "esp32c61")]
    [DataRow("Esp32P4", "esp32p4")]
    public void ChipIsFoundAsPeopleWriteIt(string name, string id)
    {
        var diagnostics = new DiagnosticBag();
        Assert.AreEqual(id, FlashChips.Find(name, null, diagnostics)?.Id);
        AssertDiagnostics.None(diagnostics);
    }

    [TestMethod]
    public void UnknownChipIsRefusedWithTheNearest()
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(FlashChips.Find("esp23s3", new DiagnosticLocation("p"), diagnostics));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.UnknownChip, "'esp23s3'", "did you mean 'esp32s3'", "esp32c61");
    }
}
