namespace FlashFs.Files;

/// <summary>The contents of a file as they were when it was hashed.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="Checksum">Their <see cref="Files.Checksum"/>.</param>
internal sealed record KeptBytes(ReadOnlyMemory<byte> Bytes, ulong Checksum);
