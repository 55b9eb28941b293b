using System.Security.Cryptography;

namespace FlashFs.Pipeline;

/// <summary>
/// The files of an image by path, each with the hash of its contents and what else of it matters. Only a build that has to say
/// what changed looks into them: what was read from a state stays as it was written until then.
/// </summary>
internal sealed class FileHashes
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private FileHash[]? _files;

    /// <summary>Files that are known.</summary>
    public FileHashes(FileHash[] files) => _files = files;

    /// <summary>Files as a state has them.</summary>
    public FileHashes(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>The number of files.</summary>
    public int Count => Files.Length;

    private FileHash[] Files => _files ??= Parse(_bytes);

    /// <summary>The files as a state has them.</summary>
    public ReadOnlySpan<byte> ToBytes()
    {
        if (!_bytes.IsEmpty)
        {
            return _bytes.Span;
        }

        var writer = new StateWriter();
        writer.Int32(Files.Length);
        foreach (FileHash file in Files)
        {
            writer.Text(file.Path);
            writer.Bytes(file.Sha256.Span);
            writer.Text(file.Attributes);
        }

        return writer.Written;
    }

    /// <summary>Names what became of the files: those that changed, those that came, those that went.</summary>
    public (IReadOnlyList<string> Changed, IReadOnlyList<string> Added, IReadOnlyList<string> Removed) CompareWith(FileHashes now)
    {
        Dictionary<string, int> gone = Places();
        var changed = new List<string>();
        var added = new List<string>();
        foreach (FileHash file in now.Files)
        {
            if (!gone.Remove(file.Path, out int before))
            {
                added.Add(file.Path);
            }
            else if (!Files[before].IsSameAs(file))
            {
                changed.Add(file.Path);
            }
        }

        return (changed, added, [.. gone.Keys]);
    }

    /// <summary>The paths of the files that are as they were.</summary>
    public HashSet<string> UnchangedIn(FileHashes now)
    {
        Dictionary<string, int> places = Places();
        var unchanged = new HashSet<string>(places.Count, StringComparer.Ordinal);
        foreach (FileHash file in now.Files)
        {
            if (places.TryGetValue(file.Path, out int before) && Files[before].IsSameAs(file))
            {
                unchanged.Add(file.Path);
            }
        }

        return unchanged;
    }

    private Dictionary<string, int> Places()
    {
        var places = new Dictionary<string, int>(Count, StringComparer.Ordinal);
        for (int i = 0; i < Files.Length; i++)
        {
            places.TryAdd(Files[i].Path, i);
        }

        return places;
    }

    private static FileHash[] Parse(ReadOnlyMemory<byte> bytes)
    {
        var reader = new StateReader(bytes);
        var files = new FileHash[reader.Count(SHA256.HashSizeInBytes)];
        for (int i = 0; i < files.Length; i++)
        {
            files[i] = new FileHash(reader.Text(), reader.Bytes(SHA256.HashSizeInBytes), reader.Text());
        }

        return files;
    }
}
