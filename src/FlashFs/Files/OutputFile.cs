using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using FlashFs.Diagnostics;

namespace FlashFs.Files;

/// <summary>
/// Writes outputs so that nobody ever sees half of one: into a temporary file beside it, then renamed. Equal contents are
/// left alone, so that whatever depends on the output does not run again.
/// </summary>
public static class OutputFile
{
    private const string TemporarySuffix = ".flashfs-tmp";

    // Of an output under way that is another name of a file.
    private const string LinkSuffix = ".link" + TemporarySuffix;

    private const int PieceLength = 1 << 17;

    // The longest name of a file that file systems take, in bytes.
    private const int MaxNameLength = 255;

    // Between making a file and locking it, and between unlocking and renaming it, a build that goes on looks like one that was
    // killed. Both take less than a thousandth of this.
    private static readonly TimeSpan Abandoned = TimeSpan.FromSeconds(10);

    /// <summary>Replaces a file by bytes, unless it holds them already.</summary>
    /// <returns>Whether the file was written.</returns>
    /// <exception cref="FlashFsException">FLASHFS9002: the folder or file cannot be written.</exception>
    public static bool Write(string path, ReadOnlySpan<byte> bytes) => Write(path, bytes, Path.GetDirectoryName(path)!);

    /// <summary>Replaces a file by bytes, unless it holds them already, by way of a folder on the same disk.</summary>
    /// <exception cref="FlashFsException">FLASHFS9002: the folder or file cannot be written.</exception>
    internal static bool Write(string path, ReadOnlySpan<byte> bytes, string temporaryFolder)
    {
        if (HoldsAlready(path, bytes))
        {
            return false;
        }

        using TemporaryFile temporary = Create(path, bytes.Length, temporaryFolder);
        temporary.Write(bytes);
        temporary.Commit();
        return true;
    }

    /// <summary>Opens a temporary file beside the output; nothing happens to the output until it is committed.</summary>
    /// <param name="path">The output, rooted.</param>
    /// <param name="length">How long it will be, where that is known: room for all of it is taken at once.</param>
    /// <exception cref="FlashFsException">FLASHFS9002: the folder or file cannot be written, or the disk has not that much room.</exception>
    public static TemporaryFile Create(string path, long length = 0) => Create(path, length, Path.GetDirectoryName(path)!);

