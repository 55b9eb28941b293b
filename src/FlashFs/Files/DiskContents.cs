using System.Buffers;
using FlashFs.Diagnostics;

namespace FlashFs.Files;

/// <summary>Contents of a file on disk. The length is fixed when it is first seen; a file that has another one later is an error.</summary>
public class DiskContents : FlashContents
{
    // What is not there has every attribute.
    private const FileAttributes Missing = (FileAttributes)(-1);

    // Longer arrays are the business of the large object heap, and few of them make the collector go through everything.
    private const int PieceLength = 1 << 16;

    // Rooted, or below a folder.
    private readonly string _path;

    // That folder, or the file as messages name it: one reference for the two, since there are as many as files.
    private readonly object _named;

    private protected DiskContents(string path, object named, long length) => (_path, _named, Length) = (path, named, length);

    /// <summary>The same file.</summary>
    private protected DiskContents(DiskContents file)
        : this(file._path, file._named, file.Length)
    {
    }

    /// <summary>The file on disk, rooted.</summary>
    public string DiskPath => _named is DiskFolder folder ? folder.PathOf(_path) : _path;

    /// <summary>The file as messages name it.</summary>
    public string DisplayPath => _named is DiskFolder folder ? folder.DisplayPathOf(_path) : (string)_named;

    /// <summary>The file as a place that messages point at.</summary>
    public DiagnosticLocation Location => new(DisplayPath);

    /// <inheritdoc/>
    internal override DiagnosticLocation? Origin => Location;

    /// <inheritdoc/>
    public override long Length { get; }

    /// <summary>The same file with its hash known: reading it back can then be checked without reading it again.</summary>
    public DiskContents WithSha256(ReadOnlyMemory<byte> sha256) => WithSha256(sha256, null);

    /// <summary>The same file with its hash known, and its contents where they were kept: then it is not read again.</summary>
    internal DiskContents WithSha256(ReadOnlyMemory<byte> sha256, KeptBytes? kept) => new HashedContents(this, sha256, kept);

    /// <summary>Looks at a file without opening it.</summary>
    /// <param name="path">The file, rooted.</param>
    /// <param name="displayPath">The file as messages should name it.</param>
    /// <exception cref="FlashFsException">FLASHFS1001: it does not exist; FLASHFS1002: it cannot be reached; FLASHFS1008: it is not a regular file.</exception>
    public static DiskContents Open(string path, string displayPath) => Open(path, displayPath, out _);

    /// <summary>The same, with all that was seen.</summary>
    internal static DiskContents Open(string path, string displayPath, out FileStatus status)
    {
        status = Look(path, displayPath);
        return new DiskContents(path, displayPath, status.Length);
    }

    /// <summary>Looks at a file without opening it.</summary>
    /// <exception cref="FlashFsException">FLASHFS1001: it does not exist; FLASHFS1002: it cannot be reached; FLASHFS1008: it is not a regular file.</exception>
    private protected static FileStatus Look(string path, string displayPath) =>
        FileStatus.TryGet(path, out FileStatus status) ? status : LookOrSayWhyNot(path, displayPath);

    /// <summary>The same of a file below a folder, whose name for messages is only made where one is wanted.</summary>
    private protected static FileStatus Look(string path, DiskFolder folder, string relativePath) =>
        FileStatus.TryGet(path, out FileStatus status) ? status : LookOrSayWhyNot(path, folder.DisplayPathOf(relativePath));

    private static FileStatus LookOrSayWhyNot(string path, string displayPath)
    {
        FileInfo info;
        FileAttributes attributes;
        try
        {
            // A link stands for what it points to; the length and time of the link itself mean nothing to an image.
            info = new FileInfo(path);
            attributes = info.Attributes;
            if (attributes != Missing && attributes.HasFlag(FileAttributes.ReparsePoint) && info.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
            {
                info = target;
                attributes = info.Attributes;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FlashFsException(DiagnosticCodes.FileUnreadable.At(new DiagnosticLocation(displayPath), $"'{displayPath}' cannot be reached: {e.Message}"), e);
        }

        bool folder = attributes != Missing && attributes.HasFlag(FileAttributes.Directory);
        if (!info.Exists && !folder)
        {
            throw new FlashFsException(DiagnosticCodes.FileNotFound.At(
                new DiagnosticLocation(displayPath), $"'{displayPath}' does not exist; correct the path or create the file."));
        }

        // On Unix a pipe, socket or device looks like an existing file of length 0.
        if (folder || (info.Length == 0 && !OperatingSystem.IsWindows() && !UnixFileType.IsRegular(info.FullName)))
        {
            throw new FlashFsException(DiagnosticCodes.NotARegularFile.At(
                new DiagnosticLocation(displayPath), $"'{displayPath}' is a folder, pipe or device; name a regular file."));
        }

        return new FileStatus(info.Length, info.LastWriteTimeUtc, changeTicks: 0, number: 0);
    }

    /// <summary>The first byte, without reading the rest; null for an empty file.</summary>
    /// <exception cref="FlashFsException">FLASHFS1002: it cannot be read.</exception>
    public byte? FirstByte()
    {
        try
        {
            using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(DiskPath);
            Span<byte> first = stackalloc byte[1];
            return RandomAccess.Read(handle, first, 0) == 1 ? first[0] : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(e);
        }
    }

    /// <inheritdoc/>
    public override void WriteTo(Stream destination)
    {
        // In pieces: memory that is taken anew for each large file costs as much as the copying.
        byte[] buffer = ArrayPool<byte>.Shared.Rent(PieceLength);
        try
        {
            using Microsoft.Win32.SafeHandles.SafeFileHandle handle = Open();
            long copied = 0;
            int read;
            while ((read = Read(handle, buffer, copied)) > 0 && copied + read <= Length)
            {
                destination.Write(buffer, 0, read);
                copied += read;
            }

            if (copied != Length || read > 0)
            {
                throw Changed(copied + read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc/>
    protected override void CopyCore(Span<byte> destination)
    {
        try
        {
            using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(DiskPath, options: FileOptions.SequentialScan);
            Read(handle, destination);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(e);
        }
    }

    /// <summary>Reads all of the file, which was just opened.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="FlashFsException">FLASHFS1003: its length is no longer what it was.</exception>
    private protected virtual void Read(Microsoft.Win32.SafeHandles.SafeFileHandle handle, Span<byte> destination)
    {
        long length = RandomAccess.GetLength(handle);
        if (length == Length)
        {
            length = DiskReads.Fill(handle, destination, 0);
        }

        if (length != Length)
        {
            throw Changed(length);
        }
    }

    // What fails here is the reading; writing has its own words.
    private Microsoft.Win32.SafeHandles.SafeFileHandle Open() => Guarded(() => File.OpenHandle(DiskPath, options: FileOptions.SequentialScan));

    private int Read(Microsoft.Win32.SafeHandles.SafeFileHandle handle, byte[] buffer, long offset) => Guarded(() => RandomAccess.Read(handle, buffer, offset));

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(e);
        }
    }

    private FlashFsException Unreadable(Exception cause) =>
        new(DiagnosticCodes.FileUnreadable.At(Location, $"'{DisplayPath}' cannot be read: {cause.Message}"), cause);

    private FlashFsException Changed(long length) => new(DiagnosticCodes.FileChanged.At(
        Location, $"'{DisplayPath}' had {Length} bytes when the build began and has {length} now; build again when nothing writes to it."));
}
