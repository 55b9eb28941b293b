using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Formats.Spiffs;
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
    public void TheSpiffsSettingsBecomeOptionsWithTheirOwnOrigins()
    {
        var diagnostics = new DiagnosticBag();
        var config = SdkConfig.Parse(
            "CONFIG_SPIFFS_PAGE_SIZE=0x200\nCONFIG_SPIFFS_OBJ_NAME_LEN=64\nCONFIG_SPIFFS_USE_MAGIC=y\n# CONFIG_SPIFFS_USE_MAGIC_LENGTH is not set\nCONFIG_SPIFFS_META_LENGTH=0\n",
            "esp/sdkconfig",
            diagnostics);
        FlashProfiles.TryGet("esp-idf", out FlashProfile? profile);
        var values = OptionValues.Resolve(SpiffsFormat.Instance, [config.LayerOf(SpiffsFormat.Instance), profile!.LayerOf(SpiffsFormat.Instance)], diagnostics);
        AssertDiagnostics.None(diagnostics);
        Assert.AreEqual(
            new SpiffsOptions { PageSize = 512, BlockSize = 4096, NameLength = 64, MetaLength = 0, UseMagicLength = false }, SpiffsOptions.From(values));
        Assert.AreEqual("sdkconfig CONFIG_SPIFFS_META_LENGTH", values.OriginOf(SpiffsOptions.MetaLengthOption));
        Assert.AreEqual("sdkconfig CONFIG_SPIFFS_USE_MAGIC_LENGTH", values.OriginOf(SpiffsOptions.UseMagicLengthOption));
        Assert.AreEqual("profile esp-idf", values.OriginOf(SpiffsOptions.BlockSizeOption), "ESP-IDF has no setting for it");
    }

    [TestMethod]
    public void OffInTheWayOfOldMakeFilesIsOff()
    {
        var config = SdkConfig.Parse("CONFIG_SPIFFS_USE_MAGIC=\n", "sdkconfig", new DiagnosticBag());
        Assert.AreEqual("false", config.LayerOf(SpiffsFormat.Instance).Values["useMagic"]);
    }

    [TestMethod]
    public void AValueThatTheFormatDoesNotTakeIsReportedAtItsLine()
    {
        var diagnostics = new DiagnosticBag();
        var config = SdkConfig.Parse("CONFIG_X=1\nCONFIG_SPIFFS_PAGE_SIZE=257\n", "esp/sdkconfig", diagnostics);
        OptionValues.Resolve(SpiffsFormat.Instance, [config.LayerOf(SpiffsFormat.Instance)], diagnostics);
        Diagnostic found = AssertDiagnostics.Single(diagnostics, DiagnosticCodes.InvalidOptionValue, "'257'", "pageSize");
        Assert.AreEqual("esp/sdkconfig(2)", found.Location!.ToString());
    }

    [TestMethod]
    public void NothingSetMeansNothingSaid()
    {
        var config = SdkConfig.Parse("CONFIG_ESPTOOLPY_FLASHSIZE=\"\"\n", "sdkconfig", new DiagnosticBag());
        Assert.IsNull(config.Target);
        Assert.IsNull(config.FlashSize);
    }
}
