using System.Buffers;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace FlashFs.Caching;

/// <summary>
/// A cache behind the Bazel HTTP cache protocol: <c>GET</c> and <c>PUT</c> of <c>/ac/KEY</c> and <c>/cas/SHA256</c>. Whatever
/// comes from there may be wrong, too long, or never end. Safe from several threads.
/// </summary>
internal sealed class RemoteStore : IDisposable
{
    /// <summary>The slowest transfer that is waited for, in bytes per second.</summary>
    public const long SlowestRate = 1 << 20;

    /// <summary>The longest contents that are taken, in bytes: twice the largest flash of the family.</summary>
    public const long MaxLength = 256L << 20;

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(2);

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
            ConnectTimeout = ConnectLimit,
            UseCookies = false,
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
    public CacheEntry? TryGet(string key)
    {
        if (Get("ac", key, ActionResultMessage.MaxLength) is not { } message)
        {
            return null;
        }

        ActionResult result = ActionResultMessage.Parse(message)
            ?? throw Distrust($"the result of {key} is not one that this library wrote");
        if (result.Length > MaxLength)
        {
            throw Distrust($"the result of {key} claims {result.Length} bytes; {MaxLength} are the limit");
        }

        if (Get("cas", result.Sha256, result.Length) is not { } contents)
        {
            return null; // the server dropped the contents before the key
        }

        return contents.Length == result.Length && Convert.ToHexStringLower(SHA256.HashData(contents)) == result.Sha256
            ? new CacheEntry(contents, result.Sha256, IsRemote: true)
            : throw Distrust($"the contents {result.Sha256} have another hash");
    }

    /// <summary>Sends a result, its contents first: a key must never lead to nothing.</summary>
    /// <exception cref="RemoteCacheException">The server did not take it.</exception>
    public void Put(string key, ActionResult result, ReadOnlyMemory<byte> contents)
    {
        Put("cas", result.Sha256, contents);
        Put("ac", key, ActionResultMessage.ToBytes(result));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    private byte[]? Get(string kind, string hex, long limit) => Request(HttpMethod.Get, kind, hex, null, limit, (response, timer) =>
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

        return ReadAtMost(response, limit, timer)
            ?? throw Distrust($"{kind}/{hex} does not end after the {limit} bytes that belong there");
    });

    private void Put(string kind, string hex, ReadOnlyMemory<byte> contents) =>
        Request(HttpMethod.Put, kind, hex, contents, contents.Length, (response, _) =>
        {
            Expect(response, "write");
            return (byte[]?)null;
        });

    private byte[]? Request(
        HttpMethod method, string kind, string hex, ReadOnlyMemory<byte>? contents, long length,
        Func<HttpResponseMessage, CancellationToken, byte[]?> use)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        TimeSpan limit = _options.TimeLimit + TimeSpan.FromSeconds((double)length / SlowestRate);
        timer.CancelAfter(limit);
        using var request = new HttpRequestMessage(method, new Uri($"{_options.Address.AbsoluteUri.TrimEnd('/')}/{kind}/{hex}"));
        request.Content = contents is { } bytes ? new ReadOnlyMemoryContent(bytes) : null;
        try
        {
            using HttpResponseMessage response = _client.Send(request, HttpCompletionOption.ResponseHeadersRead, timer.Token);
            return use(response, timer.Token);
        }
        catch (OperationCanceledException e) when (!_cancellation.IsCancellationRequested)
        {
            string seconds = limit.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
            throw new RemoteCacheException($"no answer within {seconds} s", cause: e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // The outer message often says only that there was an error; what happened is inside.
            throw new RemoteCacheException(e.GetBaseException().Message.TrimEnd('.'), cause: e);
        }
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
                >= 300 and < 400 => $"status {status}: it redirects to {Quote(response.Headers.Location)}, which is not followed; name that address if it is right",
                _ => $"status {status}",
            });
        }
    }

    // At most the limit, whatever the server says or sends; null when more comes.
    private static byte[]? ReadAtMost(HttpResponseMessage response, long limit, CancellationToken timer)
    {
        using Stream stream = response.Content.ReadAsStream(timer);
        using CancellationTokenRegistration registration = timer.Register(static state => ((Stream)state!).Dispose(), stream);
        var buffer = new ArrayBufferWriter<byte>(Math.Max(1, (int)(response.Content.Headers.ContentLength ?? 0)));
        try
        {
            int read;
            while ((read = stream.Read(buffer.GetSpan())) > 0)
            {
                buffer.Advance(read);
                if (buffer.WrittenCount > limit)
                {
                    return null;
                }
            }
        }
        catch (Exception e) when (timer.IsCancellationRequested && e is ObjectDisposedException or IOException)
        {
            throw new OperationCanceledException(timer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string Quote(Uri? address) => address is { IsAbsoluteUri: true } ? address.Authority : "another path";

    private static RemoteCacheException Distrust(string message) => new(message, isDistrust: true);
}
