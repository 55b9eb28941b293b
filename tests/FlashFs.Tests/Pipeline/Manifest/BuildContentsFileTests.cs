using System.Text.Json;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Tests.Pipeline.Manifest;

[TestClass]
public sealed class BuildContentsFileTests
{
    [TestMethod]
    public void ToBytes_ReadBack_HasEveryMember()
    {
        var contents = new BuildContents(
        [
            new ImageContents(
                "web.img",
                [new TransformFigures("Gzip", 3, 1, 1000, 400)],
                [new ContentModule("main.js", 10, 0, ["a.js"]), new ContentModule("a.js", 5, 1, [])],
                [new ContentModule("unused.js", 7, 0, [])],
                ["http"],
                [["a.js", "b.js"], ["c.js"]]),
        ]);
        byte[] bytes = BuildContentsFile.ToBytes(contents);
        BuildContents read = BuildContentsFile.Parse(bytes);
        CollectionAssert.AreEqual(bytes, BuildContentsFile.ToBytes(read));
        Assert.AreEqual(contents.Images[0].Transforms[0], read.Images[0].Transforms[0]);
        CollectionAssert.AreEqual((string[])["a.js"], read.Images[0].Modules[0].Imports.ToArray());
        CollectionAssert.AreEqual((string[])["a.js", "b.js"], read.Images[0].Cycles[0].ToArray());
    }

    [TestMethod]
    public void Parse_NoContents_Throws() => Assert.Throws<JsonException>(() => BuildContentsFile.Parse("{\"images\": [{\"image\": \"a\", \"cycles\": [1]}]}"u8));
}
