namespace FlashFs.Formats.ChirpOs;

/// <summary>Where places of the JSON text are in the image, found in one pass over it.</summary>
internal sealed class ChirpOsOffsets
{
    private readonly int[] _places;
    private readonly long[] _offsets;

    public ChirpOsOffsets(ChirpOsImage image, IEnumerable<ChirpOsStoredNode> files, IEnumerable<int> others)
    {
        _places = [.. files.SelectMany(Flatten).Concat(others)];
        Array.Sort(_places);
        _offsets = image.OffsetsOf(_places);
    }

    /// <summary>The offset of a place.</summary>
    public long this[int place] => _offsets[Array.BinarySearch(_places, place)];

    /// <summary>Where a file lies in the image.</summary>
    public ChirpOsPlaces Of(ChirpOsStoredNode file) => new(this[file.Start], this[file.DataStart], this[file.DataEnd], this[file.End]);

    private static IEnumerable<int> Flatten(ChirpOsStoredNode file) => [file.Start, file.DataStart, file.DataEnd, file.End];
}
