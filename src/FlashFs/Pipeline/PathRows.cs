using System.Buffers.Binary;
using System.Text;

namespace FlashFs.Pipeline;

/// <summary>
/// Rows of a state that begin with a path, each path once. They stay the bytes that they are in the file: what compares two builds
/// compares those, and hardly any path is ever wanted as text.
/// </summary>
internal sealed class PathRows
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly int[] _starts;
    private Dictionary<string, int>? _byPath;

    private PathRows(ReadOnlyMemory<byte> bytes, int[] starts)
    {
        _bytes = bytes;
        _starts = starts;
    }

    /// <summary>The number of rows.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>The rows with their number in front, as a state has them.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Takes rows, with their number in front, out of a state.</summary>
    /// <param name="reader">Stands at the number; afterwards behind the last row.</param>
    /// <param name="minimumLength">The fewest bytes that a row takes.</param>
    /// <param name="skipRest">Goes on over what a row has behind its path.</param>
    /// <exception cref="FormatException">They are none. It is said now: nobody expects it of what only looks a file up.</exception>
    public static PathRows Read(StateReader reader, int minimumLength, Action<StateReader> skipRest)
    {
        int first = reader.Position;
        int[] starts = new int[reader.Count(minimumLength) + 1];
        for (int i = 0; i < starts.Length - 1; i++)
        {
            starts[i] = reader.Position - first;
            reader.SkipText();
            skipRest(reader);
        }

        starts[^1] = reader.Position - first;
        return new PathRows(reader.Since(first), starts);
    }

    /// <summary>The same rows with other values behind their paths, each as long as before.</summary>
    /// <param name="bytes">The rows with their number in front.</param>
    public PathRows With(ReadOnlyMemory<byte> bytes) => new(bytes, _starts) { _byPath = _byPath };

    /// <summary>A row, its path with it.</summary>
    public ReadOnlySpan<byte> RowAt(int row) => _bytes.Span[_starts[row].._starts[row + 1]];

    /// <summary>Where a row ends, in bytes from the start of <see cref="Bytes"/>.</summary>
    public int EndOf(int row) => _starts[row + 1];

    /// <summary>The path of a row.</summary>
    public string PathAt(int row) => Encoding.UTF8.GetString(PathBytesAt(row));

    /// <summary>Whether a row has this path.</summary>
    public bool IsPath(int row, string path)
    {
        ReadOnlySpan<byte> bytes = PathBytesAt(row);
        return Ascii.Equals(bytes, path) || string.Equals(Encoding.UTF8.GetString(bytes), path, StringComparison.Ordinal);
    }

    /// <summary>Whether a row has the path of one of other rows.</summary>
    public bool IsPath(int row, PathRows other, int otherRow) => PathBytesAt(row).SequenceEqual(other.PathBytesAt(otherRow));

    /// <summary>The row of a path, or -1; quick where it is at the place where it is looked for.</summary>
    public int Find(string path, int place) => place < Count && IsPath(place, path) ? place : Find(path);

    /// <summary>The row of a path, or -1.</summary>
    public int Find(string path) => (_byPath ??= ByPath()).GetValueOrDefault(path, -1);

    private ReadOnlySpan<byte> PathBytesAt(int row)
    {
        ReadOnlySpan<byte> bytes = _bytes.Span[_starts[row]..];
        return bytes.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(bytes));
    }

    private Dictionary<string, int> ByPath()
    {
        var byPath = new Dictionary<string, int>(Count, StringComparer.Ordinal);
        for (int i = 0; i < Count; i++)
        {
            byPath.TryAdd(PathAt(i), i); // a state that names one twice is nobody's of ours, and no reason to fail
        }

        return byPath;
    }
}
