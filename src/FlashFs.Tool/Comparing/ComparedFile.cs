using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Tool.Comparing;

/// <summary>A file of one side of a comparison.</summary>
/// <param name="Name">The path, or the name as stored where that is no path.</param>
/// <param name="Length">The length of the contents in bytes, unpacked.</param>
/// <param name="Compression">How the contents are stored.</param>
/// <param name="Attributes">What else the format stores of it.</param>
/// <param name="Read">Reads the contents; throws <see cref="Diagnostics.FlashFormatException"/> where they are damaged.</param>
internal sealed record ComparedFile(
    string Name,
    long Length,
    FileCompression Compression,
    IReadOnlyList<KeyValuePair<string, string>> Attributes,
    Func<ReadOnlyMemory<byte>> Read)
{
    /// <summary>The files of an image, in its order.</summary>
    public static IReadOnlyList<ComparedFile> Of(FlashVolume volume) =>
    [
        .. volume.Entries.Select(entry => new ComparedFile(
            entry.Path?.Value ?? entry.Name,
            entry.Length,
            entry.Compression,
            entry.Attributes,
            () => volume.TryMap(entry, out ReadOnlyMemory<byte> mapped) ? mapped : volume.ReadAll(entry))),
    ];

    /// <summary>The files of a folder.</summary>
    public static IReadOnlyList<ComparedFile> Of(FlashFileSet files) =>
    [
        .. files.Select(file => new ComparedFile(
            file.Path.Value, file.Contents.Length, FileCompression.None, [], file.Contents.ToMemory)),
    ];
}
