using FlashFs.Diagnostics;
using FlashFs.Profiles;

namespace FlashFs.Tests.Profiles;

[TestClass]
public sealed class FlashSettingsTests
{
    [TestMethod]
    [DataRow("", "", "", "", "esp32 4MB dio 40m")]
    [DataRow(null, null, null, null, "esp32 4MB dio 40m")]
    [DataRow("esp32s3", "16MB", "qio", "80m", "esp32s3 16MB qio 80m")]
    [DataRow("esp32", "0x200000", "DOUT", "26M", "esp32 2MB dout 26m")]
    [DataRow("esp32", "1024K", "keep", "keep", "esp32 1MB keep keep")]
    [DataRow("esp32c2", "128 MB", "qout", "", "esp32c2 128MB qout 60m")]
    [DataRow("esp32h4", "", "", "", "esp32h4 4MB dio 48m")]
    public void SettingsAreReadInAnyForm(string? chip, string? size, string? mode, string? frequency, string expected)
    {
        var diagnostics = new DiagnosticBag();
        FlashSettings? settings = FlashSettings.Parse(chip, size, mode, frequency, null, diagnostics);
        AssertDiagnostics.None(diagnostics);
        Assert.AreEqual(expected, $"{settings?.Chip.Id} {settings?.SizeText} {settings?.Mode} {settings?.Frequency}");
    }

    [TestMethod]
    [DataRow("", "3MB", "", "", "'3MB' is no flash size", "2MB")]
    [DataRow("", "256MB", "", "", "'256MB' is no flash size", "128MB")]
    [DataRow("", "4", "", "", "'4' is no flash size", "4MB")]
    [DataRow("", "", "doi", "", "'doi' is no flash mode", "did you mean 'dio'")]
    [DataRow("", "", "", "60m", "'60m' is no flash frequency of ESP32", "80m, 40m, 26m, 20m")]
    [DataRow("esp32h2", "", "", "40m", "'40m' is no flash frequency of ESP32-H2", "48m, 24m, 16m, 12m")]
    public void ImpossibleSettingIsRefusedWithTheNearest(
        string chip, string size, string mode, string frequency, string what, string valid)
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(FlashSettings.Parse(chip, size, mode, frequency, null, diagnostics));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.InvalidFlashSetting, what, valid);
    }

    [TestMethod]
    public void AllThatIsWrongIsReportedAtOnce()
    {
        var diagnostics = new DiagnosticBag();
        Assert.IsNull(FlashSettings.Parse("esp33", "5MB", "x", "40m", null, diagnostics));
        Assert.HasCount(3, diagnostics);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.UnknownChip, "'esp33'");
    }
}
