using FlashFs.Caching;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Pipeline;

/// <summary>Makes the images of a build, or takes them from a cache.</summary>
internal sealed class ImageMaker(FlashProject project, BuildCache? cache, StageMemory memory, PlacedImage? placed)
{
    /// <summary>Makes an image; null when an error was reported.</summary>
    /// <param name="image">The image.</param>
    /// <param name="former">Opens the image that it replaces, where that is at hand; asked only when it must be made.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    public MadeImage? Make(ResolvedImage image, Func<FormerImage?> former, DiagnosticBag diagnostics) =>
        FromCache(image) ?? Build(image, former, diagnostics);

    private MadeImage? FromCache(ResolvedImage image)
    {
        FlashVolume? opened = null;
        CacheEntry? entry = cache?.TryGet(image.Record.Key, image.Name, CacheReach.Remote, entry =>
        {
            // Longer than its partition, an image would be flashed over the next one.
            if (image.Size is { } size && (image.Format.Sizing == ImageSizing.Fixed ? entry.Contents.Length != size : entry.Contents.Length > size))
            {
                return $"it has {entry.Contents.Length} bytes, its place {size}";
            }

            FlashVolume volume = image.Format.Open(entry.Contents, image.Options, ReadMode.Salvage);
            opened = volume;
            return entry.IsRemote || project.Verify ? ImageVerifier.Problems(volume, image.Files).FirstOrDefault() : null;
        });
        return entry is null ? null : new MadeImage(entry, image, opened!);
    }

    private MadeImage? Build(ResolvedImage image, Func<FormerImage?> former, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        BuiltImage? built = OfFormer(image, former, found);
        if (built is null)
        {
            found = new DiagnosticBag();

            // What nobody reads back is looked at on its way in: the cache keeps it under the hashes of its files.
            FlashFileSet files = project.Verify ? image.Files : image.Files.WithContents((file, _) => UnchangedContents.Of(file));
            built = ImageBuilder.Build(image.Format, files, image.Options, image.Size, project.Verify, memory, placed, found);
        }

        diagnostics.AddRange(found);
        if (built is null)
        {
            return null;
        }

        // An image with warnings is made anew where it is needed: they belong to it, and have places of this project in them.
        if (diagnostics.Count == 0)
        {
            cache?.Put(image.Record.Key, image.Name, built.Bytes, built.Sha256);
        }

        return new MadeImage(built);
    }

    // Whatever is wrong then, the files themselves say best.
    private BuiltImage? OfFormer(ResolvedImage image, Func<FormerImage?> open, DiagnosticBag diagnostics)
    {
        // Contents that nobody reads back are read where they come from.
        using FormerImage? former = project.Verify ? open() : null;
        try
        {
            return former is null ? null : ImageBuilder.Build(image.Format, former.Files, image.Options, image.Size, verify: true, memory, former.Placed, diagnostics);
        }
        catch (FlashFsException)
        {
            return null; // the former image went, or ends early
        }
    }
}
