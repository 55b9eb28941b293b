using FlashFs.Diagnostics;
using FlashFs.Partitions;
using FlashFs.Profiles;

namespace FlashFs.Tool.Reading;

/// <summary>A piece of a flash dump and what it holds.</summary>
/// <param name="Slice">The piece.</param>
/// <param name="Contents">What it holds: a format's id, <c>app</c>, <c>partition-table</c>, <c>erased</c> or <c>data</c>.</param>
/// <param name="Image">The file system in it, if there is one.</param>
internal sealed record FlashPiece(FlashSlice Slice, string Contents, OpenedImage? Image)
{
    private const string Data = "data";

    /// <summary>The program in it, where its headers can be read.</summary>
    public EspImage? Program { get; private init; }

    /// <summary>How many of its bytes are in use: of a file system, a program, else up to the last byte that is not erased.</summary>
    public long Used => Image is { } image ? image.Volume.Usage.Data + image.Volume.Usage.Overhead
        : Program?.Present ?? Slice.Contents.Span.LastIndexOfAnyExcept((byte)0xFF) + 1;

    /// <summary>What it holds, in one clause.</summary>
    public string Description => Image is { } image ? Describe(image)
        : Program is { } program ? program.ToString()
        : Contents == Data && FileSignature.Find(Slice.Contents.Span) is { } look ? look.Description
        : Contents;

    /// <summary>The chip that the programs of a flash were built for; null where none says so.</summary>
    public static FlashChip? ChipOf(IEnumerable<FlashPiece> pieces) => pieces.Select(piece => piece.Program?.Chip).FirstOrDefault(chip => chip is not null);

    /// <summary>Looks into a piece.</summary>
    /// <param name="slice">The piece.</param>
    /// <param name="dump">The dump as the command line has it.</param>
    public static FlashPiece Of(FlashSlice slice, string dump)
    {
        ReadOnlySpan<byte> bytes = slice.Contents.Span;
        if (PartitionBinary.LooksLikeTable(bytes))
        {
            return new FlashPiece(slice, "partition-table", null);
        }

        if (!bytes.ContainsAnyExcept((byte)0xFF))
        {
            return new FlashPiece(slice, FileLook.Erased, null);
        }

        if (ImageRecognition.Of(bytes) is { Score: >= ImageRecognition.SureEnough } found)
        {
            return new FlashPiece(slice, found.Format.Id, OpenedImage.Guessed($"{dump}#{slice.Label}", slice.Contents, found.Format));
        }

        return EspImage.TryRead(bytes, out EspImage? program)
            ? new FlashPiece(slice, FileLook.App, null) { Program = program }
            : new FlashPiece(slice, bytes[0] == EspImage.Magic ? FileLook.App : Data, null);
    }

    private static string Describe(OpenedImage image)
    {
        string files = Counted.Of(image.Volume.Entries.Count, "file");
        return image.Readable.Damage.Count == 0
            ? $"{ImageLine.Describe(image)}, {files}"
            : $"{ImageLine.Describe(image)}, damaged: {image.Readable.Files} of {files} can be read";
    }
}
