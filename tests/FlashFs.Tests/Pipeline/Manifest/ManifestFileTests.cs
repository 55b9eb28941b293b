using System.Text;
using System.Text.Json;
using FlashFs.Pipeline;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Tests.Pipeline.Manifest;

[TestClass]
public sealed class ManifestFileTests
{
    [TestMethod]
    public void ToBytes_ReadBack_HasEveryMember()
    {
        byte[] bytes = ManifestFile.ToBytes(Whole);
        FlashManifest read = ManifestFile.Parse(bytes);
        CollectionAssert.AreEqual(bytes, ManifestFile.ToBytes(read));
        Assert.AreEqual("1.2.3", read.ToolVersion);
        Assert.AreEqual("10.0.1", read.RuntimeVersion);
        Assert.AreEqual(new ManifestSize(4 << 20, "FlashSize"), read.Flash!.Size);
        ManifestPartition partition = read.PartitionTable!.Partitions.Single();
        Assert.AreEqual(new ManifestPartition("web", 1, 0x82, "data spiffs", 0x110000, 0x10000, true, false, true), partition);
        ManifestImage image = read.Images.Single();
        Assert.AreEqual(new ManifestValue("256", "default"), image.Options["pageSize"]);
        Assert.AreEqual(new ImageFigures(2, 300, 200, 65036, 12, 4096), image.Figures);
        Assert.AreEqual(new ImageBytecode("duktape 2.7", 3), image.Bytecode);
        Assert.AreEqual(new ManifestBinary("app.bin", "build/app.bin", null, 0x10000, 99, "cd"), read.Binaries.Single());
        Assert.AreEqual(new ManifestOutput("web.img", "image", 65536, "ab", 0x110000), read.Outputs.Single());
    }

    [TestMethod]
    public void ToBytes_NoValue_LeavesTheMemberOut()
    {
        string text = Encoding.UTF8.GetString(ManifestFile.ToBytes(new FlashManifest { ToolVersion = "1" }));
        Assert.AreEqual(
            """
            {
              "manifestVersion": 1,
              "toolVersion": "1",
              "images": [],
              "binaries": [],
              "outputs": []
            }

            """.ReplaceLineEndings("\n"),
            text);
    }

    [TestMethod]
    [DataRow("größe.img", "größe.img")]
    [DataRow("日本.img", "日本.img")]
    [DataRow("a<b>&'c", "a\\u003Cb\\u003E\\u0026\\u0027c")]
    [DataRow("back\\u00e9slash", "back\\\\u00e9slash")]
    [DataRow("é<\u0001", "é\\u003C\\u0001")]
    public void ToBytes_Names_StayReadableAndHarmless(string name, string written)
    {
        byte[] bytes = ManifestFile.ToBytes(new FlashManifest { ToolVersion = name });
        StringAssert.Contains(Encoding.UTF8.GetString(bytes), $"\"toolVersion\": \"{written}\"", StringComparison.Ordinal);
        Assert.AreEqual(name, ManifestFile.Parse(bytes).ToolVersion);
    }

    [TestMethod]
    [DataRow("[]", "the document is no object.")]
    [DataRow("{}", "'toolVersion' of the document should be a text.")]
    [DataRow("""{"toolVersion": 1}""", "'toolVersion' of the document should be a text.")]
    [DataRow("""{"toolVersion": "1", "images": {}}""", "'images' of the document should be an array.")]
    [DataRow("""{"toolVersion": "1", "images": [1]}""", "an item of 'images' is no object.")]
    [DataRow("""{"toolVersion": "1", "images": [{"name": "a", "format": "f", "size": 1.5}]}""", "'size' of an item of 'images' should be a whole number.")]
    [DataRow("""{"toolVersion": "1", "manifestVersion": 5000000000}""", "'manifestVersion' of the document should be a whole number below two to the power of 31.")]
    [DataRow("""{"toolVersion": "1", "flash": {"chip": {"value": "esp32"}}}""", "'origin' of 'chip' should be a text.")]
    [DataRow("""{"toolVersion": "1"} {}""", "Expected end of data")]
    public void Parse_AnotherShape_SaysWhichMember(string text, string message)
    {
        JsonException error = Assert.Throws<JsonException>(() => ManifestFile.Parse(Encoding.UTF8.GetBytes(text)));
        StringAssert.Contains(error.Message, message, StringComparison.Ordinal);
    }

    [TestMethod]
    public void Parse_MembersOfALaterVersion_AreLeftAlone() =>
        Assert.AreEqual("1", ManifestFile.Parse("""{"toolVersion": "1", "later": [{"x": null}], "images": null}"""u8).ToolVersion);

    private static FlashManifest Whole => new()
    {
        ToolVersion = "1.2.3",
        RuntimeVersion = "10.0.1",
        Flash = new ManifestFlash(new("esp32", "default"), new(4 << 20, "FlashSize"), new("dio", "default"), new("40m", "default")),
        PartitionTable = new ManifestTable(
            "partition-table.bin", 0x8000, "partitions.csv", 3072, "ef", [new("web", 1, 0x82, "data spiffs", 0x110000, 0x10000, true, false, true)]),
        Images =
        [
            new ManifestImage
            {
                Name = "web.img",
                Format = "spiffs",
                Size = 65536,
                Sha256 = "ab",
                Partition = "web",
                Offset = 0x110000,
                Options = new Dictionary<string, ManifestValue> { ["pageSize"] = new("256", "default") },
                Figures = new ImageFigures(2, 300, 200, 65036, 12, 4096),
                Bytecode = new ImageBytecode("duktape 2.7", 3),
            },
        ],
        Binaries = [new ManifestBinary("app.bin", "build/app.bin", null, 0x10000, 99, "cd")],
        Outputs = [new ManifestOutput("web.img", "image", 65536, "ab", 0x110000)],
    };
}
