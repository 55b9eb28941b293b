using FlashFs.Files;

namespace FlashFs.Formats.ChirpOs;

/// <summary>A ChirpOS image, packed: how large it is shows only then.</summary>
internal sealed class ChirpOsPlan : ImagePlan
{
    private readonly byte[] _image;

    public ChirpOsPlan(FlashFileSet files, byte[] image, IReadOnlyList<FileCost> costs, long room)
        : base(ChirpOsFormat.Instance, files, image.Length, UsageOf(image, costs, room), costs) => _image = image;

    protected override void WriteCore(Memory<byte> image) => _image.CopyTo(image);

    private static ImageUsage UsageOf(byte[] image, IReadOnlyList<FileCost> costs, long room)
    {
        long whole = Math.Max(room, image.Length);
        return new ImageUsage(whole, costs.Sum(cost => cost.StoredLength), whole - image.Length);
    }
}
