using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Formats.SimpleFs;
using FlashFs.Tests.Formats.SimpleFs;

namespace FlashFs.Engines.Tests.Ckb;

/// <summary>What docs/formats/simplefs.md says of entry files and of images that are refused, asked of the VM.</summary>
[TestClass]
public sealed class CkbEntryTests
{
    [TestMethod]
    // Names; a = behind one makes it empty. Every other file logs its name.
    [DataRow("index.js", 0, "index.js")]
    [DataRow("index.bc", 0, "index.bc")]
    [DataRow("index.js index.bc", 0, "index.js")]
    [DataRow("index.bc index.js", 0, "index.js")]
    [DataRow("init.js index.js", 0, "init.js index.js")]
    [DataRow("init.bc index.js", 0, "init.bc index.js")]
    [DataRow("init.js init.bc index.bc", 0, "init.js index.bc")]
    [DataRow("init.js= init.bc index.js", 0, "index.js")]
    [DataRow("lib/init.js lib/index.js index.js", 0, "index.js")]
    [DataRow("index.js=", -8, "")]
    [DataRow("index.bc=", -8, "")]
    [DataRow("index.js= index.bc", -8, "")]
    [DataRow("lib.js", -1, "")]
    [DataRow("init.js lib/index.js", -1, "init.js")]
    [DataRow("", -1, "")]
    public void TheVmRunsWhatTheLoaderSays(string files, int code, string ran)
    {
        var builder = new SimpleFsTestImage();
        foreach (string name in files.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            builder.Add(name.TrimEnd('='), name.EndsWith('=') ? "" : $"console.log('ran {name}')");
        }

        byte[] image = builder.ToArray();
        CkbRun run = CkbRun.FromFile(image);
        Assert.AreEqual(code, run.Code, run.ToString());
        Assert.AreEqual(ran, string.Join(' ', run.Log.Where(line => line.StartsWith("ran ", StringComparison.Ordinal)).Select(line => line[4..])));

        var loader = new SimpleFsLoader(SimpleFsVolume.Open(image, ReadMode.Strict));
        int foretold = loader.IsRunnable ? 0 : loader.EntryFile is null ? -1 : -8;
        Assert.AreEqual(code, foretold);
        if (code == 0)
        {
            Assert.AreEqual(loader.EntryFile?.Value, ran.Split(' ')[^1]);
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void NameLengthsMayCountTheNul(bool countsNul) =>
        CkbRun.FromFile(new SimpleFsTestImage().Add("index.js", "import './a.js';", countsNul).Add("a.js", "console.log('a');", countsNul).ToArray())
            .Is(0, "a");

    [TestMethod]
    [DataRow(".a")]
    [DataRow("/a")]
    [DataRow("\\a")]
    [DataRow("~a")]
    public void OneBadNameAndTheWholeImageIsRefused(string name)
    {
        byte[] image = new SimpleFsTestImage().Add("index.js", "console.log('index');").Add(name, "1").ToArray();
        CkbRun run = CkbRun.FromFile(image);
        Assert.AreEqual(-2, run.Code, run.ToString());
        Assert.IsFalse(run.Log.Contains("index"), run.ToString());
        Assert.AreEqual(
            DiagnosticCodes.InvalidField.Code,
            Assert.ThrowsExactly<FlashFormatException>(() => SimpleFsVolume.Open(image, ReadMode.Strict)).Code);
    }

    [TestMethod]
    public void TheFirstOfTwoNamesCounts() =>
        CkbRun.FromFile(new SimpleFsTestImage().Add("index.js", "console.log('first');").Add("index.js", "console.log('second');").ToArray())
            .Is(0, "first");

    [TestMethod]
    public void FromAFileAnImageHasUpTo524287Bytes()
    {
        CkbRun.FromFile(Padded(524_287)).Is(0, "index");
        CkbRun run = CkbRun.FromFile(Padded(524_288));
        Assert.AreEqual(-3, run.Code, run.ToString());
    }

    [TestMethod]
    public void OutOfACellAnImageHasUpTo229327Bytes()
    {
        string transaction = File.ReadAllText(Repository.PathOf("samples", "CkbModules", "transactions", "resale.json"));
        CkbRun.FromCell(Padded(229_327), transaction).Is(0, "index");
        Assert.AreEqual("MemWriteOnExecutablePage", CkbRun.FromCell(Padded(229_328), transaction).Crash);
    }

    // 4 for the count; two rows of 16, names of 8 and 8, and four NUL.
    private static byte[] Padded(int size)
    {
        const string Index = "console.log('index');";
        byte[] image = CkbImages.Pack(
            CkbImages.File("index.js", Index),
            CkbImages.File("data.bin", new string('x', size - 4 - (2 * 16) - 8 - 8 - 4 - Index.Length)));
        Assert.HasCount(size, image);
        return image;
    }
}
