using System.Text;
using System.Text.Json;
using FlashFs.Diagnostics;
using FlashFs.Partitions;
using FlashFs.Profiles;

namespace FlashFs.Tests.Partitions;

[TestClass]
public sealed class FlashArgumentsTests
{
    [TestMethod]
    public void TextIsALineOfOptionsThenAPartALine() => Assert.AreEqual(
        "--flash-mode dio --flash-freq 40m --flash-size 4MB\n0x1000 bootloader.bin\n0x8000 partition-table.bin\n0x10000 factory.bin\n0x110000 spiffs.img\n",
        FlashArguments.ToText(Layout()));

    [TestMethod]
    public void JsonHasTheKeysOfEspIdf() => Assert.AreEqual(
        """
        {
            "write_flash_args": [
                "--flash-mode",
                "dio",
                "--flash-size",
                "4MB",
                "--flash-freq",
                "40m"
            ],
            "flash_settings": {
                "flash_mode": "dio",
                "flash_size": "4MB",
                "flash_freq": "40m"
            },
            "flash_files": {
                "0x1000": "bootloader.bin",
                "0x8000": "partition-table.bin",
                "0x10000": "factory.bin",
                "0x110000": "spiffs.img"
            },
            "bootloader": {
                "offset": "0x1000",
                "file": "bootloader.bin",
                "encrypted": "false"
            },
            "partition-table": {
                "offset": "0x8000",
                "file": "partition-table.bin",
                "encrypted": "false"
            },
            "app": {
                "offset": "0x10000",
                "file": "factory.bin",
                "encrypted": "false"
            },
            "storage": {
                "offset": "0x110000",
                "file": "spiffs.img",
                "encrypted": "false"
            },
            "extra_esptool_args": {
                "after": "hard-reset",
                "before": "default-reset",
                "stub": true,
                "chip": "esp32"
            }
        }

        """.ReplaceLineEndings("\n"),
        Encoding.UTF8.GetString(FlashArguments.ToJson(Layout())));

    [TestMethod]
    [DataRow("my app.bin", "'my app.bin'")]
    [DataRow("it's.bin", "'it'\"'\"'s.bin'")]
    [DataRow("größe.bin", "'größe.bin'")]
    [DataRow("a/b-1_2.bin", "a/b-1_2.bin")]
    public void FileNamesAreQuotedAsAShellWould(string file, string quoted) => StringAssert.EndsWith(
        FlashArguments.ToText(FlashTestLayouts.Valid(FlashTestLayouts.Table(), FlashTestLayouts.At("factory", 4, file: file))),
        $"0x10000 {quoted}\n",
        StringComparison.Ordinal);

    [TestMethod]
    public void LabelsThatAreKeysGiveWay()
    {
        PartitionTable? table = PartitionTestTables.Read(
            "flash_files,data,fat,,4K\napp,data,fat,,4K\nmain,app,ota_3,,1M\nspare,app,ota_4,,1M\n", out _);
        Assert.IsNotNull(table);
        FlashLayout layout = FlashTestLayouts.Valid(
            table, FlashTestLayouts.At("flash_files", 4), FlashTestLayouts.At("app", 4), FlashTestLayouts.At("main", 4), FlashTestLayouts.At("spare", 4));
        using JsonDocument json = JsonDocument.Parse(FlashArguments.ToJson(layout));
        CollectionAssert.AreEqual(
            new[] { "write_flash_args", "flash_settings", "flash_files", "flash_files@0x9000", "app@0xa000", "app", "spare", "extra_esptool_args" },
            json.RootElement.EnumerateObject().Select(property => property.Name).ToArray());
        Assert.AreEqual("0x10000", json.RootElement.GetProperty("app").GetProperty("offset").GetString());
    }

    [TestMethod]
    public void SettingsOfTheBoardAreWritten()
    {
        var diagnostics = new DiagnosticBag();
        FlashSettings? settings = FlashSettings.Parse("ESP32-H2", "16 MB", "QIO", "", null, diagnostics);
        Assert.IsNotNull(settings);
        FlashLayout layout = FlashTestLayouts.Valid(FlashTestLayouts.Table(), settings, FlashTestLayouts.At("factory", 4));
        StringAssert.StartsWith(FlashArguments.ToText(layout), "--flash-mode qio --flash-freq 48m --flash-size 16MB\n", StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(FlashArguments.ToJson(layout));
        Assert.AreEqual("esp32h2", json.RootElement.GetProperty("extra_esptool_args").GetProperty("chip").GetString());
    }

    private static FlashLayout Layout()
    {
        PartitionTable table = FlashTestLayouts.Table();
        return FlashTestLayouts.Valid(
            table,
            FlashTestLayouts.TableSource(table),
            FlashPartSource.Image("spiffs.img", FlashTestLayouts.Bytes(16, 1), table.Find("storage")!),
            FlashTestLayouts.At("factory", 16),
            FlashTestLayouts.At("bootloader", 16));
    }
}
