using System.Net;
using FlashFs.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace FlashFs.Tool.Explorer;

/// <summary>
/// Hands what the preview does not find in the image on to a real device. Only reading: GET and HEAD come this far. No
/// redirect is followed; one that stays on the device is handed back, any other refused.
/// </summary>
internal sealed class DeviceProxy : IDisposable
{
    private const int PieceSize = 16 * 1024;
    private const int HeadLimitKiB = 32;
    private const int ConnectionLimit = 8;

    // What the device needs to see of a request. Of a stranger's page everything else stays here.
    private static readonly string[] Asked =
    [
        "Accept", "Accept-Encoding", "Accept-Language", "Authorization", "Cookie", "If-Modified-Since", "If-None-Match", "Range", "User-Agent",
        "X-Requested-With",
    ];

    // Those of one connection, and those by which a device would decide about this origin for more than its answer.
    private static readonly HashSet<string> Dropped = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        "Content-Security-Policy", "Referrer-Policy", "Cross-Origin-Resource-Policy", "Strict-Transport-Security", "Alt-Svc", "Clear-Site-Data",
        "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Refresh", "Server", "Date", "Cache-Control", "Location",
    };

    private readonly Uri _device;
    private readonly TimeSpan _timeout;
    private readonly Action<Diagnostic> _report;
    private readonly SocketsHttpHandler _handler;
    private readonly HttpMessageInvoker _client;

    /// <param name="device">The device.</param>
    /// <param name="timeout">How long it may take to answer, and then for each next piece.</param>
    /// <param name="report">Takes FLASHFS8003.</param>
    public DeviceProxy(Uri device, TimeSpan timeout, Action<Diagnostic> report)
    {
        _device = device;
        _timeout = timeout;
        _report = report;
        _handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = HeadLimitKiB,
            MaxConnectionsPerServer = ConnectionLimit,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5),
        };
        _client = new HttpMessageInvoker(_handler, disposeHandler: false);
    }

    public async Task HandleAsync(HttpContext context, RequestTarget target)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(_timeout);
        try
        {
            using HttpRequestMessage request = Request(context.Request, target);
            using HttpResponseMessage response = await _client.SendAsync(request, limit.Token);
            if (Location(response) is { IsForeign: true } elsewhere)
            {
                await FailAsync(context, StatusCodes.Status502BadGateway, $"redirects to another host, {QuotedName.Cut(elsewhere.Address)}, which is not followed");
                return;
            }

            CopyHead(response, context.Response);
            await CopyBodyAsync(context, response, limit);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            await FailAsync(context, StatusCodes.Status504GatewayTimeout, $"did not answer within {_timeout.TotalSeconds:0.#} seconds");
        }
        catch (OperationCanceledException)
        {
            // The browser wants it no more.
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            await FailAsync(context, StatusCodes.Status502BadGateway, $"cannot be reached: {(e.InnerException ?? e).Message}");
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    private HttpRequestMessage Request(HttpRequest from, RequestTarget target)
    {
        // Put together as text: as a reference relative to the device, '//elsewhere' would name another host.
        var address = new Uri(
            $"{_device.GetLeftPart(UriPartial.Path).TrimEnd('/')}{target.Raw}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(HttpMethods.IsHead(from.Method) ? HttpMethod.Head : HttpMethod.Get, address);
        foreach (string name in Asked)
        {
            if (from.Headers.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues values))
            {
                request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        return request;
    }

    private (string Address, bool IsForeign)? Location(HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("Location", out System.Net.Http.Headers.HeaderStringValues values))
        {
            return null;
        }

        string text = values.ToString();
        return !Uri.TryCreate(response.RequestMessage!.RequestUri!, text, out Uri? address)
                || Uri.Compare(address, _device, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) != 0
            ? (text, true)
            : (address.PathAndQuery.StartsWith("//", StringComparison.Ordinal) ? "/" : address.PathAndQuery, false);
    }

    private void CopyHead(HttpResponseMessage from, HttpResponse to)
    {
        to.StatusCode = (int)from.StatusCode;
        HashSet<string> named = new(
            from.Headers.NonValidated.TryGetValues("Connection", out System.Net.Http.Headers.HeaderStringValues connection)
                ? connection.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries)) : [],
            StringComparer.OrdinalIgnoreCase);
        foreach (var header in from.Headers.NonValidated.Concat(from.Content.Headers.NonValidated))
        {
            if (!Dropped.Contains(header.Key) && !named.Contains(header.Key) && header.Value.All(IsPlain))
            {
                to.Headers.Append(header.Key, header.Value.ToArray());
            }
        }

        if (Location(from) is { } location)
        {
            to.Headers.Location = location.Address;
        }
    }

    // Kestrel refuses others with an exception; a device that sends them means nothing by it.
    private static bool IsPlain(string value) => value.All(letter => letter is >= ' ' and <= '~');

    private async Task CopyBodyAsync(HttpContext context, HttpResponseMessage response, CancellationTokenSource limit)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        await using Stream body = await response.Content.ReadAsStreamAsync(limit.Token);
        byte[] piece = new byte[PieceSize];
        while (true)
        {
            limit.CancelAfter(_timeout);
            int count = await body.ReadAsync(piece, limit.Token);
            if (count == 0)
            {
                return;
            }

            limit.CancelAfter(Timeout.InfiniteTimeSpan); // a browser that takes its time is no fault of the device
            await context.Response.Body.WriteAsync(piece.AsMemory(0, count), context.RequestAborted);
        }
    }

    private async Task FailAsync(HttpContext context, int status, string what)
    {
        Diagnostic diagnostic = DiagnosticCodes.DeviceUnreachable.At(
            null, $"The device at {_device} {what}. The preview shows what is in the image; check the address given to --proxy, and that the device is on and in this network.");
        _report(diagnostic);
        if (context.Response.HasStarted)
        {
            context.Abort(); // half of it is sent: the browser must not take it for whole
            return;
        }

        // What was copied of the device's head belongs to an answer that did not come.
        string policy = context.Response.Headers.ContentSecurityPolicy.ToString();
        context.Response.Headers.Clear();
        context.Response.Headers.ContentSecurityPolicy = policy;
        context.Response.Headers.CacheControl = "no-store";
        await Answer.TextAsync(context, status, $"{diagnostic.Code}: {diagnostic.Message}");
    }
}
