using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Formats.Spiffs;
using FlashFs.Profiles;

namespace FlashFs.Tests.Profiles;

/// <summary>The SPIFFS geometry of each target, by what its firmware or its generator shows.</summary>
[TestClass]
public sealed class SpiffsProfileTests
{
    [TestMethod]
    // profile, page, block, where the table of data pages begins, magic in block 0 of a 512 KiB image, leading slash
    [DataRow("esp-idf", 256, 4096, 49, 0x0429 ^ 128, true)]
    [DataRow("arduino-esp32", 256, 4096, 49, 0x0429 ^ 128, true)]
    [DataRow("arduino-esp32-old", 256, 4096, 45, 0x0429 ^ 128, true)]
    [DataRow("esp8266", 256, 8192, 46, 0x0429, true)]
    [DataRow("esp8266-small", 256, 4096, 46, 0x0429, true)]
    [DataRow("mkspiffs", 256, 4096, 45, 0x0429 ^ 128, true)]
    [DataRow("sming", 256, 8192, 62, 0xFFFF, false)]
    [DataRow("duktape-esp32", 256, 4096, 45, 0x0429 ^ 128, true)]
    [DataRow("duktape-esp32-2017", 256, 65536, 78, 0x0429 ^ 8, true)]
    public void ATargetFindsItsTablesAndItsMagic(string id, int pageSize, int blockSize, int tableOffset, int magic, bool leadingSlash)
    {
        Assert.IsTrue(FlashProfiles.TryGet(id, out FlashProfile? profile));
        var diagnostics = new DiagnosticBag();
        var values = OptionValues.Resolve(SpiffsFormat.Instance, [profile.LayerOf(SpiffsFormat.Instance)], diagnostics);
        AssertDiagnostics.None(diagnostics);
        Assert.AreEqual($"profile {id}", values.OriginOf(SpiffsOptions.MetaLengthOption));

        byte[] image = Formats.Spiffs.SpiffsVectors.Write(
            SpiffsOptions.From(values), 512 * 1024, Formats.Spiffs.SpiffsVectors.File("a.txt", 3 * (pageSize - 5)));
        int lookup = blockSize == 65536 ? 2 * pageSize : pageSize;
        int firstPage = lookup / pageSize;
        byte[] table = [(byte)(firstPage + 1), 0, (byte)(firstPage + 2), 0, (byte)(firstPage + 3), 0, 0xFF, 0xFF];
        AssertBytes.AreEqual(table, image.AsSpan(lookup + tableOffset, 8), "table of data pages");
        Assert.AreEqual(0, image[lookup + tableOffset - 1], "the byte before the table");
        Assert.AreEqual(magic, image[lookup - 4] | (image[lookup - 3] << 8), "magic");
        Assert.AreEqual((byte)(leadingSlash ? '/' : 'a'), image[lookup + 13], "name");
        Assert.AreEqual(0x80, image[1], "the first block begins with an index page");
    }

    [TestMethod]
    public void TheDefaultsOfTheFormatAreThoseOfEspIdf()
    {
        FlashProfiles.TryGet(FlashProfiles.DefaultId, out FlashProfile? profile);
        var values = OptionValues.Resolve(SpiffsFormat.Instance, [profile!.LayerOf(SpiffsFormat.Instance)], new DiagnosticBag());
        Assert.AreEqual(new SpiffsOptions(), SpiffsOptions.From(values));
    }
}
