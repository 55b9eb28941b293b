namespace FlashFs.Caching;

/// <summary>What a key leads to: the file of a result by name, hash and length.</summary>
/// <param name="Path">The name of the file, for people who look into the cache.</param>
/// <param name="Sha256">The SHA-256 of its contents, lower-case hexadecimal.</param>
/// <param name="Length">Its length in bytes.</param>
internal sealed record ActionResult(string Path, string Sha256, long Length);
