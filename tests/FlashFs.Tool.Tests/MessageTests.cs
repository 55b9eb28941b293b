namespace FlashFs.Tool.Tests;

/// <summary>What messages say of files that are not what they should be: what, in few words, and whose.</summary>
[TestClass]
public sealed class MessageTests
{
    [TestMethod]
    [DataRow("partitions show zeros", "FLASHFS3001", "'zeros' is binary, not a table: byte 0x00 at 0x0")]
    [DataRow("partitions show random", "FLASHFS3001", "'random' is binary, not a table")]
    [DataRow("pack in -f spiffs --size 256K -o a --sdkconfig random", "FLASHFS1017", "'random' is binary, not an sdkconfig")]
    public void ABinaryFileIsSaidToBeOneInOneLine(string command, string code, string fragment)
    {
        using var folder = new ToolFolder();
        byte[] random = new byte[4096];
        new Random(1).NextBytes(random);
        folder.With("zeros", new byte[4096]).With("random", random).With("in/a", "a");
        ToolRun run = folder.Run(command.Split(' ')).Failed(1, code, fragment);
        Assert.HasCount(1, run.Error.TrimEnd().Split('\n'), run.Error);
        Assert.IsFalse(run.Error.Contains("UTF-8", StringComparison.OrdinalIgnoreCase), run.Error);
        Assert.IsLessThan(300, run.Error.Length);
    }

    [TestMethod]
    [DataRow("{0}")]
    [DataRow("{0}, data, nvs, , 4K")]
    [DataRow("a, {0}, nvs, , 4K")]
    [DataRow("a, data, {0}, , 4K")]
    [DataRow("a, data, nvs, {0}, 4K")]
    [DataRow("a, data, nvs, , {0}")]
    [DataRow("a, data, nvs, , 4K, {0}")]
    [DataRow("a, data, nvs, , 4K, #{0}")]
    public void QuotedTextIsCut(string line)
    {
        using var folder = new ToolFolder();
        folder.With("t.csv", string.Format(System.Globalization.CultureInfo.InvariantCulture, line, new string('x', 5000)));
        ToolRun run = folder.Run("partitions", "show", "t.csv");
        Assert.AreEqual(1, run.Status);
        Assert.IsTrue(run.Error.TrimEnd().Split('\n').All(message => message.Length < 700), run.Error);
    }

    [TestMethod]
    public void AFileWhoseNameIsPartOfTheMessageIsNamedAllTheSame()
    {
        using var folder = new ToolFolder();
        byte[] image = Vectors.Bytes("images/espfs-stored.img");
        image[5] = 9;
        folder.With("ff", image);
        folder.Run("list", "ff").Failed(1, "FLASHFS5003", "FLASHFS5003: ff: ESPFS");
    }

    [TestMethod]
    public void BothSourcesOfAPathAreNamedWithTheirLines()
    {
        using var folder = new ToolFolder();
        folder.With("a", "1").With("b", "2").With("files", "a:x\n# b\nb:x\n");
        folder.Run("pack", "--list", "files", "-f", "espfs", "-o", "i").Failed(1, "FLASHFS1005", "'a' in files(1) and 'b' in files(3)");
    }

    [TestMethod]
    [DataRow("list in", "FLASHFS1008", "'in' is a folder, pipe or device; name a regular file")]
    [DataRow("merge t.csv in/a -o o", "FLASHFS9003", "LABEL=FILE")]
    [DataRow("merge t.csv 0x3fffff=in/a -o o", "FLASHFS3043", "use 0x3ff000, or name the partition instead")]
    [DataRow("partitions show t.csv --flash-size 3MB", "FLASHFS1021", "did you mean '4MB'?")]
    [DataRow("partitions show t.csv --flash-size 5MB", "FLASHFS1021", "did you mean '4MB'?")]
    [DataRow("partitions show t.csv --flash-size 8", "FLASHFS1021", "did you mean '8MB'?")]
    public void AdviceIsInTheWordsOfTheCommandLineAndPossible(string command, string code, string fragment)
    {
        using var folder = new ToolFolder();
        folder.WithTable("t.csv").With("in/a", "a");
        ToolRun run = folder.Run(command.Split(' '));
        run.Failed(run.Status, code, fragment);
        Assert.IsFalse(run.Error.Contains("=\"", StringComparison.Ordinal), run.Error);
    }

    [TestMethod]
    public void AProfileWithoutAValueForTheFormatIsNoted()
    {
        using var folder = new ToolFolder();
        ToolRun run = folder.With("in/a", "a").Run("pack", "in", "-f", "espfs", "--profile", "sffs-1.0", "-o", "i");
        Assert.AreEqual(0, run.Status);
        StringAssert.StartsWith(run.Error, "flashfs: note FLASHFS1025: Profile 'sffs-1.0' has no value for ESPFS", StringComparison.Ordinal);
        Assert.HasCount(1, run.Error.TrimEnd().Split('\n'));
    }

    [TestMethod]
    public void MuchDamageIsCutAndCounted()
    {
        using var folder = new ToolFolder();
        byte[] random = new byte[0x30000];
        new Random(3).NextBytes(random);
        ToolRun run = folder.With("a", random).Run("list", "a", "-f", "spiffs");
        Assert.IsTrue(run.Error.Split('\n').GroupBy(line => line.Split(' ').ElementAtOrDefault(2)).All(lines => lines.Count() <= 21), run.Error);
    }

    [TestMethod]
    public void ACutImageSaysForHowManyBlocksItWasMade()
    {
        using var folder = new ToolFolder();
        folder.With("a", Vectors.Bytes("images/spiffs-idf-default.img").AsSpan(0, 98304));
        StringAssert.Contains(folder.Run("info", "a").Out, "  made for 48 blocks (196608 bytes), has 24 (98304)", StringComparison.Ordinal);
    }
}
