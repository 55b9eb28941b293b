namespace FlashFs.Formats.SimpleFs;

/// <summary>A name or the contents of a file, in an image.</summary>
/// <param name="Start">Where it begins, in bytes from the start of the image.</param>
/// <param name="Length">Its bytes in the image, without the NUL behind.</param>
/// <param name="EntryIndex">The file it belongs to.</param>
/// <param name="IsName">Whether it is the name.</param>
internal readonly record struct SimpleFsBlob(long Start, long Length, int EntryIndex, bool IsName) : IComparable<SimpleFsBlob>
{
    public long End => Start + Length;

    // By place; where two begin at one place, as fs-packer would have put them.
    public int CompareTo(SimpleFsBlob other) => (Start, EntryIndex, !IsName).CompareTo((other.Start, other.EntryIndex, !other.IsName));
}
