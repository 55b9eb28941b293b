using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Explorer;

/// <summary>The file systems in the partitions of a flash dump.</summary>
internal static class DumpImages
{
    /// <summary>Finds them; none where the bytes are no dump, or begin with the magic of a format.</summary>
    /// <param name="name">The file as the command line has it.</param>
    /// <param name="bytes">Its bytes.</param>
    public static IReadOnlyList<OpenedImage> Of(string name, byte[] bytes) =>
        FlashDump.Recognise(bytes) is { } dump
            ? [.. dump.Split.Slices.Select(slice => FlashPiece.Of(slice, name).Image).OfType<OpenedImage>()]
            : [];
}
