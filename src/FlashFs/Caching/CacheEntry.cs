namespace FlashFs.Caching;

/// <summary>A result as a cache keeps it: one file of bytes, under the key of everything that it was made of.</summary>
/// <param name="Contents">The bytes.</param>
/// <param name="Sha256">Their SHA-256, lower-case hexadecimal.</param>
/// <param name="IsRemote">Whether it came over the network just now.</param>
public sealed record CacheEntry(ReadOnlyMemory<byte> Contents, string Sha256, bool IsRemote)
{
    /// <summary>The longest contents that are kept or taken, in bytes: twice the largest flash of the family.</summary>
    public const int MaxLength = 256 << 20;
}
