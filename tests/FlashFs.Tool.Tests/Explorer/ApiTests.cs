using System.Net;
using System.Text;
using System.Text.Json;
using FlashFs.Tool.Explorer;

namespace FlashFs.Tool.Tests.Explorer;

/// <summary>What the explorer's page asks for.</summary>
[TestClass]
public sealed class ApiTests
{
    [TestMethod]
    public async Task TheImageIsDescribed()
    {
        using var folder = new ToolFolder();
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.WithVector("s.img", "images/spiffs-idf-default.img"), "s.img");
        JsonElement json = await host.JsonAsync("api/images");
        AssertJson.HasShape(json, "schema watch proxy images");
        Assert.AreEqual(ExplorerApi.Schema, json.GetProperty("schema").GetString());
        JsonElement image = json.GetProperty("images")[0];
        AssertJson.HasShape(image, "id key name size format formatId options assumption files extents damage data overhead free freeBlocks blockSize preview pages");
        Assert.AreEqual(("s.img", 196608, "spiffs"), (image.GetProperty("name").GetString(), image.GetProperty("size").GetInt32(), image.GetProperty("formatId").GetString()));
        ToolRun list = folder.Run("list", "s.img", "--json").Succeeded();
        Assert.AreEqual(list.Json.GetProperty("assumption").GetString(), image.GetProperty("assumption").GetString(), "guessed as the other verbs guess");
    }

    [TestMethod]
    public async Task FilesAndExtentsComeInPages()
    {
        using var folder = new ToolFolder();
        byte[] image = WebImage.Of([.. Enumerable.Range(0, 10_000).Select(i => ($"d{i / 100}/f{i:D5}", $"{i}"))]);
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", image), "a.img");
        var names = new List<string>();
        int pages = 0;
        for (; names.Count < 10_000; pages++)
        {
            JsonElement page = await host.JsonAsync($"api/{host.Key}/files?from={names.Count}");
            Assert.AreEqual(10_000, page.GetProperty("total").GetInt32());
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item[0].GetString()!));
        }

        Assert.AreEqual(2, pages);
        CollectionAssert.AreEqual(host.Server.Shelf.Images[0].Volume.Entries.Select(entry => entry.Name).ToArray(), names);
        Assert.AreEqual(3, (await host.JsonAsync($"api/{host.Key}/files?from=9997&count=100")).GetProperty("items").GetArrayLength());
        Assert.AreEqual(0, (await host.JsonAsync($"api/{host.Key}/files?from=20000")).GetProperty("items").GetArrayLength());
        JsonElement extents = await host.JsonAsync($"api/{host.Key}/extents?count=2");
        Assert.AreEqual("[[0,28,2,0],[28,4,3,0]]", extents.GetProperty("items").GetRawText());
        foreach (string query in (string[])["from=-1", "from=x", "count=5001", "from=99999999999"])
        {
            using HttpResponseMessage response = await host.GetAsync($"api/{host.Key}/files?{query}");
            Assert.AreEqual(HttpStatusCode.BadRequest, response.StatusCode, query);
        }
    }

    [TestMethod]
    public async Task ContentsAreReadInParts()
    {
        using var folder = new ToolFolder();
        byte[] contents = new byte[100_000];
        new Random(1).NextBytes(contents);
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", WebImage.Of(("b.bin", contents), ("c.css", new byte[50_000]), ("e", []))), "a.img");
        CollectionAssert.AreEqual(contents, await BytesAsync(host, $"api/{host.Key}/content/0"));
        CollectionAssert.AreEqual(contents[1000..1010], await BytesAsync(host, $"api/{host.Key}/content/0?from=1000&count=10"));
        CollectionAssert.AreEqual(contents[99_990..], await BytesAsync(host, $"api/{host.Key}/content/0?from=99990&count=100"));
        CollectionAssert.AreEqual(new byte[50_000], await BytesAsync(host, $"api/{host.Key}/content/1"), "unpacked");
        Assert.IsEmpty(await BytesAsync(host, $"api/{host.Key}/content/2"));
        Assert.IsEmpty(await BytesAsync(host, $"api/{host.Key}/content/0?from=9999999999999"));
    }

    [TestMethod]
    public async Task DownloadsAreTheFileAndItsStoredForm()
    {
        using var folder = new ToolFolder();
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", WebImage.Lamp()), "a.img");
        int index = host.Server.Shelf.Images[0].Volume.Entries.Single(entry => entry.Name == "style.css").Index;
        using HttpResponseMessage response = await host.GetAsync($"api/{host.Key}/download/{index}");
        Assert.AreEqual(WebImage.Style, await response.Content.ReadAsStringAsync());
        Assert.AreEqual("attachment; filename=\"style.css\"; filename*=UTF-8''style.css", response.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.AreEqual("application/octet-stream", response.Content.Headers.ContentType!.ToString());
        byte[] stored = await BytesAsync(host, $"api/{host.Key}/download/{index}?stored");
        Assert.AreEqual(WebImage.Style, Encoding.UTF8.GetString(Compression.GzipMember.Unpack(stored)));
    }

    [TestMethod]
    public async Task PicturesAreKnownByTheirBytesAndCannotRun()
    {
        using var folder = new ToolFolder();
        byte[] image = WebImage.Of(
            ("a.png", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]),
            ("b.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray()),
            ("c.png", "<html><script>alert(1)</script>"u8.ToArray()));
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", image), "a.img");
        using HttpResponseMessage png = await host.GetAsync($"api/{host.Key}/picture/0");
        Assert.AreEqual("image/png", png.Content.Headers.ContentType!.ToString());
        using HttpResponseMessage svg = await host.GetAsync($"api/{host.Key}/picture/1");
        Assert.AreEqual("image/svg+xml", svg.Content.Headers.ContentType!.ToString());
        Assert.AreEqual("default-src 'none'; style-src 'unsafe-inline'; sandbox", svg.Headers.GetValues("Content-Security-Policy").Single());
        using HttpResponseMessage page = await host.GetAsync($"api/{host.Key}/picture/2");
        Assert.AreEqual(HttpStatusCode.NotFound, page.StatusCode);
    }

    [TestMethod]
    public async Task TextIsFoundInPackedContents()
    {
        using var folder = new ToolFolder();
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", WebImage.Lamp()), "a.img");
        JsonElement found = await host.JsonAsync($"api/{host.Key}/search?text=COLOR%3A");
        JsonElement match = found.GetProperty("matches").EnumerateArray().Single();
        Assert.AreEqual("style.css", host.Server.Shelf.Images[0].Volume.Entries[match[0].GetInt32()].Name);
        Assert.AreEqual((5, "h1 { ", "color:"), (match[1].GetInt32(), match[2].GetString(), match[3].GetString()));
        Assert.AreEqual(JsonValueKind.Null, found.GetProperty("next").ValueKind);
        Assert.AreEqual(0, (await host.JsonAsync($"api/{host.Key}/search?text=nowhere")).GetProperty("matches").GetArrayLength());
        foreach (string query in (string[])["", "text=", $"text={new string('x', 201)}"])
        {
            using HttpResponseMessage response = await host.GetAsync($"api/{host.Key}/search?{query}");
            Assert.AreEqual(HttpStatusCode.NotFound, response.StatusCode, query);
        }
    }

    [TestMethod]
    public async Task ASearchOfMuchGoesOnWhereItStopped()
    {
        using var folder = new ToolFolder();
        byte[] image = WebImage.Of([.. Enumerable.Range(0, 500).Select(i => ($"f{i:D3}", $"needle {i}"))]);
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", image), "a.img");
        int count = 0;
        int requests = 0;
        for (int? next = 0; next is { } from; requests++)
        {
            JsonElement found = await host.JsonAsync($"api/{host.Key}/search?text=needle&from={from}");
            count += found.GetProperty("matches").GetArrayLength();
            next = found.GetProperty("next").ValueKind == JsonValueKind.Null ? null : found.GetProperty("next").GetInt32();
        }

        Assert.AreEqual((500, 3), (count, requests));
    }

    [TestMethod]
    public async Task DamageIsListedAndADamagedFileIsAnAnswer()
    {
        using var folder = new ToolFolder();
        byte[] image = WebImage.Lamp();
        int gzip = image.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x1F, 0x8B]);
        image[gzip + 30] ^= 0xFF;
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", image), "a.img");
        int index = host.Server.Shelf.Images[0].Volume.Entries.Single(entry => entry.Name == "style.css").Index;
        foreach (string what in (string[])["content", "download"])
        {
            using HttpResponseMessage response = await host.GetAsync($"api/{host.Key}/{what}/{index}");
            Assert.AreEqual(HttpStatusCode.UnprocessableEntity, response.StatusCode);
            Assert.IsFalse(response.Content.Headers.Contains("Content-Disposition"));
            StringAssert.Contains(await response.Content.ReadAsStringAsync(), "\"code\":\"FLASHFS50", StringComparison.Ordinal);
        }

        image = WebImage.Lamp()[..^16];
        await using ExplorerHost cut = await ExplorerHost.StartAsync(folder.With("b.img", image), "b.img");
        JsonElement damage = await cut.JsonAsync($"api/{cut.Key}/damage");
        Assert.AreEqual((await cut.JsonAsync("api/images")).GetProperty("images")[0].GetProperty("damage").GetInt32(), damage.GetProperty("total").GetInt32());
        StringAssert.StartsWith(damage.GetProperty("items")[0][0].GetString(), "FLASHFS5");
    }

    private static async Task<byte[]> BytesAsync(ExplorerHost host, string path)
    {
        using HttpResponseMessage response = await host.GetAsync(path);
        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode, path);
        return await response.Content.ReadAsByteArrayAsync();
    }
}
