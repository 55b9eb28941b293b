using System.IO.Compression;
using System.Net.Http.Headers;
using FlashFs.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace FlashFs.Tool.Explorer;

/// <summary>
/// The web pages in an image, as a server on the device would send them: packed files as they are stored, types by name,
/// the start page of a folder, 404 for what is not there, or what the real device says to that.
/// </summary>
internal sealed class PreviewSite(string explorer, DeviceProxy? proxy)
{
    // Pages run as on the device, but cannot lead the explorer's own tab elsewhere, and only the explorer frames them.
    private readonly string _policy =
        "sandbox allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-downloads allow-pointer-lock; "
        + $"frame-ancestors 'self' {explorer}";

    public Task HandleAsync(HttpContext context, ServedImage image, RequestTarget target)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = _policy;
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";

        WebPages pages = image.Pages;
        if (target.Path.Length == 0 && pages.Root is { Length: > 0 } root)
        {
            context.Response.Redirect("/" + string.Join('/', root.Split('/').Select(Uri.EscapeDataString)));
            return Task.CompletedTask;
        }

        if (pages.Find(target.Path) is { } page)
        {
            return SendAsync(context, image, page);
        }

        return proxy is not null
            ? proxy.HandleAsync(context, target)
            : Answer.TextAsync(context, StatusCodes.Status404NotFound, "Not in the image.");
    }

    private static Task SendAsync(HttpContext context, ServedImage image, WebPage page)
    {
        try
        {
            context.Response.StatusCode = StatusCodes.Status200OK;
            string type = ContentTypes.Of(page.Path);
            if (!page.IsGzip)
            {
                return ContentsBody.SendAsync(context, image, page.Entry, type);
            }

            context.Response.Headers.Vary = "Accept-Encoding";
            byte[] stored = page.IsBeside ? image.Contents(page.Entry).ToArray() : image.Volume.ReadStored(page.Entry);
            if (TakesGzip(context.Request))
            {
                context.Response.Headers.ContentEncoding = "gzip";
                return Answer.BytesAsync(context, type, stored);
            }

            // Devices send it packed all the same, or refuse; that shows nobody what is in it.
            return page.IsBeside ? SendUnpackedAsync(context, type, stored) : ContentsBody.SendAsync(context, image, page.Entry, type);
        }
        catch (FlashFormatException e)
        {
            return Answer.TextAsync(context, StatusCodes.Status500InternalServerError, $"{e.Code}: {e.Message}");
        }
    }

    private static async Task SendUnpackedAsync(HttpContext context, string type, byte[] stored)
    {
        context.Response.ContentType = type;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        try
        {
            await using var unpacker = new GZipStream(new MemoryStream(stored), CompressionMode.Decompress);
            await unpacker.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
        catch (InvalidDataException)
        {
            context.Abort(); // half of it may be sent: the client must not take it for whole
        }
    }

    private static bool TakesGzip(HttpRequest request) =>
        request.Headers.AcceptEncoding.ToString().Split(',').Any(item =>
            StringWithQualityHeaderValue.TryParse(item.Trim(), out StringWithQualityHeaderValue? coding)
            && coding is { Value: "gzip" or "x-gzip" or "*", Quality: null or > 0 });
}
