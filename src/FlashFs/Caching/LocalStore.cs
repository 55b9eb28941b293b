using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FlashFs.Files;

namespace FlashFs.Caching;

/// <summary>
/// A cache in a folder. Keys lead to results (<c>v1/ac/</c>), results name contents by their hash (<c>v1/cas/</c>), each below a
/// folder of the first two digits. Many processes may use one folder at once: every file appears whole, under a name that fits
/// one contents only, and is checked when it is read. What is damaged is deleted and counts as absent. Nothing is ever deleted
/// but files with names of this layout: the folder may be anybody's.
/// </summary>
public sealed class LocalStore
{
    // A later layout takes another name, so that versions of this library can share a folder.
    private const string LayoutFolder = "v1";
    private const string KeyFolder = "ac";
    private const string BlobFolder = "cas";
    private const string TemporaryFolder = "tmp";
    private const string SizeNote = "size";
    private const int MaxSizeNoteLength = 64;
    private const int MaxRecordLength = ActionResultMessage.MaxLength + SHA256.HashSizeInBytes;

    // Longer than anything is under way without a byte being added, and than the clocks of most machines differ.
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, bool> _links = new(StringComparer.Ordinal);
    private readonly string _folder;
    private int _swept;

    /// <summary>Takes a folder for a store. Nothing is read or made yet.</summary>
    /// <param name="folder">The folder, rooted.</param>
    public LocalStore(string folder) => _folder = folder;

    /// <summary>The folder.</summary>
    public string Folder => _folder;

    /// <summary>Finds the contents of a key.</summary>
    /// <returns>The entry, its bytes checked against their hash; null when there is none, or a damaged one.</returns>
    public CacheEntry? TryGet(string key)
    {
        string keyPath = PathOf(KeyFolder, key);
        if (ReadWhole(keyPath, MaxRecordLength) is not { } record)
        {
            return null;
        }

        if (ParseRecord(key, record) is not { } result)
        {
            Delete(keyPath);
            return null;
        }

        string blobPath = PathOf(BlobFolder, result.Sha256);
        if (ReadWhole(blobPath, CacheEntry.MaxLength) is not { } contents)
        {
            Delete(keyPath);
            return null;
        }

        if (contents.LongLength != result.Length || Convert.ToHexStringLower(SHA256.HashData(contents)) != result.Sha256)
        {
            Delete(blobPath);
            Delete(keyPath);
            return null;
        }

        MarkUsed(keyPath);
        MarkUsed(blobPath);
        return new CacheEntry(contents, result.Sha256, IsRemote: false);
    }

    /// <summary>Keeps contents under a key. The contents come first, so that no key ever leads to nothing.</summary>
    /// <param name="key">The key, 64 lower-case hexadecimal digits.</param>
    /// <param name="name">A name of the contents, for people.</param>
    /// <param name="contents">The bytes.</param>
    /// <param name="sha256">Their SHA-256, lower-case hexadecimal.</param>
    /// <exception cref="Diagnostics.FlashFsException">FLASHFS9002: the store cannot be written.</exception>
    public void Put(string key, string name, ReadOnlySpan<byte> contents, string sha256)
    {
        string blobPath = PathOf(BlobFolder, sha256);
        if (Interlocked.Exchange(ref _swept, 1) == 0)
        {
            OutputFile.DeleteAbandoned(UnderWay, Abandoned); // what killed builds left; all of it lies in one folder, so that this is one look
        }

        var blob = new FileInfo(blobPath);
        if (blob.Exists && blob.Length == contents.Length)
        {
            MarkUsed(blobPath); // damage that kept the length is found, and healed, when it is read
        }
        else
        {
            Write(blobPath, contents);
        }

        // An equal record stays as it is: another process may be reading it, and some systems then let nobody replace it.
        string keyPath = PathOf(KeyFolder, key);
        ThrowIfBehindLink(keyPath);
        OutputFile.Write(keyPath, ToRecord(key, new ActionResult(name, sha256, contents.Length)), UnderWay);
    }

    /// <summary>Whether contents are there, by their length: their hash is looked at when they are used.</summary>
    internal bool Holds(string sha256, long length, out string path)
    {
        path = PathOf(BlobFolder, sha256);
        var file = new FileInfo(path);
        return file.Exists && file.Length == length;
    }

    /// <summary>Forgets a key and its contents.</summary>
    public void Remove(string key, string sha256)
    {
        Delete(PathOf(KeyFolder, key));
        Delete(PathOf(BlobFolder, sha256));
    }

    /// <summary>Counts what is there.</summary>
    /// <exception cref="IOException">A folder cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be listed.</exception>
    public LocalStoreFigures Stat() => LocalStorePruner.FiguresOf(Files.ToArray());

    /// <summary>Removes what is too old, then what was not used for the longest time until the rest fits.</summary>
    /// <param name="limits">The limits.</param>
    /// <exception cref="IOException">A folder cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be listed.</exception>
    public LocalStorePruning Prune(LocalStoreLimits limits) => Prune(limits, TimeSpan.Zero);

