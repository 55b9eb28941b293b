using System.Collections;
using FlashFs.Files;

namespace FlashFs.Formats.SimpleFs;

/// <summary>What each file takes in a Simple FS image. It is worked out when somebody asks: there are as many as files, and mostly nobody does.</summary>
internal sealed class SimpleFsCosts(FlashFileSet files) : IReadOnlyList<FileCost>
{
    /// <inheritdoc/>
    public int Count => files.Count;

    /// <inheritdoc/>
    public FileCost this[int index] => CostOf(files[index]);

    /// <summary>What a file takes, its row included, in bytes.</summary>
    public static long SizeOf(FlashFile file) => SimpleFsLayout.FileSize(file.Path.Utf8Length, file.Contents.Length);

    /// <inheritdoc/>
    public IEnumerator<FileCost> GetEnumerator() => files.Select(CostOf).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static FileCost CostOf(FlashFile file) => new(file, file.Contents.Length, SizeOf(file));
}
