namespace FlashFs.Fuzz.Damaging;

/// <summary>A structure of a format: its fields, with offsets from its start.</summary>
internal sealed class Structure(params IReadOnlyList<ImageField> fields)
{
    /// <summary>The fields of one that begins at an offset.</summary>
    /// <param name="offset">Where, in bytes from the start of the image.</param>
    /// <param name="bigEndian">Whether its numbers have the most significant byte first.</param>
    public IEnumerable<ImageField> At(int offset, bool bigEndian = false) =>
        fields.Select(field => field with { Offset = offset + field.Offset, BigEndian = bigEndian });
}
