using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace FlashFs.Caching;

/// <summary>
/// A cache behind the Bazel HTTP cache protocol: <c>GET</c> and <c>PUT</c> of <c>/ac/KEY</c> and <c>/cas/SHA256</c>. Whatever
/// comes from there may be wrong, too long, or never end. Safe from several threads.
/// </summary>
internal sealed class RemoteStore : IDisposable
{
    // Below this an upload is sent at once; above, the server is first asked whether it wants it.
    private const int AskFirstLength = 64 << 10;

    private readonly RemoteCacheOptions _options;
    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _client;
    private readonly CancellationToken _cancellation;

    public RemoteStore(RemoteCacheOptions options, CancellationToken cancellation)
    {
        _options = options;
        _cancellation = cancellation;

        // A redirect would take the credentials somewhere else, and what is fetched from a place that nobody named.
        _handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.ConnectLimit,
            UseCookies = false,
            UseProxy = !options.Address.IsLoopback, // no proxy reaches this machine's own servers
            MaxResponseHeadersLength = 16,
        };
        _client = new HttpClient(_handler, disposeHandler: false)
        {
            Timeout = Timeout.InfiniteTimeSpan, // each request has a limit of its own
        };
        foreach ((string name, string value) in options.Headers)
        {
            _client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }
    }

    /// <summary>The name of the server, for messages: no path, no credentials.</summary>
    public string Host => _options.Address.Authority;

    /// <summary>Finds the contents of a key; null when there are none.</summary>
    /// <exception cref="RemoteCacheException">No answer, or a wrong one.</exception>
    /// <exception cref="OperationCanceledException">The build was stopped.</exception>
    public async Task<CacheEntry?> GetAsync(string key)
    {
        if (await GetAsync("ac", key, ActionResultMessage.MaxLength).ConfigureAwait(false) is not { } message)
        {
            return null;
        }

        ActionResult result = ActionResultMessage.Parse(message)
            ?? throw Distrust($"the result of {key} is not one that this library wrote");
        if (result.Length > CacheEntry.MaxLength)
        {
            throw Distrust($"the result of {key} claims {result.Length} bytes; {CacheEntry.MaxLength} are the limit");
        }

        if (await GetAsync("cas", result.Sha256, (int)result.Length).ConfigureAwait(false) is not { } contents)
        {
            return null; // the server dropped the contents before the key
        }

        return contents.Length == result.Length && Convert.ToHexStringLower(SHA256.HashData(contents)) == result.Sha256
            ? new CacheEntry(contents, result.Sha256, IsRemote: true)
            : throw Distrust($"the contents {result.Sha256} have another hash");
    }

    /// <summary>Sends a result, its contents first: a key must never lead to nothing.</summary>
    /// <exception cref="RemoteCacheException">The server did not take it.</exception>
    /// <exception cref="OperationCanceledException">The build was stopped.</exception>
    public async Task PutAsync(string key, ActionResult result, ReadOnlyMemory<byte> contents)
    {
        await PutAsync("cas", result.Sha256, contents).ConfigureAwait(false);
        await PutAsync("ac", key, ActionResultMessage.ToBytes(result)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    private Task<byte[]?> GetAsync(string kind, string hex, int limit) =>
        RequestAsync(HttpMethod.Get, kind, hex, null, async (response, timer) =>
        {
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            Expect(response, "read");
            if (response.Content.Headers.ContentLength > limit)
            {
                throw Distrust($"{kind}/{hex} has {response.Content.Headers.ContentLength} bytes where at most {limit} belong");
            }

            return await ReadAtMostAsync(response, limit, timer).ConfigureAwait(false)
                ?? throw Distrust($"{kind}/{hex} does not end after the {limit} bytes that belong there");
        });

    private async Task PutAsync(string kind, string hex, ReadOnlyMemory<byte> contents) =>
        await RequestAsync(HttpMethod.Put, kind, hex, contents, (response, _) =>
        {
            Expect(response, "write");
            return Task.FromResult<byte[]?>(null);
        }).ConfigureAwait(false);

    private async Task<byte[]?> RequestAsync(
        HttpMethod method, string kind, string hex, ReadOnlyMemory<byte>? contents, Func<HttpResponseMessage, RequestTimer, Task<byte[]?>> use)
    {
        using var timer = new RequestTimer(_options.TimeLimit, _cancellation);
        using var request = new HttpRequestMessage(method, new Uri($"{_options.Address.AbsoluteUri.TrimEnd('/')}/{kind}/{hex}"));
        if (contents is { } bytes)
        {
            request.Content = new TimedContent(bytes, timer);
            request.Headers.ExpectContinue = bytes.Length >= AskFirstLength ? true : null;
        }

        try
        {
            // No synchronous call: one that waits for a name, a handshake or a body cannot be ended.
            using HttpResponseMessage response =
                await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timer.Token).ConfigureAwait(false);
            return await use(response, timer).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            _cancellation.ThrowIfCancellationRequested();
            throw new RemoteCacheException(timer.Token.IsCancellationRequested ? timer.Expired() : ReasonOf(e), cause: e);
        }
    }

    // The framework's own words hold what the server sent, which may be an echo of the credentials.
    private static string ReasonOf(Exception exception)
    {
        HttpRequestError error = exception switch
        {
            HttpRequestException request => request.HttpRequestError,
            HttpIOException io => io.HttpRequestError,
            _ => HttpRequestError.Unknown,
        };
        return error switch
        {
            HttpRequestError.NameResolutionError => "its name cannot be resolved",
            HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError =>
                exception.GetBaseException().Message.TrimEnd('.'),
            HttpRequestError.InvalidResponse => "what it answers is not HTTP",
            HttpRequestError.ConfigurationLimitExceeded => "the headers of its answer are too long",
            HttpRequestError.ResponseEnded => "its answer was cut",
            _ when exception is OperationCanceledException => "no connection to it comes about",
            _ => "the connection broke",
        };
    }

    private static void Expect(HttpResponseMessage response, string purpose)
    {
        int status = (int)response.StatusCode;
        if (!response.IsSuccessStatusCode)
        {
            throw new RemoteCacheException(status switch
            {
                401 or 403 => $"status {status}: these credentials may not {purpose}",
                413 => "status 413: too large for this server",
                >= 300 and < 400 => $"status {status}: it redirects to {HostOf(response)}, which is not followed; name that address if it is right",
                _ => $"status {status}",
            });
        }
    }

    // At most the limit, whatever the server says or sends; null when more comes. Memory is taken as bytes come, not as they are
    // announced, and the last step is exact: contents of the announced length are not copied again.
    private static async Task<byte[]?> ReadAtMostAsync(HttpResponseMessage response, int limit, RequestTimer timer)
    {
        const int FirstLength = 4 << 20;
        int expected = (int)(response.Content.Headers.ContentLength ?? limit);
        Stream stream = await response.Content.ReadAsStreamAsync(timer.Token).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable disposal = stream.ConfigureAwait(false);
        byte[] buffer = GC.AllocateUninitializedArray<byte>(Math.Min(expected, FirstLength));
        byte[] beyond = new byte[1];
        int length = 0;
        while (true)
        {
            if (length == buffer.Length && length < expected)
            {
                Array.Resize(ref buffer, (int)Math.Min(expected, 2L * length));
            }

            Memory<byte> room = length < buffer.Length ? buffer.AsMemory(length) : beyond;
            int read = await stream.ReadAsync(room, timer.Token).ConfigureAwait(false);
            if (read == 0)
            {
                return length == buffer.Length ? buffer : buffer[..length];
            }

            if (length == buffer.Length)
            {
                return null;
            }

            length += read;
            timer.Add(read);
        }
    }

    // The name of another host may be an echo of the credentials as well: only the one that was asked is repeated.
    private static string HostOf(HttpResponseMessage response) => response.Headers.Location switch
    {
        { IsAbsoluteUri: true } address when address.Host == response.RequestMessage?.RequestUri?.Host => $"{(address.Scheme == Uri.UriSchemeHttps ? "https" : "http")}://{address.Authority}",
        { IsAbsoluteUri: true } => "another host",
        _ => "another path",
    };

    private static RemoteCacheException Distrust(string message) => new(message, isDistrust: true);
}
