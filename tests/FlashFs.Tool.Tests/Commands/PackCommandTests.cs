using System.Globalization;
using System.Text;

namespace FlashFs.Tool.Tests.Commands;

[TestClass]
public sealed class PackCommandTests
{
    [TestMethod]
    public void ModulesMayBecomeBytecode()
    {
        using var folder = new ToolFolder();
        folder.With("web/index.js", "import './lib.js';").With("web/lib.js", "1;").With("web/data.json", "{}");
        folder.Run("pack", "web", "-f", "simplefs", "--bytecode", "Placeholder", "-o", "a.fs", "--check-reproducible").Succeeded();
        StringAssert.Contains(folder.Run("list", "a.fs").Succeeded().Out, "index.bc", StringComparison.Ordinal);
        folder.With("web/index.js", "import './lob.js';");
        folder.Run("pack", "web", "-f", "simplefs", "--bytecode", "placeholder", "-o", "b.fs").Failed(1, "FLASHFS4001", "index.js(1,9)", "lob.js", "lib.js");
        Assert.IsFalse(File.Exists(folder["b.fs"]));
    }

    [TestMethod]
    public void AProfileSaysHowModulesAreFound()
    {
        using var folder = new ToolFolder();
        folder.With("web/start.js", "require('lib');").With("web/lib.js", "1;");
        ToolRun run = folder.Run("pack", "web", "-f", "espfs", "--profile", "duktape-esp32", "--bytecode", "placeholder", "-o", "a.img");
        Assert.AreEqual(0, run.Status, run.Error);
        StringAssert.StartsWith(run.Error, "flashfs: warning FLASHFS4027: ", StringComparison.Ordinal);
        folder.With("web/start.js", "require('lob');");
        folder.Run("pack", "web", "-f", "espfs", "--profile", "duktape-esp32", "--bytecode", "placeholder", "-o", "a.img").Failed(1, "FLASHFS4001", "lob");
    }

    [TestMethod]
    public void WhatAKilledRunLeftOfTheOutputGoesAndNothingElse()
    {
        using var folder = new ToolFolder();
        folder.With("web/a.js", "1;").With("a.img.abcdefgh.ijk.flashfs-tmp", "half").With("b.img.abcdefgh.ijk.flashfs-tmp", "half").With("a.img.txt", "mine");
        foreach (string left in Directory.GetFiles(folder["."], "*.flashfs-tmp"))
        {
            File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddMinutes(-1));
        }

