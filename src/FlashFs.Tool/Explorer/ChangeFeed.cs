using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace FlashFs.Tool.Explorer;

/// <summary>Tells open pages, by server-sent events, that an image changed.</summary>
/// <param name="stop">Ends the events when the server stops.</param>
internal sealed class ChangeFeed(CancellationToken stop)
{
    // More pages than anybody opens; each holds a connection.
    private const int PageLimit = 32;

    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<Channel<string>, bool> _pages = new();

    /// <summary>How many pages listen.</summary>
    public int PageCount => _pages.Count;

    /// <summary>Says that images are other ones than before.</summary>
    public void Changed() => Send("changed", "");

    /// <summary>Says why a changed image could not be read.</summary>
    public void Failed(string message) => Send("failed", message);

    public async Task HandleAsync(HttpContext context)
    {
        if (_pages.Count >= PageLimit)
        {
            await Answer.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable);
            return;
        }

        context.Response.ContentType = "text/event-stream";
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        // A page that does not read gets the last few events, which is all it needs.
        var events = Channel.CreateBounded<string>(new BoundedChannelOptions(8) { FullMode = BoundedChannelFullMode.DropOldest });
        _pages.TryAdd(events, true);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, context.RequestAborted);
        try
        {
            await WriteAsync(context.Response, ": open\n\n", end.Token);
            while (true)
            {
                Task<bool> next = events.Reader.WaitToReadAsync(end.Token).AsTask();
                while (await Task.WhenAny(next, Task.Delay(Pulse, end.Token)) != next)
                {
                    // Also how a page that went without a word is found out.
                    await WriteAsync(context.Response, ": \n\n", end.Token);
                }

                await next;
                while (events.Reader.TryRead(out string? text))
                {
                    await WriteAsync(context.Response, text, end.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed, or the server stops.
        }
        finally
        {
            _pages.TryRemove(events, out _);
        }
    }

    private void Send(string name, string message)
    {
        string text = $"event: {name}\ndata: \"{JsonEncodedText.Encode(message)}\"\n\n";
        foreach (Channel<string> page in _pages.Keys)
        {
            page.Writer.TryWrite(text);
        }
    }

    private static async Task WriteAsync(HttpResponse response, string text, CancellationToken cancellation)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
        await response.Body.FlushAsync(cancellation);
    }
}
