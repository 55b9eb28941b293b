using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace FlashFs.Tests.Caching;

/// <summary>
/// A server within the test that writes whatever bytes a test wants, polite or not: one request a connection. An answer of null
/// never comes, and holds the connection until the server is disposed.
/// </summary>
internal sealed class LoopbackServer : IDisposable
{
    private const int MaxHead = 64 << 10;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<LoopbackRequest> _requests = new();
    private readonly Func<LoopbackRequest, byte[]?> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;

    public LoopbackServer(Func<LoopbackRequest, byte[]?> answer, X509Certificate2? certificate = null)
    {
        _answer = answer;
        _certificate = certificate;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Whether the body of an upload is read; else it stalls.</summary>
    public bool ReadsBodies { get; init; } = true;

    /// <summary>Whether what was answered is followed by the end of the connection; else by silence.</summary>
    public bool Closes { get; init; } = true;

    /// <summary>Whether a connection is reset as soon as it was asked something.</summary>
    public bool Resets { get; init; }

    /// <summary>Written again and again behind the answer.</summary>
    public byte[]? Endless { get; init; }

    /// <summary>How long it waits between one time and the next.</summary>
    public TimeSpan Pause { get; init; }

    public Uri Address => new($"{(_certificate is null ? "http" : "https")}://127.0.0.1:{Port}/flash/");

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public IReadOnlyList<LoopbackRequest> Requests => [.. _requests];

    public IReadOnlyList<string> Lines => [.. _requests.Select(request => request.Line)];

    /// <summary>An answer as it should be.</summary>
    public static byte[] Answer(int status, ReadOnlySpan<byte> body = default, params string[] headers) =>
    [
        .. Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n"),
        .. body,
    ];

    /// <summary>Any bytes as an answer.</summary>
    public static byte[] Raw(string text) => Encoding.Latin1.GetBytes(text);

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _accepting.GetAwaiter().GetResult();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Stopped, which the listener says in several ways.
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using Stream stream = await OpenAsync(client);
                await ServeAsync(client, stream);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                return; // the client went away, which is what some tests want
            }
        }
    }

    private async Task<Stream> OpenAsync(TcpClient client)
    {
        if (_certificate is null)
        {
            return client.GetStream();
        }

        var secure = new SslStream(client.GetStream());
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
        return secure;
    }

    private async Task ServeAsync(TcpClient client, Stream stream)
    {
        if (await ReadAsync(stream) is not { } request)
        {
            return;
        }

        _requests.Enqueue(request);
        if (Resets)
        {
            client.LingerState = new LingerOption(enable: true, seconds: 0);
            return;
        }

        if (_answer(request) is not { } answer)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
            return;
        }

        await stream.WriteAsync(answer, _stop.Token);
        while (Endless is not null)
        {
            await Task.Delay(Pause, _stop.Token);
            await stream.WriteAsync(Endless, _stop.Token);
        }

        if (!Closes)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }
    }

    private async Task<LoopbackRequest?> ReadAsync(Stream stream)
    {
        var head = new List<byte>();
        byte[] one = new byte[1];
        while (!(head.Count >= 4 && head[^1] == '\n' && head[^3] == '\n'))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0 || head.Count > MaxHead)
            {
                return null;
            }

            head.Add(one[0]);
        }

        string[] lines = Encoding.Latin1.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        byte[] body = new byte[headers.TryGetValue("Content-Length", out string? length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        string line = lines[0].Replace(" HTTP/1.1", "", StringComparison.Ordinal);
        if (ReadsBodies)
        {
            if (headers.ContainsKey("Expect") && _answer(new LoopbackRequest(line, headers, [])) is { } refusal && refusal.AsSpan(9, 1)[0] != '2')
            {
                return new LoopbackRequest(line, headers, []);
            }

            await ContinueAsync(stream, headers);
            await stream.ReadExactlyAsync(body, _stop.Token);
        }
        else if (body.Length > 0)
        {
            _requests.Enqueue(new LoopbackRequest(line, headers, []));
            await ContinueAsync(stream, headers);
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }

        return new LoopbackRequest(line, headers, body);
    }

    private async Task ContinueAsync(Stream stream, Dictionary<string, string> headers)
    {
        if (headers.ContainsKey("Expect"))
        {
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), _stop.Token);
        }
    }
}
