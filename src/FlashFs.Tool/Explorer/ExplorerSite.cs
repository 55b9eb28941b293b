using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace FlashFs.Tool.Explorer;

/// <summary>Answers requests: the gate first, then the part that they ask for.</summary>
internal sealed class ExplorerSite(ExplorerGate gate, ImageShelf shelf, ExplorerApi api, ChangeFeed? changes, DeviceProxy? proxy)
{
    private const string AssetFolder = "app/";
    private const string ApiFolder = "api/";
    private const string PreviewFolder = "preview/";

    // Nothing of the explorer's comes from elsewhere, and no text becomes markup: there is no inline script or style.
    private readonly string _policy =
        $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src {gate.AnyPreviewOrigin}; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    private readonly PreviewSite _preview = new(gate.Origin, proxy);

    public Task HandleAsync(HttpContext context)
    {
        Admission admission = gate.Admit(context);
        if (admission.Preview is { } image)
        {
            return _preview.HandleAsync(context, image, admission.Target!);
        }

        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = _policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XFrameOptions = "DENY";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        if (admission.Status == StatusCodes.Status405MethodNotAllowed)
        {
            headers.Allow = "GET, HEAD";
        }

        return admission.Target is { } target ? RouteAsync(context, target) : Answer.RefuseAsync(context, admission.Status);
    }

    private Task RouteAsync(HttpContext context, RequestTarget target)
    {
        string path = target.Path;
        if (path.StartsWith(ApiFolder, StringComparison.Ordinal))
        {
            return api.HandleAsync(context, target with { Path = path[ApiFolder.Length..] });
        }

        if (path.StartsWith(PreviewFolder, StringComparison.Ordinal) && PreviewAddress(target) is { } address)
        {
            context.Response.Redirect(address);
            return Task.CompletedTask;
        }

        if (path == "events" && changes is not null)
        {
            return changes.HandleAsync(context);
        }

        string asset = path.Length == 0 ? "index.html" : path.StartsWith(AssetFolder, StringComparison.Ordinal) ? path[AssetFolder.Length..] : "";
        return WebAssets.Find(asset) is { } bytes
            ? Answer.BytesAsync(context, ContentTypes.Of(asset), bytes)
            : Answer.RefuseAsync(context, StatusCodes.Status404NotFound);
    }

    // preview/ID/PATH leads to the origin of that image's preview: scripts there know nothing of the secret here.
    private string? PreviewAddress(RequestTarget target)
    {
        string rest = target.Raw[(target.Raw.IndexOf('/' + PreviewFolder, StringComparison.Ordinal) + PreviewFolder.Length + 1)..];
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash >= 0 && int.TryParse(rest.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && shelf.Find(id) is { } image
            ? gate.PreviewOrigin(image) + rest[slash..]
            : null;
    }
}
