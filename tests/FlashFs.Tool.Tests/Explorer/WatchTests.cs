using System.Net;
using FlashFs.Diagnostics;
using FlashFs.Tool.Explorer;

namespace FlashFs.Tool.Tests.Explorer;

/// <summary>Images that change while they are shown.</summary>
[TestClass]
public sealed class WatchTests
{
    private static readonly ExplorerOptions Watching = new() { Watch = true, WatchInterval = TimeSpan.FromMilliseconds(20) };

    [TestMethod]
    public async Task AChangedImageIsReadAgainAndThePagesAreTold()
    {
        using var folder = new ToolFolder();
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", WebImage.Lamp()), "a.img", Watching);
        string before = host.Key;
        string preview = host.PreviewHost;
        using StreamReader events = await EventsAsync(host);
        folder.With("a.img", WebImage.Of(("new.txt", "new")));
        Assert.AreEqual("event: changed", await NextAsync(events));
        Assert.AreEqual("new.txt", (await host.JsonAsync($"api/{host.Key}/files")).GetProperty("items")[0][0].GetString());
        Assert.AreNotEqual(before, host.Key);
        Assert.AreEqual(preview, host.PreviewHost, "an open preview stays where it is");
        using HttpResponseMessage old = await host.GetAsync($"api/{before}/files");
        Assert.AreEqual(HttpStatusCode.NotFound, old.StatusCode);
    }

    [TestMethod]
    public async Task AnImageThatCannotBeReadIsSaidAndTheFormerOneShown()
    {
        using var folder = new ToolFolder();
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", WebImage.Lamp()), "a.img", Watching);
        string key = host.Key;
        using StreamReader events = await EventsAsync(host);
        folder.With("a.img", "");
        Assert.AreEqual("event: failed", await NextAsync(events));
        string data = (await events.ReadLineAsync())!;
        StringAssert.Contains(data, "FLASHFS8004", StringComparison.Ordinal);
        StringAssert.Contains(data, "FLASHFS5002", StringComparison.Ordinal);
        Assert.AreEqual(key, host.Key);
        Assert.AreEqual(DiagnosticCodes.ImageNotReadAgain, host.Reported[0].Descriptor);

        File.Delete(folder["a.img"]);
        Assert.AreEqual("event: failed", await NextAsync(events));
        folder.With("a.img", WebImage.Of(("back", "1")));
        Assert.AreEqual("event: changed", await NextAsync(events));
    }

    [TestMethod]
    public async Task AnImageThatComesBackAsItWasIsNoFailureAnyMore()
    {
        using var folder = new ToolFolder();
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("out/a.img", WebImage.Lamp()), "out", Watching);
        string key = host.Key;
        using StreamReader events = await EventsAsync(host);
        File.Delete(folder["out/a.img"]);
        Assert.AreEqual("event: failed", await NextAsync(events));
        folder.With("out/a.img", WebImage.Lamp());
        Assert.AreEqual("event: changed", await NextAsync(events));
        Assert.AreEqual(key, host.Key);
    }

    [TestMethod]
    public async Task AFolderTakesUpNewImages()
    {
        using var folder = new ToolFolder();
        folder.With("out/a.img", WebImage.Lamp()).With("out/notes.txt", "no image").With("out/empty", "").With("out/below/b.img", WebImage.Lamp());
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder, "out", Watching);
        string key = host.Key;
        CollectionAssert.AreEqual((string[])["a.img"], host.Server.Shelf.Images.Select(image => image.Opened.Name).ToArray());
        using StreamReader events = await EventsAsync(host);
        folder.WithVector("out/s.img", "images/spiffs-idf-default.img");
        Assert.AreEqual("event: changed", await NextAsync(events));
        CollectionAssert.AreEqual((string[])["a.img", "s.img"], host.Server.Shelf.Images.Select(image => image.Opened.Name).ToArray());
        Assert.AreEqual(key, host.Key, "what did not change is the same as before");
    }

    [TestMethod]
    public async Task WithoutWatchThereAreNoEvents()
    {
        using var folder = new ToolFolder();
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", WebImage.Lamp()), "a.img");
        Assert.AreEqual("404", await host.StatusAsync($"{host.Address.AbsolutePath}events"));
    }

    [TestMethod]
    public async Task PagesThatGoAreForgottenAndTooManyRefused()
    {
        using var folder = new ToolFolder();
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", WebImage.Lamp()), "a.img", Watching);
        var pages = new List<StreamReader>();
        for (int i = 0; i < 32; i++)
        {
            pages.Add(await EventsAsync(host));
        }

        Assert.AreEqual("503", await host.StatusAsync($"{host.Address.AbsolutePath}events"));
        pages.ForEach(page => page.Dispose());
        while (host.Server.Changes!.PageCount > 0)
        {
            await Task.Delay(10);
        }
    }

    private static async Task<StreamReader> EventsAsync(ExplorerHost host)
    {
        using var client = new HttpClient();
        var reader = new StreamReader(await client.GetStreamAsync(new Uri(host.Address, "events")));
        Assert.AreEqual(": open", await reader.ReadLineAsync());
        return reader;
    }

    private static async Task<string> NextAsync(StreamReader events)
    {
        while (true)
        {
            string line = await events.ReadLineAsync() ?? throw new EndOfStreamException();
            if (line.StartsWith("event:", StringComparison.Ordinal))
            {
                return line;
            }
        }
    }
}
