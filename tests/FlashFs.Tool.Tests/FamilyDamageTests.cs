using System.Text.Json;

namespace FlashFs.Tool.Tests;

/// <summary>Damaged and hostile images of the family's formats, as whoever runs the tool sees them.</summary>
[TestClass]
public sealed class FamilyDamageTests
{
    [TestMethod]
    [DataRow("appfs", "FLASHFS5005", "the chain is a loop")]
    [DataRow("simplefs", "FLASHFS5002", "4294967280")]
    [DataRow("chirpos", "FLASHFS5003", "code units up to 255")]
    public void AFileThatCannotBeRightIsLeftOutAndCounted(string format, string code, string found)
    {
        using var folder = new ToolFolder();
        folder.With("a.img", FamilyImage.Damaged(format));
        ToolRun run = folder.Run("extract", "a.img", "-f", format, "-o", "files").Failed(1, code, "(other)", found);
        StringAssert.StartsWith(run.Out, "files: 2 of 3 files, 2 bytes, 1 damaged; ", StringComparison.Ordinal);
        CollectionAssert.AreEqual(new[] { "first", "third" }, folder.Files("files"));
        Assert.AreEqual("3", File.ReadAllText(folder["files/third"]));
        Assert.AreEqual(3, folder.Run("list", "a.img", "-f", format, "--json").Json.GetProperty("files").GetArrayLength());
        folder.Run("verify", "a.img", "-f", format).Failed(1, code, "(other)");
    }

    [TestMethod]
    [DataRow("appfs", "pocketsprite", "mounts")]
    [DataRow("appfs", "badgeteam", "mounts")]
    [DataRow("sffs", "sffs-3.0", "mounts")]
    [DataRow("sffs", "sffs-1.0", "mounts")]
    [DataRow("simplefs", "ckb-js-vm", "ends with -1")]
    [DataRow("chirpos", "chirpos", "mounts")]
    [DataRow("espfs", "libesphttpd", "mounts")]
    [DataRow("espfs", "duktape-esp32", "mounts")]
    [DataRow("spiffs", "esp-idf", "mounts")]
    public void InfoTellsWhatTheKnownDevicesMakeOfAnImage(string format, string device, string result)
    {
        using var folder = new ToolFolder();
        folder.With("a.img", FamilyImage.Whole(format));
        string[] lines = [.. folder.Run("info", "a.img", "-f", format).Succeeded().Lines.Where(line => line.StartsWith(device + " ", StringComparison.Ordinal))];
        Assert.HasCount(1, lines);
        StringAssert.StartsWith(lines[0][device.Length..].TrimStart(), result, StringComparison.Ordinal);
    }

    [TestMethod]
    public void OptionsThatAreGivenAreADeviceOfTheirOwn()
    {
        using var folder = new ToolFolder();
        folder.With("a.img", FamilyImage.Whole("sffs"));
        ToolRun run = folder.Run("info", "a.img", "-f", "sffs", "-s", "maxNameLength=4");
        Assert.Contains(line => line.StartsWith("options given ", StringComparison.Ordinal) && line.Contains("maxNameLength is 4 there and 64 in the image", StringComparison.Ordinal), run.Lines);
    }

    [TestMethod]
    public void AnAppFsWithoutAValidCopyWouldBeFormatted()
    {
        using var folder = new ToolFolder();
        byte[] image = FamilyImage.Whole("appfs");
        image[1000] ^= 1;
        image[0x8000 + 1000] ^= 1;
        folder.With("a.img", image);
        ToolRun run = folder.Run("info", "a.img", "--json").Failed(1, "FLASHFS5004", "the device formats the partition without asking");
        JsonElement mount = run.Json.GetProperty("mounts")[0];
        Assert.AreEqual("formats", mount.GetProperty("result").GetString());
        StringAssert.StartsWith(mount.GetProperty("reason").GetString(), "neither copy of the metadata is valid: ", StringComparison.Ordinal);
        StringAssert.Contains(folder.Run("info", "a.img").Out, "formats it", StringComparison.Ordinal);
        folder.Run("extract", "a.img", "-o", "files").Failed(1, "FLASHFS5004", "formats the partition");
    }
}
