using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Espfs;

namespace FlashFs.Tool.Tests.Explorer;

/// <summary>Small ESPFS images with web pages.</summary>
internal static class WebImage
{
    public const string Page = "<!DOCTYPE html><title>Lamp</title><link rel=stylesheet href=style.css><h1>Lamp</h1>";
    public const string Style = "h1 { color: rgb(1, 2, 3) } /* long enough to be worth packing, packing, packing, packing, packing */";

    /// <summary>An index with a stylesheet that is a gzip member, a script beside it as name.gz, and data.</summary>
    public static byte[] Lamp(string prefix = "") => Of(
        (prefix + "index.html", Page),
        (prefix + "style.css", Style),
        (prefix + "sub/index.html", "<p>below"),
        (prefix + "data/log.txt", "nothing\nhappened\nyet\n"));

    public static byte[] Of(params (string Path, string Contents)[] files) => Of([.. files.Select(file => (file.Path, System.Text.Encoding.UTF8.GetBytes(file.Contents)))]);

    public static byte[] Of(params (string Path, byte[] Contents)[] files)
    {
        var diagnostics = new DiagnosticBag();
        FlashFileSet set = FlashFileSet.Sorted(
            files.Select(file => new FlashFile(FlashPath.Parse(file.Path), FlashContents.FromMemory(file.Contents))), diagnostics);
        OptionValues options = new EspfsOptions { Compression = EspfsCompression.Heatshrink, GzipExtensions = ["css"] }.ToValues();
        ImagePlan? plan = EspfsFormat.Instance.Plan(set, options, null, diagnostics);
        diagnostics.ThrowIfErrors();
        return plan!.ToArray();
    }
}
