using System.Buffers;
using FlashFs.Diagnostics;

namespace FlashFs.Files;

/// <summary>
/// Writes outputs so that nobody ever sees half of one: into a temporary file beside it, then renamed. Equal contents are
/// left alone, so that whatever depends on the output does not run again.
/// </summary>
public static class OutputFile
{
    private const string TemporarySuffix = ".flashfs-tmp";

    private const int PieceLength = 1 << 17;

    // Between making a file and locking it, and between unlocking and renaming it, a build that goes on looks like one that was
    // killed. Both take less than a thousandth of this.
    private static readonly TimeSpan Abandoned = TimeSpan.FromSeconds(10);

    /// <summary>Replaces a file by bytes, unless it holds them already.</summary>
    /// <returns>Whether the file was written.</returns>
    /// <exception cref="FlashFsException">FLASHFS9002: the folder or file cannot be written.</exception>
    public static bool Write(string path, ReadOnlySpan<byte> bytes)
    {
        if (HoldsAlready(path, bytes))
        {
            return false;
        }

        using TemporaryFile temporary = Create(path, bytes.Length);
        temporary.Write(bytes);
        temporary.Commit();
        return true;
    }

    /// <summary>Opens a temporary file beside the output; nothing happens to the output until it is committed.</summary>
    /// <param name="path">The output, rooted.</param>
    /// <param name="length">How long it will be, where that is known: room for all of it is taken at once.</param>
    /// <exception cref="FlashFsException">FLASHFS9002: the folder or file cannot be written, or the disk has not that much room.</exception>
    public static TemporaryFile Create(string path, long length = 0)
    {
        string temporary = $"{path}.{Path.GetRandomFileName()}{TemporarySuffix}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);

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
            throw NotWritable(path, e);
        }
    }

    /// <summary>
    /// Deletes what a killed build left in a folder some seconds ago or more. The temporary file of a build that still runs is locked
    /// by it and stays.
    /// </summary>
    public static void DeleteAbandoned(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (string path in Directory.EnumerateFiles(folder, "*" + TemporarySuffix))
        {
            try
            {
                if (DateTime.UtcNow - File.GetLastWriteTimeUtc(path) < Abandoned)
                {
                    continue;
                }

                using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                    // Holding the lock for a moment proves that nobody else does.
                }

                File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue; // in use by a build that runs now, which will rename or delete it itself
            }
        }
    }

    /// <summary>Whether a file name is one that <see cref="Create"/> gives while an output is under way.</summary>
    internal static bool IsTemporary(string fileName) => fileName.EndsWith(TemporarySuffix, StringComparison.Ordinal);

    internal static FlashFsException NotWritable(string path, Exception cause) => new(
        DiagnosticCodes.OutputNotWritable.At(
            null,
            $"'{path}' cannot be written: {cause.Message} Free the file or folder, or choose another output folder; what was there before is unchanged."),
        cause);

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
