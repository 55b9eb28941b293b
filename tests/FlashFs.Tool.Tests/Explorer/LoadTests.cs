using System.Net;
using System.Net.Sockets;
using System.Text;
using FlashFs.Tool.Explorer;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FlashFs.Tool.Tests.Explorer;

/// <summary>Many clients, and clients that take their time.</summary>
[TestClass]
[DoNotParallelize]
public sealed class LoadTests
{
    private const int Parallel = 1000;

    // What other parts of the process open and close meanwhile.
    private const int Slack = 40;
    private const int MemorySlack = 16 * 1024 * 1024;

    [TestMethod]
    public async Task AThousandRequestsAtOnceLeaveNothingBehind()
    {
        using var folder = new ToolFolder();
        byte[] contents = new byte[64 * 1024];
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", WebImage.Of(("a.css", contents), ("b", contents))), "a.img");
        string[] paths = ["", "api/images", $"api/{host.Key}/files", $"api/{host.Key}/content/0", $"api/{host.Key}/download/1", $"api/{host.Key}/search?text=x"];
        await RoundAsync(host, paths);
        int handles = Handles();
        long memory = GC.GetTotalMemory(forceFullCollection: true);
        for (int round = 0; round < 3; round++)
        {
            await RoundAsync(host, paths);
        }

        (int Handles, long Memory) limit = (handles + Slack, memory + MemorySlack);
        (int Handles, long Memory) after = await SettledAsync(limit);
        Assert.IsTrue(after.Handles <= limit.Handles && after.Memory <= limit.Memory, $"{(handles, memory)} before, {after} after");
    }

    [TestMethod]
    public async Task SlowClientsHoldNobodyUpAndAreSentAway()
    {
        using var folder = new ToolFolder();
        await using ExplorerHost host = await ExplorerHost.StartAsync(
            folder.With("a.img", WebImage.Lamp()), "a.img", new ExplorerOptions { HeadTimeout = TimeSpan.FromSeconds(1) });
        var slow = new List<TcpClient>();
        for (int i = 0; i < 50; i++)
        {
            var client = new TcpClient();
            await client.ConnectAsync(host.Address.Host, host.Address.Port);
            await client.GetStream().WriteAsync("GET / HT"u8.ToArray());
            slow.Add(client);
        }

        using HttpResponseMessage response = await host.GetAsync("api/images");
        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
        foreach (TcpClient client in slow)
        {
            using var reader = new StreamReader(client.GetStream());
            Assert.StartsWith("HTTP/1.1 408 ", await reader.ReadToEndAsync());
            client.Dispose();
        }
    }

    [TestMethod]
    public async Task AHeadThatComesByteByByteHasNoMoreTime()
    {
        using var folder = new ToolFolder();
        await using ExplorerHost host = await ExplorerHost.StartAsync(
            folder.With("a.img", WebImage.Lamp()), "a.img", new ExplorerOptions { HeadTimeout = TimeSpan.FromSeconds(1) });
        using var client = new TcpClient();
        await client.ConnectAsync(host.Address.Host, host.Address.Port);
        NetworkStream stream = client.GetStream();
        Task drip = Task.Run(async () =>
        {
            try
            {
                foreach (byte value in Encoding.Latin1.GetBytes($"GET {host.Address.AbsolutePath} HTTP/1.1\r\nHost: {host.Authority}\r\nX: {new string('x', 20_000)}\r\n\r\n"))
                {
                    await stream.WriteAsync(new[] { value });
                    await Task.Delay(50);
                }
            }
            catch (IOException)
            {
                // Sent away before it was done.
            }
        });
        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 408 ", await reader.ReadToEndAsync());
        await drip;
    }

