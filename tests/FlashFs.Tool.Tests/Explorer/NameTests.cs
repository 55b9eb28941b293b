using System.Net;
using System.Text.Json;
using FlashFs.Tool.Explorer;

namespace FlashFs.Tool.Tests.Explorer;

/// <summary>Names that strangers chose.</summary>
[TestClass]
public sealed class NameTests
{
    private static readonly string[] Names =
    [
        "<img src=x onerror=alert(1)>", "a\r\nSet-Cookie: x=1", "\u001b[31mred", "\u202egnp.exe", "../../etc/passwd", "..\\x", "\"; filename=\"evil.exe", new string('n', 250), "é 日本", "%2e%2e", "con.txt", "x. ", "\u0007",
    ];

    [TestMethod]
    public async Task NothingInANameGetsIntoAHeaderOrMarkup()
    {
        using var folder = new ToolFolder();
        byte[] image = EspfsImage.Of([.. Names.Select(name => (name, "1"))]);
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", image), "a.img");
        string json = (await host.JsonAsync($"api/{host.Key}/files")).GetRawText();
        Assert.IsTrue(json.All(letter => letter is >= ' ' and <= '~' and not ('<' or '>' or '&' or '\'')), json);
        using JsonDocument parsed = JsonDocument.Parse(json);
        CollectionAssert.AreEqual(Names, parsed.RootElement.GetProperty("items").EnumerateArray().Select(item => item[0].GetString()).ToArray());
        for (int i = 0; i < Names.Length; i++)
        {
            using HttpResponseMessage response = await host.GetAsync($"api/{host.Key}/download/{i}");
            Assert.AreEqual(HttpStatusCode.OK, response.StatusCode, Names[i]);
            Assert.IsFalse(response.Headers.Contains("Set-Cookie"));
            string disposition = response.Content.Headers.GetValues("Content-Disposition").Single();
            Assert.MatchesRegex("""^attachment; filename="[^"\\]{1,170}"; filename\*=UTF-8''[A-Za-z0-9._~%-]+$""", disposition);
        }
    }

    [TestMethod]
    [DataRow("a/b/c.txt", "c.txt")]
    [DataRow("..", "file")]
    [DataRow("a/", "file")]
    [DataRow("", "file")]
    [DataRow("con.txt", "file-con.txt")]
    [DataRow("x. ", "x")]
    [DataRow("a\u202eb\u0007<c>", "a_b__c_")]
    [DataRow("C:\\x\\y.exe", "y.exe")]
    [DataRow("é 日本.txt", "é 日本.txt")]
    public void ADownloadHasASafeName(string path, string expected) => Assert.AreEqual(expected, DownloadName.Of(path));

    [TestMethod]
    public void ALongNameIsCut() => Assert.AreEqual(150, DownloadName.Of(new string('n', 250)).Length);

    [TestMethod]
    public void TheNameOfTheImageIsHarmlessOnATerminal()
    {
        using var folder = new ToolFolder();
        ToolRun run = folder.With("a\u001b[31m\u202e.img", WebImage.Lamp()).Run("serve", "a\u001b[31m\u202e.img").Succeeded();
        Assert.StartsWith("a\\u{1b}[31m\\u{202e}.img: ESPFS", run.Out);
    }
}