    /// <summary>Opens a temporary file in a folder on the same disk as the output.</summary>
    /// <exception cref="FlashFsException">FLASHFS9002: the folder or file cannot be written, or the disk has not that much room.</exception>
    internal static TemporaryFile Create(string path, long length, string temporaryFolder)
    {
        string temporary = Path.Combine(temporaryFolder, TemporaryName(Path.GetFileName(path), TemporarySuffix));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Directory.CreateDirectory(temporaryFolder);

            // What is laid out in one piece is written in a third of the time and, when its turn comes, deleted in a tenth.
            return new TemporaryFile(path, temporary, new FileStream(temporary, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                PreallocationSize = length,
            }));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(path, e, length);
        }
    }

    /// <summary>Has a file get the output's name beside its own; nothing happens to the output until it is committed.</summary>
    /// <param name="path">The output, rooted.</param>
    /// <param name="file">The file, rooted. What is written into one of the two in place is in both.</param>
    /// <param name="pending">Takes the output under way.</param>
    /// <returns>Whether it has; false where files cannot have two names, or not in these two folders.</returns>
    /// <exception cref="FlashFsException">FLASHFS9002: the folder cannot be made.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "It belongs to whoever takes it.")]
    internal static bool TryLink(string path, string file, ICollection<TemporaryFile> pending)
    {
        string folder = Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(path, e);
        }

        string temporary = Path.Combine(folder, TemporaryName(Path.GetFileName(path), LinkSuffix));
        bool linked = HardLink.TryCreate(temporary, file);
        if (linked)
        {
            pending.Add(new TemporaryFile(path, temporary, file));
        }

        return linked;
    }

    /// <summary>
    /// Deletes what a killed build left in a folder some seconds ago or more. The temporary file of a build that still runs is locked
    /// by it and stays; one that is another name of a file is as old as that file, and goes with it.
    /// </summary>
    public static void DeleteAbandoned(string folder) => DeleteAbandoned(folder, "*", Abandoned);

    /// <summary>The same for one output, in a folder that is somebody else's for the rest.</summary>
    /// <param name="path">The output, rooted.</param>
    public static void DeleteAbandonedOf(string path) =>
        DeleteAbandoned(Path.GetDirectoryName(path)!, $"{Path.GetFileName(path)}.*", Abandoned);

    /// <summary>The same in a folder that machines may share, whose clocks differ and whose locks may not reach from one to the other.</summary>
    internal static void DeleteAbandoned(string folder, TimeSpan after) => DeleteAbandoned(folder, "*", after);

    private static void DeleteAbandoned(string folder, string names, TimeSpan after)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (string path in Directory.EnumerateFiles(folder, names + TemporarySuffix))
        {
            try
            {
                if (DateTime.UtcNow - File.GetLastWriteTimeUtc(path) < after)
                {
                    continue;
                }

                // A second name is locked by nobody, and made again where it is missed; to lock it would keep others from reading the file.
                if (!path.EndsWith(LinkSuffix, StringComparison.Ordinal))
                {
                    using var proof = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None); // that nobody else holds the lock
                }

                File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue; // in use by a build that runs now, which will rename or delete it itself
            }
        }
    }

    /// <summary>Whether a file name is one that <see cref="Create(string, long)"/> gives while an output is under way.</summary>
    internal static bool IsTemporary(string fileName) => fileName.EndsWith(TemporarySuffix, StringComparison.Ordinal);

    /// <summary>The error for an output that cannot be written.</summary>
    /// <param name="path">The output, rooted.</param>
    /// <param name="cause">What went wrong.</param>
    /// <param name="length">How long it was to be, where that is known; in bytes.</param>
    internal static FlashFsException NotWritable(string path, Exception cause, long length = 0)
    {
        long? free = FreeSpace(path);
        bool full = IsDiskFull(cause) || (cause is IOException && free < length);
        string why = full
            ? $"the disk is full: {(length > 0 ? $"{Counted.Of(length, "byte")} to be written, " : "")}{(free is { } left ? Counted.Of(left, "byte") : "too little")} free. Make room"
            : $"{cause.Message} Free the file or folder";
        return new FlashFsException(
            DiagnosticCodes.OutputNotWritable.At(null, $"'{path}' cannot be written: {why}, or choose another output folder; what was there before is unchanged."), cause);
    }

    // ENOSPC and EDQUOT of Linux and of macOS, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL of Windows. Where room cannot be taken for
    // the whole of a file, the framework says so without any of them.
    private static bool IsDiskFull(Exception cause) =>
        cause is IOException { HResult: 28 or 122 or 69 or unchecked((int)0x8007_0070) or unchecked((int)0x8007_0027) };

    private static long? FreeSpace(string path)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // a share of Windows has no figures
        }
    }

    // The name of the output tells people what it is; the longest names leave no room for more.
    private static string TemporaryName(string name, string kind)
    {
        string suffix = $".{Path.GetRandomFileName()}{kind}";
        return Encoding.UTF8.GetByteCount(name) + suffix.Length <= MaxNameLength ? name + suffix : suffix[1..];
    }

    // In pieces: memory that is touched for the first time costs more than the reading.
    private static bool HoldsAlready(string path, ReadOnlySpan<byte> bytes)
    {
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceLength);
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists || info.Length != bytes.Length)
            {
                return false;
            }

            using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(path);
            for (int same = 0; same < bytes.Length;)
            {
                int read = RandomAccess.Read(handle, piece, same);
                if (read == 0 || read > bytes.Length - same || !bytes.Slice(same, read).SequenceEqual(piece.AsSpan(0, read)))
                {
                    return false;
                }

                same += read;
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // writing will say what is wrong
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}
