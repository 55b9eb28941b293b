using System.Globalization;
using System.Text.Json;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using Microsoft.AspNetCore.Http;

namespace FlashFs.Tool.Explorer;

/// <summary>
/// What the explorer's page asks for, as JSON or bytes. Lists come in pages. An image is asked for with its revision, so
/// that numbers of files never mean those of other contents: an old one is not found, and the page loads anew.
/// </summary>
internal sealed class ExplorerApi(ExplorerGate gate, ImageShelf shelf, ExplorerOptions options)
{
    /// <summary>The shape of what <c>images</c> answers; the number rises when the page of another version would misread it.</summary>
    public const string Schema = "flashfs-explorer/1";

    /// <summary>The most items of a list in one answer.</summary>
    public const int ListLimit = 5000;

    /// <summary>The most bytes of contents in one answer.</summary>
    public const int ContentLimit = 1024 * 1024;

    private const int HeadSize = 4096;

    private const string Binary = "application/octet-stream";

    public Task HandleAsync(HttpContext context, RequestTarget target)
    {
        if (target.Path == "images")
        {
            return Answer.JsonAsync(context, WriteImages);
        }

        string[] parts = target.Path.Split('/');
        return parts.Length is 2 or 3 && Image(parts[0]) is { } image
            ? parts.Length == 2 ? ListAsync(context, image, parts[1], target) : FileAsync(context, image, parts[1], parts[2], target)
            : Answer.RefuseAsync(context, StatusCodes.Status404NotFound);
    }

    private static Task ListAsync(HttpContext context, ServedImage image, string what, RequestTarget target)
    {
        if (target.Number("from", int.MaxValue, 0) is not { } from || target.Number("count", ListLimit, ListLimit) is not { } count)
        {
            return Answer.RefuseAsync(context, StatusCodes.Status400BadRequest);
        }

        FlashVolume volume = image.Volume;
        switch (what)
        {
            case "files":
                return Answer.JsonAsync(context, json => WriteList(json, volume.Entries, from, count, ExplorerJson.WriteFile));
            case "extents":
                return Answer.JsonAsync(context, json => WriteList(json, volume.Extents, from, count, ExplorerJson.WriteExtent));
            case "damage":
                return Answer.JsonAsync(context, json => WriteList(json, volume.Damage, from, count, ExplorerJson.WriteDamage));
            case "search" when target.Query.TryGetValue("text", out string? text) && text.Length is > 0 and <= ContentSearch.LongestText:
                ContentSearchResult result = ContentSearch.Run(image, text, (int)from, context.RequestAborted);
                return Answer.JsonAsync(context, json => ExplorerJson.WriteSearch(json, result));
            default:
                return Answer.RefuseAsync(context, StatusCodes.Status404NotFound);
        }
    }

    private static Task FileAsync(HttpContext context, ServedImage image, string what, string number, RequestTarget target)
    {
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index >= image.Volume.Entries.Count)
        {
            return Answer.RefuseAsync(context, StatusCodes.Status404NotFound);
        }

        VolumeEntry entry = image.Volume.Entries[index];
        try
        {
            switch (what)
            {
                case "content":
                    return ContentAsync(context, image, entry, target);
                case "download":
                    context.Response.Headers.ContentDisposition = DownloadName.Disposition(entry.Name);
                    return target.Query.ContainsKey("stored") && entry.Compression != FileCompression.None
                        ? Answer.BytesAsync(context, Binary, image.Volume.ReadStored(entry))
                        : ContentsBody.SendAsync(context, image, entry, Binary);
                case "picture":
                    return PictureAsync(context, image, entry);
                default:
                    return Answer.RefuseAsync(context, StatusCodes.Status404NotFound);
            }
        }
        catch (FlashFormatException e)
        {
            context.Response.Headers.ContentDisposition = default;
            context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Answer.JsonAsync(context, json =>
            {
                json.WriteString("code", e.Code);
                json.WriteString("message", e.Message);
            });
        }
    }

    private static Task ContentAsync(HttpContext context, ServedImage image, VolumeEntry entry, RequestTarget target)
    {
        if (target.Number("from", long.MaxValue, 0) is not { } from || target.Number("count", ContentLimit, ContentLimit) is not { } count)
        {
            return Answer.RefuseAsync(context, StatusCodes.Status400BadRequest);
        }

        byte[] bytes = new byte[Math.Clamp(entry.Length - from, 0, count)];
        int read = image.Read(entry, Math.Min(from, entry.Length), bytes);
        return Answer.BytesAsync(context, Binary, bytes.AsMemory(0, read));
    }

    private static Task PictureAsync(HttpContext context, ServedImage image, VolumeEntry entry)
    {
        byte[] head = new byte[Math.Min(entry.Length, HeadSize)];
        if (ContentTypes.OfPicture(head.AsSpan(0, image.Read(entry, 0, head))) is not { } type)
        {
            return Answer.RefuseAsync(context, StatusCodes.Status404NotFound);
        }

        // Opened by itself, a drawing could run scripts: not with the rights of the explorer.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        return ContentsBody.SendAsync(context, image, entry, type);
    }

    private void WriteImages(Utf8JsonWriter json)
    {
        json.WriteString("schema", Schema);
        json.WriteBoolean("watch", options.Watch);
        json.WriteString("proxy", options.Device?.ToString());
        json.WriteStartArray("images");
        foreach (ServedImage image in shelf.Images)
        {
            json.WriteStartObject();
            ExplorerJson.WriteImage(json, image, gate.PreviewOrigin(image));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteList<T>(Utf8JsonWriter json, IReadOnlyList<T> items, long from, long count, Action<Utf8JsonWriter, T> write)
    {
        json.WriteNumber("total", items.Count);
        json.WriteStartArray("items");
        for (int i = (int)from; i < Math.Min(from + count, items.Count); i++)
        {
            write(json, items[i]);
        }

        json.WriteEndArray();
    }

    private ServedImage? Image(string text)
    {
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash > 0
            && int.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            && int.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int revision)
            ? shelf.Find(id, revision)
            : null;
    }
}
