using System.Globalization;
using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Reporting;

/// <summary>How the images of a build fit, as Markdown for the summary of a CI run.</summary>
internal static class FitMarkdown
{
    private const int LargestShown = 10;
    private const int LeaveOutShown = 3;

    /// <summary>Makes the text.</summary>
    /// <param name="title">The project.</param>
    /// <param name="folder">The output folder: of several frameworks each has its own.</param>
    /// <param name="report">The report.</param>
    public static string ToText(string title, string folder, FitReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"### Flash of {MarkdownText.Code(title)}\n\nIn {MarkdownText.Code(folder)}; sizes in bytes.\n\n");
        text.Append("| image | format | partition | size | used | data | overhead | free | free blocks | budget |\n|---|---|---|--:|--:|--:|--:|--:|--:|---|\n");
        foreach (ImageFit image in report.Images)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {MarkdownText.Code(image.Name)} | {FormatOf(image)} | {(image.Partition is { } label ? MarkdownText.Code(label) : "–")} | ");
            text.Append(CultureInfo.InvariantCulture, $"{Sizes.Bytes(image.Limit ?? image.Size)} | {(image.Limit is { } limit ? Sizes.Percent(image.Used, limit) : "–")} | ");
            text.Append(CultureInfo.InvariantCulture, $"{Sizes.Bytes(image.Data)} | {Sizes.Bytes(image.Overhead)} | {Sizes.Bytes(image.Free)} | {Blocks(image)} | {Budget(image)} |\n");
        }

        foreach (ImageFit image in report.Images)
        {
            WriteImage(text, image);
        }

        return text.Append('\n').ToString();
    }

    private static void WriteImage(StringBuilder text, ImageFit image)
    {
        if (Smaller(image) is { Length: > 0 } smaller)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{MarkdownText.Code(image.Name)}: {smaller}\n");
        }

        if (image.Files.Count == 0)
        {
            return;
        }

        string which = image.Files.Count > LargestShown ? $"the {LargestShown} largest of {image.Files.Count} files" : Counted.Of(image.Files.Count, "file");
        text.Append(CultureInfo.InvariantCulture, $"\n<details><summary>{MarkdownText.Html(image.Name)}: {which}</summary>\n\n| file | size | stored | cost | overhead |\n|---|--:|--:|--:|--:|\n");
        foreach (FileFit file in image.Files.Take(LargestShown))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {MarkdownText.Code(file.Path)} | {Sizes.Bytes(file.Length)} | {Sizes.Bytes(file.Stored)} | {Sizes.Bytes(file.Cost)} | {Sizes.Bytes(file.Cost - file.Stored)} |\n");
        }

        text.Append("\n</details>\n");
    }

    private static string Smaller(ImageFit image)
    {
        string needs = image is { Limit: { } limit, SmallestSize: { } size } && size < limit ? $"the smallest size that would do is {Sizes.Short(size)}" : "";
        if (image.NextSmaller is not { } next)
        {
            return needs.Length == 0 ? "" : needs + ".";
        }

        string place = next.Partition is { } label ? $"{Sizes.Short(next.Size)} ({MarkdownText.Code(label)})" : Sizes.Short(next.Size);
        string also = needs.Length == 0 ? "" : "; " + needs;
        if (next.Over == 0)
        {
            return $"would fit in {place}{also}.";
        }

        string names = string.Join(", ", next.LeaveOut.Take(LeaveOutShown).Select(MarkdownText.Code));
        string more = next.LeaveOut.Count > LeaveOutShown ? $" and {next.LeaveOut.Count - LeaveOutShown} more of the largest" : "";
        return $"{Sizes.Bytes(next.Over)} bytes too much for {place}; it would fit without {names}{more}{also}.";
    }

    private static string FormatOf(ImageFit image) => FlashFormats.All.FirstOrDefault(format => format.Id == image.Format)?.DisplayName ?? image.Format;

    private static string Blocks(ImageFit image) => image.FreeBlocks is { } blocks
        ? image.FreeBlocksWanted is > 0 and var wanted ? $"{blocks} ({wanted} wanted)" : Sizes.Bytes(blocks)
        : "–";

    private static string Budget(ImageFit image)
    {
        string warn = image.WarnAt is { } warnAt ? $"{(image.Used > warnAt ? "**over** " : "")}{Sizes.Bytes(warnAt)}" : "";
        string error = image.ErrorAt is { } errorAt ? $"fails at {Sizes.Bytes(errorAt)}" : "";
        return (warn.Length, error.Length) switch
        {
            (0, 0) => "–",
            (_, 0) => warn,
            (0, _) => error,
            _ => $"{warn}, {error}",
        };
    }
}
