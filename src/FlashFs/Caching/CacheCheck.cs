namespace FlashFs.Caching;

/// <summary>Looks at an entry before it is used.</summary>
/// <param name="entry">The entry; its bytes have the hash that they should have.</param>
/// <returns>Null when it is what the key stands for; else one clause on what is wrong with it.</returns>
public delegate string? CacheCheck(CacheEntry entry);
