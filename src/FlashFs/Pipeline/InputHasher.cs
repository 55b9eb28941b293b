using System.Buffers;
using System.Security.Cryptography;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>Hashes input files, in pieces, and looks for private keys on the way.</summary>
internal static class InputHasher
{
    private const int BufferSize = 128 * 1024;

    // A file written this short before it was hashed could be written again within the same tick of its file system's clock.
    private static readonly TimeSpan ClockTick = TimeSpan.FromMilliseconds(20);

    /// <summary>Hashes one file.</summary>
    /// <exception cref="FlashFsException">FLASHFS1002: it cannot be read; FLASHFS1003: its length changed meanwhile.</exception>
    public static InputStamp Hash(DiskContents contents, string display)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(contents.DiskPath, options: FileOptions.SequentialScan);
            long length = 0;
            int kept = 0;
            bool key = false;
            int read;
            while ((read = RandomAccess.Read(handle, buffer.AsSpan(kept), length)) > 0 && length <= contents.Length)
            {
                hash.AppendData(buffer, kept, read);
                length += read;
                key = key || SecretPattern.IsIn(buffer.AsSpan(0, kept + read));
                int overlap = Math.Min(SecretPattern.Overlap, kept + read);
                buffer.AsSpan(kept + read - overlap, overlap).CopyTo(buffer);
                kept = overlap;
            }

            if (length != contents.Length)
            {
                throw new FlashFsException(DiagnosticCodes.FileChanged.At(
                    new DiagnosticLocation(display),
                    $"'{display}' had {contents.Length} bytes when the build began and {length} when it was read; build again when nothing writes to it."));
            }

            bool trusted = DateTime.UtcNow - contents.LastWriteTimeUtc > ClockTick;
            return new InputStamp(length, trusted ? contents.LastWriteTimeUtc.Ticks : 0, hash.GetHashAndReset(), key);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FlashFsException(
                DiagnosticCodes.FileUnreadable.At(new DiagnosticLocation(display), $"'{display}' cannot be read: {e.Message}"), e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
