using System.Buffers.Binary;
using System.Security.Cryptography;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Pipeline;

/// <summary>
/// The files of an image by path, each with the hash of its contents and what else of it matters, and with where its contents lie in
/// the image and their <see cref="Checksum"/>.
/// </summary>
internal sealed class FileHashes
{
    // Where contents lie that are not in the image as they are and in one piece, or that nobody has looked for.
    private const long Nowhere = -1;

    private const int PlaceLength = sizeof(long) + sizeof(ulong);

    private readonly Task<PathRows> _rows;
    private (FileHashes Now, int[] Rows)? _found;

    /// <summary>Files as a state has them.</summary>
    /// <exception cref="FormatException">They are none.</exception>
    public FileHashes(ReadOnlyMemory<byte> bytes)
    {
        var reader = new StateReader(bytes);
        _rows = Task.FromResult(ReadRows(reader));
        if (!reader.IsAtEnd)
        {
            throw new FormatException("the files go on");
        }
    }

    private FileHashes(Task<PathRows> rows) => _rows = rows;

    /// <summary>The number of files.</summary>
    public int Count => Rows.Count;

    /// <summary>The files as a state has them.</summary>
    public ReadOnlySpan<byte> Bytes => Rows.Bytes.Span;

    private PathRows Rows => _rows.GetAwaiter().GetResult();

    /// <summary>The files of an image that is not made yet. They are put together beside what the caller goes on with.</summary>
    /// <param name="files">The files, hashed.</param>
    /// <param name="attributes">What else of each matters, as text; mostly nothing.</param>
    /// <param name="memory">What the rows are put into; an array where there is none.</param>
    public static FileHashes Of(FlashFileSet files, Func<FlashFile, string> attributes, StageMemory? memory)
    {
        Task<PathRows> rows = Task.Run(() => RowsOf(files, attributes, memory));
        memory?.IsReadBy(rows);
        return new FileHashes(rows);
    }

    /// <summary>Names what became of the files: those that changed, those that came, those that went.</summary>
    public (IReadOnlyList<string> Changed, IReadOnlyList<string> Added, IReadOnlyList<string> Removed) CompareWith(FileHashes now)
    {
        bool[] stays = new bool[Count];
        var changed = new List<string>();
        var added = new List<string>();
        int[] rows = RowsOf(now);
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] < 0)
            {
                added.Add(now.Rows.PathAt(i));
                continue;
            }

            stays[rows[i]] = true;
            if (!IsSame(rows[i], now, i))
            {
                changed.Add(now.Rows.PathAt(i));
            }
        }

        var removed = new List<string>();
        for (int i = 0; i < stays.Length; i++)
        {
            if (!stays[i])
            {
                removed.Add(Rows.PathAt(i));
            }
        }

        return (changed, added, removed);
    }

    /// <summary>For each file as it is now the row of these that it is in, if its contents lie in their image as they are and in one piece; else -1.</summary>
    public int[] KeptIn(FileHashes now)
    {
        int[] kept = [.. RowsOf(now)];
        for (int i = 0; i < kept.Length; i++)
        {
            if (kept[i] >= 0 && (OffsetAt(kept[i]) < 0 || !IsSame(kept[i], now, i)))
            {
                kept[i] = -1;
            }
        }

        return kept;
    }

    /// <summary>Where the contents of a row lie in the image, as they are and in one piece; negative where they do not.</summary>
    public long OffsetAt(int row) => BinaryPrimitives.ReadInt64LittleEndian(Rows.RowAt(row)[^PlaceLength..]);

    /// <summary>The checksum of the contents of a row, where they have an offset.</summary>
    public ulong ChecksumAt(int row) => BinaryPrimitives.ReadUInt64LittleEndian(Rows.RowAt(row)[^sizeof(ulong)..]);

    /// <summary>The same files, with where their contents lie in the image that was made of them.</summary>
    /// <param name="volume">The image, opened.</param>
    /// <param name="image">Its bytes.</param>
    /// <param name="files">The files in it, in this order.</param>
    /// <param name="memory">What the rows are put into.</param>
    public FileHashes In(FlashVolume volume, ReadOnlyMemory<byte> image, FlashFileSet files, StageMemory memory)
    {
        PathRows rows = Rows;
        Memory<byte> located = memory.Take(Bytes.Length);
        Bytes.CopyTo(located.Span);
        ParallelFiles.ForEach(files, (file, i) =>
        {
            if (rows.IsPath(i, file.Path.Value) && volume.TryGetEntry(file.Path, i, out VolumeEntry? entry)
                && volume.TryMap(entry, out ReadOnlyMemory<byte> contents) && image.Span.Overlaps(contents.Span, out int offset))
            {
                Span<byte> place = located.Span[(rows.EndOf(i) - PlaceLength)..];
                BinaryPrimitives.WriteInt64LittleEndian(place, offset);
                BinaryPrimitives.WriteUInt64LittleEndian(place[sizeof(long)..], file.Contents.KnownChecksum ?? Checksum.Of(contents.Span));
            }
        });
        return new FileHashes(Task.FromResult(rows.With(located)));
    }

    // Asked for twice by a build that changes an image: for what changed, and for where the rest lies.
    private int[] RowsOf(FileHashes now)
    {
        if (_found is not var (asked, found) || asked != now)
        {
            found = FindRows(now);
            _found = (now, found);
        }

        return found;
    }

    // From one build to the next hardly any path comes or goes: the row that is looked for is the one behind the last.
    private int[] FindRows(FileHashes now)
    {
        (PathRows rows, PathRows nowRows) = (Rows, now.Rows);
        int[] found = new int[nowRows.Count];
        for (int i = 0, next = 0; i < found.Length; i++)
        {
            bool isNext = next < rows.Count && rows.IsPath(next, nowRows, i);
            found[i] = isNext ? next : rows.Find(nowRows.PathAt(i));
            next = found[i] < 0 ? next : found[i] + 1;
        }

        return found;
    }

    // All of a row but where its contents lie.
    private bool IsSame(int row, FileHashes now, int i) => Rows.RowAt(row)[..^PlaceLength].SequenceEqual(now.Rows.RowAt(i)[..^PlaceLength]);

    private static PathRows RowsOf(FlashFileSet files, Func<FlashFile, string> attributes, StageMemory? memory)
    {
        var writer = new StateWriter(files.Count * StateWriter.FileLength, memory);
        writer.Int32(files.Count);
        foreach (FlashFile file in files)
        {
            writer.Text(file.Path.Value);
            writer.Bytes(file.Contents.KnownSha256.Span);
            writer.Text(attributes(file));
            writer.Int64(Nowhere);
            writer.Int64(0);
        }

        return ReadRows(new StateReader(writer.Written));
    }

    private static PathRows ReadRows(StateReader reader) => PathRows.Read(reader, SHA256.HashSizeInBytes, static rest =>
    {
        rest.Bytes(SHA256.HashSizeInBytes);
        rest.SkipText();
        rest.Bytes(PlaceLength);
    });
}
