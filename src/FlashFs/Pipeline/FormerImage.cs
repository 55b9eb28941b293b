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

    private FormerImage(SafeFileHandle handle, ResolvedImage image, FileHashes before, int[] kept, StageMemory memory)
    {
        _handle = handle;
        Placed = PlacedImage.Of(image.Format, image.Files, memory.Take);
        if (Placed is null)
        {
            Files = image.Files.WithContents((file, i) => kept[i] < 0
                ? file.Contents
                : new StoredContents(handle, before.OffsetAt(kept[i]), before.ChecksumAt(kept[i]), file));
            return;
        }

        FormerRuns.Read(handle, before, kept, image.Files, Placed);
        Files = image.Files.WithContents((file, i) => kept[i] < 0
            ? file.Contents
            : FlashContents.FromMemory(Placed.Slice(Placed.OffsetOf(i), (int)file.Contents.Length), file.Contents.KnownSha256, before.ChecksumAt(kept[i])));
    }

    /// <summary>The files of the image to make, with contents out of the former one where it holds them as they are.</summary>
    public FlashFileSet Files { get; }

    /// <summary>The image to make, with those contents in their places; null where its format does not know them before it plans.</summary>
    public PlacedImage? Placed { get; }

    /// <summary>Opens the former image; null where that would spare nothing.</summary>
    /// <param name="image">The image to make.</param>
    /// <param name="before">What the former one was made of; null where there is none.</param>
    /// <param name="path">The former image, rooted.</param>
    /// <param name="memory">What the image to make is put into.</param>
    public static FormerImage? Open(ResolvedImage image, ImageRecord? before, string path, StageMemory memory)
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

        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path);
            return new FormerImage(handle, image, before.Files, kept, memory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            handle?.Dispose();
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
                DiskReads.FillWhole(handle, destination, offset);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new FlashFsException(DiagnosticCodes.FileUnreadable.At(file.Source, $"'{file.Path}' cannot be read out of the former image: {e.Message}"), e);
            }
        }
    }
}
