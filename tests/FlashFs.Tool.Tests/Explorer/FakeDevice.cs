using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FlashFs.Tool.Tests.Explorer;

/// <summary>A web server that says what a test wants, byte for byte.</summary>
internal sealed class FakeDevice : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, NetworkStream, CancellationToken, Task> _answer;

    private FakeDevice(Func<string, NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _ = RunAsync();
    }

    public Uri Address { get; }

    /// <summary>The heads of the requests that came.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Says this to every request, with its own address for <c>{device}</c>, and closes.</summary>
    public static FakeDevice Saying(string answer)
    {
        FakeDevice? device = null;
        device = new FakeDevice((_, stream, stop) => stream.WriteAsync(
            Encoding.Latin1.GetBytes(answer.Replace("{device}", $"http://{device!.Address.Authority}", StringComparison.Ordinal)), stop).AsTask());
        return device;
    }

    /// <summary>Takes requests, says this much and then nothing more.</summary>
    public static FakeDevice Silent(string beginning = "") => new(async (_, stream, stop) =>
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(beginning), stop);
        await Task.Delay(Timeout.Infinite, stop);
    });

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                byte[] buffer = new byte[16 * 1024];
                int count = 0;
                while (!Encoding.Latin1.GetString(buffer, 0, count).EndsWith("\r\n\r\n", StringComparison.Ordinal))
                {
                    int read = await stream.ReadAsync(buffer.AsMemory(count), _stop.Token);
                    if (read == 0)
                    {
                        return;
                    }

                    count += read;
                }

                string head = Encoding.Latin1.GetString(buffer, 0, count);
                lock (Requests)
                {
                    Requests.Add(head);
                }

                await _answer(head, stream, _stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
            {
                // The explorer has gone, or the test is over.
            }
        }
    }
}
