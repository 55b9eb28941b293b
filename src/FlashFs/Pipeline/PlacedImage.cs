using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Pipeline;

/// <summary>
/// An image whose files are read to where they will lie in it, before it is planned: of ten thousand files, to copy them and to touch
/// twice the memory takes a tenth of a first build.
/// </summary>
internal sealed class PlacedImage
{
    // No flash is larger: files of more than that are told so before an image of them is made.
    private const long LongestImage = 1 << 27;

    private readonly Memory<byte> _memory;

    private PlacedImage(Memory<byte> memory) => _memory = memory;

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
        int[] pathLengths = new int[files.Length];
        long[] lengths = new long[files.Length];
        for (int i = 0; i < files.Length; i++)
        {
            (pathLengths[i], lengths[i]) = (files[i].Path.Utf8Length, files[i].Source.Contents.Length);
        }

        ContentPlaces? places = format.PlacesOf(pathLengths, lengths);
        if (places is null || places.Size > LongestImage)
        {
            return null;
        }

        Memory<byte> image = take((int)places.Size);
        for (int i = 0; i < files.Length; i++)
        {
            SourceFile source = files[i].Source;
            source.Place = image.Slice((int)places.Offsets[i], (int)source.Contents.Length + 1);
        }

        return new PlacedImage(image);
    }

    /// <summary>The memory that a plan is to be written to; null where any of its contents lie there in another place than its own.</summary>
    public Memory<byte>? TryGet(ImagePlan plan)
    {
        if (plan.Places is not { } places || places.Size != _memory.Length)
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
}
