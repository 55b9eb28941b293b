using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Pipeline;

/// <summary>
/// The image that a build is about to replace. What did not change is taken from it: one file is read in place of ten thousand. It
/// is not trusted: the new image is read back against the hashes of the inputs like any other, and made of the files themselves
/// where that fails.
/// </summary>
internal static class FormerImage
{
    // Fewer files than this are opened as quickly as an image is.
    private const int Few = 64;

    /// <summary>The files of an image, with contents out of the former one where it holds them as they are; null where that spares nothing.</summary>
    /// <param name="image">The image to make.</param>
    /// <param name="before">What the former one was made of; null where there is none.</param>
    /// <param name="path">The former image, rooted.</param>
    public static FlashFileSet? FilesOf(ResolvedImage image, ImageRecord? before, string path)
    {
        // Under other options an image of the same name may be one of another format.
        if (before is null || image.Files.Count < Few || !before.Settings.SequenceEqual(image.Record.Settings))
        {
            return null;
        }

        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            FlashVolume volume = image.Format.Open(bytes, image.Options, ReadMode.Salvage);
            if (volume.Damage.Count > 0)
            {
                return null;
            }

            HashSet<string> unchanged = before.Files.UnchangedIn(image.Record.Files);
            var diagnostics = new DiagnosticBag();
            var files = FlashFileSet.InOrder(image.Files.Select(file => unchanged.Contains(file.Path.Value) ? InFormer(volume, file) : file), diagnostics);
            return diagnostics.HasErrors ? null : files;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FlashFsException)
        {
            return null; // then the files are read: nothing depends on the former image
        }
    }

    private static FlashFile InFormer(FlashVolume volume, FlashFile file) =>
        volume.TryGetEntry(file.Path, out VolumeEntry? entry) && entry.Length == file.Contents.Length && volume.TryMap(entry, out ReadOnlyMemory<byte> contents)
            ? file with { Contents = FlashContents.FromMemory(contents, file.Contents.KnownSha256) }
            : file;
}
