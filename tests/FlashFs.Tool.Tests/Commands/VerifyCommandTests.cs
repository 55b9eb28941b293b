using System.Text.Json;

namespace FlashFs.Tool.Tests.Commands;

[TestClass]
public sealed class VerifyCommandTests
{
    [TestMethod]
    [DataRow("spiffs-idf-default.img")]
    [DataRow("espfs-gzip-web.img")]
    [DataRow("espfs-heatshrink-default.img")]
    public void AReferenceImageIsTheSameAsItsInputs(string vector)
    {
        using var folder = new ToolFolder();
        folder.WithVector("a.img", $"images/{vector}").WithInputs("web");
        ToolRun run = folder.Run("verify", "a.img", "--against", "web").Succeeded();
        StringAssert.StartsWith(run.Out, "a.img: 16 files, no damage, the same as web; ", StringComparison.Ordinal);
    }

    [TestMethod]
    public void EveryDifferenceFromAFolderIsNamed()
    {
        using var folder = new ToolFolder();
        folder.With("a.img", EspfsImage.Of(("same", "1"), ("length", "12"), ("contents", "123"), ("image-only", "1")))
            .With("web/same", "1").With("web/length", "1").With("web/contents", "124").With("web/folder-only", "1");
        ToolRun run = folder.Run("verify", "a.img", "--against", "web");
        run.Failed(1, "FLASHFS5010", "'length' has 2 bytes in the image and 1 outside");
        run.Failed(1, "FLASHFS5010", "'contents' differs from byte 2");
        run.Failed(1, "FLASHFS5010", "'image-only' (1 byte) is in the image only");
        run.Failed(1, "FLASHFS5010", "'folder-only' (1 byte) is missing in the image");
        Assert.HasCount(4, run.Error.TrimEnd().Split('\n'));
        StringAssert.Contains(run.Out, "4 differences from web", StringComparison.Ordinal);
    }

    [TestMethod]
    public void JsonHasTheDocumentedShape()
    {
        using var folder = new ToolFolder();
        folder.With("a.img", EspfsImage.Of(("a", "1"))).With("web/a", "2");
        JsonElement json = folder.Run("verify", "a.img", "--against", "web", "--json").Failed(1, "FLASHFS5010").Json;
        AssertJson.HasShape(json, "schema image size format options assumption sound files damage against differences");
        Assert.AreEqual("flashfs-verify/1", json.GetProperty("schema").GetString());
        Assert.IsFalse(json.GetProperty("sound").GetBoolean());
        Assert.AreEqual(1, json.GetProperty("files").GetInt32());
        Assert.AreEqual("web", json.GetProperty("against").GetString());
        Assert.AreEqual("'a' differs from byte 0 on", json.GetProperty("differences")[0].GetString());

        json = folder.Run("verify", "a.img", "--json").Succeeded().Json;
        Assert.IsTrue(json.GetProperty("sound").GetBoolean());
        Assert.AreEqual(JsonValueKind.Null, json.GetProperty("against").ValueKind);
    }

    [TestMethod]
    public void BytecodeOfSeveralEnginesIsWarnedOf()
    {
        using var folder = new ToolFolder();
        folder.With("web/index.js", "1;").With("web/b.js", "2;");
        folder.Run("pack", "web", "-f", "simplefs", "--bytecode", "placeholder", "-o", "one.fs").Succeeded();
        folder.Run("verify", "one.fs").Succeeded();
        folder.With("web/old.bc", [0xBF, 1, 2, 3]).With("web/older.bc", [1, 2, 3]).With("web/empty.bc", "").With("web/late.bc", "3;");
        ToolRun run = folder.Run("pack", "web", "-f", "simplefs", "--bytecode", "placeholder", "-o", "mixed.fs");
        Assert.AreEqual(0, run.Status, run.Error);
        StringAssert.Contains(run.Error, "FLASHFS4028", StringComparison.Ordinal);
        run = folder.Run("verify", "mixed.fs");
        Assert.AreEqual(0, run.Status);
        StringAssert.StartsWith(
            run.Error,
            "flashfs: warning FLASHFS4028: mixed.fs: The bytecode is for 4 engines (bytecode of version 1; duktape 2; placeholder for ckb-js-vm; source), ",
            StringComparison.Ordinal);
    }

    [TestMethod]
    public void EveryFileIsReadToTheEnd()
    {
        using var folder = new ToolFolder();
        byte[] image = Vectors.Bytes("images/espfs-heatshrink-l5.img");
        image.AsSpan(0x4d3c + 40, 400).Fill(0xFF); // in the contents of data/zeros.bin
        folder.With("a.img", image);
        ToolRun run = folder.Run("verify", "a.img").Failed(1, "FLASHFS5006", "a.img: ", "data/zeros.bin");
        StringAssert.Contains(run.Out, "2 damaged places", StringComparison.Ordinal);
    }

    [TestMethod]
    public void OptionsThatTheImageWasNotMadeWithShowAsDamage()
    {
        using var folder = new ToolFolder();
        folder.WithVector("a.img", "images/spiffs-meta0.img");
        ToolRun run = folder.Run("verify", "a.img", "--profile", "esp-idf").Failed(1, "FLASHFS5003", "metaLength 4");
        run.Failed(1, "FLASHFS5005", "app.js");
        folder.Run("verify", "a.img", "--profile", "mkspiffs").Succeeded();
        folder.Run("verify", "a.img").Succeeded();
    }

    [TestMethod]
    [DataRow("verify", 2, "FLASHFS9003", "IMAGE")]
    [DataRow("verify gone.img", 1, "FLASHFS1001", "'gone.img'")]
    [DataRow("verify a.img --against gone", 1, "FLASHFS1023", "'gone'")]
    [DataRow("verify a.img --against a.img", 1, "FLASHFS1023", "is a file")]
    public void WhatIsWrongHasACodeAndAStatus(string command, int status, string code, string fragment)
    {
        using var folder = new ToolFolder();
        folder.With("a.img", EspfsImage.Of(("a", "a")));
        Assert.AreEqual("", folder.Run(command.Split(' ')).Failed(status, code, fragment).Out);
    }
}