    // The server copies what it is given at once: clients that read nothing of 16 MiB held as much each, for 19 hours.
    [TestMethod]
    public async Task ClientsThatDoNotReadHoldLittleAndAreSentAway()
    {
        const int Clients = 15;
        const int Size = 16 * 1024 * 1024;
        using var folder = new ToolFolder();
        folder.With("in/large.bin", new byte[Size]).Run("pack", "in", "-f", "espfs", "-o", "a.img").Succeeded();
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder, "a.img", new ExplorerOptions { SlowestReader = new MinDataRate(1024 * 1024, TimeSpan.FromSeconds(1.5)) });
        string[] targets = [$"{host.Address.AbsolutePath}api/{host.Key}/download/0", $"{host.Address.AbsolutePath}api/{host.Key}/download/0?stored", "/large.bin"];
        long memory = GC.GetTotalMemory(forceFullCollection: true);
        var clients = new List<TcpClient>();
        for (int i = 0; i < Clients; i++)
        {
            string target = targets[i % targets.Length];
            var client = new TcpClient { ReceiveBufferSize = 4096 };
            await client.ConnectAsync(host.Address.Host, host.Address.Port);
            await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes($"GET {target} HTTP/1.1\r\nHost: {(target[1] == 'l' ? host.PreviewHost : host.Authority)}\r\n\r\n"));
            await client.GetStream().ReadExactlyAsync(new byte[12]); // the answer has begun
            clients.Add(client);
        }

        using HttpResponseMessage response = await host.GetAsync("api/images");
        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
        Assert.IsLessThan(memory + (64L * 1024 * 1024), GC.GetTotalMemory(forceFullCollection: true), "held for clients that read nothing");

        // Cut off in the middle: what the system still holds comes, the rest never does.
        await Task.Delay(TimeSpan.FromSeconds(10));
        foreach (TcpClient client in clients)
        {
            Assert.IsLessThan(Size, await ReadToEndAsync(client.GetStream()));
            client.Dispose();
        }
    }

    [TestMethod]
    public async Task HeadsAndBodiesHaveLimits()
    {
        using var folder = new ToolFolder();
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", WebImage.Lamp()), "a.img");
        Assert.StartsWith("HTTP/1.1 414 ", await host.RawAsync($"GET /{new string('x', 9000)} HTTP/1.1\r\nHost: {host.Authority}\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 431 ", await host.RawAsync($"GET / HTTP/1.1\r\nHost: {host.Authority}\r\nX: {new string('x', 40_000)}\r\n\r\n"));
    }

    private static async Task RoundAsync(ExplorerHost host, string[] paths)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var client = new HttpClient(handler);
        HttpStatusCode[] statuses = await Task.WhenAll(Enumerable.Range(0, Parallel).Select(async i =>
        {
            using HttpResponseMessage response = await client.GetAsync(new Uri(host.Address, paths[i % paths.Length]));
            await response.Content.CopyToAsync(Stream.Null);
            return response.StatusCode;
        }));
        Assert.IsTrue(statuses.All(status => status == HttpStatusCode.OK));
    }

    private static async Task<int> ReadToEndAsync(NetworkStream stream)
    {
        byte[] piece = new byte[64 * 1024];
        int total = 0;
        try
        {
            while (await stream.ReadAsync(piece) is > 0 and int count)
            {
                total += count;
            }
        }
        catch (IOException)
        {
            // The other side closed without having sent all.
        }

        return total;
    }

    // Connections end some time after their clients, and the server keeps their memory for a while for those to come; what never goes is
    // a leak.
    private static async Task<(int Handles, long Memory)> SettledAsync((int Handles, long Memory) limit)
    {
        (int Handles, long Memory) figures = (Handles(), GC.GetTotalMemory(forceFullCollection: true));
        for (int look = 0; look < 240 && (figures.Handles > limit.Handles || figures.Memory > limit.Memory); look++)
        {
            await Task.Delay(250);
            figures = (Handles(), GC.GetTotalMemory(forceFullCollection: true));
        }

        return figures;
    }

    private static int Handles()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.HandleCount;
    }
}
