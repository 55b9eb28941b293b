using System.Security.Cryptography;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Pipeline;

/// <summary>
/// The files of an image by path, each with the hash of its contents and what else of it matters. Only a build that has to say
/// what changed looks into them: what was read from a state stays as it was written until then.
/// </summary>
internal sealed class FileHashes
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private FileHash[]? _files;
    private Dictionary<string, int>? _places;

    /// <summary>Files that are known.</summary>
    public FileHashes(FileHash[] files) => _files = files;

    /// <summary>Files as a state has them.</summary>
    /// <exception cref="FormatException">They are none. It is said now: nobody expects it of what only looks a file up.</exception>
    public FileHashes(ReadOnlyMemory<byte> bytes)
    {
        Walk(bytes);
        _bytes = bytes;
    }

    /// <summary>The number of files.</summary>
    public int Count => Files.Length;

    // Asked for twice by a build that changes an image: for what changed, and for where the rest lies.
    private Dictionary<string, int> Places => _places ??= FindPlaces();

    private FileHash[] Files => _files ??= Parse(_bytes);

    /// <summary>The files as a state has them.</summary>
    public ReadOnlySpan<byte> ToBytes()
    {
        if (!_bytes.IsEmpty)
        {
            return _bytes.Span;
        }

        var writer = new StateWriter(Files.Length * StateWriter.FileLength);
        writer.Int32(Files.Length);
        foreach (FileHash file in Files)
        {
            writer.Text(file.Path);
            writer.Bytes(file.Sha256.Span);
            writer.Text(file.Attributes);
            writer.Int64(file.Offset);
            writer.Int64((long)file.Checksum);
        }

        return writer.Written;
    }

    /// <summary>Names what became of the files: those that changed, those that came, those that went.</summary>
    public (IReadOnlyList<string> Changed, IReadOnlyList<string> Added, IReadOnlyList<string> Removed) CompareWith(FileHashes now)
    {
        bool[] stays = new bool[Count];
        var changed = new List<string>();
        var added = new List<string>();
        foreach (FileHash file in now.Files)
        {
            if (!Places.TryGetValue(file.Path, out int before))
            {
                added.Add(file.Path);
                continue;
            }

            stays[before] = true;
            if (!Files[before].IsSameAs(file))
            {
                changed.Add(file.Path);
            }
        }

        var removed = new List<string>();
        for (int i = 0; i < stays.Length; i++)
        {
            if (!stays[i])
            {
                removed.Add(Files[i].Path);
            }
        }

        return (changed, added, removed);
    }

    /// <summary>The files now as they were, with where their contents lie in the image; nowhere for those that are not as they were.</summary>
    public FileHash[] KeptIn(FileHashes now)
    {
        var kept = new FileHash[now.Count];
        for (int i = 0; i < kept.Length; i++)
        {
            bool isSame = Places.TryGetValue(now.Files[i].Path, out int before) && Files[before].IsSameAs(now.Files[i]);
            kept[i] = isSame ? Files[before] : now.Files[i];
        }

        return kept;
    }

    /// <summary>The same files, with where their contents lie in the image that was made of them.</summary>
    /// <param name="volume">The image, opened.</param>
    /// <param name="image">Its bytes.</param>
    /// <param name="files">The files in it, in this order.</param>
    public FileHashes In(FlashVolume volume, ReadOnlyMemory<byte> image, FlashFileSet files)
    {
        var located = new FileHash[Count];
        ParallelFiles.ForEach(files, (file, i) => located[i] = file.Path.Value == Files[i].Path && volume.TryGetEntry(file.Path, out VolumeEntry? entry)
            && volume.TryMap(entry, out ReadOnlyMemory<byte> contents) && image.Span.Overlaps(contents.Span, out int offset)
                ? Files[i] with { Offset = offset, Checksum = file.Contents.KnownChecksum ?? Checksum.Of(contents.Span) }
                : Files[i]);
        return new FileHashes(located);
    }

    private Dictionary<string, int> FindPlaces()
    {
        var places = new Dictionary<string, int>(Count, StringComparer.Ordinal);
        for (int i = 0; i < Files.Length; i++)
        {
            places.TryAdd(Files[i].Path, i);
        }

        return places;
    }

    // Over all of it and with nothing taken out of it, which is what makes reading a state dear.
    private static void Walk(ReadOnlyMemory<byte> bytes)
    {
        var reader = new StateReader(bytes);
        for (int count = reader.Count(SHA256.HashSizeInBytes); count > 0; count--)
        {
            reader.SkipText();
            reader.Bytes(SHA256.HashSizeInBytes);
            reader.SkipText();
            reader.Bytes(sizeof(long) + sizeof(ulong));
        }

        if (!reader.IsAtEnd)
        {
            throw new FormatException("the files go on");
        }
    }

    private static FileHash[] Parse(ReadOnlyMemory<byte> bytes)
    {
        var reader = new StateReader(bytes);
        var files = new FileHash[reader.Count(SHA256.HashSizeInBytes)];
        for (int i = 0; i < files.Length; i++)
        {
            files[i] = new FileHash(reader.Text(), reader.Bytes(SHA256.HashSizeInBytes), reader.Text(), reader.Int64(), (ulong)reader.Int64());
        }

        return files;
    }
}