    /// <summary>
    /// Prunes when, with what was added since the last look, there may be too much, and once a day. A note in the folder keeps
    /// the sum: to walk the whole store with every build would cost more than most builds.
    /// </summary>
    /// <param name="added">The bytes that were added.</param>
    /// <param name="limits">The limits.</param>
    /// <exception cref="Diagnostics.FlashFsException">FLASHFS9002: the store cannot be written.</exception>
    public void PruneIfDue(long added, LocalStoreLimits limits)
    {
        string path = Path.Combine(_folder, LayoutFolder, SizeNote);
        long today = DateTime.UtcNow.Ticks / TimeSpan.TicksPerDay;
        string[] note = ReadWhole(path, MaxSizeNoteLength) is { } bytes ? Encoding.ASCII.GetString(bytes).Split(' ') : [];
        bool walkedToday = note.Length == 2 && note[1] == today.ToString(CultureInfo.InvariantCulture);
        long? size = walkedToday && long.TryParse(note[0], NumberStyles.None, CultureInfo.InvariantCulture, out long known)
            ? known + Math.Min(added, long.MaxValue - known)
            : null;
        if (size is null || size > limits.MaxSize)
        {
            // With some room below the limit: else every build after this one would have to walk again.
            var room = limits with { MaxSize = limits.MaxSize - limits.MaxSize / 10 };
            size = Prune(room, LocalStorePruner.RunningBuild).Left.Size;
        }

        OutputFile.Write(path, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{size} {today}")), UnderWay);
    }

    private static byte[] ToRecord(string key, ActionResult result)
    {
        byte[] message = ActionResultMessage.ToBytes(result);
        return [.. message, .. Seal(key, message)];
    }

    // The message is followed by a hash over key and message: a record that was cut, changed or put under another key is none.
    private static ActionResult? ParseRecord(string key, byte[] record)
    {
        int length = record.Length - SHA256.HashSizeInBytes;
        if (length < 0)
        {
            return null;
        }

        ReadOnlySpan<byte> message = record.AsSpan(0, length);
        return Seal(key, message).AsSpan().SequenceEqual(record.AsSpan(length)) ? ActionResultMessage.Parse(message) : null;
    }

    private static byte[] Seal(string key, ReadOnlySpan<byte> message)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Convert.FromHexString(key));
        hash.AppendData(message);
        return hash.GetHashAndReset();
    }

    private void Write(string path, ReadOnlySpan<byte> bytes)
    {
        ThrowIfBehindLink(path);
        using TemporaryFile file = OutputFile.Create(path, bytes.Length, UnderWay);
        file.Write(bytes);
        file.Commit();
    }

    // Null for what is absent; nothing for what is too long to be ours, and for pipes and devices, which must not be opened and
    // have no length.
    private static byte[]? ReadWhole(string path, int maximum)
    {
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists)
            {
                return null;
            }

            if (info.Length == 0 || info.Length > maximum)
            {
                return [];
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            byte[] bytes = GC.AllocateUninitializedArray<byte>((int)info.Length);
            int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length == bytes.Length ? bytes : bytes[..length];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // removed meanwhile by another process, or not readable: absent either way
        }
    }

    // Once a day is enough to tell what is in use, and spares every hit a write.
    private static void MarkUsed(string path)
    {
        try
        {
            DateTime now = DateTime.UtcNow;
            if ((now - File.GetLastWriteTimeUtc(path)).Duration() > TimeSpan.FromDays(1))
            {
                File.SetLastWriteTimeUtc(path, now);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return; // a store that may only be read is still a store; its owner prunes it
        }
    }

    private bool Delete(string path)
    {
        try
        {
            if (IsBehindLink(path))
            {
                return false;
            }

            File.Delete(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // in use by a process on a system that locks, or not ours: it stays until a later pruning
        }
    }

    // Within the store nothing is a link that this library made: what lies behind one is somebody else's.
    private bool IsBehindLink(string path)
    {
        string shard = Path.GetDirectoryName(path)!;
        string kind = Path.GetDirectoryName(shard)!;
        return IsLink(shard) || IsLink(kind) || IsLink(Path.GetDirectoryName(kind)!);

        bool IsLink(string folder) => _links.GetOrAdd(folder, static folder => new DirectoryInfo(folder).LinkTarget is not null);
    }

    private void ThrowIfBehindLink(string path)
    {
        if (IsBehindLink(path))
        {
            throw OutputFile.NotWritable(path, new IOException("A folder on the way is a link, and within a cache none is followed."));
        }
    }

    private LocalStorePruning Prune(LocalStoreLimits limits, TimeSpan inUse)
    {
        OutputFile.DeleteAbandoned(UnderWay, Abandoned);
        return LocalStorePruner.Prune(Files, limits, DateTime.UtcNow, inUse, Delete);
    }

    private string UnderWay => Path.Combine(_folder, LayoutFolder, TemporaryFolder);

    private IEnumerable<StoredFile> Files => StoredFile.Below(FolderOf(KeyFolder), isKey: true).Concat(StoredFile.Below(FolderOf(BlobFolder), isKey: false));

    private string FolderOf(string kind) => Path.Combine(_folder, LayoutFolder, kind);

    private string PathOf(string kind, string hex) => Path.Combine(FolderOf(kind), hex[..StoredFile.ShardDigits], hex);
}
