using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Explorer;

/// <summary>The images that are served now. Each keeps its number and its preview's host name while it changes.</summary>
internal sealed class ImageShelf
{
    private readonly Lock _gate = new();
    private volatile ServedImage[] _images = [];
    private int _nextId = 1;
    private int _revision;

    public ImageShelf(IReadOnlyList<OpenedImage> images) => Replace(images);

    /// <summary>The images, in the order of their files.</summary>
    public IReadOnlyList<ServedImage> Images => _images;

    /// <summary>Puts images in the place of those that were there.</summary>
    /// <returns>Whether any is another than before.</returns>
    public bool Replace(IReadOnlyList<OpenedImage> images)
    {
        lock (_gate)
        {
            ServedImage[] before = _images;
            ServedImage[] now = [.. images.Select(image => Place(image, Array.Find(before, old => old.Opened.Name == image.Name)))];
            _images = now;
            return !now.SequenceEqual(before);
        }
    }

    /// <summary>Finds an image of that number and revision.</summary>
    public ServedImage? Find(int id, int revision) => Array.Find(_images, image => image.Id == id && image.Revision == revision);

    /// <summary>Finds an image by its number.</summary>
    public ServedImage? Find(int id) => Array.Find(_images, image => image.Id == id);

    /// <summary>Finds the image that a host name of the preview belongs to.</summary>
    public ServedImage? FindByHost(ReadOnlySpan<char> label)
    {
        foreach (ServedImage image in _images)
        {
            if (SecretText.Equals(image.HostLabel, label))
            {
                return image;
            }
        }

        return null;
    }

    private ServedImage Place(OpenedImage image, ServedImage? old) =>
        old is null ? new ServedImage(_nextId++, ++_revision, SecretText.New(), image)
        : old.Opened.Bytes.Span.SequenceEqual(image.Bytes.Span) ? old
        : new ServedImage(old.Id, ++_revision, old.HostLabel, image);
}
