using FlashFs.Diagnostics;
using FlashFs.Tool.Output;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Explorer;

/// <summary>The images in a folder, as a build leaves them: every file that is surely one, in ordinal order, no folders below.</summary>
/// <param name="session">Where relative paths start.</param>
/// <param name="path">The folder as the command line has it.</param>
internal sealed class FolderShelfReader(ToolSession session, string path) : ShelfReader
{
    /// <summary>How many images are shown.</summary>
    public const int ImageLimit = 64;

    /// <summary>How many bytes of files are read in all: they stay in memory.</summary>
    public const long SizeLimit = 512 * 1024 * 1024;

    // A folder with more is no output of a build, and looking at all of it twice a second is too much.
    private const int FileLimit = 2000;

    /// <inheritdoc/>
    public override IReadOnlyList<OpenedImage> Read(DiagnosticBag diagnostics)
    {
        var images = new List<OpenedImage>();
        long size = 0;
        int left = 0;
        foreach (FileStamp file in Look())
        {
            if (file.Length is 0 or > InputFile.Limit)
            {
                continue;
            }

            if (size + file.Length > SizeLimit || images.Count >= ImageLimit)
            {
                left++;
                continue;
            }

            size += file.Length;
            images.AddRange(Open(file.Path));
        }

        if (left > 0)
        {
            diagnostics.Add(
                DiagnosticCodes.FolderPartlyShown,
                new DiagnosticLocation(path),
                $"'{path}' has more than {ImageLimit} images or {SizeLimit >> 20} MiB of files; {Counted.Of(left, "file")} of it {(left == 1 ? "was" : "were")} not looked at. Name the image that you want to see.");
        }

        if (images.Count == 0)
        {
            diagnostics.Add(
                DiagnosticCodes.UnknownImageFormat,
                new DiagnosticLocation(path),
                $"No file in the folder '{path}' is an image of a format this tool knows; name the folder that a build leaves its images in, or an image with -f.");
        }

        return [.. images.Take(ImageLimit)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<FileStamp> Look()
    {
        try
        {
            return
            [
                .. Directory.EnumerateFiles(session.Rooted(path)).Take(FileLimit).Order(StringComparer.Ordinal)
                    .Select(FileStamp.Of).Where(file => file.Length >= 0),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // gone for a moment, as while a build is cleaned: Read says so where it lasts
        }
    }

    private IEnumerable<OpenedImage> Open(string file)
    {
        string name = Path.GetFileName(file);
        byte[] bytes;
        try
        {
            bytes = InputFile.Read(session, file);
        }
        catch (FlashFsException)
        {
            return []; // a pipe, a lock, a file that went: no image to show
        }

        if (DumpImages.Of(name, bytes) is { Count: > 0 } images)
        {
            return images;
        }

        return ImageRecognition.Of(bytes) is { Score: >= ImageRecognition.SureEnough } found
            ? [OpenedImage.Guessed(name, bytes, found.Format)]
            : [];
    }
}
