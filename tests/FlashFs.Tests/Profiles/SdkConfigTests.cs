using FlashFs.Diagnostics;
using FlashFs.Profiles;

namespace FlashFs.Tests.Profiles;

[TestClass]
public sealed class SdkConfigTests
{
    private const string Text = """
        #
        # Automatically generated file
        #
        CONFIG_IDF_TARGET="esp32s3"
        CONFIG_ESPTOOLPY_FLASHSIZE="8MB"
        CONFIG_ESPTOOLPY_FLASHMODE="dio"
        CONFIG_ESPTOOLPY_FLASHFREQ="80m"
        CONFIG_PARTITION_TABLE_OFFSET=0x9000
        CONFIG_SPIFFS_PAGE_SIZE=512
        # CONFIG_SPIFFS_USE_MAGIC_LENGTH is not set

        CONFIG_OTHER=y
        """;

    [TestMethod]
    public void TheSettingsOfChipAndFlashAreFound()
    {
        var diagnostics = new DiagnosticBag();
        var config = SdkConfig.Parse("\uFEFF" + Text.ReplaceLineEndings("\r\n"), "sdkconfig", diagnostics);
        AssertDiagnostics.None(diagnostics);
        Assert.AreEqual("esp32s3", config.Target);
        Assert.AreEqual("8MB", config.FlashSize);
        Assert.AreEqual("dio", config.FlashMode);
        Assert.AreEqual("80m", config.FlashFrequency);
        Assert.AreEqual("0x9000", config.PartitionTableOffset);
        Assert.AreEqual(8, config.LocationOf("PARTITION_TABLE_OFFSET")!.Line);
    }

    [TestMethod]
    public void ALineThatIsNoneIsReportedWithItsNumber()
    {
        var diagnostics = new DiagnosticBag();
        SdkConfig.Parse("CONFIG_A=y\nnonsense\n# comment\nB=1\n", "some/sdkconfig", diagnostics);
        Diagnostic[] found = [.. diagnostics];
        Assert.HasCount(2, found);
        Assert.IsTrue(found.All(item => item.Descriptor == DiagnosticCodes.InvalidSdkConfig));
        Assert.AreEqual("some/sdkconfig(2)", found[0].Location!.ToString());
        Assert.AreEqual("some/sdkconfig(4)", found[1].Location!.ToString());
        StringAssert.Contains(found[0].Message, "'nonsense'", StringComparison.Ordinal);
    }

    [TestMethod]
    public void NothingSetMeansNothingSaid()
    {
        var config = SdkConfig.Parse("CONFIG_ESPTOOLPY_FLASHSIZE=\"\"\n", "sdkconfig", new DiagnosticBag());
        Assert.IsNull(config.Target);
        Assert.IsNull(config.FlashSize);
    }
}
