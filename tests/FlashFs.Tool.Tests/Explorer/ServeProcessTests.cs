using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FlashFs.Tool.Tests.Explorer;

/// <summary><c>flashfs serve</c> as a process of its own: what load and rude clients leave behind in it.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ServeProcessTests
{
    private const int Requests = 1000;

    // A runtime opens some of its own as it goes along: far fewer than requests.
    private const int HandleSlack = 32;
    private const int ThreadSlack = 32;
    private const long MemorySlack = 256L * 1024 * 1024;

    // 320 MiB, in hexadecimal. Without it the runtime lets its heap grow for as long as the machine has room.
    private const string HeapLimit = "0x14000000";

    [TestMethod]
    [Timeout(180_000)]
    public async Task ThousandsOfRequestsAndRudeClientsLeaveNothingBehind()
    {
        using var folder = new ToolFolder();
        folder.With("in/large.bin", new byte[4 * 1024 * 1024]).With("in/index.html", "<h1>here</h1>").With("in/a.css", new byte[64 * 1024])
            .Run("pack", "in", "-f", "espfs", "-o", "a.img").Succeeded();
        using var explorer = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FlashFs.Tool.dll"), "serve", "a.img"])
        {
            WorkingDirectory = folder.Root,
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_GCHeapHardLimit"] = HeapLimit },
        })!;
        try
        {
            Uri address = await AddressAsync(explorer);
            await RoundAsync(address);
            await RudeAsync(address);
            await RoundAsync(address);
            (int Handles, int Threads, long Memory) before = await SettledAsync(explorer, (int.MaxValue, int.MaxValue, long.MaxValue));
            for (int round = 0; round < 2; round++)
            {
                await RoundAsync(address);
                await RudeAsync(address);
            }

            (int Handles, int Threads, long Memory) limit = (before.Handles + HandleSlack, before.Threads + ThreadSlack, before.Memory + MemorySlack);
            (int Handles, int Threads, long Memory) after = await SettledAsync(explorer, limit);
            Assert.IsTrue(after.Handles <= limit.Handles && after.Threads <= limit.Threads && after.Memory <= limit.Memory, $"{before} before, {after} after");
            Assert.IsFalse(explorer.HasExited);
        }
        finally
        {
            explorer.Kill();
            await explorer.WaitForExitAsync();
        }
    }

    private static async Task<Uri> AddressAsync(Process explorer)
    {
        while (await explorer.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("http://", StringComparison.Ordinal))
            {
                return new Uri(line);
            }
        }

        throw new AssertFailedException("flashfs serve ended without an address");
    }

    // All at once, over as many connections as it takes; each is closed at the end.
    private static async Task RoundAsync(Uri address)
    {
        string[] paths = ["", "api/images", "api/1-1/files", "api/1-1/extents", "api/1-1/content/0", "api/1-1/download/0", "api/1-1/search?text=here", "app/app.js"];
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var client = new HttpClient(handler);
        int[] wrong = await Task.WhenAll(Enumerable.Range(0, Requests).Select(async i =>
        {
            using HttpResponseMessage response = await client.GetAsync(new Uri(address, paths[i % paths.Length]));
            await response.Content.CopyToAsync(Stream.Null);
            return response.StatusCode == HttpStatusCode.OK ? 0 : 1;
        }));
        Assert.AreEqual(0, wrong.Sum());
    }

    // Half a head, a head and no reading, a reset in the middle of an answer.
    private static async Task RudeAsync(Uri address)
    {
        byte[] whole = System.Text.Encoding.Latin1.GetBytes($"GET {address.AbsolutePath}api/1-1/download/2 HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n");
        var clients = new List<TcpClient>();
        for (int i = 0; i < 90; i++)
        {
            var client = new TcpClient { LingerState = new LingerOption(i % 3 == 2, 0) };
            await client.ConnectAsync(address.Host, address.Port);
            await client.GetStream().WriteAsync(whole.AsMemory(0, i % 3 == 0 ? 10 : whole.Length));
            clients.Add(client);
        }

        foreach (TcpClient client in clients)
        {
            client.Dispose();
        }
    }

    // Connections end some time after their clients; what never ends is a leak.
    private static async Task<(int Handles, int Threads, long Memory)> SettledAsync(Process explorer, (int Handles, int Threads, long Memory) limit)
    {
        (int Handles, int Threads, long Memory) figures = default;
        for (int look = 0; look < 120; look++)
        {
            await Task.Delay(250);
            explorer.Refresh();
            var next = (explorer.HandleCount, explorer.Threads.Count, explorer.WorkingSet64);
            bool settled = limit.Handles == int.MaxValue ? look > 8 && next.HandleCount == figures.Handles : next.HandleCount <= limit.Handles && next.Count <= limit.Threads && next.WorkingSet64 <= limit.Memory;
            figures = next;
            if (settled)
            {
                break;
            }
        }

        return figures;
    }
}
