using FlashFs.Constants;
using FlashFs.Diagnostics;
using FlashFs.Pipeline;

namespace FlashFs.Tests.Constants;

[TestClass]
public sealed class ConstantNameTests
{
    [TestMethod]
    [DataRow("espfs.img", "ESPFS", "EspfsImage")]
    [DataRow("web-ui.v2.img", "WEB_UI_V2", "WebUiV2Image")]
    [DataRow("2nd.bin", "2ND", "_2ndImage")]
    [DataRow("int.img", "INT", "IntImage")]
    [DataRow("größe.img", "GR_U00F6_U00DF_E", "GrU00F6U00DFEImage")]
    [DataRow("🙂.img", "U1F642", "U1F642Image")]
    [DataRow("__a__b__.img", "A_B", "ABImage")]
    [DataRow("---.img", "U002D_U002D_U002D_U002E_U0069_U006D_U0067", "U002DU002DU002DU002EU0069U006DU0067Image")]
    [DataRow(".img", "U002E_U0069_U006D_U0067", "U002EU0069U006DU0067Image")]
    [DataRow("size.img", "SIZE", "SizeImage")]
    public void AnImageHasANameThatCompilesEverywhere(string image, string macro, string name)
    {
        Assert.AreEqual(macro, ConstantName.Macro(image));
        Assert.AreEqual(name, ConstantName.Class(image));
    }

    [TestMethod]
    [DataRow("Firmware", "Firmware")]
    [DataRow("My-App.2.x y", "My_App._2.x_y")]
    [DataRow("new.class.App", "@new.@class.App")]
    [DataRow("Größe", "Größe")]
    [DataRow("", "Flash")]
    [DataRow(" . ", "Flash")]
    public void ANamespaceCompilesWhateverTheProjectIsCalled(string text, string expected) => Assert.AreEqual(expected, ConstantName.Namespace(text));

    [TestMethod]
    [DataRow("web-ui.img", "web_ui.img", "WebUiImage")]
    [DataRow("web.img", "web.bin", "WebImage")]
    [DataRow("web_ui.img", "WebUi.img", "WebUiImage")]
    [DataRow("web.img", "web_partition.img", "FLASH_WEB_PARTITION_SIZE")]
    public void ImagesThatCannotBeToldApartAreAnErrorThatNamesBoth(string first, string second, string name)
    {
        var diagnostics = new DiagnosticBag();
        ImageConstants.Check([new ProjectImage(first, "espfs"), new ProjectImage("other.img", "espfs"), new ProjectImage(second, "espfs")], diagnostics);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.ConstantNamesClash, $"'{first}'", $"'{second}'", name);
    }
}
