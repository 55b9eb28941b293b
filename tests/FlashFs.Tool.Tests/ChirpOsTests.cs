namespace FlashFs.Tool.Tests;

/// <summary>A format of its own kind on the command line: no partition, a folder as an option, two forms.</summary>
[TestClass]
public sealed class ChirpOsTests
{
    [TestMethod]
    public void AnImageAgainstABaseIsPackedListedAndVerified()
    {
        using var folder = new ToolFolder();
        folder.With("base/readme.txt", "from the base").With("desk/readme.txt", "from the base").With("desk/notes/häuser.txt", "Grüße");
        folder.Run("pack", "desk", "-f", "chirpos", "-o", "chirpos.txt", "-s", "baseDirectory=base").Succeeded();
        ToolRun all = folder.Run("list", "chirpos.txt", "-s", "baseDirectory=base").Succeeded();
        StringAssert.Contains(all.Out, "readme.txt");
        StringAssert.Contains(all.Out, "notes/häuser.txt");
        ToolRun changed = folder.Run("list", "chirpos.txt").Succeeded();
        Assert.DoesNotContain("readme.txt", changed.Out);
        StringAssert.Contains(changed.Out, "notes/häuser.txt");
        folder.Run("verify", "chirpos.txt", "-s", "baseDirectory=base", "--against", "desk").Succeeded();
        folder.Run("pack", "desk", "-f", "chirpos", "-o", "other.txt", "-s", "baseDirectory=none").Failed(1, "FLASHFS1023", "none");
    }

    [TestMethod]
    public void TheReadableFormIsPackedOnRequestAndExtractedWithoutBeingToldWhatItIs()
    {
        using var folder = new ToolFolder();
        folder.With("desk/a.txt", "text").With("desk/b.bin", [0xFF, 0x00]);
        folder.Run("pack", "desk", "-f", "chirpos", "-o", "chirpos.json", "-s", "form=json").Succeeded();
        StringAssert.Contains(File.ReadAllText(folder["chirpos.json"]), "\"/data\": \"text\"");
        folder.Run("extract", "chirpos.json", "-o", "out").Succeeded();
        Assert.AreEqual("text", File.ReadAllText(folder["out/a.txt"]));
        CollectionAssert.AreEqual(new byte[] { 0xFF, 0x00 }, File.ReadAllBytes(folder["out/b.bin"]));
    }
}
