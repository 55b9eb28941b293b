namespace FlashFs.Pipeline;

/// <summary>What an image depends on of one of its files.</summary>
/// <param name="Path">The path in the image.</param>
/// <param name="Sha256">The hash of the contents, 32 bytes.</param>
/// <param name="Attributes">What else of the file matters, as text; mostly nothing.</param>
/// <param name="Offset">Where the contents lie in the image, as they are and in one piece; <see cref="Nowhere"/> where they do not, or nobody has looked.</param>
/// <param name="Checksum">The <see cref="Files.Checksum"/> of the contents, where they have an offset.</param>
internal readonly record struct FileHash(string Path, ReadOnlyMemory<byte> Sha256, string Attributes, long Offset = FileHash.Nowhere, ulong Checksum = 0)
{
    /// <summary>The offset of contents that do not lie in the image as they are.</summary>
    public const long Nowhere = -1;

    /// <summary>Whether the file is as it was.</summary>
    public bool IsSameAs(in FileHash other) => Attributes == other.Attributes && Sha256.Span.SequenceEqual(other.Sha256.Span);
}
