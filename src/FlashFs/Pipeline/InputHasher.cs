using System.Buffers;
using System.Security.Cryptography;
using FlashFs.Diagnostics;
using FlashFs.Files;
using Microsoft.Win32.SafeHandles;

namespace FlashFs.Pipeline;

/// <summary>Hashes input files and looks for private keys on the way.</summary>
internal static class InputHasher
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Hashes one file, which gets its stamp, and keeps its contents where it has a place or there is room for them.</summary>
    /// <param name="input">The file.</param>
    /// <param name="kept">The room; null for none.</param>
    /// <param name="sha256">What the hash is put into, 32 bytes, for as long as the stamp is used.</param>
    /// <exception cref="FlashFsException">FLASHFS1002: it cannot be read; FLASHFS1003: its length changed meanwhile.</exception>
    public static void Hash(SourceFile input, KeptContents? kept, Memory<byte> sha256)
    {
        DiskContents contents = input.Contents;

        // A file that was touched just now could be written again, from here on, without its times telling.
        bool settled = input.Status.IsSettledAt(DateTime.UtcNow);
        try
        {
            // One byte more than the file said it has, to see that it has no more. What is read at once wants no reading ahead.
            Memory<byte> room = input.Place;
            bool keeps = !room.IsEmpty || kept?.TryTake(contents.Length + 1, out room) == true;
            if (keeps && WholeFile.TryRead(contents.DiskPath, room.Span))
            {
                Keep(input, room[..^1], sha256, settled);
                return;
            }

            // Whatever was wrong is said here.
            using SafeFileHandle handle = File.OpenHandle(contents.DiskPath, options: keeps ? FileOptions.None : FileOptions.SequentialScan);
            if (keeps)
            {
                CheckLength(input, Read(handle, room.Span));
                Keep(input, room[..^1], sha256, settled);
            }
            else
            {
                input.Stamp = HashInPieces(handle, input, sha256, settled);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FlashFsException(
                DiagnosticCodes.FileUnreadable.At(new DiagnosticLocation(input.Display), $"'{input.Display}' cannot be read: {e.Message}"), e);
        }
    }

    private static void Keep(SourceFile input, ReadOnlyMemory<byte> bytes, Memory<byte> sha256, bool settled)
    {
        SHA256.HashData(bytes.Span, sha256.Span);
        input.Stamp = Stamp(input.Status, sha256, SecretPattern.IsIn(bytes.Span), settled);
        input.Kept = new KeptBytes(bytes, Checksum.Of(bytes.Span));
    }

    // Gives how many bytes there are, or more than there should be. That a file gives fewer bytes than there is room for is its end.
    private static long Read(SafeFileHandle handle, Span<byte> room)
    {
        int read = 0;
        int count;
        do
        {
            count = RandomAccess.Read(handle, room[read..], read);
            read += count;
        }
        while (count > 0 && read < room.Length - 1);
        return read < room.Length ? read : Math.Max(read, RandomAccess.GetLength(handle));
    }

    private static InputStamp HashInPieces(SafeFileHandle handle, SourceFile input, Memory<byte> sha256, bool settled)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long length = 0;
            int kept = 0;
            bool key = false;
            int read;
            while ((read = RandomAccess.Read(handle, buffer.AsSpan(kept), length)) > 0 && length <= input.Contents.Length)
            {
                hash.AppendData(buffer, kept, read);
                length += read;
                key = key || SecretPattern.IsIn(buffer.AsSpan(0, kept + read));
                int overlap = Math.Min(SecretPattern.Overlap, kept + read);
                buffer.AsSpan(kept + read - overlap, overlap).CopyTo(buffer);
                kept = overlap;
            }

            CheckLength(input, length);
            hash.GetHashAndReset(sha256.Span);
            return Stamp(input.Status, sha256, key, settled);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void CheckLength(SourceFile input, long length)
    {
        if (length != input.Contents.Length)
        {
            throw new FlashFsException(DiagnosticCodes.FileChanged.At(
                new DiagnosticLocation(input.Display),
                $"'{input.Display}' had {input.Contents.Length} bytes when the build began and {length} when it was read; build again when nothing writes to it."));
        }
    }

    private static InputStamp Stamp(FileStatus status, ReadOnlyMemory<byte> sha256, bool key, bool settled) =>
        new(status.Length, settled ? status.LastWriteTimeUtc.Ticks : 0, status.Mark, sha256, key);
}