        folder.Run("pack", "web", "-f", "espfs", "-o", "a.img").Succeeded();
        string[] names = [.. Directory.GetFiles(folder["."]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual((string[])["a.img", "a.img.txt", "b.img.abcdefgh.ijk.flashfs-tmp"], names);
    }

    [TestMethod]
    [DataRow("web/.env", "A=1", "'.env'")]
    [DataRow("web/certs/device.KEY", "text", "'device.KEY'")]
    [DataRow("web/innocent.txt", "x\n-----BEGIN RSA PRIVATE KEY-----\nabc", "private key")]
    public void WhatLooksLikeASecretIsAWarning(string file, string text, string reason)
    {
        using var folder = new ToolFolder();
        folder.With("web/a.js", "1;").With(file, text).With("list.txt", $"web/a.js\n{file}:plain.bin\n");
        foreach (string[] from in (string[][])[["web"], ["--list", "list.txt"]])
        {
            ToolRun run = folder.Run(["pack", .. from, "-f", "espfs", "-o", "a.img", "--check-reproducible"]);
            Assert.AreEqual(0, run.Status, run.Error);
            string warning = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Single();
            StringAssert.Contains(warning, "warning FLASHFS1007: ", StringComparison.Ordinal);
            StringAssert.Contains(warning, file, StringComparison.Ordinal);
            StringAssert.Contains(warning, reason, StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void ABytecodeThatIsNoneIsAWrongUse()
    {
        using var folder = new ToolFolder();
        folder.With("web/a.js", "1;");
        folder.Run("pack", "web", "-f", "simplefs", "--bytecode", "plaseholder", "-o", "a.fs").Failed(2, "FLASHFS9003", "did you mean 'Placeholder'");
    }

    [TestMethod]
    [DataRow("spiffs-idf-default.img", "-f spiffs --size 192K")]
    [DataRow("spiffs-meta0.img", "-f spiffs --size 0x30000 -s metaLength=0")]
    [DataRow("spiffs-meta0.img", "-f spiffs --size 196608 --profile duktape-esp32")]
    [DataRow("spiffs-meta0.img", "-f SPIFFS --size 192kb --profile esp-idf -s MetaLength=0")]
    [DataRow("espfs-stored.img", "-f espfs")]
    [DataRow("espfs-heatshrink-l5.img", "-f espfs -s compression=heatshrink -s level=5")]
    public void AFolderBecomesTheReferenceImage(string vector, string options)
    {
        using var folder = new ToolFolder();
        folder.WithInputs("web");
        ToolRun run = folder.Run(["pack", "web", "-o", "out/web.img", .. options.Split(' ')]).Succeeded();

        CollectionAssert.AreEqual(Vectors.Bytes($"images/{vector}"), File.ReadAllBytes(folder["out/web.img"]));
        Assert.HasCount(1, run.Lines);
        StringAssert.StartsWith(run.Out, "out/web.img: ", StringComparison.Ordinal);
        StringAssert.Contains(run.Out, " 16 files: ", StringComparison.Ordinal);
    }

    [TestMethod]
    public void TheResultLineAddsUp()
    {
        using var folder = new ToolFolder();
        folder.WithInputs("web");
        ToolRun run = folder.Run("pack", "web", "-f", "spiffs", "--size", "192K", "-o", "a.img").Succeeded();
        long[] figures = [.. run.Out.Split(' ').Select(word => long.TryParse(word, out long value) ? value : -1).Where(value => value >= 0)];
        Assert.HasCount(7, figures);
        Assert.AreEqual(figures[0], figures[2] + figures[3] + figures[4], run.Out);
        Assert.AreEqual(figures[0], figures[5], run.Out);
        Assert.AreEqual(81633, figures[2]);
    }

    [TestMethod]
    public void AnSdkConfigIsWeakerThanProfileAndSettings()
    {
        using var folder = new ToolFolder();
        folder.WithInputs("web").With("sdkconfig", "CONFIG_SPIFFS_META_LENGTH=0\nCONFIG_SPIFFS_PAGE_SIZE=256\n");
        folder.Run("pack", "web", "-f", "spiffs", "--size", "192K", "--sdkconfig", "sdkconfig", "-o", "meta0.img").Succeeded();
        folder.Run("pack", "web", "-f", "spiffs", "--size", "192K", "--sdkconfig", "sdkconfig", "--profile", "esp-idf", "-o", "meta4.img").Succeeded();
        CollectionAssert.AreEqual(Vectors.Bytes("images/spiffs-meta0.img"), File.ReadAllBytes(folder["meta0.img"]));
        CollectionAssert.AreEqual(Vectors.Bytes("images/spiffs-idf-default.img"), File.ReadAllBytes(folder["meta4.img"]));
    }

    [TestMethod]
    public void EqualContentsLeaveTheOutputAlone()
    {
        using var folder = new ToolFolder();
        folder.With("web/a.txt", "a");
        folder.Run("pack", "web", "-f", "espfs", "-o", "a.img").Succeeded();
        DateTime then = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(folder["a.img"], then);
        folder.Run("pack", "web", "-f", "espfs", "-o", "a.img", "--check-reproducible").Succeeded();
        Assert.AreEqual(then, File.GetLastWriteTimeUtc(folder["a.img"]));
    }

    [TestMethod]
    public void AListKeepsItsOrderAndNames()
    {
        using var folder = new ToolFolder();
        folder.With("in/z.txt", "z").With("in/a.txt", "a").With(
            "in/list.txt",
            "# order matters\n\nz.txt\r\na.txt:docs/first one.txt\tcompress=none\t\n");
        folder.Run("pack", "--list", "in/list.txt", "-f", "espfs", "-o", "a.img", "--check-reproducible").Succeeded();
        CollectionAssert.AreEqual(EspfsImage.Of(("z.txt", "z"), ("docs/first one.txt", "a")), File.ReadAllBytes(folder["a.img"]));
    }

    [TestMethod]
    public void AListFromStandardInputStartsFromTheCurrentFolder()
    {
        using var folder = new ToolFolder();
        folder.With("in/z.txt", "z");
        folder.Run(["pack", "--list", "-", "-f", "espfs", "-o", "a.img", "--check-reproducible"], "in/z.txt\n./in/z.txt:again").Succeeded();
        CollectionAssert.AreEqual(EspfsImage.Of(("in/z.txt", "z"), ("again", "z")), File.ReadAllBytes(folder["a.img"]));
    }

    [TestMethod]
    public void AFileOfAListIsPackedInItsOwnWay()
    {
        using var folder = new ToolFolder();
        folder.With("z.txt", Encoding.UTF8.GetBytes(new string('z', 1000)));
        folder.Run(["pack", "--list", "-", "-f", "espfs", "-o", "a.img"], "z.txt:h\tcompress=Heatshrink\nz.txt:g\tcompress=gzip\nz.txt:n").Succeeded();
        string[] lines = folder.Run("list", "a.img").Succeeded().Lines;
        StringAssert.Contains(lines[1], "heatshrink", StringComparison.Ordinal);
        StringAssert.Contains(lines[2], "gzip", StringComparison.Ordinal);
        StringAssert.Contains(lines[3], "none", StringComparison.Ordinal);
    }

    [TestMethod]

    // The path.
    [DataRow("../z.txt", "FLASHFS1004", "list.txt(2): ", "'..'")]
    [DataRow("/etc/hosts", "FLASHFS1004", "list.txt(2): ", "absolute")]
    [DataRow("z.txt:", "FLASHFS1004", "list.txt(2): ", "empty")]
    [DataRow("z.txt:a//b", "FLASHFS1004", "list.txt(2): ", "empty segment")]

    // The source.
    [DataRow("gone.txt", "FLASHFS1001", "list.txt(2): ", "'in/gone.txt'")]
    [DataRow("sub", "FLASHFS1008", "list.txt(2): ", "'in/sub'")]

    // What follows it.
    [DataRow("z.txt\tcompress=zip", "FLASHFS1015", "list.txt(2): ", "compress=zip")]
    [DataRow("z.txt\tcompress=1", "FLASHFS1015", "list.txt(2): ", "compress=1")]
    [DataRow("z.txt\tversion=-1", "FLASHFS1015", "list.txt(2): ", "version=-1")]
    [DataRow("z.txt\tversion=65536", "FLASHFS1015", "list.txt(2): ", "version=65536")]
    [DataRow("z.txt\tflags=0x100000000", "FLASHFS1015", "list.txt(2): ", "flags=")]
    [DataRow("z.txt\tflags=x", "FLASHFS1015", "list.txt(2): ", "flags=x")]
    [DataRow("z.txt\ttitle", "FLASHFS1015", "list.txt(2): ", "title=text")]
    [DataRow("z.txt\tcolour=red", "FLASHFS1015", "list.txt(2): ", "colour=red")]
    public void AWrongLineOfAListIsNamed(string line, string code, string place, string fragment)
    {
        using var folder = new ToolFolder();
        folder.With("in/z.txt", "z").With("in/sub/x", "x").With("in/list.txt", $"# comment\n{line}\n");
        folder.Run("pack", "--list", "in/list.txt", "-f", "espfs", "-o", "a.img").Failed(1, code, place, fragment);
        Assert.IsFalse(File.Exists(folder["a.img"]));
    }

    [TestMethod]
    public void EveryWrongLineIsReportedAtOnce()
    {
        using var folder = new ToolFolder();
        ToolRun run = folder.Run(["pack", "--list", "-", "-f", "espfs", "-o", "a.img"], "gone\n..\nalso-gone").Failed(1, "FLASHFS1004", "standard input(2)");
        Assert.HasCount(3, run.Error.TrimEnd().Split('\n'));
    }

    [TestMethod]

    // Wrong usage: the command line itself has to change.
    [DataRow("pack -f espfs -o a.img", 2, "FLASHFS9003", "--list")]
    [DataRow("pack web --list x -f espfs -o a.img", 2, "FLASHFS9003", "Both")]
    [DataRow("pack web -o a.img", 2, "FLASHFS9003", "--format")]
    [DataRow("pack web -f espfs", 2, "FLASHFS9003", "--output")]
    [DataRow("pack web -f spifs --size 1M -o a.img", 2, "FLASHFS1010", "did you mean 'spiffs'?")]
    [DataRow("pack web -f spiffs -o a.img", 2, "FLASHFS1018", "--size")]
    [DataRow("pack web -f spiffs --size 1Q -o a.img", 2, "FLASHFS1016", "'1Q'")]
    [DataRow("pack web -f spiffs --size -1 -o a.img", 2, "FLASHFS1016", "'-1'")]
    [DataRow("pack web -f spiffs --size 1M -s pagesize -o a.img", 2, "FLASHFS9003", "option=value")]
    [DataRow("pack web -f spiffs --size 1M -s pageSize=256 -s pagesize=512 -o a.img", 2, "FLASHFS9003", "twice")]
    [DataRow("pack web -f spiffs --size 1M -s pageSiz=256 -o a.img", 2, "FLASHFS1011", "did you mean 'pageSize'?")]
    [DataRow("pack web -f spiffs --size 1M -s pageSize=100 -o a.img", 2, "FLASHFS1012", "power of two")]
    [DataRow("pack web -f spiffs --size 1M --profile esp-idff -o a.img", 2, "FLASHFS1013", "did you mean 'esp-idf'?")]
    [DataRow("pack web -f spiffs --size 1M -s nameLength=200 -s metaLength=200 -o a.img", 2, "FLASHFS1019", "nameLength")]
    [DataRow("pack web -f espfs -o a.img --bogus", 2, "FLASHFS9003", "'--bogus'")]

    // Failed: the files have to change.
    [DataRow("pack gone -f espfs -o a.img", 1, "FLASHFS1023", "'gone'")]
    [DataRow("pack wbe -f espfs -o a.img", 1, "FLASHFS1023", "did you mean 'web'?")]
    [DataRow("pack web/a.txt -f espfs -o a.img", 1, "FLASHFS1023", "is a file")]
    [DataRow("pack --list gone.txt -f espfs -o a.img", 1, "FLASHFS1001", "'gone.txt'")]
    [DataRow("pack --list web -f espfs -o a.img", 1, "FLASHFS1008", "'web'")]
    [DataRow("pack web -f spiffs --size 1M --sdkconfig gone -o a.img", 1, "FLASHFS1001", "'gone'")]
    [DataRow("pack web -f spiffs --size 1M --sdkconfig web/a.txt -o a.img", 1, "FLASHFS1017", "web/a.txt(1): ")]
    [DataRow("pack web -f spiffs --size 5000 -o a.img", 1, "FLASHFS2004", "5000")]
    [DataRow("pack web -f espfs --size 16 -o a.img", 1, "FLASHFS2001", "16")]
    [DataRow("pack web -f espfs -o web", 1, "FLASHFS9002", "'web' is a folder")]
    [DataRow("pack web -f espfs -o new/", 1, "FLASHFS9002", "is a folder")]
    [DataRow("pack web -f espfs -o web/a.txt/a.img", 1, "FLASHFS9002", "a.img")]
    public void WhatIsWrongHasACodeAndAStatus(string command, int status, string code, string fragment)
    {
        using var folder = new ToolFolder();
        folder.With("web/a.txt", "no sdkconfig at all");
        ToolRun run = folder.Run(command.Split(' ')).Failed(status, code, fragment);
        Assert.AreEqual("", run.Out);
        Assert.IsFalse(File.Exists(folder["a.img"]));
    }

    [TestMethod]
    public void PathsThatDifferByCaseAreAWarning()
    {
        using var folder = new ToolFolder();
        ToolRun run = folder.With("z", "z").Run(["pack", "--list", "-", "-f", "espfs", "-o", "a.img"], "z:a\nz:A");
        Assert.AreEqual(0, run.Status);
        StringAssert.StartsWith(run.Error, "flashfs: warning FLASHFS1006: ", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("spiffs", "compress=gzip", "compress=")]
    [DataRow("spiffs", "title=x", "title=")]
    [DataRow("espfs", "version=1", "version=")]
    public void WhatAFormatHasNoUseForIsAWarning(string format, string field, string fragment)
    {
        using var folder = new ToolFolder();
        ToolRun run = folder.With("z", "z").Run(["pack", "--list", "-", "-f", format, "--size", "64K", "-o", "a.img"], $"z\t{field}");
        Assert.AreEqual(0, run.Status);
        StringAssert.StartsWith(run.Error, "flashfs: warning FLASHFS1024: standard input(1): 'z' has ", StringComparison.Ordinal);
        StringAssert.Contains(run.Error, fragment, StringComparison.Ordinal);
    }

    [TestMethod]
    public void AnImageThatCannotBeWrittenToIsAWarning()
    {
        using var folder = new ToolFolder();
        ToolRun run = folder.With("web/a", new byte[12 * 1024]).Run("pack", "web", "-f", "spiffs", "--size", "16K", "-o", "a.img");
        Assert.AreEqual(0, run.Status, run.Error);
        StringAssert.StartsWith(run.Error, "flashfs: warning FLASHFS2003: ", StringComparison.Ordinal);
    }

    [TestMethod]
    public void OnePathTwiceIsAnError()
    {
        using var folder = new ToolFolder();
        folder.With("z", "z").With("y", "y")
            .Run(["pack", "--list", "-", "-f", "espfs", "-o", "a.img"], "z:a\ny:a").Failed(1, "FLASHFS1005", "standard input(2): ", "'a'");
    }

    // Where it leads is written from the folder that the link lies in, or from the root.
    [TestMethod]
    [DataRow("web/loop", ".", "web")]
    [DataRow("web/loop", "{0}/web", "web")]
    // Above what is packed: without a look there, each round is a longer path to the same files, up to what the system allows.
    [DataRow("web/up", "..", "")]
    [DataRow("web/lib/deep/up", "../../..", "")]
    [DataRow("web/lib/deep/up", "../..", "web")]
    [DataRow("web/up", "{0}", "")]
    // By way of another name of the folder.
    [DataRow("web/up", "{0}/other/..", "")]
    [DataRow("web/up", "../other", "web")]
    public void ALinkToAFolderItLiesInIsAnErrorAtTheLink(string link, string target, string real)
    {
        using var folder = new ToolFolder();
        folder.With("web/a.txt", "a").With("web/lib/deep/b.txt", "b").With("beside.txt", "c");
        Directory.CreateSymbolicLink(folder["other"], folder["web"]);
        Directory.CreateSymbolicLink(folder[link], string.Format(CultureInfo.InvariantCulture, target, folder.Root));
        foreach (string packed in (string[])["web", "other"])
        {
            ToolRun run = folder.Run("pack", packed, "-f", "espfs", "-o", "a.img").Failed(
                1, "FLASHFS1008", $"'{link["web/".Length..]}' is a link to '{folder[real].TrimEnd(Path.DirectorySeparatorChar)}', a folder it lies in");
            Assert.HasCount(1, run.Error.TrimEnd().Split('\n'), run.Error);
        }
    }

    [TestMethod]
    public void LinksThatLeadToEachOtherAreErrorsAndTheOthersAreFollowed()
    {
        using var folder = new ToolFolder();
        folder.With("web/a/a.txt", "a").With("web/b/b.txt", "b").With("elsewhere/deep/c.txt", "c");
        Directory.CreateSymbolicLink(folder["web/c"], "../elsewhere");
        Directory.CreateSymbolicLink(folder["web/a/again"], "../c/deep");
        folder.Run("pack", "web", "-f", "espfs", "-o", "a.img").Succeeded();
        Assert.AreEqual(
            "a/a.txt a/again/c.txt b/b.txt c/deep/c.txt",
            string.Join(' ', folder.Run("list", "a.img", "--json").Succeeded().Json.GetProperty("files").EnumerateArray().Select(entry => entry.GetProperty("path").GetString())));

        Directory.CreateSymbolicLink(folder["web/a/x"], "../b");
        Directory.CreateSymbolicLink(folder["web/b/y"], "../a");
        ToolRun run = folder.Run("pack", "web", "-f", "espfs", "-o", "a.img");
        run.Failed(1, "FLASHFS1008", $"'a/x/y' is a link to '{folder["web/a"]}'");
        run.Failed(1, "FLASHFS1008", $"'b/y/x' is a link to '{folder["web/b"]}'");
    }
}
