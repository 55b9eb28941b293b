using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace FlashFs.Tool.Explorer;

/// <summary>
/// Decides who is served. Any page that the user has open, and any user of the machine, can reach a port on loopback:
/// the Host header keeps out names that were bent to point here, Origin and Sec-Fetch-Site keep out other pages, the
/// secret in the path everybody who was not given it.
/// </summary>
/// <remarks>
/// The preview has another origin than the explorer, <c>http://SECRET.localhost:PORT</c>, for the scripts of an image are
/// those of a stranger. With the same origin they could read what the explorer reads; with a sandbox in its place they
/// would have no origin at all, and pages that read their own files would fail here and work on the device. A host name
/// of its own also lets pages name files from the root, as the device has it, and keeps their cookies and storage apart
/// from each other and from other servers on loopback, which a second port would not.
/// </remarks>
internal sealed class ExplorerGate(string token, int port, ImageShelf shelf)
{
    private const string PreviewDomain = ".localhost";

    private readonly string _host = $"127.0.0.1:{port}";

    /// <summary>The address of the explorer's page.</summary>
    public string Address => $"http://{_host}/{token}/";

    /// <summary>What the pages of the preview may be framed by.</summary>
    public string Origin => $"http://{_host}";

    /// <summary>The origin of an image's preview.</summary>
    public string PreviewOrigin(ServedImage image) => $"http://{image.HostLabel}{PreviewDomain}:{port}";

    /// <summary>What the preview may come from, for the explorer's content security policy.</summary>
    public string AnyPreviewOrigin => $"http://*{PreviewDomain}:{port}";

    /// <summary>Looks at a request.</summary>
    /// <returns>Where it may go, or the status it is refused with.</returns>
    public Admission Admit(HttpContext context)
    {
        HttpRequest request = context.Request;
        string host = request.Headers.Host.Count == 1 ? request.Headers.Host.ToString() : "";
        bool isExplorer = string.Equals(host, _host, StringComparison.OrdinalIgnoreCase);
        ServedImage? preview = isExplorer ? null : PreviewOf(host);
        if (!isExplorer && preview is null)
        {
            return Admission.Refused(StatusCodes.Status403Forbidden);
        }

        StringValues origin = request.Headers.Origin;
        string own = preview is null ? Origin : PreviewOrigin(preview);
        if (origin.Count > 1 || (origin.Count == 1 && !string.Equals(origin.ToString(), own, StringComparison.OrdinalIgnoreCase)))
        {
            return Admission.Refused(StatusCodes.Status403Forbidden);
        }

        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            return Admission.Refused(StatusCodes.Status405MethodNotAllowed);
        }

        RequestTarget? target = RequestTarget.Parse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        if (target is null)
        {
            return Admission.Refused(StatusCodes.Status404NotFound);
        }

        return preview is not null ? new Admission(target, preview, 0) : AdmitExplorer(request, target);
    }

    private Admission AdmitExplorer(HttpRequest request, RequestTarget target)
    {
        int slash = target.Path.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !SecretText.Equals(token, target.Path.AsSpan(0, slash)))
        {
            return Admission.Refused(StatusCodes.Status404NotFound);
        }

        // A link from elsewhere may open the page; nothing else may be had from elsewhere.
        string path = target.Path[(slash + 1)..];
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        return path.Length > 0 && site is not ("" or "same-origin" or "none")
            ? Admission.Refused(StatusCodes.Status403Forbidden)
            : new Admission(target with { Path = path }, null, 0);
    }

    private ServedImage? PreviewOf(string host)
    {
        string suffix = $"{PreviewDomain}:{port}";
        return host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) ? shelf.FindByHost(host.AsSpan(0, host.Length - suffix.Length)) : null;
    }
}
