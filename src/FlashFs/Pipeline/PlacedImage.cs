using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Pipeline;

/// <summary>
/// An image whose files are read to where they will lie in it, before it is planned: of ten thousand files, to copy them and to touch
/// twice the memory takes a tenth of a first build, and to read them one by one out of the image before a tenth of the next one.
/// </summary>
internal sealed class PlacedImage
{
    // No flash is larger: files of more than that are told so before an image of them is made.
    private const long LongestImage = 1 << 27;

    private readonly Memory<byte> _memory;
    private readonly ContentPlaces _places;

    private PlacedImage(Memory<byte> memory, ContentPlaces places)
    {
        _memory = memory;
        _places = places;
    }

    /// <summary>Gives the files of a project their places, where it has one image and nothing that makes other contents of them.</summary>
    /// <param name="project">The project.</param>
    /// <param name="images">Its images.</param>
    /// <param name="sources">The files, not read yet.</param>
    /// <param name="take">Takes the memory of an image, by its name and its length.</param>
    /// <returns>The image; null where there is none.</returns>
    public static PlacedImage? Of(FlashProject project, IReadOnlyList<ProjectImage> images, ProjectSources sources, Func<string, int, Memory<byte>> take) =>
        images is [{ Bytecode: null } image] && project.Scripts.IsEmpty && FlashFormats.TryGet(image.Format, out FlashFormat? format)
            ? Of(format, sources.Of(0), length => take(image.Name, length))
            : null;

    /// <summary>Gives files their places in an image.</summary>
    /// <param name="format">The format.</param>
    /// <param name="sources">The files, not read yet.</param>
    /// <param name="take">Takes the memory of the image, by its length.</param>
    /// <returns>The image; null where the format does not know the places before the contents, or no flash takes such an image.</returns>
    public static PlacedImage? Of(FlashFormat format, IReadOnlyList<ImageSource> sources, Func<int, Memory<byte>> take)
    {
        ImageSource[] files = FlashFileSet.InOrderOf([.. sources], source => source.Path);
        PlacedImage? image = Of(format, files.Length, i => files[i].Path.Utf8Length, i => files[i].Source.Contents.Length, take);
        for (int i = 0; image is not null && i < files.Length; i++)
        {
            SourceFile source = files[i].Source;
            source.Place = image.Slice(image.OffsetOf(i), (int)source.Contents.Length + 1);
        }

        return image;
    }

    /// <summary>The same for files that are in the order of an image already.</summary>
    public static PlacedImage? Of(FlashFormat format, FlashFileSet files, Func<int, Memory<byte>> take) =>
        Of(format, files.Count, i => files[i].Path.Utf8Length, i => files[i].Contents.Length, take);

    /// <summary>Where the contents of a file begin, in bytes from the start of the image.</summary>
    /// <param name="file">The file by its place in the order of the image.</param>
    public int OffsetOf(int file) => (int)_places.Offsets[file];

    /// <summary>A piece of the image.</summary>
    /// <param name="offset">Where it begins, in bytes.</param>
    /// <param name="length">Its length in bytes.</param>
    public Memory<byte> Slice(int offset, int length) => _memory.Slice(offset, length);

    /// <summary>The memory that a plan is to be written to; null where any of its contents lie there in another place than its own.</summary>
    public Memory<byte>? TryGet(ImagePlan plan)
    {
        if (plan.Places is not { } places || places.Size != _places.Size)
        {
            return null;
        }

        for (int i = 0; i < plan.Files.Count; i++)
        {
            if (plan.Files[i].Contents.TryGetMemory(out ReadOnlyMemory<byte> contents)
                && _memory.Span.Overlaps(contents.Span, out int offset) && offset != places.Offsets[i])
            {
                return null;
            }
        }

        return _memory;
    }

    private static PlacedImage? Of(FlashFormat format, int count, Func<int, int> pathLength, Func<int, long> length, Func<int, Memory<byte>> take)
    {
        int[] pathLengths = new int[count];
        long[] lengths = new long[count];
        for (int i = 0; i < count; i++)
        {
            (pathLengths[i], lengths[i]) = (pathLength(i), length(i));
        }

        return format.PlacesOf(pathLengths, lengths) is { Size: <= LongestImage } places ? new PlacedImage(take((int)places.Size), places) : null;
    }
}
