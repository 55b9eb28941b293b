namespace FlashFs.Partitions;

/// <summary>Where an image goes.</summary>
/// <param name="Image">The image.</param>
/// <param name="Partition">Its partition; null where it stands alone, and where none was found.</param>
/// <param name="Failed">Whether it needs a partition and has none; that was reported.</param>
public sealed record PartitionBinding(PartitionRequest Image, Partition? Partition, bool Failed)
{
    /// <summary>Whether the image is a file of its own, with no place in the flash.</summary>
    public bool StandsAlone => Partition is null && !Failed;
}
