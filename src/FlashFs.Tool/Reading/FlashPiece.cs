using FlashFs.Partitions;

namespace FlashFs.Tool.Reading;

/// <summary>A piece of a flash dump and what it holds.</summary>
/// <param name="Slice">The piece.</param>
/// <param name="Contents">What it holds: a format's id, <c>app</c>, <c>partition-table</c>, <c>erased</c> or <c>data</c>.</param>
/// <param name="Image">The file system in it, if there is one.</param>
internal sealed record FlashPiece(FlashSlice Slice, string Contents, OpenedImage? Image)
{
    private const byte AppMagic = 0xE9;

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
            return new FlashPiece(slice, "erased", null);
        }

        if (ImageRecognition.Of(bytes) is { Score: >= ImageRecognition.SureEnough } found)
        {
            return new FlashPiece(slice, found.Format.Id, OpenedImage.Guessed($"{dump}#{slice.Label}", slice.Contents, found.Format));
        }

        return new FlashPiece(slice, bytes[0] == AppMagic ? "app" : "data", null);
    }
}
