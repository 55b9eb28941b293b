namespace FlashFs.Pipeline;

/// <summary>A file of the output folder, with what makes its bytes.</summary>
/// <param name="Name">The file name.</param>
/// <param name="Role">What it is, as the manifest says it; empty for the manifest itself.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">The SHA-256 of its contents, lower-case hexadecimal.</param>
/// <param name="Offset">Where it goes, in bytes from the start of the flash; null where it is not flashed.</param>
/// <param name="Write">Writes it.</param>
internal sealed record OutputContents(string Name, string Role, long Length, string Sha256, long? Offset, Action<Stream> Write)
{
    /// <summary>A file with these bytes that the output may be another name of, rooted; null where it has to be one of its own.</summary>
    public string? Original { get; init; }

    /// <summary>Whether it is written where the file holds these bytes already: the former one is another name of a file, or is to become one.</summary>
    public bool IsAnew { get; init; }

    /// <summary>A file of bytes that is not flashed.</summary>
    public static OutputContents Of(string name, string role, ReadOnlyMemory<byte> bytes) => new(
        name, role, bytes.Length, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes.Span)), null, stream => stream.Write(bytes.Span));
}
