using System.Net;
using System.Text;
using FlashFs.Compression;

namespace FlashFs.Tool.Tests.Explorer;

/// <summary>The web pages of an image as the device would send them.</summary>
[TestClass]
public sealed class PreviewTests
{
    [TestMethod]
    public async Task PagesComeWithTheirTypesAndTheStartPageForAFolder()
    {
        using var folder = new ToolFolder();
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", WebImage.Lamp()), "a.img");
        foreach ((string path, string type, string start) in ((string, string, string)[])
            [("", "text/html; charset=utf-8", "<!DOCTYPE"), ("index.html", "text/html; charset=utf-8", "<!DOCTYPE"), ("index.html?x=1&y", "text/html; charset=utf-8", "<!DOCTYPE"), ("sub/", "text/html; charset=utf-8", "<p>below"), ("data/log.txt", "text/plain; charset=utf-8", "nothing")])
        {
            using HttpResponseMessage response = await host.PreviewAsync(path);
            Assert.AreEqual((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType?.ToString()), path);
            Assert.StartsWith(start, await response.Content.ReadAsStringAsync());
        }

        foreach (string path in (string[])["sub", "nothing", "INDEX.HTML", "index.html/", "data/"])
        {
            using HttpResponseMessage response = await host.PreviewAsync(path);
            Assert.AreEqual(HttpStatusCode.NotFound, response.StatusCode, path);
        }
    }

    [TestMethod]
    public async Task PackedPagesStayPacked()
    {
        using var folder = new ToolFolder();
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", WebImage.Lamp()), "a.img");
        Formats.FlashVolume volume = host.Server.Shelf.Images[0].Volume;
        byte[] stored = volume.ReadStored(volume.Entries.Single(entry => entry.Name == "style.css"));
        foreach ((string accepted, bool packed) in ((string, bool)[])[("gzip", true), ("deflate, gzip;q=0.5", true), ("*", true), ("br, gzip;q=0", false), ("identity", false)])
        {
            using HttpResponseMessage response = await host.PreviewAsync("style.css", ("Accept-Encoding", accepted));
            Assert.AreEqual("text/css; charset=utf-8", response.Content.Headers.ContentType!.ToString());
            Assert.AreEqual(packed ? "gzip" : "", string.Join(',', response.Content.Headers.ContentEncoding), accepted);
            Assert.AreEqual("Accept-Encoding", response.Headers.Vary.Single());
            CollectionAssert.AreEqual(packed ? stored : Encoding.UTF8.GetBytes(WebImage.Style), await response.Content.ReadAsByteArrayAsync(), accepted);
        }
    }

    [TestMethod]
    public async Task APackedFileBesideIsSentUnderTheNameWithoutGz()
    {
        using var folder = new ToolFolder();
        byte[] member = GzipMember.Pack("alert(1)"u8);
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", WebImage.Of(("app.js.gz", member), ("index.html.gz", member), ("bad.js.gz", "none"u8.ToArray()))), "a.img");
        using HttpResponseMessage packed = await host.PreviewAsync("app.js", ("Accept-Encoding", "gzip"));
        Assert.AreEqual(("text/javascript; charset=utf-8", "gzip"), (packed.Content.Headers.ContentType!.ToString(), packed.Content.Headers.ContentEncoding.Single()));
        CollectionAssert.AreEqual(member, await packed.Content.ReadAsByteArrayAsync());
        using HttpResponseMessage unpacked = await host.PreviewAsync("app.js");
        Assert.AreEqual("alert(1)", await unpacked.Content.ReadAsStringAsync());
        using HttpResponseMessage itself = await host.PreviewAsync("app.js.gz", ("Accept-Encoding", "gzip"));
        Assert.AreEqual(("application/gzip", 0), (itself.Content.Headers.ContentType!.ToString(), itself.Content.Headers.ContentEncoding.Count));
        using HttpResponseMessage start = await host.PreviewAsync("", ("Accept-Encoding", "gzip"));
        Assert.AreEqual("text/html; charset=utf-8", start.Content.Headers.ContentType!.ToString());
        await Assert.ThrowsExactlyAsync<HttpRequestException>(async () => await (await host.PreviewAsync("bad.js")).Content.ReadAsByteArrayAsync(), "not taken for whole");
    }

    [TestMethod]
    public async Task PagesInAFolderOfTheImageAreFoundFromTheRoot()
    {
        using var folder = new ToolFolder();
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", WebImage.Lamp("web/")), "a.img");
        using HttpResponseMessage root = await host.PreviewAsync("");
        Assert.AreEqual((HttpStatusCode.Redirect, "/web/"), (root.StatusCode, root.Headers.Location?.ToString()));
        foreach (string path in (string[])["web/", "web/index.html", "index.html", "style.css", "web/style.css"])
        {
            using HttpResponseMessage response = await host.PreviewAsync(path);
            Assert.AreEqual(HttpStatusCode.OK, response.StatusCode, path);
        }
    }

    [TestMethod]
    public async Task ThePreviewHasAnOriginOfItsOwn()
    {
        using var folder = new ToolFolder();
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", WebImage.Lamp()), "a.img");
        using HttpResponseMessage way = await host.GetAsync("preview/1/sub/?a=%C3%A9");
        Assert.AreEqual((HttpStatusCode.Redirect, $"http://{host.PreviewHost}/sub/?a=%C3%A9"), (way.StatusCode, way.Headers.Location!.OriginalString));

        // The explorer's address, with its secret and all, is nothing there.
        foreach (string path in (string[])["api/images", "app/app.js", "events"])
        {
            using HttpResponseMessage response = await host.PreviewAsync($"{host.Address.AbsolutePath.Trim('/')}/{path}");
            Assert.AreEqual(HttpStatusCode.NotFound, response.StatusCode, path);
        }

        using HttpResponseMessage page = await host.PreviewAsync("index.html");
        string policy = page.Headers.GetValues("Content-Security-Policy").Single();
        StringAssert.Contains(policy, $"frame-ancestors 'self' http://{host.Authority}", StringComparison.Ordinal);
        Assert.IsFalse(policy.Contains("allow-top-navigation", StringComparison.Ordinal), policy);
        Assert.AreEqual("same-origin", page.Headers.GetValues("Referrer-Policy").Single());
        Assert.IsFalse(page.Headers.Concat(page.Content.Headers).Any(header => header.Value.Any(value => value.Contains(host.Address.AbsolutePath.Trim('/'), StringComparison.Ordinal))), "the secret is in no header");
    }
}
