using System.Net;
using FlashFs.Tool.Explorer;

namespace FlashFs.Tool.Tests.Explorer;

/// <summary>Who is served and who is not.</summary>
[TestClass]
public sealed class GateTests
{
    [TestMethod]
    public async Task WithoutTheSecretThereIsNothing()
    {
        using var folder = new ToolFolder();
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", WebImage.Lamp()), "a.img");
        string token = host.Address.AbsolutePath.Trim('/');
        Assert.MatchesRegex("^[0-9a-f]{32}$", token);
        string wrong = token[..^1] + (token[^1] == '0' ? '1' : '0');
        foreach (string path in (string[])["/", "/api/images", $"/{wrong}/", $"/{wrong}/api/images", $"/{token[..^1]}/", $"/{token}0/", $"/{token}", $"/{token.ToUpperInvariant()}0/", "/favicon.ico", $"/x/{token}/", $"//{token}/"])
        {
            using HttpResponseMessage response = await host.SendAsync(HttpMethod.Get, new Uri($"http://{host.Authority}{path}"));
            Assert.AreEqual((HttpStatusCode.NotFound, "Not found.\n"), (response.StatusCode, await response.Content.ReadAsStringAsync()), path);
            Assert.IsFalse(response.Headers.Contains("Server"), path);
        }

        using HttpResponseMessage right = await host.GetAsync("");
        Assert.AreEqual(HttpStatusCode.OK, right.StatusCode);
    }

