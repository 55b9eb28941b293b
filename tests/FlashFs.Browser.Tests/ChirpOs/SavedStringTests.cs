using System.Text;
using FlashFs.Compression;
using FlashFs.Formats.ChirpOs;
using Microsoft.Playwright;

namespace FlashFs.Browser.Tests.ChirpOs;

/// <summary>The string in localStorage, with the real lz-string on the other side.</summary>
[TestClass]
public sealed class SavedStringTests
{
    private const string FromStorage = "() => LZString.decompressFromUTF16(localStorage.getItem('chirpos.filesystem'))";

    private static string Inputs => Repository.PathOf("tests", "FlashFs.Tests", "Vectors", "inputs");

    [TestMethod]
    public async Task TheBrowserUnpacksOurImageToTheSameJson()
    {
        byte[] image = ChirpPage.Pack(ChirpPage.FilesIn(Inputs));
        ChirpFileSystem system = ChirpOsVolume.Open(image, new ChirpOsOptions(), FlashFs.Formats.ReadMode.Strict).Mount();
        IPage page = await ChirpPage.OpenAsync();
        await page.CallAsync("text => { localStorage.setItem('chirpos.filesystem', text); return ''; }", Encoding.Unicode.GetString(image));
        string unpacked = await page.CallAsync(FromStorage);
        Assert.AreEqual(system.ToJson(), unpacked);
        Assert.IsGreaterThan(100_000, unpacked.Length);

        // What the browser makes of the JSON is every file, byte for byte.
        string paths = await page.EvaluateAsync<string>(
            """
            () => {
              const walk = (node, path) => Object.entries(node).filter(([name]) => !name.startsWith("/")).flatMap(([name, child]) =>
                "/data" in child ? [path + name + " " + child["/data"].length + " " + (child["/binary"] === true)] : walk(child, path + name + "/"));
              return walk(JSON.parse(LZString.decompressFromUTF16(localStorage.getItem("chirpos.filesystem"))), "/").sort().join("\n");
            }
            """);
        string expected = string.Join('\n', Files(system.Root).Select(file => $"{file.GetPath()} {file.Length} {(file.IsBinary ? "true" : "false")}").Order(StringComparer.Ordinal));
        Assert.AreEqual(expected, paths);
    }

    [TestMethod]
    public async Task WeReadWhatTheBrowserPackedAndItReadsWhatWeMakeOfIt()
    {
        IPage page = await ChirpPage.OpenAsync();
        string saved = await page.CallAsync(
            """
            () => {
              const data = [];
              for (let unit = 0; unit < 65536; unit++) data.push(String.fromCharCode(unit));
              const file = text => ({ "/created": 1700000000000, "/modified": Date.now(), "/accessed": 0, "/data": text });
              const root = {
                "every unit": file(data.join("")),
                "lone \ud800 name": file("\udc00 and \ud83d"),
                "12": file("a name that is a number"),
                "__proto__ of none": file(""),
                directory: { "/flags": 4, "/created": 1, "/modified": 2, "/accessed": 3, deep: { deeper: { "Grüße.txt": file("Grüße, 世界 😀\n") } } },
                program: { ...file("#!"), "/flags": 2 },
                bytes: { ...file("\u0000\u00ff\u0080"), "/binary": true },
                gone: null,
              };
              localStorage.setItem("chirpos.filesystem", LZString.compressToUTF16(JSON.stringify(root)));
              return localStorage.getItem("chirpos.filesystem");
            }
            """);
        ChirpFileSystem system = ChirpFileSystem.Load(saved);
        Assert.IsEmpty(system.Damage, string.Join('\n', system.Damage));
        Assert.AreEqual(string.Concat(Enumerable.Range(0, 65536).Select(unit => (char)unit)), DataOf(system, "/every unit"));
        Assert.AreEqual("\udc00 and \ud83d", DataOf(system, "/lone \ud800 name"));
        Assert.AreEqual("Grüße, 世界 😀\n", DataOf(system, "/directory/deep/deeper/Grüße.txt"));
        Assert.AreEqual(ChirpFlags.Executable, system.GetNodeFromPath("/program").Info.Flags);
        Assert.AreEqual(ChirpFlags.Hidden, system.GetNodeFromPath("/directory").Info.Flags);
        Assert.AreEqual(1_700_000_000_000, system.GetNodeFromPath("/12").Info.Created);
        CollectionAssert.AreEqual(new byte[] { 0, 0xFF, 0x80 }, ((ChirpFile)system.GetNodeFromPath("/bytes")).ToBytes());

        // And back: an object that is equal to what JSON.parse makes of ours.
        system.Root.SetNode(new ChirpFile(new ChirpNodeInfo("ours"), "\ud800\u2028"));
        string ours = system.Save();
        Assert.AreEqual(
            DataOf(system, "/every unit"),
            await page.CallAsync("text => JSON.parse(LZString.decompressFromUTF16(text))['every unit']['/data']", ours));
        Assert.AreEqual("\ud800\u2028", await page.CallAsync("text => JSON.parse(LZString.decompressFromUTF16(text)).ours['/data']", ours));
        Assert.AreEqual(system.ToJson(), await page.CallAsync("text => LZString.decompressFromUTF16(text)", ours));
    }

