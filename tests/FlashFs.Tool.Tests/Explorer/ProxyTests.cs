using System.Net;
using FlashFs.Diagnostics;
using FlashFs.Tool.Explorer;

namespace FlashFs.Tool.Tests.Explorer;

/// <summary>The device behind the preview.</summary>
[TestClass]
public sealed class ProxyTests
{
    private const string Fine = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nX-Own: 2\r\nKeep-Alive: timeout=5\r\nAccess-Control-Allow-Origin: *\r\nContent-Security-Policy: default-src *\r\nSet-Cookie: a=b\r\nContent-Length: 6\r\n\r\n{\"a\":1";

    [TestMethod]
    public async Task WhatTheImageLacksComesFromTheDevice()
    {
        using FakeDevice device = FakeDevice.Saying(Fine);
        using var folder = new ToolFolder();
        await using ExplorerHost host = await StartAsync(folder, new Uri(device.Address, "/base/"));
        using HttpResponseMessage response = await host.PreviewAsync("api/state?x=%2F&y", ("Cookie", "a=b"), ("X-Other", "1"), ("Referer", "http://x/"), ("Accept", "application/json"));
        Assert.AreEqual((HttpStatusCode.OK, "{\"a\":1"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.AreEqual("2", response.Headers.GetValues("X-Own").Single());
        Assert.AreEqual("a=b", response.Headers.GetValues("Set-Cookie").Single());
        foreach (string name in (string[])["X-Hop", "Keep-Alive", "Access-Control-Allow-Origin"])
        {
            Assert.IsFalse(response.Headers.Contains(name), name);
        }

        Assert.StartsWith("sandbox", response.Headers.GetValues("Content-Security-Policy").Single(), "ours");
        string head = device.Requests.Single();
        Assert.StartsWith("GET /base/api/state?x=%2F&y HTTP/1.1\r\n", head);
        Assert.IsTrue(head.Contains($"Host: {device.Address.Authority}\r\n", StringComparison.Ordinal) && head.Contains("Cookie: a=b", StringComparison.Ordinal), head);
        Assert.IsFalse(head.Contains("X-Other", StringComparison.Ordinal) || head.Contains("Referer", StringComparison.Ordinal) || head.Contains("localhost", StringComparison.Ordinal), head);
    }

    [TestMethod]
    public async Task WhatTheImageHasAndWhatIsTheExplorersDoesNotReachIt()
    {
        using FakeDevice device = FakeDevice.Saying(Fine);
        using var folder = new ToolFolder();
        await using ExplorerHost host = await StartAsync(folder, device.Address);
        using HttpResponseMessage page = await host.PreviewAsync("index.html");
        Assert.AreEqual(WebImage.Page, await page.Content.ReadAsStringAsync());
        foreach (string path in (string[])["nothing", "api/nothing", "../x"])
        {
            Assert.AreEqual("404", await host.StatusAsync(host.Address.AbsolutePath + path));
        }

        Assert.AreEqual("405", await host.StatusAsync("/api/state", host.PreviewHost, "POST"));
        Assert.AreEqual("404", await host.StatusAsync("/base/../x", host.PreviewHost));
        Assert.IsEmpty(device.Requests);

        Assert.AreEqual("200", await host.StatusAsync("//evil.example/x", host.PreviewHost));
        Assert.StartsWith("GET //evil.example/x HTTP/1.1\r\n", device.Requests.Single(), "a path of the device, never another host");
    }

    [TestMethod]
    [DataRow("http://evil.example/x", null)]
    [DataRow("//evil.example/x", null)]
    [DataRow("file:///etc/passwd", null)]
    [DataRow("http://127.0.0.1:1/x", null)]
    [DataRow("/login?next=1", "/login?next=1")]
    [DataRow("{device}/login", "/login")]
    [DataRow("{device}//evil.example/", "/")]
    public async Task RedirectsAreNotFollowed(string location, string? handedOn)
    {
        using FakeDevice device = FakeDevice.Saying($"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");
        using var folder = new ToolFolder();
        await using ExplorerHost host = await StartAsync(folder, device.Address);
        using HttpResponseMessage response = await host.PreviewAsync("api");
        Assert.AreEqual(handedOn is null ? HttpStatusCode.BadGateway : HttpStatusCode.Found, response.StatusCode);
        Assert.AreEqual(handedOn, response.Headers.Location?.OriginalString);
        Assert.HasCount(1, device.Requests);
    }

    [TestMethod]
    public async Task ADeadDeviceIsSaidToBeOne()
    {
        Uri dead;
        using (FakeDevice device = FakeDevice.Silent())
        {
            dead = device.Address;
        }

        using var folder = new ToolFolder();
        await using ExplorerHost host = await StartAsync(folder, dead);
        using HttpResponseMessage response = await host.PreviewAsync("api");
        Assert.AreEqual(HttpStatusCode.BadGateway, response.StatusCode);
        StringAssert.StartsWith(await response.Content.ReadAsStringAsync(), $"FLASHFS8003: The device at {dead} cannot be reached: ");
        Assert.AreEqual(DiagnosticCodes.DeviceUnreachable, host.Reported.Single().Descriptor);
    }

    [TestMethod]
    public async Task ASlowDeviceIsNotWaitedForLong()
    {
        using FakeDevice device = FakeDevice.Silent();
        using FakeDevice half = FakeDevice.Silent("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        using var folder = new ToolFolder();
        await using ExplorerHost host = await StartAsync(folder, device.Address);
        using HttpResponseMessage response = await host.PreviewAsync("api");
        Assert.AreEqual(HttpStatusCode.GatewayTimeout, response.StatusCode);
        StringAssert.Contains(await response.Content.ReadAsStringAsync(), "did not answer within 0.3 seconds", StringComparison.Ordinal);

        await using ExplorerHost halfway = await StartAsync(folder, half.Address);
        await Assert.ThrowsExactlyAsync<HttpRequestException>(async () => await halfway.PreviewAsync("api"), "not taken for whole");
        Assert.AreEqual(DiagnosticCodes.DeviceUnreachable, halfway.Reported.Single().Descriptor);
    }

    [TestMethod]
    public async Task GarbageIsNoAnswer()
    {
        using FakeDevice device = FakeDevice.Saying("\0\x01not http at all\r\n\r\n");
        using var folder = new ToolFolder();
        await using ExplorerHost host = await StartAsync(folder, device.Address);
        using HttpResponseMessage response = await host.PreviewAsync("api");
        Assert.AreEqual(HttpStatusCode.BadGateway, response.StatusCode);
    }

    [TestMethod]
    [DataRow("192.168.4.1")]
    [DataRow("ftp://192.168.4.1")]
    [DataRow("http://user:password@192.168.4.1")]
    [DataRow("http://192.168.4.1/?a=b")]
    [DataRow("http://192.168.4.1/#a")]
    [DataRow("")]
    public void AnAddressThatCannotBeADeviceIsWrongUsage(string address)
    {
        using var folder = new ToolFolder();
        ToolRun run = folder.With("a.img", WebImage.Lamp()).Run("serve", "a.img", "--proxy", address).Failed(2, "FLASHFS8002", "given to --proxy");
        Assert.IsFalse(run.Error.Contains("password@", StringComparison.Ordinal), run.Error);
    }

    private static Task<ExplorerHost> StartAsync(ToolFolder folder, Uri device) => ExplorerHost.StartAsync(
        folder.With("a.img", WebImage.Lamp()), "a.img", new ExplorerOptions { Device = device, DeviceTimeout = TimeSpan.FromMilliseconds(300) });
}
