using FlashFs.Diagnostics;
using FlashFs.Tool.Output;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Explorer;

/// <summary>One file: an image, or a flash dump with images in its partitions.</summary>
/// <param name="session">Where relative paths start.</param>
/// <param name="path">The file as the command line has it.</param>
/// <param name="isNamed">Whether the command line says what it is: then it is taken for no dump.</param>
/// <param name="open">Opens an image.</param>
internal sealed class FileShelfReader(
    ToolSession session, string path, bool isNamed, Func<byte[], DiagnosticBag, OpenedImage?> open) : ShelfReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<OpenedImage> Read(DiagnosticBag diagnostics)
    {
        byte[] bytes = InputFile.Read(session, path);
        if (!isNamed && DumpImages.Of(path, bytes) is { Count: > 0 } images)
        {
            return images;
        }

        return open(bytes, diagnostics) is { } image ? [image] : [];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<FileStamp> Look() => [FileStamp.Of(session.Rooted(path))];
}