    [TestMethod]
    public async Task BothPackTheSameTextsToTheSameCharactersInAllFourForms()
    {
        IPage page = await ChirpPage.OpenAsync();
        var random = new Random(11);
        var texts = new List<string> { "", "a", new('a', 10_000), "\ud800", "\uffff\u0000" };
        foreach (int alphabet in (int[])[1, 2, 3, 16, 100, 256, 257, 5000, 65536])
        {
            for (int i = 0; i < 30; i++)
            {
                texts.Add(new string([.. Enumerable.Range(0, random.Next(i < 28 ? 100 : 3000)).Select(_ => (char)random.Next(alphabet))]));
            }
        }

        string[][] theirs = await page.EvaluateAsync<string[][]>(
            $$"""
            texts => {
              {{CodeUnits.Script}}
              return texts.map(textOf).map(text => [
                hexOf(LZString.compressToUTF16(text)), LZString.compressToBase64(text), LZString.compressToEncodedURIComponent(text),
                Array.from(LZString.compressToUint8Array(text), byte => byte.toString(16).padStart(2, "0")).join("")]);
            }
            """,
            texts.Select(CodeUnits.HexOf).ToArray());
        for (int i = 0; i < texts.Count; i++)
        {
            Assert.AreEqual(theirs[i][0], CodeUnits.HexOf(LzString.CompressToUtf16(texts[i])));
            Assert.AreEqual(theirs[i][1], LzString.CompressToBase64(texts[i]));
            Assert.AreEqual(theirs[i][2], LzString.CompressToEncodedUriComponent(texts[i]));
            Assert.AreEqual(theirs[i][3], Convert.ToHexStringLower(LzString.CompressToUint8Array(texts[i])));
            Assert.IsTrue(LzString.TryDecompressFromUtf16(CodeUnits.TextOf(theirs[i][0]), out string? back, out _));
            Assert.AreEqual(texts[i], back);
        }
    }

    [TestMethod]
    public async Task TheStringIsStillThereWhenTheBrowserStartsAgain()
    {
        string folder = Directory.CreateTempSubdirectory("flashfs-chromium-").FullName;
        try
        {
            string saved = Encoding.Unicode.GetString(ChirpPage.Pack(ChirpPage.FilesIn(Inputs)));
            await using (IBrowserContext first = await Chromium.StartAsync(folder))
            {
                IPage page = await ChirpPage.OpenAsync(await first.NewPageAsync());
                await page.CallAsync("text => { localStorage.setItem('chirpos.filesystem', text); return ''; }", saved);

                // Chromium writes storage behind; leaving the page lets it.
                await page.CloseAsync();
            }

            await using IBrowserContext second = await Chromium.StartAsync(folder);
            IPage again = await ChirpPage.OpenAsync(await second.NewPageAsync());
            Assert.AreEqual(saved, await again.CallAsync("() => localStorage.getItem('chirpos.filesystem') ?? ''"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public async Task AStringOfTheWholeCapacityFitsIntoTheBrowser()
    {
        IPage page = await ChirpPage.OpenAsync();
        int length = await page.EvaluateAsync<int>(
            """
            capacity => {
              localStorage.setItem("chirpos.filesystem", "\u8000".repeat(capacity));
              return localStorage.getItem("chirpos.filesystem").length;
            }
            """,
            ChirpFileSystemInfo.DefaultCapacity);
        Assert.AreEqual(2_619_440, length);
    }

    private static string DataOf(ChirpFileSystem system, string path) => ((ChirpFile)system.GetNodeFromPath(path)).Data;

    private static IEnumerable<ChirpFile> Files(ChirpBaseDirectory directory) =>
        directory.Children.SelectMany(node => node is ChirpBaseDirectory below ? Files(below) : [(ChirpFile)node]);
}