    [TestMethod]
    public async Task OnlyItsOwnHostNamesAreKnown()
    {
        using var folder = new ToolFolder();
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", WebImage.Lamp()), "a.img");
        string path = host.Address.AbsolutePath;
        int port = host.Address.Port;
        foreach (string name in (string[])["evil.example", $"evil.example:{port}", "127.0.0.1", $"127.0.0.1:{port + 1}", $"localhost:{port}", $"127.0.0.1.evil.example:{port}", $"{new string('0', 32)}.localhost:{port}", $".localhost:{port}", $"[::1]:{port}", $"x.{host.PreviewHost}"])
        {
            Assert.AreEqual("403", await host.StatusAsync(path, name), name);
        }

        Assert.AreEqual("200", await host.StatusAsync(path));
        Assert.AreEqual("200", await host.StatusAsync("/index.html", host.PreviewHost));

        // Two hosts, or none, are the server's own business, and no answer either.
        Assert.StartsWith("HTTP/1.1 400", await host.RawAsync($"GET {path} HTTP/1.1\r\nHost: {host.Authority}\r\nHost: evil.example\r\nConnection: close\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 400", await host.RawAsync($"GET {path} HTTP/1.1\r\nConnection: close\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 403", await host.RawAsync($"GET {path} HTTP/1.0\r\n\r\n"));
    }

    [TestMethod]
    public async Task OtherPagesAreKeptOut()
    {
        using var folder = new ToolFolder();
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", WebImage.Lamp()), "a.img");
        string preview = $"http://{host.PreviewHost}";
        foreach (string origin in (string[])["https://evil.example", "null", "", preview, $"https://{host.Authority}", $"http://localhost:{host.Address.Port}", $"http://{host.Authority}.evil.example"])
        {
            foreach (string path in (string[])["", "api/images", "events", "app/app.js"])
            {
                using HttpResponseMessage response = await host.GetAsync(path, ("Origin", origin));
                Assert.AreEqual(HttpStatusCode.Forbidden, response.StatusCode, $"{origin} {path}");
                Assert.IsFalse(response.Headers.Contains("Access-Control-Allow-Origin"));
            }
        }

        foreach (string origin in (string[])["https://evil.example", "null", $"http://{host.Authority}"])
        {
            using HttpResponseMessage response = await host.PreviewAsync("index.html", ("Origin", origin));
            Assert.AreEqual(HttpStatusCode.Forbidden, response.StatusCode, $"preview for {origin}");
        }

        using HttpResponseMessage own = await host.GetAsync("api/images", ("Origin", $"http://{host.Authority}"), ("Sec-Fetch-Site", "same-origin"));
        Assert.AreEqual(HttpStatusCode.OK, own.StatusCode);
        using HttpResponseMessage ownPreview = await host.PreviewAsync("index.html", ("Origin", preview));
        Assert.AreEqual(HttpStatusCode.OK, ownPreview.StatusCode);

        // A script or picture that another page asks for has no Origin; a link to the page itself may be followed.
        using HttpResponseMessage picture = await host.GetAsync("api/images", ("Sec-Fetch-Site", "cross-site"));
        Assert.AreEqual(HttpStatusCode.Forbidden, picture.StatusCode);
        using HttpResponseMessage link = await host.GetAsync("", ("Sec-Fetch-Site", "cross-site"));
        Assert.AreEqual(HttpStatusCode.OK, link.StatusCode);
    }

    [TestMethod]
    [DataRow("POST")]
    [DataRow("PUT")]
    [DataRow("DELETE")]
    [DataRow("PATCH")]
    [DataRow("OPTIONS")]
    [DataRow("TRACE")]
    [DataRow("CONNECT")]
    [DataRow("PROPFIND")]
    public async Task OnlyReadingIsPossible(string method)
    {
        using var folder = new ToolFolder();
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", WebImage.Lamp()), "a.img");
        if (method == "CONNECT")
        {
            Assert.AreNotEqual("200", await host.StatusAsync(host.Authority, method: method));
            return;
        }

        foreach ((string target, string name) in ((string, string)[])[(host.Address.AbsolutePath, host.Authority), ($"{host.Address.AbsolutePath}api/images", host.Authority), ("/index.html", host.PreviewHost)])
        {
            string answer = await host.RawAsync($"{method} {target} HTTP/1.1\r\nHost: {name}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            Assert.StartsWith("HTTP/1.1 405 ", answer);
            Assert.IsTrue(answer.Contains("\r\nAllow: GET, HEAD\r\n", StringComparison.Ordinal), answer);
        }
    }

    [TestMethod]
    public async Task NoPathLeadsOut()
    {
        using var folder = new ToolFolder();
        folder.With("secret.txt", "secret").With("a.img", WebImage.Lamp());
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder, "a.img");
        string root = host.Address.AbsolutePath;
        string[] ways =
        [
            "../secret.txt", "..%2fsecret.txt", "%2e%2e/secret.txt", "%2E%2E%2Fsecret.txt", "..\\secret.txt", "..%5csecret.txt", "./index.html", "app/../index.html",
            "app/%2e%2e/%2e%2e/secret.txt", "app/..%00/x", "%00", "%c0%ae%c0%ae/secret.txt", "%ff", "%", "%4", "%zz", "%252e%252e/secret.txt", "app/explorer.css/", "app//explorer.css",
            "app/explorer/explorer.css", "/etc/passwd", "C:/Windows/win.ini", "api/1-1/content/0/../1", "api/1-1/download/-1", "api/1-1/download/99", "api/1-1/download/0x0",
            "api/1-1/download/99999999999999999999", "api/1-2/files", "api/2-1/files", "api/1/files", "api/-1/files", "api", "api/", "api/images/", "api/1-1/nothing", "preview", "preview/", "preview/9/x", "diagnostics.md",
        ];
        foreach (string way in ways)
        {
            Assert.IsTrue(await host.StatusAsync(root + way) is "404" or "400", way); // the server itself refuses NUL
        }

        foreach (string way in ways.Where(way => !way.EndsWith("index.html", StringComparison.Ordinal)))
        {
            Assert.IsTrue(await host.StatusAsync("/" + way, host.PreviewHost) is "404" or "400", $"preview: {way}");
        }

        Assert.AreEqual("404", await host.StatusAsync("/./index.html", host.PreviewHost));
        Assert.AreEqual("405", await host.StatusAsync("*"));
        Assert.AreEqual("404", await host.StatusAsync($"http://{host.Authority}{root}"), "a target for a proxy");
    }

    [TestMethod]
    public async Task EveryAnswerOfTheExplorerIsFencedIn()
    {
        using var folder = new ToolFolder();
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", WebImage.Lamp()), "a.img");
        foreach (string path in (string[])["", "app/app.js", "api/images", $"api/{host.Key}/download/0", "nothing", "api/nothing"])
        {
            using HttpResponseMessage response = await host.GetAsync(path);
            string policy = response.Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; ", policy);
            StringAssert.Contains(policy, "frame-ancestors 'none'", StringComparison.Ordinal);
            Assert.IsFalse(policy.Contains("unsafe", StringComparison.Ordinal), policy);
            foreach ((string name, string value) in ((string, string)[])[("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Resource-Policy", "same-origin"), ("Cache-Control", "no-store")])
            {
                Assert.AreEqual(value, response.Headers.GetValues(name).Single(), $"{path} {name}");
            }
        }
    }

    [TestMethod]
    public async Task AHeadHasTheLengthAndNoBody()
    {
        using var folder = new ToolFolder();
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", WebImage.Lamp()), "a.img");
        foreach (string path in (string[])["", "app/app.js", "api/images", $"api/{host.Key}/content/0", $"api/{host.Key}/download/0"])
        {
            using HttpResponseMessage get = await host.GetAsync(path);
            string answer = await host.RawAsync($"HEAD {host.Address.AbsolutePath}{path} HTTP/1.1\r\nHost: {host.Authority}\r\nConnection: close\r\n\r\n");
            Assert.EndsWith("\r\n\r\n", answer);
            Assert.IsTrue(answer.Contains($"\r\nContent-Length: {get.Content.Headers.ContentLength}\r\n", StringComparison.Ordinal), answer);
        }

        string page = await host.RawAsync($"HEAD /style.css HTTP/1.1\r\nHost: {host.PreviewHost}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");
        Assert.IsTrue(page.Contains("\r\nContent-Encoding: gzip\r\n", StringComparison.Ordinal) && page.EndsWith("\r\n\r\n", StringComparison.Ordinal), page);
    }

    [TestMethod]
    public async Task TwoRunsHaveDifferentSecrets()
    {
        using var folder = new ToolFolder();
        folder.With("a.img", WebImage.Lamp());
        await using ExplorerHost one = await ExplorerHost.StartAsync(folder, "a.img");
        await using ExplorerHost other = await ExplorerHost.StartAsync(folder, "a.img", new ExplorerOptions());
        Assert.AreNotEqual(one.Address.AbsolutePath, other.Address.AbsolutePath);
        Assert.AreNotEqual(one.PreviewHost.Split('.')[0], other.PreviewHost.Split('.')[0]);
        Assert.AreNotEqual(one.Address.AbsolutePath.Trim('/'), one.PreviewHost.Split('.')[0], "scripts of the preview know their own host");
    }
}
