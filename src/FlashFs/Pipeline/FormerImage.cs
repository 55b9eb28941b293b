using FlashFs.Diagnostics;
using FlashFs.Files;
using Microsoft.Win32.SafeHandles;

namespace FlashFs.Pipeline;

/// <summary>
/// The image that a build is about to replace. What did not change is read from it: one file is opened in place of ten thousand. It
/// is not trusted: the new image is read back against a checksum of what its files were when they were read back against their hashes,
/// and made of the files themselves where that fails.
/// </summary>
internal sealed class FormerImage : IDisposable
{
    // Fewer files than this are opened as quickly.
    private const int Few = 64;

    private readonly SafeFileHandle _handle;

    private FormerImage(SafeFileHandle handle, FlashFileSet files, FileHashes before, int[] kept)
    {
        _handle = handle;
        Files = files.WithContents((file, i) => kept[i] < 0
            ? file.Contents
            : new StoredContents(handle, before.OffsetAt(kept[i]), before.ChecksumAt(kept[i]), file));
    }

    /// <summary>The files of the image to make, with contents out of the former one where it holds them as they are.</summary>
    public FlashFileSet Files { get; }

    /// <summary>Opens the former image; null where that would spare nothing.</summary>
    /// <param name="image">The image to make.</param>
    /// <param name="before">What the former one was made of; null where there is none.</param>
    /// <param name="path">The former image, rooted.</param>
    public static FormerImage? Open(ResolvedImage image, ImageRecord? before, string path)
    {
        if (before is null || image.Files.Count < Few)
        {
            return null;
        }

        int[] kept = before.Files.KeptIn(image.Record.Files);
        if (kept.AsSpan().IndexOfAnyExcept(-1) < 0)
        {
            return null;
        }

        try
        {
            return new FormerImage(File.OpenHandle(path), image.Files, before.Files, kept);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // then the files are read: nothing depends on the former image
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    /// <summary>Contents that lie in one piece in the former image.</summary>
    private sealed class StoredContents(SafeFileHandle handle, long offset, ulong checksum, FlashFile file) : FlashContents
    {
        public override long Length { get; } = file.Contents.Length;

        public override ReadOnlyMemory<byte> KnownSha256 => file.Contents.KnownSha256;

        internal override ulong? KnownChecksum => checksum;

        protected override void CopyCore(Span<byte> destination)
        {
            try
            {
                if (DiskReads.Fill(handle, destination, offset) < destination.Length)
                {
                    throw new EndOfStreamException("The image ends early.");
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new FlashFsException(DiagnosticCodes.FileUnreadable.At(file.Source, $"'{file.Path}' cannot be read out of the former image: {e.Message}"), e);
            }
        }
    }
}
