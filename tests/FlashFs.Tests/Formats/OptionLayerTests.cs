using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Formats.Spiffs;

namespace FlashFs.Tests.Formats;

[TestClass]
public sealed class OptionLayerTests
{
    private static readonly DiagnosticLocation File = new("sdkconfig");

    [TestMethod]
    public void AValueComesFromItsOwnSourceOrFromItsLayer()
    {
        var layer = new OptionLayer("sdkconfig", new Dictionary<string, string> { ["pageSize"] = "512", ["blockSize"] = "8192" }, File)
        {
            Sources = new Dictionary<string, OptionSource> { ["pageSize"] = new("sdkconfig CONFIG_SPIFFS_PAGE_SIZE", new DiagnosticLocation("sdkconfig", 7)) },
        };
        var diagnostics = new DiagnosticBag();
        OptionValues values = OptionValues.Resolve(SpiffsFormat.Instance, [layer], diagnostics);
        AssertDiagnostics.None(diagnostics);
        Assert.AreEqual("sdkconfig CONFIG_SPIFFS_PAGE_SIZE", values.OriginOf(SpiffsOptions.PageSizeOption));
        Assert.AreEqual("sdkconfig", values.OriginOf(SpiffsOptions.BlockSizeOption));
        Assert.AreEqual("default", values.OriginOf(SpiffsOptions.NameLengthOption));
        Assert.AreEqual(new OptionSource("sdkconfig", File), layer.SourceOf("blockSize"));
    }

    [TestMethod]
    public void AMessagePointsAtTheSourceOfTheValue()
    {
        var layer = new OptionLayer("sdkconfig", new Dictionary<string, string> { ["pageSize"] = "300", ["blokSize"] = "8192" }, File)
        {
            Sources = new Dictionary<string, OptionSource> { ["pageSize"] = new("sdkconfig CONFIG_SPIFFS_PAGE_SIZE", new DiagnosticLocation("sdkconfig", 7)) },
        };
        var diagnostics = new DiagnosticBag();
        OptionValues.Resolve(SpiffsFormat.Instance, [layer], diagnostics);
        Diagnostic value = AssertDiagnostics.Single(diagnostics, DiagnosticCodes.InvalidOptionValue, "'300'", "pageSize", "a power of two from 128 to 16384 (bytes)");
        Assert.AreEqual("sdkconfig(7)", value.Location!.ToString());
        Diagnostic name = AssertDiagnostics.Single(diagnostics, DiagnosticCodes.UnknownOption, "'blokSize'", "did you mean 'blockSize'?");
        Assert.AreEqual("sdkconfig", name.Location!.ToString());
    }

    [TestMethod]
    public void ANameThatIsNoOptionMayHaveBeenMeantForAnotherWordOfItsPlace()
    {
        var layer = new OptionLayer("item", new Dictionary<string, string> { ["Partiton"] = "espfs", ["blokSize"] = "8192" }, File) { OtherNames = ["Partition", "Size"] };
        var diagnostics = new DiagnosticBag();
        OptionValues.Resolve(SpiffsFormat.Instance, [layer, new OptionLayer("sdkconfig", new Dictionary<string, string> { ["Partitio"] = "x" })], diagnostics);
        string[] messages = [.. diagnostics.Select(diagnostic => diagnostic.Message)];
        Assert.HasCount(3, messages);
        StringAssert.Contains(messages[0], "did you mean 'Partition'?", StringComparison.Ordinal);
        StringAssert.Contains(messages[1], "did you mean 'blockSize'?", StringComparison.Ordinal);
        Assert.IsFalse(messages[2].Contains("Partition'", StringComparison.Ordinal), messages[2]);
    }

    [TestMethod]
    public void TheFirstLayerThatNamesAnOptionDecidesIt()
    {
        OptionLayer[] layers =
        [
            new("metadata", new Dictionary<string, string> { ["PageSize"] = "1024" }),
            new("profile x", new Dictionary<string, string> { ["pageSize"] = "512", ["metaLength"] = "0" }),
        ];
        OptionValues values = OptionValues.Resolve(SpiffsFormat.Instance, layers, new DiagnosticBag());
        Assert.AreEqual(1024, values.Get(SpiffsOptions.PageSizeOption));
        Assert.AreEqual("metadata", values.OriginOf(SpiffsOptions.PageSizeOption));
        Assert.AreEqual("profile x", values.OriginOf(SpiffsOptions.MetaLengthOption));
    }
}
