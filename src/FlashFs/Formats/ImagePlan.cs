using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats;

/// <summary>
/// What a writer is about to do, known before a byte is written: the exact size, what each file takes, and everything
/// that stands in the way.
/// </summary>
public abstract class ImagePlan
{
    /// <summary>Makes a plan.</summary>
    protected ImagePlan(FlashFormat format, FlashFileSet files, long size, ImageUsage usage, IReadOnlyList<FileCost> costs)
    {
        Format = format;
        Files = files;
        Size = size;
        Usage = usage;
        Costs = costs;
    }

    /// <summary>The format.</summary>
    public FlashFormat Format { get; }

    /// <summary>The files, in the order in which they are stored.</summary>
    public FlashFileSet Files { get; }

    /// <summary>The size of the image in bytes, exact.</summary>
    public long Size { get; }

    /// <summary>How full the image will be.</summary>
    public ImageUsage Usage { get; }

    /// <summary>What each file takes, in the order of <see cref="Files"/>; the sizes of all files that fit add up to what is not free and not the format's own.</summary>
    public IReadOnlyList<FileCost> Costs { get; }

    /// <summary>Where the contents will lie, where the format knows that of paths and lengths alone; then contents that lie there already stay.</summary>
    internal virtual ContentPlaces? Places => null;

    /// <summary>Writes the image.</summary>
    /// <param name="image">Exactly <see cref="Size"/> bytes; what was in it does not matter.</param>
    /// <exception cref="ArgumentException">The buffer has another length.</exception>
    /// <exception cref="FlashFsException">A file cannot be read any more, or has changed since the plan was made.</exception>
    public void Write(Memory<byte> image)
    {
        if (image.Length != Size)
        {
            throw new ArgumentException($"The buffer has {image.Length} bytes, the image {Size}.", nameof(image));
        }

        WriteCore(image);
    }

    /// <summary>The image in a new array.</summary>
    /// <exception cref="FlashFsException">A file cannot be read any more, or has changed since the plan was made.</exception>
    public byte[] ToArray()
    {
        byte[] image = GC.AllocateUninitializedArray<byte>(checked((int)Size));
        WriteCore(image);
        return image;
    }

    /// <summary>Writes every byte of a buffer that has exactly <see cref="Size"/> bytes.</summary>
    protected abstract void WriteCore(Memory<byte> image);
}
