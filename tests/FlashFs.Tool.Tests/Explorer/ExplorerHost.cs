using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using FlashFs.Diagnostics;
using FlashFs.Tool.Explorer;
using FlashFs.Tool.Output;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Tests.Explorer;

/// <summary>The explorer on a file of a folder, and clients for it.</summary>
internal sealed class ExplorerHost : IAsyncDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    private ExplorerHost(ExplorerServer server, List<Diagnostic> reported)
    {
        Server = server;
        Reported = reported;
        Address = new Uri(server.Address);
    }

    public ExplorerServer Server { get; }

    /// <summary>The address with the secret.</summary>
    public Uri Address { get; }

    public string Authority => Address.Authority;

    /// <summary>What went wrong while it ran; to be locked.</summary>
    public List<Diagnostic> Reported { get; }

    public string PreviewHost => new Uri(Server.Gate.PreviewOrigin(Server.Shelf.Images[0])).Authority;

    public string Key => $"{Server.Shelf.Images[0].Id}-{Server.Shelf.Images[0].Revision}";

    public static Task<ExplorerHost> StartAsync(ToolFolder folder, string path) => StartAsync(folder, path, new ExplorerOptions());

    public static async Task<ExplorerHost> StartAsync(ToolFolder folder, string path, ExplorerOptions options)
    {
        var session = new ToolSession { Out = TextWriter.Null, Error = TextWriter.Null, In = TextReader.Null, Folder = folder.Root };
        ShelfReader reader = Directory.Exists(folder[path])
            ? new FolderShelfReader(session, path)
            : new FileShelfReader(session, path, false, (bytes, _) => ImageRecognition.Of(bytes) is { } found ? OpenedImage.Guessed(path, bytes, found.Format) : null);
        var diagnostics = new DiagnosticBag();
        IReadOnlyList<OpenedImage> images = reader.Read(diagnostics);
        var reported = new List<Diagnostic>();
        return new ExplorerHost(
            await ExplorerServer.StartAsync(reader, images, options, diagnostic =>
            {
                lock (reported)
                {
                    reported.Add(diagnostic);
                }
            }),
            reported);
    }

    /// <summary>Asks the explorer.</summary>
    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, new Uri(Address, path), headers);

    /// <summary>Asks the preview of the first image.</summary>
    public Task<HttpResponseMessage> PreviewAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, new Uri($"http://{Authority}/{path}"), [.. headers, ("Host", PreviewHost)]);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        foreach ((string name, string value) in headers)
        {
            Assert.IsTrue(request.Headers.TryAddWithoutValidation(name, value), name);
        }

        return await _client.SendAsync(request);
    }

    public async Task<JsonElement> JsonAsync(string path)
    {
        using HttpResponseMessage response = await GetAsync(path);
        Assert.AreEqual(200, (int)response.StatusCode, path);
        Assert.AreEqual(new MediaTypeHeaderValue("application/json"), response.Content.Headers.ContentType);
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    /// <summary>Sends bytes as they are and reads until the server closes.</summary>
    public async Task<string> RawAsync(string head)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Address.Host, Address.Port);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }

    /// <summary>The status of a request with a target as it is.</summary>
    public async Task<string> StatusAsync(string target, string? host = null, string method = "GET") =>
        (await RawAsync($"{method} {target} HTTP/1.1\r\nHost: {host ?? Authority}\r\nConnection: close\r\n\r\n")).Split(' ', '\r')[1];

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Server.DisposeAsync();
    }
}
