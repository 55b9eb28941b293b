using System.Text.Json;

namespace FlashFs.Tool.Tests.Commands;

[TestClass]
public sealed class ListCommandTests
{
    [TestMethod]
    public void FilesAreListedInPlainAlignedText()
    {
        using var folder = new ToolFolder();
        folder.With("a.img", EspfsImage.Of(("index.html", "<p>hello"), ("a", "")));
        ToolRun run = folder.Run("list", "a.img").Succeeded();
        CollectionAssert.AreEqual(
            new[]
            {
                "path        size  stored  offset  compression  attributes",
                "index.html     8       8     0x0  none",
                "a              0       0    0x24  none",
                "2 files, 8 bytes, ESPFS",
            },
            run.Lines);
    }

    [TestMethod]
    public void JsonHasTheDocumentedShape()
    {
        using var folder = new ToolFolder();
        folder.WithVector("a.img", "images/espfs-heatshrink-l5.img");
        JsonElement json = folder.Run("list", "a.img", "--json").Succeeded().Json;
        AssertJson.HasShape(json, "schema image size format options assumption files damage");
        Assert.AreEqual("flashfs-list/1", json.GetProperty("schema").GetString());
        Assert.AreEqual("a.img", json.GetProperty("image").GetString());
        Assert.AreEqual("espfs", json.GetProperty("format").GetString());
        Assert.AreEqual(JsonValueKind.Null, json.GetProperty("assumption").ValueKind);
        JsonElement option = json.GetProperty("options").GetProperty("compression");
        AssertJson.HasShape(option, "value origin");
        Assert.AreEqual("image", option.GetProperty("origin").GetString());
        Assert.AreEqual("heatshrink", option.GetProperty("value").GetString());
        Assert.AreEqual("6", json.GetProperty("options").GetProperty("level").GetProperty("value").GetString());

        JsonElement file = json.GetProperty("files")[0];
        AssertJson.HasShape(file, "path size storedSize offset compression attributes");
        Assert.AreEqual("app.js", file.GetProperty("path").GetString());
        Assert.AreEqual(331, file.GetProperty("size").GetInt64());
        Assert.AreEqual(257, file.GetProperty("storedSize").GetInt64());
        Assert.AreEqual(0, file.GetProperty("offset").GetInt64());
        Assert.AreEqual("heatshrink", file.GetProperty("compression").GetString());
        Assert.AreEqual("8", file.GetProperty("attributes").GetProperty("window").GetString());
        Assert.AreEqual(0, json.GetProperty("damage").GetArrayLength());
        Assert.AreEqual(16, json.GetProperty("files").GetArrayLength());
    }

    [TestMethod]
    public void JsonIsAsciiWhateverTheNames()
    {
        using var folder = new ToolFolder();
        folder.With("a.img", EspfsImage.Of(("é/日本語\u001b.txt", "")));
        ToolRun run = folder.Run("list", "a.img", "--json").Succeeded();
        Assert.IsTrue(System.Text.Ascii.IsValid(run.Out), run.Out);
        Assert.AreEqual("é/日本語\u001b.txt", run.Json.GetProperty("files")[0].GetProperty("path").GetString());
    }

    [TestMethod]
    public void NamesCannotMoveTheCursor()
    {
        using var folder = new ToolFolder();
        folder.With("a.img", EspfsImage.Of(("a\u001b[2J\u202eb\n", "")));
        ToolRun run = folder.Run("list", "a.img").Succeeded();
        StringAssert.StartsWith(run.Lines[1], @"a\u{1b}[2J\u{202e}b\u{a} ", StringComparison.Ordinal);
    }

    [TestMethod]
    public void ADamagedImageIsListedAsFarAsItGoesAndEndsWithOne()
    {
        using var folder = new ToolFolder();
        byte[] image = EspfsImage.Of(("a", "aaaa"), ("b", "bbbb"));
        folder.With("cut.img", image.AsSpan(0, 40));
        ToolRun run = folder.Run("list", "cut.img").Failed(1, "FLASHFS5002", "cut.img: ", "at 0x");
        StringAssert.StartsWith(run.Lines[1], "a ", StringComparison.Ordinal);

        JsonElement damage = folder.Run("list", "cut.img", "--json").Failed(1, "FLASHFS5002").Json.GetProperty("damage")[0];
        AssertJson.HasShape(damage, "code offset path expected found");
        Assert.AreEqual("FLASHFS5002", damage.GetProperty("code").GetString());
    }

    [TestMethod]
    [DataRow("list", 2, "FLASHFS9003", "IMAGE")]
    [DataRow("list a b", 2, "FLASHFS9003", "'b'")]
    [DataRow("list gone.img", 1, "FLASHFS1001", "'gone.img'")]
    [DataRow("list folder", 1, "FLASHFS1008", "'folder'")]
    [DataRow("list empty.img", 1, "FLASHFS5002", "0 bytes")]
    [DataRow("list empty.img -f espfs", 1, "FLASHFS5002", "0 bytes")]
    [DataRow("list huge.img", 1, "FLASHFS5011", "268435457")]
    [DataRow("list noise.bin", 1, "FLASHFS5008", "spiffs")]
    [DataRow("list noise.bin -f espfs", 1, "FLASHFS5001", "noise.bin: ")]
    [DataRow("list table.bin", 1, "FLASHFS5008", "a partition table")]
    [DataRow("list good.img -f espf", 2, "FLASHFS1010", "did you mean 'espfs'?")]
    [DataRow("list good.img -s foo=1", 2, "FLASHFS1011", "'foo'")]
    [DataRow("list good.img -s level=10", 2, "FLASHFS1012", "from 1 to 9")]
    [DataRow("list good.img --profile x", 2, "FLASHFS1013", "'x'")]
    public void WhatIsWrongHasACodeAndAStatus(string command, int status, string code, string fragment)
    {
        using var folder = new ToolFolder();
        folder.With("folder/x", "x").With("empty.img", "").With("good.img", EspfsImage.Of(("a", "a")))
            .WithVector("noise.bin", "inputs/img/noise.bin").WithVector("table.bin", "partitions/single.bin");
        using (FileStream huge = File.Create(folder["huge.img"]))
        {
            huge.SetLength((256L << 20) + 1); // sparse: takes no room
        }

        folder.Run(command.Split(' ')).Failed(status, code, fragment);
    }
}
