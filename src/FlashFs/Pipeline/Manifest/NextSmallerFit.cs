namespace FlashFs.Pipeline.Manifest;

/// <summary>Whether an image would fit in the next smaller place, and what it would have to give up.</summary>
/// <param name="Size">The size of that place in bytes.</param>
/// <param name="Partition">The partition of the table that has this size; null where it is the next smaller power of two.</param>
/// <param name="Over">By how many bytes the files take too much there, in the count of <see cref="FileFit.Cost"/>; 0 when they fit.</param>
/// <param name="LeaveOut">The largest files, as few as make the others fit; empty when all fit.</param>
public sealed record NextSmallerFit(long Size, string? Partition, long Over, IReadOnlyList<string> LeaveOut);
